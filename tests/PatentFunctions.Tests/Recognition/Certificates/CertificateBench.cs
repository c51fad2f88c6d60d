using PatentFunctions.Filing;
using PatentFunctions.Platform;
using PatentFunctions.Recognition;
using PatentFunctions.Recognition.Certificates;

namespace PatentFunctions.Tests.Recognition.Certificates;

/// <summary>Keys in a folder of their own, and certificates signed with them.</summary>
internal sealed class CertificateBench : IDisposable
{
    public static readonly DateOnly IssuedOn = new(2026, 11, 20);

    public CertificateBench() => Keys = new FolderCertificateKeys(Path.Combine(Folder, "keys"));

    public CertificateDocument Document => new(Keys, Microsoft.Extensions.Options.Options.Create(new FilingOptions { PublicBaseUrl = "https://www.patent-products.example.cn" }));

    public string Folder { get; } = Directory.CreateTempSubdirectory("certificates-").FullName;

    public FolderCertificateKeys Keys { get; }

    /// <summary>A file of the folder.</summary>
    public string Write(string name, byte[] content)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    /// <summary>What <c>verify</c> says of a file with the published keys.</summary>
    public async Task<(int Code, string Text)> VerifyAsync(byte[] file, IReadOnlyList<CertificateKey>? keys = null)
    {
        keys ??= await Keys.PublicAsync(default);
        var pem = Write("keys.pem", System.Text.Encoding.ASCII.GetBytes(string.Concat(keys.Select(k => k.ToPem() + "\n"))));
        var output = new StringWriter();
        var code = VerifyCommand.Run([Write("file", file), "--key", pem], () => [], new DateOnly(2026, 12, 1), output);
        return (code, output.ToString());
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    public static RecognitionRecord Product(string product = "高速数控立式加工中心", string? model = "VMC-850", string unit = "湖南某某科技有限公司") =>
        new(RecognitionId.Of(2026, new FilingId("p-abc")), 2026, new FilingId("p-abc"), "2025000123", new UnitId("u-abc"), unit, product, model, RecognitionState.InNotice) { Patents = 12 };

    public Task<RecognitionCertificate> IssueAsync(string product = "高速数控立式加工中心", string? model = "VMC-850", string unit = "湖南某某科技有限公司") =>
        new CertificateIssuer(Keys).IssueAsync(Product(product, model, unit), IssuedOn, default);
}
