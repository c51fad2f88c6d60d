using PatentFunctions.Filing;
using PatentFunctions.Identifiers;
using PatentFunctions.Patents;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;
using PatentFunctions.SampleData;
using PatentFunctions.SampleData.Walk;
using PatentFunctions.Units;

namespace PatentFunctions.Tests.Filing;

/// <summary>One filing over HTTP on the embedded host: the front end's calls, the real clock, the real outbox.</summary>
public sealed class FilingOverHttpTests : IAsyncLifetime
{
    private TestApp app = null!;
    private TestClient unit = null!;
    private TestClient examiner = null!;

    public async Task InitializeAsync()
    {
        app = await TestApp.StartAsync("2026-11-23T10:00");
        unit = await app.SignInAsync("bearing");
        examiner = await app.SignInAsync("examiner1");
        await VerifyAsync(SampleAccounts.UnitOf("91320102MA9X00011U"));
    }

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    [Trait("Spec", "FIL-02")]
    [Trait("Spec", "FIL-10")]
    [Trait("Spec", "FIL-11")]
    public async Task Filing_FromDraftOverReturnToNumber_RunsOverHttp()
    {
        var (id, saved) = await FillAsync();
        var receipt = await unit.PostAsync($"filings/{id}/submission", etag: saved);
        Assert.True(receipt.Status == 200, receipt.ToString());
        Assert.Equal("审核中，预计11月30日前", receipt.Text("status"));

        await app.MoveToAsync("2026-11-26T18:00");
        Assert.NotNull((await RoundAsync(id, 1)).RemindedAt);
        Assert.Null((await RoundAsync(id, 1)).EscalatedAt);
        await app.MoveToAsync("2026-12-01T09:00");
        Assert.NotNull((await RoundAsync(id, 1)).EscalatedAt);

        examiner = await app.SignInAsync("examiner1");
        unit = await app.SignInAsync("bearing");
        var review = await examiner.GetAsync($"reviews/filing/{id}");
        var returned = await examiner.PostAsync($"reviews/filing/{id}/return", new { reasons = new[] { new { code = "introduction.unclear", note = "请补充材质" } } }, review.ETag);
        Assert.True(returned.Status == 200, returned.ToString());
        var seen = await unit.GetAsync($"filings/{id}");
        Assert.Equal("不通过", seen.Text("stateName"));
        Assert.Equal("/product/introduction", seen.At("returned").GetProperty("reasons")[0].GetProperty("pointer").GetString());

        var again = await unit.PostAsync($"filings/{id}/submission", etag: seen.ETag);
        Assert.True(again.Status == 200, again.ToString());
        Assert.Equal(2, again.At("round").GetInt32());
        review = await examiner.GetAsync($"reviews/filing/{id}");
        var checklist = FilingReviewKind.Kind.Checklist.ToDictionary(c => c.Code, _ => true);
        var approved = await examiner.PostAsync($"reviews/filing/{id}/approve", new { opinion = "同意", checklist }, review.ETag);
        Assert.True(approved.Status == 200, approved.ToString());

        var filed = await unit.GetAsync($"filings/{id}");
        Assert.Equal(("已备案", "2026000001"), (filed.Text("stateName"), filed.Text("number")));
        Assert.Equal("电冰箱", (await app.Anybody().GetAsync("public/filings/2026000001")).Text("filing.product"));
        Assert.Equal(1, (await app.Anybody().GetAsync("public/filings?q=冰箱")).Json.GetProperty("items").GetArrayLength());
        var pdf = await unit.GetAsync($"filings/{id}/certificate");
        Assert.Equal("application/pdf", pdf.MediaType);
        Assert.Equal("%PDF-1.7"u8.ToArray(), pdf.Bytes.Take(8));
        Assert.Equal(409, (await unit.PutAsync($"filings/{id}/draft/product", new { name = "乙" }, filed.ETag)).Status);
        Assert.Equal(1, (await unit.GetAsync("filings?state=filed")).At("total").GetInt32());
    }

    [Fact]
    [Trait("Spec", "COM-06")]
    public async Task SaveDraft_WithAnUnknownFieldOrAWrongType_NamesEach()
    {
        var created = await unit.PostAsync("filings", key: "http-filing-2");
        var answer = await unit.PutAsync($"filings/{created.Text("id")}/draft/product", new { colour = "白", figures = new { sales = "多" } }, created.ETag);
        Assert.Equal(400, answer.Status);
        Assert.Equal(["/colour", "/figures/sales"], answer.Pointers);
    }

