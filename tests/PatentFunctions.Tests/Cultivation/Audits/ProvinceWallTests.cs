using System.Reflection;
using System.Text;
using System.Text.Json;
using PatentFunctions.Calendar;
using PatentFunctions.Cultivation.Adjustments;
using PatentFunctions.Cultivation.Library;
using PatentFunctions.Cultivation.Notices;
using PatentFunctions.Cultivation.Recommendations;
using PatentFunctions.Cultivation.Reports;
using PatentFunctions.Files;
using PatentFunctions.LocalHost;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Reviews;
using PatentFunctions.Tests.Cultivation.Library;
using PatentFunctions.Tests.Journeys;

namespace PatentFunctions.Tests.Cultivation.Audits;

/// <summary>An office of a province sees and does nothing of another: every endpoint that it may call, asked for an enterprise of 江苏 by the office of 湖南.</summary>
[Trait("Spec", "SME-08")]
[Trait("Spec", "SME-10")]
[Trait("Spec", "ACC-11")]
public sealed class ProvinceWallTests
{
    private const string Name = "江苏被隔离企业";
    private const string Province = LibraryBench.Jiangsu;
    private static readonly UnitId Unit = LibraryBench.Unit(1);
    private static readonly string Report = LibraryBench.ReportOf(1).Value;

    /// <summary>Every such endpoint by the name of its function.</summary>
    private static readonly Dictionary<string, Func<TestClient, Task>> Attempts = new(StringComparer.Ordinal)
    {
        ["ListSmeReportsOfYear"] = c => SeesNothingAsync(c, "sme-reports/2026", $"sme-reports/2026?province={Province}"),
        ["ReadSmeReportOfUnit"] = c => NotThereAsync(c.GetAsync($"sme-reports/2026/{Unit}")),
        ["ExportSmeReports"] = async c =>
        {
            foreach (var format in new[] { "csv", "xlsx" })
            {
                await SeesNothingAsync(c, $"sme-exports/2026?format={format}", $"sme-exports/2026?format={format}&province={Province}");
            }
        },
        ["ReadSmeStatistics"] = async c =>
        {
            await NotThereAsync(c.GetAsync($"sme-statistics/2026?province={Province}"));
            foreach (var by in new[] { "province", "section", "division", "honour", "size" })
                Assert.Empty((await c.GetAsync($"sme-statistics/2026?by={by}")).Expect(200).Items("lines"));
        },
        ["ListSmeLibrary"] = c => SeesNothingAsync(c, "sme-library", $"sme-library?province={Province}"),
        ["ReadSmeLibraryEnterprise"] = c => NotThereAsync(c.GetAsync($"sme-library/{Unit}")),
        ["RecordSmeMeasure"] = c => NotThereAsync(c.PostAsync($"sme-library/{Unit}/measures", new { kind = "policy", title = "措施", on = "2026-09-01" }, key: "wall-measure")),
        ["ListSmeRecommendations"] = c => SeesNothingAsync(c, "sme-recommendations/2026", null),
        ["ReadSmeRecommendations"] = c => NotThereAsync(c.GetAsync($"sme-recommendations/2026/{Province}")),
        ["RecommendSme"] = async c =>
        {
            await NotThereAsync(c.PostAsync($"sme-recommendations/2026/{Province}/entries", new { unit = Unit.Value, opinion = "意见" }, key: "wall-recommend"));
            Assert.Equal(["recommendation.no-report"], (await c.PostAsync($"sme-recommendations/2026/{LibraryBench.Hunan}/entries", new { unit = Unit.Value, opinion = "意见" }, key: "wall-own-list")).Expect(422).Codes);
        },
        ["ReorderSmeRecommendations"] = c => NotThereAsync(c.PutAsync($"sme-recommendations/2026/{Province}/order", new { order = new[] { Unit.Value } }, "\"any\"")),
        ["WithdrawSmeRecommendation"] = c => NotThereAsync(c.PostAsync($"sme-recommendations/2026/{Province}/entries/{Unit}/withdrawal", new { why = "原因" }, "\"any\"")),
        ["SubmitSmeRecommendations"] = c => NotThereAsync(c.PostAsync($"sme-recommendations/2026/{Province}/submission", etag: "\"any\"")),
        ["ListSmeAdjustmentFindings"] = c => SeesNothingAsync(c, "sme-adjustments/2026/runs/1/findings", $"sme-adjustments/2026/runs/1/findings?province={Province}"),
        ["ReadCultivationRecords"] = c => NotThereAsync(c.GetAsync($"sme-enterprises/{Unit}/cultivation-records")),
        ["ListReviews"] = c => SeesNothingAsync(c, "reviews/sme-audit", null),
        ["ReadReview"] = c => NotThereAsync(c.GetAsync($"reviews/sme-audit/{Report}")),
        ["ReadReviewRound"] = c => NotThereAsync(c.GetAsync($"reviews/sme-audit/{Report}/rounds/1")),
        ["ReadReviewStatistics"] = async c => Assert.Equal(0, (await c.GetAsync("review-statistics/sme-audit")).Expect(200).At("decisions").GetInt32()),
        ["ClaimReview"] = c => ActAsync(c, "claim", null),
        ["ReleaseReview"] = c => ActAsync(c, "release", null),
        ["HoldReview"] = c => ActAsync(c, "hold", new { reason = "请补充" }),
        ["ResumeReview"] = c => ActAsync(c, "resume", null),
        ["ApproveReview"] = c => ActAsync(c, "approve", new { opinion = "同意", checklist = new { complete = true, warnings = true } }),
        ["ReturnReview"] = c => ActAsync(c, "return", new { reasons = new[] { new { code = "other" } } }),
        ["ConfirmReview"] = c => ActAsync(c, "confirm", null),
        ["SendBackReview"] = c => ActAsync(c, "send-back", new { reason = "原因" }),
        ["RollBackReview"] = c => ActAsync(c, "roll-back", null),
        ["HandOverReview"] = async c =>
            Assert.Equal("review-colleague-not-reviewer", (await c.PostAsync($"reviews/sme-audit/{Report}/hand-over", new { colleague = PatentFunctions.SampleData.SampleAccounts.IdOf("jiangsu").Value }, "\"any\"")).Expect(422).Problem),
        ["DecideReviews"] = c => BatchAsync(c, "decisions", new { items = new[] { new { @case = Report, eTag = "\"any\"" } }, approve = false, verdict = new { reasons = new[] { new { code = "other" } } } }),
        ["ConfirmReviews"] = c => BatchAsync(c, "confirmations", new { items = new[] { new { @case = Report, eTag = "\"any\"" } } }),
        ["ReadFile"] = c => NotThereAsync(c.GetAsync("files/f-wall")),
        ["ReadFileInfo"] = c => NotThereAsync(c.GetAsync("files/f-wall/info")),
    };

