namespace PatentFunctions.Tests.Journeys;

/// <summary>The whole way of two enterprises, and what their records tell of it.</summary>
public sealed class CultivationJourney
{
    [Fact]
    [Trait("Spec", "SME-08")]
    [Trait("Spec", "SME-09")]
    [Trait("Spec", "SME-10")]
    [Trait("Spec", "SME-11")]
    public async Task Enterprise_FromNoticeToRemoval_ReadsItAllOnItsHome()
    {
        await using var story = await CultivationStory.PlayAsync();
        var (national, jiangsu, hunan) = ("国家知识产权局", "江苏省知识产权局", "湖南省知识产权局");
        var bearing = await story.RecordsAsync(CultivationStory.Bearing);
        Assert.Equal(
            [
                ("出库", national), ("支持措施", jiangsu), ("培育级别", national), ("入库", national), ("国家审核", national), ("推荐", jiangsu), ("推荐", jiangsu), ("数据审核", jiangsu),
            ],
            bearing.Select(r => (r.Kind, r.Office)));
        Assert.Equal("未提交2027年度数据", bearing[0].Opinion);
        Assert.Equal("支持措施（专利对接转化）：高校存量专利对接会", bearing[1].Result);
        Assert.Equal(("培育级别由“培育级”调整为“成长级”", "营业收入增长较快"), (bearing[2].Result, bearing[2].Opinion));
        Assert.Equal("轴承专利产业化成效突出", bearing[6].Opinion);
        var medical = await story.RecordsAsync(CultivationStory.Medical);
        Assert.Equal(
            [("数据审核", hunan), ("入库", national), ("国家审核", national), ("推荐", hunan), ("推荐", hunan), ("推荐", hunan), ("推荐", hunan), ("数据审核", hunan), ("数据审核", hunan)],
            medical.Select(r => (r.Kind, r.Office)));
        Assert.Contains(medical, r => r.Opinion == "推荐意见须更正");
        Assert.Equal(("数据审核不通过", "数据审核通过"), (medical[8].Result, medical[7].Result));
        Assert.Contains("企业需求填写过于笼统", medical[8].Opinion, StringComparison.Ordinal);

        // The offices read the same; another province nothing. No record names a person.
        var own = await story.App.SignInAsync("jiangsu");
        var read = (await own.GetAsync($"sme-enterprises/{CultivationStory.Bearing.Id}/cultivation-records")).Expect(200);
        Assert.Equal(bearing.Count, read.At("total").GetInt32());
        Assert.DoesNotContain("\"account\"", read.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(404, (await own.GetAsync($"sme-enterprises/{CultivationStory.Medical.Id}/cultivation-records")).Status);

        // Pages follow on each other.
        var first = (await own.GetAsync($"sme-enterprises/{CultivationStory.Bearing.Id}/cultivation-records?take=5")).Expect(200);
        var rest = (await own.GetAsync($"sme-enterprises/{CultivationStory.Bearing.Id}/cultivation-records?take=5&continuation={first.Text("continuation")}")).Expect(200);
        Assert.Equal(bearing.Select(r => r.Result), first.Items().Concat(rest.Items()).Select(r => r.GetProperty("result").GetString()));

        // Exports and statistics of the year, each province its own.
        var csv = System.Text.Encoding.UTF8.GetString((await own.GetAsync("sme-exports/2026?format=csv")).Expect(200).Bytes);
        Assert.Contains(CultivationStory.Bearing.Name, csv, StringComparison.Ordinal);
        Assert.DoesNotContain(CultivationStory.Medical.Name, csv, StringComparison.Ordinal);
        var workbook = (await (await story.App.SignInAsync("national")).GetAsync("sme-exports/2026?format=xlsx")).Expect(200);
        Assert.Equal("PK"u8.ToArray(), workbook.Bytes[..2]);
        var statistics = (await (await story.App.SignInAsync("national")).GetAsync("sme-statistics/2027?by=province")).Expect(200);
        Assert.Equal([(1m, 2m), (1m, 2m)], statistics.At("total").GetProperty("figures").EnumerateArray().Take(2).Select(f => (f.GetProperty("now").GetDecimal(), f.GetProperty("before").GetDecimal())));
        Assert.Equal("text/csv", (await own.GetAsync("sme-statistics/2027?by=honour&format=csv")).Expect(200).MediaType);
    }
}
