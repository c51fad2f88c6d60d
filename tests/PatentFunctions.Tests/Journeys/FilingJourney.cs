using System.Text;
using PatentFunctions.Filing;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Tests.Documents;

namespace PatentFunctions.Tests.Journeys;

/// <summary>Filings as units, examiners and the public live them, many of them at once.</summary>
public sealed class FilingJourney(VerifiedUnits units) : IClassFixture<VerifiedUnits>
{
    private readonly TestClient unit = units.Bearing;

    [Fact]
    [Trait("Spec", "FIL-02")]
    [Trait("Spec", "COM-05")]
    public async Task Draft_SavedByTwoTabs_IsNeverOverwritten()
    {
        var created = (await unit.PostAsync("filings", key: "two-tabs-1")).Expect(201);
        var path = $"filings/{created.Text("id")}";
        (await unit.PutAsync($"{path}/draft/product", new { name = "滚针轴承" }, created.ETag)).Expect(200);
        var late = (await unit.PutAsync($"{path}/draft/product", new { name = "推力轴承" }, created.ETag)).Expect(412);
        Assert.Equal("record-changed", late.Problem);
        var read = await unit.GetAsync(path);
        Assert.Equal("滚针轴承", read.Text("content.product.name"));
        (await unit.PutAsync($"{path}/draft/product", new { name = "滚针轴承", model = "NA4900" }, read.ETag)).Expect(200);
        Assert.Equal(("滚针轴承", "NA4900"), ((await unit.GetAsync(path)).Text("content.product.name"), (await unit.GetAsync(path)).Text("content.product.model")));

        for (var i = 0; i < 20; i++)
        {
            var etag = (await unit.GetAsync(path)).ETag;
            var saves = await Task.WhenAll(Enumerable.Range(0, 2).Select(tab => unit.PutAsync($"{path}/draft/product", new { name = $"第{i}次第{tab}页" }, etag)));
            Assert.Equal([200, 412], saves.Select(s => s.Status).Order());
            Assert.Equal($"第{i}次第{Array.FindIndex(saves, s => s.Status == 200)}页", (await unit.GetAsync(path)).Text("content.product.name"));
        }
    }

