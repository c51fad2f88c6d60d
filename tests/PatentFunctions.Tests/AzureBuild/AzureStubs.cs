using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PatentFunctions.Tests.AzureBuild;

/// <summary>The Azure assemblies as far as they can be known here: one image per assembly of the listing.</summary>
internal static class AzureStubs
{
    private const string Usings = """
        #nullable disable
        using System; using System.Collections; using System.Collections.Generic; using System.Collections.Immutable; using System.Collections.Specialized;
        using System.IO; using System.Linq.Expressions; using System.Net; using System.Net.Http; using System.Net.Http.Headers; using System.Runtime.Serialization;
        using System.Security.Claims; using System.Text; using System.Text.Json; using System.Threading; using System.Threading.Tasks;
        using Microsoft.AspNetCore.Http; using Microsoft.Extensions.Configuration; using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Diagnostics.Metrics; using Microsoft.Extensions.Hosting; using Microsoft.Extensions.Logging; using Microsoft.Extensions.Primitives;
        using Azure; using Azure.Core; using Azure.Core.Serialization;
        """;

    private static readonly CSharpCompilationOptions Options = new(OutputKind.DynamicallyLinkedLibrary, generalDiagnosticOption: ReportDiagnostic.Suppress);

    /// <summary>Compiles the listing.</summary>
    /// <param name="listing">Its lines.</param>
    /// <param name="known">Assemblies that are really there.</param>
    /// <param name="lost">What could not be compiled and was left out.</param>
    public static IReadOnlyList<MetadataReference> Compile(IEnumerable<string> listing, IReadOnlyList<MetadataReference> known, out IReadOnlyList<string> lost)
    {
        var references = known.ToList();
        var left = new List<string>();
        var seen = new List<string>();
        // The worker's extension builds on the Durable Task assemblies, which stand below it in the listing.
        foreach (var assembly in ApiListing.Read(listing).OrderBy(a => a.Name.StartsWith("Microsoft.DurableTask", StringComparison.Ordinal) ? 0 : 1))
        {
            seen.AddRange(assembly.Types.Select(t => t.Namespace).Except(seen));
            var family = assembly.Name.Split('.')[0];
            references.Add(Compile(assembly, references, left, [.. seen.Where(n => n.StartsWith(family, StringComparison.Ordinal))]));
        }
        lost = left;
        return [.. references.Skip(known.Count)];
    }

    /// <summary>
    /// What Azure.Storage.Blobs names of Azure.Storage.Common: the names must be there for overloads to be chosen, though nothing here uses them.
    /// </summary>
    /// <param name="known">Assemblies that are really there.</param>
    /// <param name="publicKey">Key of the Azure SDK's assemblies.</param>
    public static MetadataReference StorageCommon(IReadOnlyList<MetadataReference> known, byte[] publicKey)
    {
        const string source = """
            [assembly: System.Reflection.AssemblyVersion("12.29.0.0")]
            namespace Azure.Storage
            {
                public struct StorageTransferOptions { }
                public class StorageSharedKeyCredential { }
            }
            """;
        var compilation = CSharpCompilation.Create(
            "Azure.Storage.Common",
            [CSharpSyntaxTree.ParseText(source)],
            known,
            Options.WithCryptoPublicKey([.. publicKey]).WithPublicSign(true));
        using var image = new MemoryStream();
        return compilation.Emit(image).Success ? MetadataReference.CreateFromImage(image.ToArray()) : throw new InvalidOperationException("Azure.Storage.Common");
    }

    private static PortableExecutableReference Compile(ListedAssembly assembly, IReadOnlyList<MetadataReference> references, List<string> lost, IReadOnlyList<string> visible)
    {
        var corrections = new Corrections([], [], []);
        for (var attempt = 0; attempt < 12; attempt++)
        {
            var lines = Source(assembly, corrections, visible);
            var text = string.Join('\n', lines);
            var compilation = CSharpCompilation.Create(assembly.Name, [CSharpSyntaxTree.ParseText(text)], references, Options);
            using var image = new MemoryStream();
            var result = compilation.Emit(image);
            if (result.Success) return MetadataReference.CreateFromImage(image.ToArray());
            foreach (var error in result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error))
            {
                var at = error.Location.GetLineSpan().StartLinePosition.Line;
                var line = lines[at];
                // Explicit implementations are private and so not in the listing; overrides stand there as virtual.
                if (error.Id is "CS0535" or "CS0738" or "CS0425") corrections.WithoutInterfaces.Add((TypeAround(lines, at), InterfaceOf(error)));
                else if (error.Id is "CS0534") corrections.Overrides.Add((TypeAround(lines, at), MemberOf(error)));
                else if (line is not ("{" or "}") && corrections.Skipped.Add(line)) lost.Add($"{line}: {error.GetMessage(CultureInfo.InvariantCulture)}");
            }
        }
        throw new InvalidOperationException($"the listing of {assembly.Name} does not compile: {string.Join('\n', lost)}");
    }

    private static List<string> Source(ListedAssembly assembly, Corrections corrections, IEnumerable<string> visible)
    {
        List<string> lines = [.. Usings.Split('\n')];
        foreach (var space in assembly.Types.GroupBy(t => t.Namespace))
        {
            lines.Add($"namespace {space.Key} {{");
            foreach (var other in visible.Where(n => n != space.Key)) lines.Add($"using {other};");
            foreach (var type in space.Where(t => !IsNested(t)))
            {
                var nested = space.Where(t => IsNested(t) && ApiListing.NameOf(t).StartsWith(ApiListing.NameOf(type) + ".", StringComparison.Ordinal)).ToList();
                lines.AddRange(ApiListing.Declare(type, nested, corrections).Where(l => !corrections.Skipped.Contains(l)));
            }
            lines.Add("}");
        }
        return lines;
    }

    private static bool IsNested(ListedType type) => ApiListing.NameOf(type).Contains('.', StringComparison.Ordinal);

    // 'Type' does not implement interface member 'IInterface<T>.Member(…)': the interface without its arguments.
    private static string InterfaceOf(Diagnostic error) =>
        Regex.Match(error.GetMessage(CultureInfo.InvariantCulture), @"'(?:[\w.]+\.)?(I[A-Z]\w*)(?:<[^']*?>)?\.[^']*'").Groups[1].Value;

    private static string MemberOf(Diagnostic error) =>
        Regex.Match(error.GetMessage(CultureInfo.InvariantCulture), @"'[^']+'[^']*'[^']*\.(\w+)[^']*'").Groups[1].Value;

    private static string TypeAround(List<string> lines, int at)
    {
        while (!lines[at].StartsWith("public ", StringComparison.Ordinal) || !(at + 1 < lines.Count && lines[at + 1] == "{")) at--;
        return Regex.Match(lines[at], @"(?:class|struct|record|interface) (\w+)").Groups[1].Value;
    }
}
