using PatentFunctions.Filing;
using PatentFunctions.Filing.Withdrawals;
using PatentFunctions.Platform.Cases;
using PatentFunctions.PublicSite;

namespace PatentFunctions.Tests.Filing.Withdrawals;

[Trait("Spec", "REC-05")]
public sealed class RecordRecognitionTests : IDisposable
{
    private readonly FilingBench bench = new();

    [Theory]
    [InlineData(2026, RecognitionStanding.Valid, null, RecognitionStanding.Valid, true)]
    [InlineData(2026, RecognitionStanding.Valid, 2026, RecognitionStanding.Valid, false)]
    [InlineData(2026, RecognitionStanding.Expired, 2026, RecognitionStanding.Valid, true)]
    [InlineData(2026, RecognitionStanding.Revoked, 2026, RecognitionStanding.Valid, true)]
    [InlineData(2026, RecognitionStanding.Valid, 2026, RecognitionStanding.Revoked, false)]
    [InlineData(2026, RecognitionStanding.Valid, 2026, RecognitionStanding.Expired, false)]
    [InlineData(2027, RecognitionStanding.Valid, 2026, RecognitionStanding.Revoked, true)]
    [InlineData(2026, RecognitionStanding.Revoked, 2027, RecognitionStanding.Valid, false)]
    public void IsNewer_ByYearAndStanding(int year, RecognitionStanding standing, int? knownYear, RecognitionStanding known, bool newer) =>
        Assert.Equal(newer, RecognitionNews.IsNewer(Of(year, standing), knownYear is { } y ? Of(y, known) : null));

    [Fact]
    public async Task Recognized_MakesTheLinkedPatentsPublicEverywhere()
    {
        var id = await bench.FiledAsync(change: d => d with { Patents = d.Patents with { Publish = false } });
        var filing = await bench.RecordAsync(id);
        Assert.Null((await PublicAsync(filing))!.Patents);
        Assert.Equal(["企业请求不公开关联专利。"], DownloadCertificate.ContentOf(filing, "http://check", default).List);

        await bench.DeliverAsync(new FilingRecognitionChanged(id, Of(2026, RecognitionStanding.Valid)).ToMessage());
        filing = await bench.RecordAsync(id);
        Assert.Equal(Of(2026, RecognitionStanding.Valid), filing.Recognition);
        Assert.Equal(FilingSample.Facts.Patents.Count, (await PublicAsync(filing))!.Patents!.Count);
        Assert.StartsWith("ZL", DownloadCertificate.ContentOf(filing, "http://check", default).List[0], StringComparison.Ordinal);
        Assert.Contains("已认定为2026年度专利密集型产品，证书编号：2026-1，有效期至2027年11月30日", (await bench.Platform.Cases.TimelineAsync(FilingRecords.AddressOf(id))).Select(t => t.Text));
    }

    [Fact]
    public async Task News_ThatComeLateOrTwice_NeverOverwriteNewerOnes()
    {
        var id = await bench.FiledAsync();
        await bench.DeliverAsync(new FilingRecognitionChanged(id, Of(2026, RecognitionStanding.Revoked)).ToMessage());
        var known = await bench.Filings.FindAsync(id, default);
        await bench.DeliverAsync(new FilingRecognitionChanged(id, Of(2026, RecognitionStanding.Valid)).ToMessage(), "op-2");
        await bench.DeliverAsync(new FilingRecognitionChanged(id, Of(2026, RecognitionStanding.Revoked)).ToMessage());
        Assert.Equal(known!.ETag, (await bench.Filings.FindAsync(id, default))!.ETag);
        Assert.Single(await bench.Platform.Cases.TimelineAsync(FilingRecords.AddressOf(id)), t => t.Code.StartsWith("filing.recognition", StringComparison.Ordinal));

        // The end of the filing takes the recognition with it; the news come after the end.
        await bench.DeliverAsync(new FilingRecognitionChanged(id, Of(2027, RecognitionStanding.Valid)).ToMessage(), "op-3");
        await bench.DeliverAsync(new FilingRevocationOrder(id, "信息不真实", FilingBench.Examiner).ToMessage(), "op-4");
        await bench.DeliverAsync(new FilingRecognitionChanged(id, Of(2027, RecognitionStanding.Revoked)).ToMessage(), "op-5");
        Assert.Equal((FilingState.Revoked, RecognitionStanding.Revoked), ((await bench.RecordAsync(id)).State, (await bench.RecordAsync(id)).Recognition!.Standing));
    }

    public void Dispose() => bench.Dispose();

    private Task<PublicFiling?> PublicAsync(FilingRecord filing) => bench.PublicAsync(filing.Number!);

    private static FilingRecognition Of(int year, RecognitionStanding standing) => new(year, $"{year}-1", new DateOnly(year, 12, 1), new DateOnly(year + 1, 11, 30), standing);
}
