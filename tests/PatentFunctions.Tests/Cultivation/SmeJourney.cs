using System.IO.Compression;
using System.Text.Json.Nodes;
using PatentFunctions.Cultivation.Enterprises;
using PatentFunctions.Tests.Journeys;

namespace PatentFunctions.Tests.Cultivation;

/// <summary>A year of reporting over HTTP: enterprise information, draft, submission, return by the office of the province, late correction, pass.</summary>
public sealed class SmeJourney
{
    [Fact]
    [Trait("Spec", "SME-01")]
    [Trait("Spec", "SME-02")]
    [Trait("Spec", "SME-04")]
    [Trait("Spec", "SME-06")]
    public async Task Report_FromNoticeToPass_AsItsPeopleLiveIt()
    {
        var units = await VerifiedUnits.StartAsync("2026-11-23T10:00");
        await using var app = units.App;
        var (unit, national, jiangsu, hunan) = (units.Bearing, await app.SignInAsync("national"), await app.SignInAsync("jiangsu"), await app.SignInAsync("hunan"));
        Assert.Equal(409, (await national.PostAsync("sme-notices", new { year = 2026, form = CultivationBench.Notice }, key: "journey-notice")).Status);
        Assert.Equal(403, (await unit.PostAsync("sme-notices", new { year = 2027, form = CultivationBench.Notice }, key: "journey-notice")).Status);
        var list = (await unit.GetAsync("sme-reports/me")).Expect(200);
        Assert.Equal(("未填报", "上报数据", 1), (list.At("items")[0].GetProperty("stateName").GetString(), list.At("items")[0].GetProperty("actionName").GetString(), list.At("total").GetInt32()));

        // 企业信息: pre-filled from realname, the licence with it.
        (await unit.PutAsync("sme-reports/me/2026/draft", new { values = new { employees = 5 } }, null)).Expect(409);
        var enterprise = (await unit.GetAsync("sme-enterprises/me")).Expect(200);
        Assert.Empty(enterprise.At("findings").EnumerateArray());
        var saved = (await unit.PutAsync("sme-enterprises/me", CultivationBench.Deserialize<EnterpriseForm>(enterprise.At("form")), null)).Expect(200);
        (await unit.PostAsync("sme-enterprises/me/submission", etag: saved.ETag)).Expect(200);
        (await unit.PutAsync("sme-enterprises/me", new { name = "别家" }, saved.ETag)).Expect(409);
        Assert.Equal(403, (await unit.GetAsync("sme-enterprises/" + SampleUnit.Bearing.Id)).Status);

        // What was submitted only the operator corrects, and says why.
        var @operator = await app.SignInAsync("operator");
        var submitted = (await @operator.GetAsync($"sme-enterprises/{SampleUnit.Bearing.Id}")).Expect(200);
        (await @operator.PostAsync($"sme-enterprises/{SampleUnit.Bearing.Id}/corrections", new { reason = "增资后未更新", registeredCapital = 6000m }, submitted.ETag)).Expect(200);
        Assert.Equal(6000m, (await unit.GetAsync("sme-enterprises/me")).At("form.registeredCapital").GetDecimal());

        // The national office gives more time; official figures come from the offices that keep them.
        var notice = (await national.GetAsync("sme-notices/2026")).Expect(200);
        var amended = new { title = "2026年企业数据报送通知（修改）", text = "请各企业按时报送。", firstDay = notice.Text("firstDay"), lastDay = notice.Text("lastDay"), graceDays = notice.At("graceDays").GetInt32() };
        Assert.Equal("2026年企业数据报送通知（修改）", (await national.PutAsync("sme-notices/2026", amended, notice.ETag)).Expect(200).Text("title"));
        (await national.PutAsync("sme-notices/2026", amended, notice.ETag)).Expect(412);
        using var figures = new StringContent(GreyFields.GreyFieldSourcesTests.Header + $"{SampleUnit.Bearing.Uscc},pool,,长三角专利池,一种轴承,,2026-10-01\n", System.Text.Encoding.UTF8, "text/csv");
        Assert.Equal(1, (await @operator.SendAsync(HttpMethod.Post, "sme-official-figures/imports", figures)).Expect(200).At("enterprises").GetInt32());

        // The form says what to fill in; official figures stand there already.
        var schema = (await unit.GetAsync("sme-forms/2026")).Expect(200);
        Assert.Equal("application/schema+json", schema.MediaType);
        var read = (await unit.GetAsync("sme-reports/me/2026")).Expect(200);
        Assert.True(read.At("official.validInventions.value").GetInt32() >= 1);
        Assert.Equal("小型", schema.At("properties.size.oneOf").EnumerateArray().Single(o => o.GetProperty("const").GetString() == read.Text("values.size")).GetProperty("title").GetString());
        var zip = await unit.UploadAsync("sme-archive", Zip(), "附件.zip");
        var values = SmeSample.Values();
        values["archive"] = zip;
        values["researchers"] = 97;
        var draft = (await unit.PutAsync("sme-reports/me/2026/draft", new { values }, null)).Expect(200);
        var check = (await unit.PostAsync("sme-reports/me/2026/draft/check")).Expect(200);
        Assert.Contains(check.At("warnings").EnumerateArray(), f => f.GetProperty("code").GetString() == "sme-check.part.researchers");
        Assert.Equal("sme-report-warnings-unconfirmed", (await unit.PostAsync("sme-reports/me/2026/submission", new { confirmed = Array.Empty<string>() }, draft.ETag)).Expect(422).Problem);
        var receipt = (await unit.PostAsync("sme-reports/me/2026/submission", new { confirmed = new[] { "sme-check.part.researchers" } }, draft.ETag)).Expect(200);
        var id = receipt.Text("case");
        Assert.Equal("数据审核", (await unit.GetAsync("sme-reports/me/2026")).Text("stateName"));

        // The office of the province sees it with the confirmed warning, others do not.
        Assert.Equal(404, (await hunan.GetAsync($"reviews/sme-audit/{id}")).Status);
        Assert.Equal(404, (await hunan.GetAsync($"files/{zip}")).Status);
        Assert.Equal(200, (await jiangsu.GetAsync($"files/{zip}")).Status);
        var round = await jiangsu.ReadAsync("sme-audit", id);
        Assert.Equal("sme-check.part.researchers", round.At("warnings")[0].GetProperty("code").GetString());
        Assert.Equal(97, round.At("content.values.researchers").GetInt32());
        await app.Server.Clock.WhenIdleAsync();
        (await jiangsu.ReturnAsync(round, "figures.implausible")).Expect(200);
        await app.Server.Clock.WhenIdleAsync();

        // Returned: to be corrected within ten days, here after the end of the year's reporting.
        await units.MoveToAsync("2026-12-02T10:00");
        unit = units.Bearing;
        read = (await unit.GetAsync("sme-reports/me/2026")).Expect(200);
        Assert.Equal(("审核不通过", "审核不通过，请贵单位于12月31日前补正后重新提交"), (read.Text("stateName"), read.Text("status")));
        values["researchers"] = 24;
        draft = (await unit.PutAsync("sme-reports/me/2026/draft", new { values }, read.ETag)).Expect(200);
        Assert.Equal(2, (await unit.PostAsync("sme-reports/me/2026/submission", new { confirmed = Array.Empty<string>() }, draft.ETag)).Expect(200).At("round").GetInt32());
        await (await app.SignInAsync("jiangsu")).ReadAndApproveAsync("sme-audit", id);
        Assert.Equal(("审核通过", "查看"), ((await unit.GetAsync("sme-reports/me/2026")).Text("stateName"), (await unit.GetAsync("sme-reports/me")).At("items")[0].GetProperty("actionName").GetString()));
        Assert.Equal(404, (await (await app.SignInAsync("medical")).GetAsync($"files/{zip}")).Status);
    }

