using PatentFunctions.GeneratedClient;
using PatentFunctions.SampleData.Walk;
using PatentFunctions.Tests.Platform.OpenApi.Conformance;

namespace PatentFunctions.Tests.SampleData;

/// <summary>The document as others use it: a client that a generator made of it plays the first chapter of the walk.</summary>
[Trait("Spec", "COM-11")]
public sealed class GeneratedClientTests
{
    [Fact]
    public async Task GeneratedClient_FromRegistrationToCertificate_PlaysTheFirstChapter()
    {
        await using var app = await TestApp.StartAsync("2026-09-28T10:00");
        using var chapter = new FilingChapter(app.Server.Address, () => new ConformanceHandler(ClientManners.Faultless), shade => SampleImage.Bitmap(shade));
        var filed = await chapter.PlayAsync();

        Assert.Equal("2026000001", filed.Number);
        Assert.Equal(filed.Number, filed.Checked.Filing.Number);
        Assert.Equal("深沟球轴承", filed.Checked.Filing.Product);
        Assert.Equal("%PDF"u8, filed.Certificate.AsSpan(0, 4));
        Assert.Contains("备案证明-2026000001.pdf", filed.CertificateName, StringComparison.Ordinal);
        Assert.Contains(filed.NameFindings, f => f.Code == "product-name.not-a-product" && f.Severity == GeneratedClient.Severity.Blocks);
        Assert.Equal((412, "/api/problems/record-changed"), (filed.StaleSave.StatusCode, filed.StaleSave.Result.Type));
        Assert.Equal((422, "/api/problems/fields-invalid"), (filed.EarlySubmission.StatusCode, filed.EarlySubmission.Result.Type));
        Assert.Contains(filed.EarlySubmission.Result.Errors!, e => e.Pointer.StartsWith("/patents", StringComparison.Ordinal));
    }
}
