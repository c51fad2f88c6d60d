using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PatentFunctions.Cultivation.Forms;
using PatentFunctions.Cultivation.Notices;
using PatentFunctions.Cultivation.Reports;
using PatentFunctions.Files;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Reviews;

namespace PatentFunctions.Tests.Cultivation.Reports;

/// <summary>企业数据填报: saved at any time, submitted to the second, confirmed where figures look wrong, corrected in time.</summary>
[Trait("Spec", "SME-06")]
public sealed class ReportTests : IDisposable
{
    private readonly CultivationBench bench = new();

    [Theory]
    [InlineData("2026-10-31T23:59:59", "sme-reporting-not-begun")]
    [InlineData("2026-11-01T00:00:00", null)]
    [InlineData("2026-11-30T23:59:59", null)]
    [InlineData("2026-12-01T00:00:00", "sme-reporting-over")]
    public async Task Submit_AtTheEdgesOfThePeriod_IsDecidedToTheSecond(string at, string? problem)
    {
        bench.Platform.Clock.Set(TestApp.China("2026-10-15T10:00"));
        await bench.EnterpriseAsync();
        bench.Platform.Clock.Set(TestApp.China(at));
        var saved = (await bench.SaveAsync(SmeSample.With())).Expect(200);
        var submitted = await bench.SubmitAsync(saved.ETag);
        if (problem is not null)
        {
            submitted.Expect(409, problem);
            Assert.Equal("draft", (await bench.ReadAsync()).Body.GetProperty("state").GetString());
            return;
        }
        submitted.Expect(200);
        var read = (await bench.ReadAsync()).Body;
        Assert.Equal(("underAudit", "数据审核", false), (read.GetProperty("state").GetString(), read.GetProperty("stateName").GetString(), read.GetProperty("editable").GetBoolean()));
    }

    [Theory]
    [InlineData("2026-11-10T10:00", "2026-11-30T23:59:59", null)]
    [InlineData("2026-11-10T10:00", "2026-12-01T00:00:00", "sme-correction-over")]
    [InlineData("2026-11-27T18:00", "2026-12-07T23:59:59", null)]
    [InlineData("2026-11-27T18:00", "2026-12-08T00:00:00", "sme-correction-over")]
    [InlineData("2026-12-20T10:00", "2026-12-30T23:59:59", null)]
    [InlineData("2026-12-20T10:00", "2026-12-31T00:00:00", "sme-correction-over")]
    public async Task Correct_AfterAReturn_IsPossibleForTheGracePeriodEvenAfterTheEnd(string returned, string at, string? problem)
    {
        bench.Platform.Clock.Set(TestApp.China("2026-11-05T10:00"));
        var id = (await bench.SubmittedAsync()).Id;
        bench.Platform.Clock.Set(TestApp.China(returned));
        Assert.Null(await bench.DecideAsync(id, false, new GivenReason("figures.implausible", "填报数据异常", "4.2", "/values/revenue", null)));
        var read = (await bench.ReadAsync()).Expect(200);
        Assert.Equal("/values/revenue", read.Body.GetProperty("returned").GetProperty("reasons")[0].GetProperty("pointer").GetString());
        bench.Platform.Clock.Set(TestApp.China(at));
        var saved = (await bench.SaveAsync(SmeSample.With(v => v["employees"] = 97), read.ETag)).Expect(200);
        var again = await bench.SubmitAsync(saved.ETag);
        if (problem is not null)
        {
            again.Expect(409, problem);
            return;
        }
        Assert.Equal(2, again.Expect(200).Body.GetProperty("round").GetInt32());
        Assert.Equal(97, (await bench.Reports.ContentAsync(id, default))!.Values.Number("employees"));
    }

    [Fact]
    public async Task Save_Incomplete_AtAnyTime_IsKeptWithProgressAndProtectedByItsETag()
    {
        await bench.EnterpriseAsync();
        bench.Platform.Clock.Set(TestApp.China("2027-02-01T10:00"));
        var first = (await bench.SaveAsync(SmeSample.Of("""{"employees":5}"""))).Expect(200);
        Assert.Equal(1, first.Body.GetProperty("sections")[0].GetProperty("filled").GetInt32());
        (await bench.SaveAsync(SmeSample.Of("""{"employees":6}"""))).Expect(428);
        var second = (await bench.SaveAsync(SmeSample.Of("""{"employees":7}"""), first.ETag)).Expect(200);
        (await bench.SaveAsync(SmeSample.Of("""{"employees":8}"""), first.ETag)).Expect(412);
        var read = await bench.ReadAsync();
        Assert.Equal((7, second.ETag), (read.Body.GetProperty("values").GetProperty("employees").GetInt32(), read.ETag));
    }

