using System.Diagnostics;
using System.Text.RegularExpressions;
using PatentFunctions.Tests.Documents;

namespace PatentFunctions.Tests.Recognition.Certificates;

/// <summary>The commands of docs/certificates.md do what the page says.</summary>
[Trait("Spec", "REC-06")]
public sealed class OfflineProcedureTests : IDisposable
{
    private readonly CertificateBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [ToolTheory("openssl", "bash", "base32", "iconv")]
    [InlineData(false, "Verified OK")]
    [InlineData(true, "Verification failure")]
    public async Task Token_ByTheDocumentedCommands_IsCheckedWithoutThisProject(bool tamper, string says)
    {
        var address = _bench.Document.AddressOf(await _bench.IssueAsync());
        // A letter in the middle of the facts.
        if (tamper) address = address[..^150] + (address[^150] == 'A' ? 'B' : 'A') + address[^149..];
        await PrepareAsync();
        _bench.Write("token.txt", System.Text.Encoding.ASCII.GetBytes(address + "\n"));

        var output = Run("check-token");

        Assert.Contains(says, output, StringComparison.Ordinal);
        if (!tamper) Assert.Contains("高速数控立式加工中心", output, StringComparison.Ordinal);
    }

    [ToolTheory("openssl", "bash")]
    [InlineData(false, "Verified OK")]
    [InlineData(true, "Verification failure")]
    public async Task File_ByTheDocumentedCommands_IsCheckedWithoutThisProject(bool tamper, string says)
    {
        var file = await _bench.Document.RenderAsync(await _bench.IssueAsync(), default);
        if (tamper) file[file.Length / 2] ^= 1;
        await PrepareAsync();
        _bench.Write("certificate.pdf", file);

        Assert.Contains(says, Run("check-file"), StringComparison.Ordinal);
    }

    private async Task PrepareAsync() => _bench.Write("key.pem", System.Text.Encoding.ASCII.GetBytes((await _bench.Keys.PublicAsync(default))[0].ToPem()));

    private string Run(string block)
    {
        var page = File.ReadAllText(Path.Combine(RepositoryFolder.Path, "docs/certificates.md"));
        var script = Regex.Match(page, $"```sh\n# {block}\n(.*?)```", RegexOptions.Singleline).Groups[1].Value;
        Assert.NotEmpty(script);
        var start = new ProcessStartInfo("bash", ["-c", script]) { WorkingDirectory = _bench.Folder, RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = System.Text.Encoding.UTF8 };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output + errors.Result;
    }
}