    [Fact]
    [Trait("Spec", "COM-05")]
    [Trait("Spec", "FIL-10")]
    public async Task Submission_DoubleClick_SubmitsOnceAndBothAnswersAreTheReceipt()
    {
        for (var i = 0; i < 10; i++)
        {
            var filled = await SampleUnit.FillFilingAsync(unit, $"7{i:000}AC");
            var clicks = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => unit.PostAsync($"filings/{filled.Id}/submission", etag: filled.ETag)));
            Assert.All(clicks, c => Assert.Equal((200, 1), (c.Expect(200).Status, c.At("round").GetInt32())));
            Assert.Single(clicks.Select(c => c.Text("sha256")).Distinct());
            Assert.Single(clicks.Select(c => c.Text("submittedAt")).Distinct());
            var read = await unit.GetAsync($"filings/{filled.Id}");
            Assert.Single(read.Items("rounds"));
            Assert.Single(read.Items("timeline"), t => t.GetProperty("code").GetString() == "filing.submitted");
            Assert.Equal(409, (await unit.PutAsync($"filings/{filled.Id}/draft/product", filled.Product, filled.ETag)).Status);
        }
        var queue = (await units.Examiner1.GetAsync("reviews/filing?take=200")).Items().Select(e => e.GetProperty("case").GetString()).ToList();
        Assert.Equal(queue.Count, queue.Distinct().Count());
    }

    [Fact]
    [Trait("Spec", "COM-05")]
    public async Task Creation_DoubleClick_MakesOneDraft()
    {
        var before = (await unit.GetAsync("filings?state=draft")).At("total").GetInt32();
        var clicks = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => unit.PostAsync("filings", key: "create-click-1")));
        Assert.All(clicks, c => c.Expect(201));
        Assert.Single(clicks.Select(c => c.Text("id")).Distinct());
        Assert.Equal(before + 1, (await unit.GetAsync("filings?state=draft")).At("total").GetInt32());
        Assert.NotEqual(clicks[0].Text("id"), (await unit.PostAsync("filings", key: "create-click-2")).Text("id"));
        Assert.NotEqual(clicks[0].Text("id"), (await units.Medical.PostAsync("filings", key: "create-click-1")).Expect(201).Text("id"));
        Assert.Equal("idempotency-key-required", (await unit.PostAsync("filings")).Expect(400).Problem);
        Assert.Equal("idempotency-key-required", (await unit.PostAsync("filings", key: "short")).Expect(400).Problem);
    }

    [Fact]
    [Trait("Spec", "FIL-11")]
    [Trait("Spec", "COM-17")]
    [Trait("Spec", "COM-04")]
    public async Task Decision_ByTwoExaminersAtTheSameMoment_OneWinsAndTheOtherGets409()
    {
        const int count = 30;
        var filings = new List<FilledFiling>();
        for (var i = 0; i < count; i++) filings.Add(await SampleUnit.SubmitFilingAsync(unit, $"NU{200 + i}E"));
        var smsBefore = (await units.App.Anybody().LettersToAsync(SampleUnit.Bearing.Phone)).Count;

        // Both have read the same version; half of the pairs disagree.
        var decided = await Task.WhenAll(filings.Select(async (filing, i) =>
        {
            var (read1, read2) = (await units.Examiner1.ReadAsync("filing", filing.Id), await units.Examiner2.ReadAsync("filing", filing.Id));
            var answers = await Task.WhenAll(
                units.Examiner1.ApproveAsync(read1),
                i % 2 == 0 ? units.Examiner2.ApproveAsync(read2) : units.Examiner2.ReturnAsync(read2, "introduction.unclear"));
            return (filing.Id, Answers: answers);
        }));

        var numbers = new List<string>();
        foreach (var (id, answers) in decided)
        {
            Assert.True(answers.Select(a => a.Status).Order().SequenceEqual([200, 409]), string.Join('\n', answers.Select(a => a.ToString())));
            var approved = answers[0].Status == 200 || (answers[1].Status == 200 && answers[1].Text("state") == "approved");
            var filing = await unit.GetAsync($"filings/{id}");
            Assert.Equal(approved ? "已备案" : "不通过", filing.Text("stateName"));
            Assert.Single(filing.Items("timeline"), t => t.GetProperty("code").GetString() is "filing.approved" or "filing.returned");
            if (approved) numbers.Add(filing.Text("number"));
            Assert.Empty(await units.App.Service<CaseStore>().VerifyAuditAsync(FilingRecords.AddressOf(new FilingId(id))));
        }
        Assert.True(numbers.Count >= count / 2);
        var letters = await units.App.Anybody().LettersToAsync(SampleUnit.Bearing.Phone);
        Assert.Equal(smsBefore + count, letters.Count);
        Assert.All(numbers, number => Assert.Single(letters, l => l.Text.Contains(number, StringComparison.Ordinal)));
        await AssertNumbersWithoutGapsAsync();
    }

    [ToolFact("pdftotext", "pdftoppm", "zbarimg")]
    [Trait("Spec", "FIL-10")]
    [Trait("Spec", "FIL-12")]
    [Trait("Spec", "COM-19")]
    public async Task Filing_ReturnedCorrectedApproved_EndsWithACertificateThatLeadsToTheCheckPage()
    {
        var filing = await SampleUnit.SubmitFilingAsync(unit, "6308-2Z");
        await units.Examiner1.ReadAndReturnAsync("filing", filing.Id, "introduction.unclear", "model.form");
        var returned = await unit.GetAsync($"filings/{filing.Id}");
        Assert.Equal(["/product/introduction", "/product/model"], returned.Items("returned.reasons").Select(r => r.GetProperty("pointer").GetString()));
        const string better = "深沟球轴承由内圈、外圈、钢球、尼龙保持架和双面密封圈组成，材质为高碳铬轴承钢，内径20毫米，用于家用电器和小型电机的旋转支承。";
        var saved = (await unit.PutAsync($"filings/{filing.Id}/draft/product", filing.Product with { Introduction = better, TradeMark = "示例" }, returned.ETag)).Expect(200);
        Assert.Equal(2, (await unit.PostAsync($"filings/{filing.Id}/submission", etag: saved.ETag)).Expect(200).At("round").GetInt32());

        // The examiner of the second round sees what changed and what had asked for it; the first round stays as it was.
        var review = await units.Examiner2.ReadAsync("filing", filing.Id);
        var changes = review.Items("changes").ToDictionary(c => c.GetProperty("pointer").GetString()!, c => c.GetProperty("becauseOf").EnumerateArray().Select(b => b.GetString()!).ToArray());
        Assert.Equal(["introduction.unclear"], changes["/product/introduction"]);
        Assert.Empty(changes["/product/tradeMark"]);
        Assert.Equal(2, changes.Count(c => c.Key.StartsWith("/product", StringComparison.Ordinal)));
        Assert.Equal(filing.Product.Introduction, (await unit.GetAsync($"filings/{filing.Id}/rounds/1")).Expect(200).Text("content.product.introduction"));
        Assert.Equal(filing.Product.Introduction, (await units.Examiner2.GetAsync($"reviews/filing/{filing.Id}/rounds/1")).Expect(200).Text("content.product.introduction"));
        Assert.Equal(404, (await unit.GetAsync($"filings/{filing.Id}/rounds/3")).Status);
        Assert.Equal(409, (await unit.GetAsync($"filings/{filing.Id}/certificate")).Status);
        (await units.Examiner2.ApproveAsync(review)).Expect(200);

        var filed = await unit.GetAsync($"filings/{filing.Id}");
        var number = filed.Text("number");
        Assert.Single(await units.App.Anybody().LettersToAsync(SampleUnit.Bearing.Phone), l => l.Text.Contains(number, StringComparison.Ordinal));
        var certificate = (await unit.GetAsync($"filings/{filing.Id}/certificate")).Expect(200);
        var text = ExternalTool.Text(certificate.Bytes);
        foreach (var expected in new[] { number, "深沟球轴承", SampleUnit.Bearing.Name, "备案年度", "2026", "更新年度", "ZL201819900001.7", "ZL202129900001.4", "2026年11月23日", "本备案证明具有时效性" })
            Assert.Contains(expected, text, StringComparison.Ordinal);
        Assert.DoesNotContain("核心", text, StringComparison.Ordinal);
        Assert.EndsWith($"/check/{number}", Scan(certificate.Bytes), StringComparison.Ordinal);

        var check = (await units.App.Anybody().GetAsync($"public/filings/{number}")).Expect(200);
        Assert.Equal(("深沟球轴承", "已备案", SampleUnit.Bearing.Name), (check.Text("filing.product"), check.Text("filing.stateName"), check.Text("filing.unitName")));
        Assert.DoesNotContain(SampleUnit.Bearing.Phone, Encoding.UTF8.GetString(check.Bytes), StringComparison.Ordinal);
        Assert.Equal("filing-number-unknown", (await units.App.Anybody().GetAsync("public/filings/2026999999")).Expect(404).Problem);
    }

    [Fact]
    [Trait("Spec", "ACC-11")]
    public async Task Filing_OfAnotherUnit_IsNowhereToBeSeen()
    {
        var filing = await SampleUnit.SubmitFilingAsync(unit, "51204");
        var (id, other, image) = (filing.Id, units.Medical, filing.Product.MainImage!.Value);
        TestAnswer[] answers =
        [
            await other.GetAsync($"filings/{id}"),
            await other.GetAsync($"filings/{id}/rounds/1"),
            await other.GetAsync($"filings/{id}/certificate"),
            await other.PutAsync($"filings/{id}/draft/product", new { }, filing.ETag),
            await other.PutAsync($"filings/{id}/draft/patents", new { }, filing.ETag),
            await other.PutAsync($"filings/{id}/draft/proof", new { }, filing.ETag),
            await other.PostAsync($"filings/{id}/draft/check"),
            await other.PostAsync($"filings/{id}/submission", etag: filing.ETag),
            await other.SendAsync(HttpMethod.Delete, $"filings/{id}", etag: filing.ETag),
            await other.GetAsync($"files/{image}"),
            await other.SendAsync(HttpMethod.Delete, $"files/{image}"),
        ];
        Assert.All(answers, a => Assert.Equal(("not-found", 404), (a.Problem, a.Status)));
        Assert.DoesNotContain(id, Encoding.UTF8.GetString((await other.GetAsync("filings?take=200")).Bytes), StringComparison.Ordinal);

        // Nor can its files be named in one's own filing.
        var own = (await other.PostAsync("filings", key: "foreign-file-1")).Expect(201);
        var named = (await other.PutAsync($"filings/{own.Text("id")}/draft/product", new { mainImage = image }, own.ETag)).Expect(422);
        Assert.Equal(["/mainImage"], named.Pointers);
        Assert.Equal(401, (await units.App.Anybody().GetAsync($"filings/{id}")).Status);
        Assert.Equal(403, (await units.Examiner1.GetAsync($"filings/{id}")).Status);
        (await units.Examiner1.GetAsync($"files/{image}")).Expect(200);
    }

    [Fact]
    [Trait("Spec", "FIL-13")]
    public async Task Export_OfTextsThatStartAFormula_IsSafe()
    {
        var created = (await unit.PostAsync("filings", key: "formula-draft")).Expect(201);
        (await unit.PutAsync($"filings/{created.Text("id")}/draft/product", new { name = "=HYPERLINK(\"http://x.test\")", model = "＋1，\"甲\"" }, created.ETag)).Expect(200);
        var csv = (await unit.GetAsync("filings/export?format=csv")).Expect(200);
        Assert.Equal("text/csv", csv.MediaType);
        Assert.Equal(Encoding.UTF8.Preamble.ToArray(), csv.Bytes.Take(3));
        var text = Encoding.UTF8.GetString(csv.Bytes);
        Assert.Contains("\"'=HYPERLINK(\"\"http://x.test\"\")\"", text, StringComparison.Ordinal);
        Assert.Contains("\"'＋1，\"\"甲\"\"\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain(",=", text, StringComparison.Ordinal);
        Assert.Equal("PK"u8.ToArray(), (await unit.GetAsync("filings/export?format=xlsx")).Expect(200).Bytes.Take(2));
        Assert.Equal("export-format-unknown", (await unit.GetAsync("filings/export?format=exe")).Expect(400).Problem);
    }

    private async Task AssertNumbersWithoutGapsAsync()
    {
        var numbers = (await unit.GetAsync("filings?state=filed&take=200")).Items().Select(l => l.GetProperty("number").GetString()!).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(Enumerable.Range(1, numbers.Count).Select(serial => FilingNumbers.Format(2026, serial)), numbers);
    }

    private static string Scan(byte[] pdf) => ExternalTool.With(pdf, path =>
    {
        var page = Path.Combine(Path.GetDirectoryName(path)!, "page");
        ExternalTool.Run("pdftoppm", "-r", "200", "-png", "-singlefile", path, page);
        return ExternalTool.Run("zbarimg", "-q", "--raw", page + ".png").Trim();
    });
}