    private static byte[] Zip()
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create))
        using (var entry = new StreamWriter(zip.CreateEntry("说明.txt").Open()))
            entry.Write("其他需要说明的内容");
        return bytes.ToArray();
    }

    [Fact]
    [Trait("Spec", "SME-02")]
    public async Task FirstStart_WithSampleData_HasANoticeOfThePresentYear()
    {
        await using var app = await TestApp.StartAsync("2026-03-10T10:00");
        var notice = (await (await app.SignInAsync("hunan")).GetAsync("sme-notices/2026")).Expect(200);
        Assert.Equal(("2026年企业数据报送通知", "open"), (notice.Text("title"), notice.Text("window")));
    }

    [Fact]
    [Trait("Spec", "COM-11")]
    public void InterfaceDocument_DescribesTheFormsValuesByTheSameData()
    {
        var set = new PatentFunctions.Platform.OpenApi.SchemaSet([typeof(PatentFunctions.Cultivation.Reports.SaveReportRequest)], [], PatentFunctions.Platform.OpenApi.XmlSummaries.Of(typeof(App).Assembly));
        var values = set.Components()["ReportValues"]!.AsObject();
        Assert.Equal(SmeSample.Form.Fields.Select(f => f.Id), values["properties"]!.AsObject().Select(p => p.Key));
        Assert.False(values.ContainsKey("required"));
        Assert.NotNull(set.ExampleOf(typeof(PatentFunctions.Cultivation.Reports.SaveReportRequest))?["values"]?["employees"]);
        Assert.IsType<JsonObject>(PatentFunctions.Cultivation.Forms.ReportValues.Schema());
    }
}
