using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace PatentFunctions.LocalHost;

/// <summary>The developer's own settings, local.settings.json: values, port, origins allowed to call.</summary>
internal static class LocalSettings
{
    private const string Address = "http://localhost:7071";

    public static void AddTo(WebApplicationBuilder web)
    {
        var path = new[] { web.Environment.ContentRootPath, AppContext.BaseDirectory }
            .Select(folder => Path.Combine(folder, "local.settings.json"))
            .FirstOrDefault(File.Exists);
        var settings = path is null ? [] : Read(path);
        // Below environment variables and the command line, as on Azure, where these values are environment variables.
        ((IConfigurationBuilder)web.Configuration).Sources.Insert(0, new Microsoft.Extensions.Configuration.Memory.MemoryConfigurationSource { InitialData = settings });
        if (string.IsNullOrEmpty(web.Configuration[WebHostDefaults.ServerUrlsKey]) && string.IsNullOrEmpty(web.Configuration["HTTP_PORTS"]))
        {
            web.WebHost.UseUrls(int.TryParse(web.Configuration["Host:LocalHttpPort"], out var port) ? $"http://localhost:{port}" : Address);
        }

        var origins = (web.Configuration["Host:CORS"] ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (origins.Length == 0)
            return;
        var credentials = bool.TryParse(web.Configuration["Host:CORSCredentials"], out var allowed) && allowed;
        web.Services.AddCors(cors => cors.AddDefaultPolicy(policy =>
        {
            _ = origins.Contains("*") ? policy.AllowAnyOrigin() : policy.WithOrigins(origins);
            policy.AllowAnyHeader().AllowAnyMethod();
            if (credentials)
                policy.AllowCredentials();
        }));
    }

    public static bool HasCors(IConfiguration configuration) => !string.IsNullOrWhiteSpace(configuration["Host:CORS"]);

    private static Dictionary<string, string?> Read(string path)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        using var document = JsonDocument.Parse(
            File.ReadAllText(path), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        foreach (var (section, prefix) in new[] { ("Values", ""), ("Host", "Host:") })
        {
            if (!document.RootElement.TryGetProperty(section, out var values))
                continue;
            foreach (var value in values.EnumerateObject())
                settings[prefix + value.Name.Replace("__", ":", StringComparison.Ordinal)] = value.Value.ToString();
        }

        return settings;
    }
}
