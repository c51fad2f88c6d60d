using System.Net;
using System.Text;
using Microsoft.Extensions.Options;
using PatentFunctions.Catalogs;
using PatentFunctions.Identifiers;
using PatentFunctions.Tests.Documents;
using PatentFunctions.Units;

namespace PatentFunctions.Tests.Units;

[Trait("Spec", "UNI-04")]
public sealed class BusinessRegistryTests
{
    private static readonly UnifiedSocialCreditCode Uscc = UnitSamples.Verified.Uscc;

    [Fact]
    public async Task Import_OfTheSampleRegister_FindsTheUnitByItsCode()
    {
        using var bed = new UnitPlatform();
        var register = bed.Platform.Get<BusinessRegister>();
        await using var csv = typeof(BusinessRegister).Assembly.GetManifestResourceStream("SampleData/data/business-register.csv")!;

        var imported = await register.LoadAsync(csv, default);

        Assert.Equal((12, 0), (imported.Loaded, imported.Refused));
        Assert.Equal((UnitSamples.Name, "赵示例", 5000m), (await register.FindAsync(Uscc, default)) is { } e ? (e.Name, e.LegalRepresentative, e.RegisteredCapital!.Value) : default);
    }

    [Fact]
    public async Task Import_WithABadRow_ReportsItsLineAndTakesTheOthers()
    {
        using var bed = new UnitPlatform();
        var csv = $"uscc,name,registeredAddress,legalRepresentative,phone\n123,坏行,地址,甲,1\n{UnitSamples.Uscc},好行,地址,乙,2\n";

        var imported = await bed.Platform.Get<BusinessRegister>().LoadAsync(new MemoryStream(Encoding.UTF8.GetBytes(csv)), default);

        Assert.Equal((1, 1, 2), (imported.Loaded, imported.Refused, Assert.Single(imported.Errors).Line));
    }

    [Theory]
    [InlineData(HttpStatusCode.OK, """{"uscc":"91320102MA9X00011U","name":"甲","registeredAddress":"乙","legalRepresentative":"丙","phone":"1","more":true}""", "甲")]
    [InlineData(HttpStatusCode.NotFound, "", null)]
    [InlineData(HttpStatusCode.InternalServerError, "", "down")]
    [InlineData(HttpStatusCode.OK, "<html>", "down")]
    public async Task Http_TellsFoundUnknownAndDownApart(HttpStatusCode status, string body, string? expected)
    {
        using var http = new HttpClient(new Answering(_ => new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") }));
        var registry = new HttpBusinessRegistry(http, Options.Create(new BusinessRegistryOptions { Address = new Uri("https://registry.test/units/"), ApiKey = "k" }));

        if (expected == "down") await Assert.ThrowsAsync<BusinessRegistryDownException>(() => registry.FindAsync(Uscc, default));
        else Assert.Equal(expected, (await registry.FindAsync(Uscc, default))?.Name);
    }

    [Fact]
    public async Task Http_ThatDoesNotAnswerInTime_IsDown()
    {
        using var http = new HttpClient(new Answering(_ => throw new TaskCanceledException("timeout")));
        var registry = new HttpBusinessRegistry(http, Options.Create(new BusinessRegistryOptions { Address = new Uri("https://registry.test/units/") }));
        await Assert.ThrowsAsync<BusinessRegistryDownException>(() => registry.FindAsync(Uscc, default));
    }

    [ToolFact("pdftotext")]
    [Trait("Spec", "UNI-05")]
    public void PledgeTemplate_CarriesTheUnitsNameInItsTextAndWatermark()
    {
        var pdf = IntegrityPledge.Render(UnitSamples.Name, UnitSamples.Uscc, new DateTimeOffset(2026, 11, 27, 2, 0, 0, TimeSpan.Zero));
        var path = Path.GetTempFileName();
        File.WriteAllBytes(path, pdf);
        var text = ExternalTool.Run("pdftotext", "-raw", path, "-");
        File.Delete(path);
        Assert.Contains("承诺单位（盖章）：" + UnitSamples.Name, text, StringComparison.Ordinal);
        // The watermark runs across the page, so its characters come out one by one.
        Assert.Contains("专利产品备案诚信承诺书" + UnitSamples.Name, string.Concat(text.Where(c => !char.IsWhiteSpace(c))), StringComparison.Ordinal);
    }

    private sealed class Answering(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Assert.EndsWith("/units/91320102MA9X00011U", request.RequestUri!.AbsoluteUri, StringComparison.Ordinal);
            return Task.FromResult(answer(request));
        }
    }
}
