using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker;

namespace AzureBuild.Tests.Published;

/// <summary>
/// What the worker's SDK made of the app: the compilation itself, its source generators included, has happened when this runs; a warning of the
/// compiler, of the worker's or of Durable Functions' analyzers would have ended it.
/// </summary>
public class PublishedAppTests
{
    [Theory]
    [InlineData("host.json")]
    [InlineData("worker.config.json")]
    [InlineData("functions.metadata")]
    [InlineData("extensions.json")]
    [InlineData("PatentFunctions.dll")]
    [InlineData("PatentFunctions.xml")]
    [InlineData("fonts/NotoSansSC-Regular.ttf")]
    [InlineData(".azurefunctions/Microsoft.Azure.WebJobs.Extensions.DurableTask.dll")]
    [InlineData(".azurefunctions/DurableTask.AzureStorage.dll")]
    [InlineData(".azurefunctions/Microsoft.Azure.WebJobs.Extensions.FunctionMetadataLoader.dll")]
    public void Folder_HasWhatTheHostReads(string file) => Assert.True(File.Exists(Path.Combine(PublishedApp.Folder, file)), file);

    [Fact]
    public void Folder_HasNothingOfTheLocalBuild()
    {
        var files = Directory.EnumerateFiles(PublishedApp.Folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(PublishedApp.Folder, f)).ToList();
        Assert.DoesNotContain(files, f => f.Contains("sqlite", StringComparison.OrdinalIgnoreCase) || f.Contains("LocalHost", StringComparison.OrdinalIgnoreCase) || f.EndsWith("local.settings.json", StringComparison.Ordinal));
        using var image = new PEReader(File.OpenRead(Path.Combine(PublishedApp.Folder, "PatentFunctions.dll")));
        var metadata = image.GetMetadataReader();
        var references = metadata.AssemblyReferences.Select(r => metadata.GetString(metadata.GetAssemblyReference(r).Name)).ToList();
        Assert.Contains("Microsoft.Azure.Functions.Worker.Core", references);
        Assert.DoesNotContain(references, r => r.Contains("Sqlite", StringComparison.OrdinalIgnoreCase) || r.Contains("LocalHost", StringComparison.Ordinal));
    }

    [Fact]
    public void HostJson_IsTheOneAtTheTop() =>
        Assert.Equal(File.ReadAllText(Path.Combine(PatentFunctions.Tests.RepositoryFolder.Path, "host.json")), File.ReadAllText(Path.Combine(PublishedApp.Folder, "host.json")));

    [Fact]
    public void WorkerConfig_StartsTheAppByDotnet()
    {
        var description = PublishedApp.Json("worker.config.json").GetProperty("description");
        Assert.Equal(("dotnet-isolated", "dotnet", "PatentFunctions.dll"), (description.GetProperty("language").GetString(), description.GetProperty("defaultExecutablePath").GetString(), description.GetProperty("defaultWorkerPath").GetString()));
    }

    [Fact]
    public void Extensions_AreDurableTaskAndTheLoaderOfTheMetadata() =>
        Assert.Equal(["DurableTask", "Startup"], PublishedApp.Json("extensions.json").GetProperty("extensions").EnumerateArray().Select(e => e.GetProperty("name").GetString()!));

    [Fact]
    public void Metadata_NamesEveryFunctionWithItsBindings()
    {
        var written = PublishedApp.Json("functions.metadata").EnumerateArray().ToDictionary(f => f.GetProperty("name").GetString()!, StringComparer.Ordinal);
        // Orchestrators and activities that are classes would come from generators of their own; there is none here.
        Assert.Equal(PublishedApp.Functions.Keys.Order(StringComparer.Ordinal), written.Keys.Order(StringComparer.Ordinal));
        foreach (var (name, method) in PublishedApp.Functions)
        {
            Assert.Equal($"{method.DeclaringType!.FullName}.{method.Name}", written[name].GetProperty("entryPoint").GetString());
            Assert.Equal("PatentFunctions.dll", written[name].GetProperty("scriptFile").GetString());
            Assert.Equal(Declared(method), written[name].GetProperty("bindings").EnumerateArray().Select(Written).Order(StringComparer.Ordinal));
        }
    }

    [Theory]
    [InlineData("DirectFunctionExecutor")]
    [InlineData("GeneratedFunctionMetadataProvider")]
    [InlineData("FunctionExecutorAutoStartup")]
    [InlineData("FunctionMetadataProviderAutoStartup")]
    public void Generated_TypesOfTheWorkersSdk_AreThere(string type) =>
        Assert.Contains(typeof(PatentFunctions.App).Assembly.GetTypes(), t => t.Name == type);

    [Fact]
    public async Task GeneratedMetadata_IsThatOfTheFile()
    {
        // The host asks the worker; the file is what a scale controller reads.
        var type = typeof(PatentFunctions.App).Assembly.GetTypes().Single(t => t.Name == "GeneratedFunctionMetadataProvider");
        var given = await ((Microsoft.Azure.Functions.Worker.Core.FunctionMetadata.IFunctionMetadataProvider)Activator.CreateInstance(type)!).GetFunctionMetadataAsync(PublishedApp.Folder);
        var written = PublishedApp.Json("functions.metadata").EnumerateArray().ToDictionary(f => f.GetProperty("name").GetString()!, StringComparer.Ordinal);
        Assert.Equal(written.Keys.Order(StringComparer.Ordinal), given.Select(f => f.Name!).Order(StringComparer.Ordinal));
        foreach (var function in given)
        {
            Assert.Equal(written[function.Name!].GetProperty("entryPoint").GetString(), function.EntryPoint);
            Assert.Equal(
                written[function.Name!].GetProperty("bindings").EnumerateArray().Select(Written).Order(StringComparer.Ordinal),
                function.RawBindings!.Select(b => Written(JsonDocument.Parse(b).RootElement)).Order(StringComparer.Ordinal));
        }
    }

    private static IEnumerable<string> Declared(MethodInfo method)
    {
        var bindings = new List<string>();
        foreach (var parameter in method.GetParameters())
        {
            foreach (var attribute in parameter.GetCustomAttributes())
            {
                var binding = attribute switch
                {
                    HttpTriggerAttribute http => $"httpTrigger {string.Join(',', http.Methods!)} {http.Route} Anonymous",
                    TimerTriggerAttribute timer => $"timerTrigger {timer.Schedule}",
                    OrchestrationTriggerAttribute => "orchestrationTrigger",
                    ActivityTriggerAttribute => "activityTrigger",
                    DurableClientAttribute => "durableClient",
                    _ => null,
                };
                if (binding is not null) bindings.Add($"{parameter.Name}: {binding}");
            }
        }
        if (bindings.Exists(b => b.Contains("httpTrigger", StringComparison.Ordinal))) bindings.Add("$return: http");
        return bindings.Order(StringComparer.Ordinal);
    }

    private static string Written(JsonElement binding)
    {
        var (name, type) = (binding.GetProperty("name").GetString(), binding.GetProperty("type").GetString());
        return type switch
        {
            "httpTrigger" => $"{name}: {type} {string.Join(',', binding.GetProperty("methods").EnumerateArray().Select(m => m.GetString()))} {binding.GetProperty("route").GetString()} {binding.GetProperty("authLevel").GetString()}",
            "timerTrigger" => $"{name}: {type} {binding.GetProperty("schedule").GetString()}",
            _ => $"{name}: {type}",
        };
    }
}