    /// <summary>What tells of no enterprise.</summary>
    private static readonly string[] OfNobody = ["ReadSmeForm", "ReadSmeLibraryRules", "ListSmeNotices", "ReadSmeNotice", "ListReviewKinds"];

    [Fact]
    public async Task Office_OfAnotherProvince_SeesAndDoesNothingAtAnyEndpoint()
    {
        await using var app = await TestApp.StartAsync("2026-11-27T10:00");
        await SeedAsync(app);
        var hunan = await app.SignInAsync("hunan");
        var before = await SnapshotAsync(app);
        foreach (var attempt in Attempts.Values) await attempt(hunan);
        Assert.Equal(before, await SnapshotAsync(app));

        // The same questions have answers for the office of its own province: the wall is not an empty room.
        var jiangsu = await app.SignInAsync("jiangsu");
        foreach (var path in new[] { "sme-reports/2026", $"sme-reports/2026/{Unit}", "sme-library", $"sme-library/{Unit}", $"sme-recommendations/2026/{Province}", "sme-adjustments/2026/runs/1/findings", "reviews/sme-audit", $"reviews/sme-audit/{Report}", "sme-exports/2026?format=csv" })
            Assert.Contains(Name, Encoding.UTF8.GetString((await jiangsu.GetAsync(path)).Expect(200).Bytes), StringComparison.Ordinal);
        Assert.NotEmpty((await jiangsu.GetAsync("sme-statistics/2026")).Expect(200).Items("lines"));
        Assert.Equal(200, (await jiangsu.GetAsync("files/f-wall/info")).Status);
    }

    [Fact]
    public void Attempts_OverTheEndpointsOfProvinces_LeaveNoneOut()
    {
        var open = from type in typeof(App).Assembly.GetExportedTypes()
                   where type.Namespace?.StartsWith("PatentFunctions.Cultivation", StringComparison.Ordinal) == true || type.Namespace is "PatentFunctions.Reviews" or "PatentFunctions.Files"
                   from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
                   where method.GetCustomAttribute<AllowAttribute>()?.Roles.Contains(Role.Provincial) == true
                   select method.GetCustomAttribute<FunctionAttribute>()!.Name;
        Assert.Equal(open.Order(StringComparer.Ordinal), Attempts.Keys.Concat(OfNobody).Order(StringComparer.Ordinal));
    }

    private static async Task NotThereAsync(Task<TestAnswer> asked) => Assert.Equal(("not-found", 404), ((await asked).Problem, (await asked).Status));

    private static async Task SeesNothingAsync(TestClient client, string list, string? ofTheOther)
    {
        var answer = (await client.GetAsync(list)).Expect(200);
        var text = answer.Bytes.AsSpan().StartsWith("PK"u8) ? Unzipped(answer.Bytes) : Encoding.UTF8.GetString(answer.Bytes);
        Assert.DoesNotContain(Name, text, StringComparison.Ordinal);
        Assert.DoesNotContain(Unit.Value, text, StringComparison.Ordinal);
        Assert.DoesNotContain(Province, text, StringComparison.Ordinal);
        if (ofTheOther is not null) await NotThereAsync(client.GetAsync(ofTheOther));
    }

