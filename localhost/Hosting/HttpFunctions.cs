using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;

namespace PatentFunctions.LocalHost;

/// <summary>HTTP functions as endpoints.</summary>
internal static class HttpFunctions
{
    /// <summary>Marks an endpoint that is a function.</summary>
    private sealed record IsFunction(FunctionMethod Function);

    public static void Map(WebApplication app, FunctionCatalog catalog, FunctionRunner runner, string prefix, bool cors)
    {
        app.UseRouting();
        if (cors)
            app.UseCors();
        // The Functions host knows no 405: whatever is not a declared method on a declared route is 404 and empty.
        app.Use((context, next) =>
        {
            if (context.GetEndpoint()?.Metadata.GetMetadata<IsFunction>() is not null)
                return next(context);
            context.SetEndpoint(null);
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("PatentFunctions.LocalHost.Http");
        foreach (var function in catalog.Functions.Where(f => f.Kind == TriggerKind.Http))
        {
            var path = "/" + string.Join('/', new[] { prefix.Trim('/'), HttpRoute.Of(function) }.Where(part => part.Length > 0));
            var methods = HttpRoute.Methods(function);
            RequestDelegate handle = context => HandleAsync(function, runner, context, log);
            var endpoint = methods.Length == 0 ? app.Map(path, handle) : app.MapMethods(path, methods, handle);
            endpoint.WithMetadata(new IsFunction(function)).WithDisplayName(function.Name);
        }
    }

    /// <summary>Lists the functions as the Azure tools do.</summary>
    public static string List(FunctionCatalog catalog, string prefix, IEnumerable<string> urls)
    {
        var root = urls.FirstOrDefault()?.TrimEnd('/') ?? "";
        var lines = catalog.Functions.OrderBy(f => f.Kind).ThenBy(f => f.Name, StringComparer.Ordinal).Select(f => f.Kind switch
        {
            TriggerKind.Http => $"  {f.Name}: [{Methods(f)}] {root}/{string.Join('/', new[] { prefix.Trim('/'), HttpRoute.Of(f) }.Where(p => p.Length > 0))}",
            _ => $"  {f.Name}: {f.Definition.InputBindings[f.Trigger.Name!].Type}",
        });
        return $"Functions:{Environment.NewLine}{string.Join(Environment.NewLine, lines)}";

        static string Methods(FunctionMethod function) =>
            HttpRoute.Methods(function) is { Length: > 0 } methods ? string.Join(',', methods) : "any";
    }

    private static async Task HandleAsync(FunctionMethod function, FunctionRunner runner, HttpContext context, ILogger log)
    {
        try
        {
            await AnswerAsync(context, await runner.RunHttpAsync(function, context));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller has gone; nobody is left to be answered.
        }
        catch (Exception e)
        {
            log.LogError(e, "{Name} failed.", function.Name);
            if (!context.Response.HasStarted)
            {
                context.Response.Clear();
                context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            }
        }
    }

    private static Task AnswerAsync(HttpContext context, object? result) => result switch
    {
        IResult answer => answer.ExecuteAsync(context),
        IActionResult answer => answer.ExecuteResultAsync(new ActionContext(context, context.GetRouteData(), new ActionDescriptor())),
        null => Task.CompletedTask,
        string text => Results.Text(text).ExecuteAsync(context),
        _ => Results.Json(result).ExecuteAsync(context),
    };
}