    [Fact]
    [Trait("Spec", "FIL-03")]
    public async Task Choices_AreOfferedToTheForm()
    {
        var options = await unit.GetAsync("filings/options");
        Assert.Equal(2025, options.At("dataYear").GetInt32());
        Assert.True(options.At("purposes").GetArrayLength() > 5);
        Assert.True(options.At("destinations").GetArrayLength() > 100);
        Assert.Equal(4, options.At("methods").GetArrayLength());
        var rates = await app.Anybody().GetAsync("filings/licence-rates");
        Assert.Equal("PK"u8.ToArray(), rates.Bytes.Take(2));
        Assert.Equal(422, (await app.Anybody().GetAsync("filings/match-patent-intensive?industry=39")).Status);
        Assert.True((await app.Anybody().GetAsync("filings/match-patent-intensive?industry=3961")).Status == 200);
    }

    [Fact]
    [Trait("Spec", "FIL-05")]
    public async Task Typing_IsCheckedAtOnceWithoutADraft()
    {
        var check = await unit.PostAsync("filings/pre-check", new { product = new { name = "一种电冰箱的制造方法" } });
        Assert.Equal(200, check.Status);
        Assert.Contains(check.At("findings").EnumerateArray(), f => f.GetProperty("pointer").GetString() == "/product/name");
        Assert.Equal(0, (await unit.GetAsync("filings")).At("total").GetInt32());

        var known = FilingSample.Patents[0];
        var list = await unit.PostAsync("filings/patent-list", new { text = $"{known.Number}；202099999999.9\n不是专利号" });
        Assert.Equal(3, list.Json.GetArrayLength());
        Assert.Equal(known.Title, list.Json[0].GetProperty("title").GetString());
    }

    private async Task<(string Id, string? ETag)> FillAsync()
    {
        var created = await unit.PostAsync("filings", key: "http-filing-1");
        Assert.True(created.Status == 201, created.ToString());
        var id = created.Text("id");
        var main = new FileId(await unit.UploadAsync("product-image", SampleImage.Bitmap(0xB0), "主图.bmp"));
        var sheet = new FileId(await unit.UploadAsync("economic-proof", SampleImage.Bitmap(0xC0), "证明.bmp"));
        var draft = FilingSample.Draft;
        var saved = await unit.PutAsync($"filings/{id}/draft/product", draft.Product with { MainImage = main }, created.ETag);
        saved = await unit.PutAsync($"filings/{id}/draft/patents", draft.Patents, saved.ETag);
        saved = await unit.PutAsync($"filings/{id}/draft/proof", draft.Proof with { Economic = draft.Proof.Economic! with { File = sheet } }, saved.ETag);
        Assert.True(saved.Status == 200, saved.ToString());
        return (id, saved.ETag);
    }

    private async Task<PatentFunctions.Reviews.ReviewRound> RoundAsync(string id, int round) => (await app.Service<FilingRecords>().RoundAsync(new FilingId(id), round, default))!;

    private async Task VerifyAsync(UnitId id)
    {
        var records = app.Service<IRecordStore>();
        Assert.True(UnifiedSocialCreditCode.TryParse("91320102MA9X00011U", out var code, out _));
        var verified = new VerifiedUnit(id, 1, TestApp.China("2026-01-05T10:00"), UnitType.Enterprise, code, FilingSample.UnitName, "地址", "地址", 5000, "3851", "赵示例", "16900000001", "钱示例", "16900000002", "320102", new FileId("f-licence"), new FileId("f-pledge"));
        await records.CommitAsync(UnitTables.Units, id.Value,
        [
            new UpsertRecord(CaseRows.Record) { Document = TypedRecords.ToDocument(new Unit(id, RealnameState.Approved) { InForce = verified }) },
            new UpsertRecord(UnitTables.AssetRow(2025)) { Document = TypedRecords.ToDocument(new { year = 2025 }) },
        ]);
        foreach (var known in FilingSample.Patents)
        {
            Assert.True(PatentNumber.TryParse(known.Number, out var number, out _));
            var patent = new UnitPatent(number, known.Title, [FilingSample.UnitName], PatentStatus.Valid, PatentAcquisition.Original, PatentSource.Manual, TestApp.China("2026-01-05T10:00"));
            await records.CommitAsync(PatentTables.UnitPatents, id.Value, [new UpsertRecord(PatentTables.RowOf(number)) { Document = TypedRecords.ToDocument(patent) }]);
        }
    }
}