    private static string Unzipped(byte[] workbook)
    {
        using var zip = new System.IO.Compression.ZipArchive(new MemoryStream(workbook));
        var text = new StringBuilder();
        foreach (var entry in zip.Entries.Where(e => e.FullName.StartsWith("xl/worksheets", StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(entry.Open());
            text.Append(reader.ReadToEnd());
        }
        return text.ToString();
    }

    private static Task ActAsync(TestClient client, string act, object? body) => NotThereAsync(client.PostAsync($"reviews/sme-audit/{Report}/{act}", body, "\"any\""));

    private static async Task BatchAsync(TestClient client, string acts, object body)
    {
        var outcome = Assert.Single((await client.PostAsync("reviews/sme-audit/" + acts, body)).Expect(200).Json.EnumerateArray());
        Assert.Equal((false, "not-found"), (outcome.GetProperty("done").GetBoolean(), outcome.GetProperty("code").GetString()));
    }

    private static async Task<string> SnapshotAsync(TestApp app)
    {
        var etags = new StringBuilder();
        foreach (var (table, partition) in new[] { (AnnualReports.Table, Report), (Candidates.Table, Report), (LibraryMembers.Table, Unit.Value), (RecommendationLists.Table, ReportsByProvince.PartitionOf(2026, Province)), (RecommendationLists.Table, ReportsByProvince.PartitionOf(2026, LibraryBench.Hunan)) })
            await foreach (var row in app.Service<IRecordStore>().AllAsync(table, new RecordQuery { Partition = partition })) etags.Append(row.Row).Append(row.ETag);
        return etags.ToString();
    }

    private static async Task SeedAsync(TestApp app)
    {
        var (cases, records) = (app.Service<CaseStore>(), app.Service<IRecordStore>());
        Task PutAsync<T>(CaseAddress address, string row, T value) => records.CommitAsync(address.Table, address.Partition, [new UpsertRecord(row) { Document = TypedRecords.ToDocument(value) }]);
        var id = LibraryBench.ReportOf(1);
        var content = LibraryBench.Content(1);
        content = content with { Enterprise = content.Enterprise with { Name = Name } };
        var stamp = new ActStamp(new Actor(null, Role.UnitAdmin, Name, Unit), app.Server.Clock.GetUtcNow(), "Test", "t");
        await PutAsync(AnnualReports.AddressOf(id), CaseRows.Record, new AnnualReport(id, Unit, Name, "uscc", Province, 2026, "2024", ReportState.UnderAudit, 1, stamp.When) { SubmittedAt = stamp.When, Industry = "3451" });
        await PutAsync(AnnualReports.AddressOf(id), AnnualReports.ContentRow, content);
        var write = new CaseWrite(AnnualReports.AddressOf(id), stamp);
        var submission = new Submission("2026年度企业数据", Unit, Name, JsonSerializer.SerializeToElement(content, PlatformJson.Stored), [], Province);
        ReviewSubmission.Open(write, SmeAuditKind.Kind, 1, submission, await app.Service<CalendarInForce>().CurrentAsync());
        write.Send(ProjectionMessages.Refresh(ReportsByProvince.ProjectionName));
        await cases.CommitAsync(write, app.Server.Workflows);
        await PutAsync(new CaseAddress(FileRecords.Table, "f-wall"), CaseRows.Record, new FileRecord(new FileId("f-wall"), Unit.Value, FilePurposes.SmeArchive, FileKind.Zip, "附件.zip", 10, new string('0', 64), stamp.When, ScanState.Clean, [AnnualReports.AddressOf(id).ToString()]));

        var level = LibraryRules.BuiltIn.Levels[0];
        var member = new LibraryMember(Unit, Name, "uscc", Province, LibraryState.Member, level.Code, level.Name, id, 2026, stamp.When);
        await cases.CommitAsync(new CaseWrite(LibraryMembers.AddressOf(Unit), stamp).Insert(CaseRows.Record, member).Timeline("sme-library.entered", "入库").Send(ProjectionMessages.Refresh(LibraryByProvince.ProjectionName)), app.Server.Workflows);
        var entry = new RecommendationEntry(id, Unit, Name, "意见", stamp);
        await PutAsync(RecommendationLists.AddressOf(2026, Province), CaseRows.Record, new RecommendationList(2026, Province, 3, RecommendationListState.Open) { Entries = [entry] });
        await PutAsync(RecommendationLists.AddressOf(2026, LibraryBench.Hunan), CaseRows.Record, new RecommendationList(2026, LibraryBench.Hunan, 3, RecommendationListState.Open));
        var run = new AdjustmentRun(2026, 1, AdjustmentState.Proposed, stamp, LibraryRules.BuiltIn, 1, 1, "s");
        await PutAsync(AdjustmentRun.AddressOf(2026), AdjustmentRun.RowOf(1), run);
        await PutAsync(AdjustmentRun.AddressOf(2026), run.FoundRow(1), new AdjustmentSlice(1, [new AdjustmentFinding(Unit, Name, Province, AdjustmentVerdict.Remove, "拟出库", [new AdjustmentReason(AdjustmentRule.Missing, "未提交", false)])]));
        Assert.NotNull(await app.Service<ReportingNotices>().FindAsync(2026, default));
    }
}