    [Fact]
    public async Task Read_BeforeTheFirstSave_IsPrefilledFromWhatTheUnitHasToldTheSystem()
    {
        await bench.SubmittedAsync();
        bench.Platform.Clock.Set(TestApp.China("2027-01-05T10:00"));
        (await bench.PublishAsync(2027, CultivationBench.Notice with { FirstDay = new(2027, 1, 1), LastDay = new(2027, 3, 31) }, "key-for-2027")).Expect(201);
        var read = (await bench.ReadAsync(year: 2027)).Expect(200);
        var values = read.Body.GetProperty("values");
        Assert.Equal(("notStarted", "173", """{"2024":7300,"2025":8600}"""), (read.Body.GetProperty("state").GetString(), values.GetProperty("type").GetString(), values.GetProperty("revenue").GetRawText()));
        Assert.Equal("", read.ETag);
    }

    [Fact]
    public async Task Submit_WithMistakes_NamesAllOfThemAtTheirFieldsAndKeepsTheDraft()
    {
        await bench.EnterpriseAsync();
        var saved = (await bench.SaveAsync(SmeSample.With(v =>
        {
            v.Remove("employees");
            v["listing"] = new JsonArray("no-plan", "neeq");
            v.Remove("needFinance");
            v["archive"] = "f-none";
        }))).Expect(422);
        Assert.Equal(["/values/archive"], saved.Pointers);
        saved = (await bench.SaveAsync(SmeSample.With(v =>
        {
            v.Remove("employees");
            v["listing"] = new JsonArray("no-plan", "neeq");
            v.Remove("needFinance");
        }))).Expect(200);
        var refused = (await bench.SubmitAsync(saved.ETag)).Expect(422, "fields-invalid");
        Assert.Equal(["/values/employees", "/values/listing", "/values/listingExpectedOn", "/values/needInformation"], refused.Pointers);
        var check = (await bench.CheckAsync()).Expect(200);
        Assert.False(check.Body.GetProperty("canSubmit").GetBoolean());
        Assert.Equal(refused.Pointers, check.Body.GetProperty("findings").EnumerateArray().Select(f => f.GetProperty("pointer").GetString()));
        Assert.Equal(("draft", saved.ETag), ((await bench.ReadAsync()).Body.GetProperty("state").GetString(), (await bench.ReadAsync()).ETag));
    }

    [Fact]
    [Trait("Spec", "SME-07")]
    public async Task Submit_WithStrangeFigures_NeedsEachConfirmedAndKeepsThemForTheAuditor()
    {
        await bench.EnterpriseAsync();
        var saved = (await bench.SaveAsync(SmeSample.With(v =>
        {
            v["researchers"] = 97;
            v["revenue"] = JsonNode.Parse("""{"2023":61000000,"2024":73000000,"2025":86000000}""");
        }))).Expect(200);
        string[] codes = ["sme-check.part.researchers", "sme-check.money-unit.revenue.2025"];
        Assert.Equal(codes, saved.Body.GetProperty("warnings").EnumerateArray().Select(w => w.GetProperty("code").GetString()));
        Assert.Equal(codes, (await bench.SubmitAsync(saved.ETag)).Expect(422, "sme-report-warnings-unconfirmed").Codes);
        Assert.Equal([codes[1]], (await bench.SubmitAsync(saved.ETag, new SubmitReportRequest([codes[0]]))).Expect(422).Codes);
        (await bench.SubmitAsync(saved.ETag, new SubmitReportRequest(codes))).Expect(200);
        var round = Assert.Single(await bench.Reports.RoundsAsync(CultivationBench.IdOf(CultivationBench.A), default));
        Assert.Equal(codes, round.Warnings.Select(w => w.Code));
        Assert.Equal(codes, (await bench.ReadAsync()).Body.GetProperty("warnings").EnumerateArray().Select(w => w.GetProperty("code").GetString()));
    }

