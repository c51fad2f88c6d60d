using System.Reflection;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker;

namespace AzureBuild.Tests.Published;

/// <summary>The folder that <c>dotnet publish -c Release</c> made of the app, and the functions in it.</summary>
internal static class PublishedApp
{
    /// <summary>The folder.</summary>
    public static string Folder { get; } = Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(m => m.Key == "PublishedApp").Value!;

    /// <summary>Its functions by name, as they are declared.</summary>
    public static IReadOnlyDictionary<string, MethodInfo> Functions { get; } =
        (from type in typeof(PatentFunctions.App).Assembly.GetTypes()
         from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
         let function = method.GetCustomAttribute<FunctionAttribute>()
         where function is not null
         select (function.Name, method)).ToDictionary(f => f.Name, f => f.method, StringComparer.Ordinal);

    /// <summary>A file of it as JSON.</summary>
    public static JsonElement Json(string file) => JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, file))).RootElement;
}
