using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using PatentFunctions.Tests.Documents;

namespace PatentFunctions.Tests.Documentation;

/// <summary>The commands of docs/front-end.md, pasted into one shell, do what the page says.</summary>
[Trait("Spec", "COM-11")]
public sealed class FrontEndPageTests
{
    [ToolTheory("bash", "curl", "sed", "base64")]
    [InlineData("docs/front-end.md")]
    public async Task Commands_PastedOneAfterTheOther_DoWhatThePageSays(string page)
    {
        await using var app = await TestApp.StartAsync("2026-11-27T10:00");
        var folder = Directory.CreateTempSubdirectory("front-end-");
        try
        {
            var blocks = Regex.Matches(File.ReadAllText(Path.Combine(RepositoryFolder.Path, page)), "```sh\n(.*?)```", RegexOptions.Singleline).Select(m => m.Groups[1].Value).ToList();
            var output = await RunAsync(string.Concat(blocks.Select(b => b + "\necho; echo -----\n")), folder.FullName, new Uri(app.Anybody().Http.BaseAddress!, "api"));
            var said = output.Split("-----");
            Assert.Equal(blocks.Count + 1, said.Length);
            Assert.Contains("\"username\":\"software\"", said[0], StringComparison.Ordinal);
            Assert.StartsWith("p-", said[1].Trim(), StringComparison.Ordinal);
            Assert.Matches("savedAt.*\n?412", said[2]);
            Assert.Contains("fields-invalid", said[3], StringComparison.Ordinal);
            Assert.Contains("product-name.not-a-product", said[3], StringComparison.Ordinal);
            Assert.Contains("\"status\":415", said[4], StringComparison.Ordinal);
            Assert.Matches("^201\n.*\"kind\":\"png\".*\"scan\":\"clean\"", said[5].Trim());
            Assert.Contains("\"total\":1", said[6], StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<string> RunAsync(string script, string folder, Uri api)
    {
        var start = new ProcessStartInfo("bash", ["-c", script]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = Encoding.UTF8 };
        start.Environment["API"] = api.ToString();
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return output + await errors;
    }
}