    [Fact]
    [Trait("Spec", "COM-03")]
    public async Task Submit_IsOneWriteWithReceiptRoundScopeAndAList_AndADoubleClickGetsTheSame()
    {
        await bench.EnterpriseAsync();
        var saved = (await bench.SaveAsync(SmeSample.With())).Expect(200);
        var clicks = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => bench.SubmitAsync(saved.ETag)));
        Assert.All(clicks, c => c.Expect(200));
        Assert.Single(clicks.Select(c => c.Body.GetRawText()).Distinct());
        var id = CultivationBench.IdOf(CultivationBench.A);
        var round = Assert.Single(await bench.Reports.RoundsAsync(id, default));
        Assert.Equal(("320000", "2026年度企业数据", clicks[0].Body.GetProperty("sha256").GetString()), (round.Scope, round.Title, round.Sha256));
        Assert.Equal(["sme-report.begun", "sme-audit.submitted"], (await bench.Platform.Cases.TimelineAsync(AnnualReports.AddressOf(id))).Select(t => t.Code));
        Assert.Empty(await bench.Platform.Cases.VerifyAuditAsync(AnnualReports.AddressOf(id)));
        var lines = await bench.Platform.Get<ReportsByProvince>().OfAsync(2026, "320000", default).ToListAsync();
        Assert.Equal((id, ReportState.UnderAudit, "3451", "small"), (lines[0].Id, lines[0].State, lines[0].Industry, lines[0].Size));
        Assert.Equal(["high-tech", "specialized-sme"], Assert.Single(lines).Honours);
        Assert.Single(await bench.Platform.Get<ReportsByProvince>().OfAsync(2026, null, default).ToListAsync());
        (await bench.SaveAsync(SmeSample.With(), saved.ETag)).Expect(409, "sme-report-act-refused");
        (await bench.SubmitAsync((await bench.ReadAsync()).ETag)).Expect(409, "sme-report-act-refused");
        (await bench.CheckAsync()).Expect(409, "sme-report-act-refused");
    }

    [Fact]
    public async Task Submit_WithoutIfMatchOrBody_IsRefused()
    {
        await bench.EnterpriseAsync();
        await bench.SaveAsync(SmeSample.With());
        (await bench.SubmitAsync(null)).Expect(428);
        (await bench.SubmitAsync("\"old\"")).Expect(412);
        (await bench.SubmitAsync("\"old\"", "{}")).Expect(400, "body-shape");
        (await bench.SubmitAsync("\"old\"", caller: CultivationBench.B)).Expect(409, "sme-report-act-refused");
        (await bench.SubmitAsync("\"old\"", year: 2030)).Expect(404, "sme-notice-none");
    }

    [Fact]
    [Trait("Spec", "COM-08")]
    public async Task Archive_OfTheRightPurpose_IsKeptAndReleasedAndReadByTheOfficeOfTheProvince()
    {
        await bench.EnterpriseAsync();
        var zip = await bench.UploadAsync(CultivationBench.UnitA, "f-zip", FilePurposes.SmeArchive, FileKind.Zip);
        await bench.UploadAsync(CultivationBench.UnitA, "f-image", FilePurposes.ProductImage);
        await bench.UploadAsync(CultivationBench.UnitB, "f-other", FilePurposes.SmeArchive, FileKind.Zip);
        Assert.Equal(["file.wrong-purpose"], (await bench.SaveAsync(SmeSample.With(v => v["archive"] = "f-image"))).Expect(422).Codes);
        Assert.Equal(["file.not-found"], (await bench.SaveAsync(SmeSample.With(v => v["archive"] = "f-other"))).Expect(422).Codes);
        var saved = (await bench.SaveAsync(SmeSample.With(v => v["archive"] = zip.Value))).Expect(200);
        var address = AnnualReports.AddressOf(CultivationBench.IdOf(CultivationBench.A));
        Assert.Contains(address.ToString(), (await FileRecords.FindAsync(bench.Platform.Records, zip, default))!.Value.KeptBy);
        var readers = bench.Platform.Services<IFileReaders>().Where(r => r.Table == AnnualReports.Table && r is ReportFileReaders).ToList();
        Assert.False(await Assert.Single(readers).MayReadAsync(CultivationBench.Jiangsu, address, default));
        (await bench.SubmitAsync(saved.ETag)).Expect(200);
        Assert.True(await readers[0].MayReadAsync(CultivationBench.Jiangsu, address, default));
        Assert.False(await readers[0].MayReadAsync(CultivationBench.Hunan, address, default));
    }

    [Fact]
    [Trait("Spec", "SME-03")]
    public async Task NextYearsForm_AddedAsDataAlone_WorksEndToEndWhileTheOldDraftKeepsItsVersion()
    {
        var data = SmeFormsData.With("2027-test", 2027);
        using var next = new CultivationBench(new SmeForms([.. SmeForms.BuiltIn.All, SmeForms.Read(new MemoryStream(Encoding.UTF8.GetBytes(data)))]));
        await next.EnterpriseAsync();
        (await next.SaveAsync(SmeSample.With())).Expect(200);
        next.Platform.Clock.Set(TestApp.China("2027-01-05T10:00"));
        var published = (await next.PublishAsync(2027, CultivationBench.Notice with { FirstDay = new(2027, 1, 1), LastDay = new(2027, 3, 31) }, "key-for-2027")).Expect(201);
        Assert.Equal("2027-test", published.Body.GetProperty("formVersion").GetString());

        var schema = FormSchema.Of(next.Platform.Get<SmeForms>().ForYear(2027), 2027);
        Assert.Equal(["robots", "orders", "needAnything"], schema["properties"]!.AsObject().Select(p => p.Key));
        Assert.Equal(["body.unknown-field"], (await next.SaveAsync(SmeSample.Of("""{"employees":5}"""), year: 2027)).Expect(400).Codes);
        var saved = (await next.SaveAsync(SmeSample.Of("""{"robots":-1}"""), year: 2027)).Expect(200);
        Assert.Equal(["/values/robots", "/values/orders/2025", "/values/orders/2026", "/values/needAnything"], (await next.SubmitAsync(saved.ETag, year: 2027)).Expect(422).Pointers);
        saved = (await next.SaveAsync(SmeSample.Of("""{"robots":12,"orders":{"2025":1,"2026":20},"needAnything":"机器人"}"""), saved.ETag, year: 2027)).Expect(200);
        Assert.Equal(["sme-check.jump.orders.2026"], (await next.SubmitAsync(saved.ETag, year: 2027)).Expect(422).Codes);
        (await next.SubmitAsync(saved.ETag, new SubmitReportRequest(["sme-check.jump.orders.2026"]), year: 2027)).Expect(200);
        var content = (await next.Reports.ContentAsync(CultivationBench.IdOf(CultivationBench.A, 2027), default))!;
        Assert.Equal([12m, 1m, 20m, "机器人"], FormColumns.Of(next.Platform.Get<SmeForms>().Get(content.FormVersion), 2027).Select(c => c.Read(content)));

        var old = (await next.ReadAsync()).Expect(200);
        Assert.Equal(("2024", 96), (old.Body.GetProperty("formVersion").GetString(), old.Body.GetProperty("values").GetProperty("employees").GetInt32()));
        Assert.All(old.Body.GetProperty("sections").EnumerateArray(), s => Assert.Empty(s.GetProperty("findings").EnumerateArray()));
        (await next.SaveAsync(SmeSample.With(v => v["employees"] = 95), old.ETag)).Expect(200);
    }

    [Fact]
    public async Task Form_ForFrontEnds_IsThatOfTheNoticeOrTheVersionAskedFor()
    {
        async Task<Answer> Form(int year, string query = "") => await bench.CallAsync("GET", $"/api/sme-forms/{year}{query}", CultivationBench.A, null, null, r => bench.Platform.Create<ReadForm>().RunAsync(r, year, default));
        Assert.Equal(("2024", 2026), ((await Form(2026)).Expect(200).Body.GetProperty("x-version").GetString(), (await Form(2026)).Body.GetProperty("x-year").GetInt32()));
        Assert.Equal(JsonValueKind.Object, (await Form(2026, "?version=2024")).Expect(200).Body.ValueKind);
        (await Form(2026, "?version=1999")).Expect(404);
        (await Form(2020)).Expect(404, "sme-notice-none");
    }

    [Fact]
    public async Task Reports_OfAnotherUnitOrProvince_AreNotToBeFound()
    {
        var id = (await bench.SubmittedAsync()).Id;
        Assert.Equal("notStarted", (await bench.ReadAsync(CultivationBench.B)).Body.GetProperty("state").GetString());
        Assert.Equal(id, (await bench.Reports.ForOfficeAsync(id.Value, CultivationBench.Jiangsu, default)).Value.Id);
        Assert.Equal(id, (await bench.Reports.ForOfficeAsync(id.Value, CultivationBench.National, default)).Value.Id);
        await Assert.ThrowsAsync<RefusedException>(() => bench.Reports.ForOfficeAsync(id.Value, CultivationBench.Hunan, default));
        await Assert.ThrowsAsync<RefusedException>(() => bench.Reports.ForOfficeAsync("s2026-u-none", CultivationBench.National, default));
        await Assert.ThrowsAsync<RefusedException>(() => bench.Reports.ForOfficeAsync("a/b", CultivationBench.National, default));
    }

    public void Dispose() => bench.Dispose();
}

/// <summary>A form of a year that only tests know.</summary>
internal static class SmeFormsData
{
    public static string With(string version, int fromYear) => $$"""
        {
          "version": "{{version}}", "fromYear": {{fromYear}}, "title": "试验填报表", "source": "test",
          "sections": [
            { "id": "only", "title": "全部", "fields": [
              { "id": "robots", "label": "机器人数量", "type": "count", "unit": "台", "required": true },
              { "id": "orders", "label": "订单数量", "type": "years", "of": "count", "offsets": [-2, -1], "unit": "件", "required": true } ] },
            { "id": "needs", "title": "需求", "atLeast": 1, "fields": [ { "id": "needAnything", "label": "需求", "type": "text" } ] }
          ]
        }
        """;
}
