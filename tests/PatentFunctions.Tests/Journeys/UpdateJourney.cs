using PatentFunctions.Tests.Documents;

namespace PatentFunctions.Tests.Journeys;

/// <summary>A product filed at the end of one year and updated in the next, over HTTP under the moved clock.</summary>
public sealed class UpdateJourney
{
    [ToolFact("pdftotext")]
    [Trait("Spec", "UPD-01")]
    [Trait("Spec", "UPD-02")]
    public async Task Product_FiledInOneYear_IsUpdatedInTheNextAndShowsItOnItsCertificate()
    {
        var units = await VerifiedUnits.StartAsync("2026-12-28T10:00");
        await using var app = units.App;
        var id = (await SampleUnit.SubmitFilingAsync(units.Bearing, "608-U")).Id;
        await units.Examiner1.ReadAndApproveAsync("filing", id);
        var number = (await units.Bearing.GetAsync($"filings/{id}")).Text("number");
        Assert.Contains("更新年度：暂无", ExternalTool.Text((await units.Bearing.GetAsync($"filings/{id}/certificate")).Bytes), StringComparison.Ordinal);
        var path = $"filings/{id}/updates/2027";
        Assert.Equal(409, (await units.Bearing.PutAsync($"{path}/draft/product", new { name = "深沟球轴承" }, "\"any\"")).Status);

        // The window opens: one message to the unit that has a product, none to the one without; none on the days after.
        await units.MoveToAsync("2027-01-01T08:59");
        Assert.Empty(await RemindersAsync(units, SampleUnit.Bearing));
        await units.MoveToAsync("2027-01-04T10:00");
        Assert.Contains("1件往年备案的产品须进行2027年度备案信息更新", Assert.Single(await RemindersAsync(units, SampleUnit.Bearing)), StringComparison.Ordinal);
        Assert.Empty(await RemindersAsync(units, SampleUnit.Medical));

        var unit = units.Bearing;
        var list = (await unit.GetAsync("filing-updates?state=not-updated")).Expect(200);
        Assert.Equal((2027, "2027-09-15", id), (list.At("year").GetInt32(), list.Text("countsUntil"), Assert.Single(list.Items()).GetProperty("filing").GetString()));
        var read = (await unit.GetAsync(path)).Expect(200);
        Assert.Equal("深沟球轴承", read.Text("content.product.name"));
        var refused = (await unit.PostAsync($"{path}/submission", etag: read.ETag)).Expect(422);
        Assert.Contains("/product/figures/sales", refused.Pointers);
        Assert.Contains("materials.economic-proof-missing", refused.Codes);

        var saved = await SampleUnit.FillUpdateAsync(unit, id, 2027);
        Assert.True((await unit.PostAsync($"{path}/draft/check")).Expect(200).At("canSubmit").GetBoolean());
        var receipt = (await unit.PostAsync($"{path}/submission", etag: saved.ETag)).Expect(200);
        Assert.Equal(receipt.Text("sha256"), (await unit.PostAsync($"{path}/submission", etag: saved.ETag)).Expect(200).Text("sha256"));
        Assert.StartsWith("审核中，预计1月11日前", receipt.Text("status"), StringComparison.Ordinal);
        Assert.Equal(409, (await unit.PutAsync($"{path}/draft/patents", new { publish = true }, saved.ETag)).Status);

        // Returned; the earlier content stays in force and public.
        await units.Examiner1.ReadAndReturnAsync("filing-update", id, "update.proof");
        Assert.Contains(await unit.LettersToAsync(SampleUnit.Bearing.Phone), l => l.Text.Contains("备案信息更新未通过", StringComparison.Ordinal));
        read = (await unit.GetAsync(path)).Expect(200);
        Assert.Equal(("不通过", "/proof/economic"), (read.Text("stateName"), read.At("returned").GetProperty("reasons")[0].GetProperty("pointer").GetString()));
        Assert.Equal(1, Count(await unit.GetAsync("filing-updates"), "returned"));
        Assert.Contains("更新年度：暂无", ExternalTool.Text((await unit.GetAsync($"filings/{id}/certificate")).Bytes), StringComparison.Ordinal);

        saved = await SampleUnit.FillUpdateAsync(unit, id, 2027);
        Assert.Equal(2, (await unit.PostAsync($"{path}/submission", etag: saved.ETag)).Expect(200).At("round").GetInt32());
        await units.Examiner2.ReadAndApproveAsync("filing-update", id);
        Assert.Contains(await unit.LettersToAsync(SampleUnit.Bearing.Phone), l => l.Text.Contains("备案信息更新已通过审核", StringComparison.Ordinal));

        Assert.Equal("已更新", (await unit.GetAsync(path)).Text("stateName"));
        Assert.Equal(1, Count(await unit.GetAsync("filing-updates"), "updated"));
        Assert.Contains("更新年度：2027", ExternalTool.Text((await unit.GetAsync($"filings/{id}/certificate")).Bytes), StringComparison.Ordinal);
        Assert.Equal(2027, (await app.Anybody().GetAsync($"public/filings/{number}")).At("filing.updateYear").GetInt32());
        Assert.Equal(2600m, (await unit.GetAsync($"filings/{id}/rounds/1")).At("content.product.figures.sales").GetDecimal());
        Assert.Equal(2900m, (await unit.GetAsync($"{path}/rounds/1")).At("content.product.figures.sales").GetDecimal());
        var years = (await unit.GetAsync($"filings/{id}/updates")).Expect(200).Json;
        Assert.Equal("[1, 2]", $"[{string.Join(", ", years[0].GetProperty("rounds").EnumerateArray().Select(r => r.GetProperty("round").GetInt32()))}]");
        Assert.Equal("filing-update-act-refused", (await unit.PostAsync($"{path}/submission", etag: saved.ETag)).Expect(409).Problem);
        Assert.Equal(404, (await units.Medical.GetAsync(path)).Status);
    }

    private static async Task<List<string>> RemindersAsync(VerifiedUnits units, SampleUnit to) =>
        [.. (await units.Examiner1.LettersToAsync(to.Phone)).Where(l => l.Template == "filing-update.opened").Select(l => l.Text)];

    private static int Count(TestAnswer list, string tab) => list.Items("tabs").Single(t => t.GetProperty("code").GetString() == tab).GetProperty("count").GetInt32();
}
