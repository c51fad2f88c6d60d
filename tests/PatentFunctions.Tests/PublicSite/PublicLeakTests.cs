using System.Globalization;
using System.Text;
using System.Text.Json;
using PatentFunctions.Accounts;
using PatentFunctions.Filing;
using PatentFunctions.Identifiers;
using PatentFunctions.LocalHost;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.OpenApi;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Recognition;
using PatentFunctions.Reviews;
using PatentFunctions.Revitalization.Demands;
using PatentFunctions.Revitalization.Evaluations;
using PatentFunctions.Revitalization.Intents;
using PatentFunctions.Revitalization.Resources;
using PatentFunctions.Tests.Filing;
using PatentFunctions.Tests.Platform;
using PatentFunctions.Units;

namespace PatentFunctions.Tests.PublicSite;

/// <summary>
/// Fills a database with what nobody outside may know and asks every public endpoint of the whole app for everything it takes: no answer may
/// hold any of it, nor tell by a total that it is there. New endpoints are asked without being named here.
/// </summary>
[Trait("Spec", "PUB-01")]
public sealed class PublicLeakTests
{
    private const string Number = "2025000001";
    private const string Recognized = "2025000002";
    private const string Patent = "202111100020.2";
    private const string Title = "绝密制冷回路布置";
    private const string CreditCode = "91320102MA9X00011U";
    private const string Phone = "16900007788";
    private const string Mail = "canary@secret.example";
    private const string IdNumber = "110101199003070118";

    // Each is in the database and in no answer.
    private static readonly string[] Canaries =
    [
        Patent, Patent.Replace(".", "", StringComparison.Ordinal), Title, CreditCode, Phone, Mail, IdNumber, "钱联系", "赵法人", "孙专家", "98765.43", "核心专利贡献说明", "审核意见金丝雀", "初筛意见金丝雀",
        "评审理由金丝雀", "办公地址金丝雀", "a-canary-officer", "f-canary-proof", "u-canary",
        "答复金丝雀", "答复联系人", "修改稿金丝雀", "意向金丝雀", "专家评价金丝雀", "自评金丝雀",
    ];

    private const string Demand = "d-canary";

    [Fact]
    public async Task EveryPublicEndpoint_WhateverItIsAsked_TellsNothingPrivate()
    {
        await using var app = await TestApp.StartAsync("2026-11-27T10:00");
        await SeedAsync(app);
        var anybody = app.Anybody();
        // The seed is there, and what is public is shown.
        Assert.Equal(2, (await anybody.GetAsync("public/filings?unit=" + Uri.EscapeDataString("金丝雀制冷"))).At("total").GetInt32());
        Assert.Equal("公开的需求描述", (await anybody.GetAsync("public/demands/" + Demand)).Text("demand.description"));

        var (asked, leaks) = (0, new List<string>());
        foreach (var function in HttpFunction.AllOf(typeof(App).Assembly))
        {
            // The desk of a developer's machine shows every mail, as it is meant to; it does not exist on Azure.
            if (function.Allow?.IsPublic != true || function.Path.StartsWith("/local/", StringComparison.Ordinal)) continue;
            foreach (var path in PathsOf(function))
            {
                foreach (var verb in function.Verbs)
                {
                    asked++;
                    var answer = await anybody.SendAsync(new HttpMethod(verb.ToUpperInvariant()), path, verb == "get" ? null : "{}", key: "leak-test-key-1");
                    var text = Encoding.UTF8.GetString(answer.Bytes) + Uri.UnescapeDataString(Encoding.UTF8.GetString(answer.Bytes));
                    var told = Uri.UnescapeDataString(path);
                    leaks.AddRange(Canaries.Where(c => text.Contains(c, StringComparison.OrdinalIgnoreCase) && !told.Contains(c, StringComparison.OrdinalIgnoreCase)).Select(c => $"{verb} {path} tells {c}"));
                    if (function.Path == "/public/filings" && Canaries.Any(c => told.EndsWith("=" + c, StringComparison.Ordinal)) && answer.Status == 200 && answer.At("total").GetInt32() != 0)
                        leaks.Add($"{path} counts {answer.At("total")}");
                }
            }
        }
        Assert.True(leaks.Count == 0, string.Join('\n', leaks));
        Assert.True(asked > 200, asked.ToString(CultureInfo.InvariantCulture));
    }

    // Every route with everything that might stand in it, every filter with every secret and with what is public.
    private static IEnumerable<string> PathsOf(HttpFunction function)
    {
        string[] values = [Number, Recognized, PublicSiteBench.IdOf(Number).Value, RecognitionId.Of(2025, PublicSiteBench.IdOf(Recognized)).Value, "2025-" + Recognized, "u-canary", Patent, "2025", Demand];
        var routes = function.RouteValues.Count == 0 ? [function.Path.TrimStart('/')] : values.Select(v => function.RouteValues.Aggregate(function.Path.TrimStart('/'), (path, name) => path.Replace("{" + name + "}", Uri.EscapeDataString(v), StringComparison.Ordinal)));
        var parameters = function.Method.GetCustomAttributes(typeof(QueryParameterAttribute), false).Cast<QueryParameterAttribute>().Where(p => p.Name is not ("take" or "continuation")).ToList();
        foreach (var route in routes)
        {
            yield return route;
            foreach (var parameter in parameters)
            {
                foreach (var value in Canaries.Concat(values).Append("制冷")) yield return $"{route}?{parameter.Name}={Uri.EscapeDataString(value)}";
            }
        }
    }

    private static async Task SeedAsync(TestApp app)
    {
        var cases = app.Service<CaseStore>();
        var durable = app.Server.Workflows;
        var officer = new Actor(new AccountId("a-canary-officer"), Role.Examiner, "试点平台");
        var stamp = new ActStamp(officer, app.Server.Clock.GetUtcNow(), "Seed", "t", "评审理由金丝雀");
        Assert.True(UnifiedSocialCreditCode.TryParse(CreditCode, out var code, out _));
        var unit = new VerifiedUnit(
            new UnitId("u-canary"), 1, TestPlatform.Start, UnitType.Enterprise, code, "金丝雀制冷有限公司", "注册地址", "办公地址金丝雀", 98765.43m, "3851", "赵法人", Phone, "钱联系", Phone, "430100", new FileId("f-canary-proof"), new FileId("f-canary-proof"));
        await cases.CommitAsync(new CaseWrite(UnitTables.Address(unit.Id), stamp).Upsert(CaseRows.Record, new Unit(unit.Id, RealnameState.Approved) { InForce = unit }), durable);
        var account = new Account(new AccountId("a-canary"), "canary", Role.Expert, unit.Name, "", PendingSetup.None, TestPlatform.Start) { Unit = unit.Id, Phone = Phone, Mail = Mail, Expert = new ExpertProfile("孙专家", IdNumber, IdNumber, "职务", "领域") };
        await cases.CommitAsync(new CaseWrite(new CaseAddress("Accounts", account.Id.Value), stamp).Upsert(CaseRows.Record, account), durable);

        await SeedCooperationAsync(cases, durable, stamp, unit);
        foreach (var number in new[] { Number, Recognized })
        {
            var filing = PublicSiteBench.Filed(number, "金丝雀制冷机", "J-1", unit.Name, unit.Id.Value, publish: number == Recognized, patents: number == Number ? [(Patent, Title)] : [("202111100010.9", "公开的阀门结构")]);
            var content = filing.Content!;
            filing = filing with
            {
                State = number == Number ? FilingState.WithdrawalUnderReview : FilingState.Filed,
                Content = content with
                {
                    Product = content.Product with { Figures = content.Product.Figures! with { Sales = 98765.43m }, Contribution = content.Product.Contribution! with { Explanation = "核心专利贡献说明" }, MainImage = new FileId("f-canary-proof") },
                    Facts = content.Facts with { CreditCode = CreditCode },
                },
                Recognition = number == Recognized ? new FilingRecognition(2025, "2025-" + number, new DateOnly(2025, 12, 1), new DateOnly(2026, 11, 30), RecognitionStanding.Valid) : null,
            };
            var round = new ReviewRound(
                "filing", filing.Id.Value, 1, ReviewState.Approved, "金丝雀制冷机", unit.Id, unit.Name, stamp, "", JsonSerializer.SerializeToElement(filing.Content, PlatformJson.Stored), [], new DateOnly(2025, 6, 1), new DateOnly(2025, 6, 5), false, "2025")
            {
                Decision = new Decision(true, officer, stamp.When, "审核意见金丝雀", []),
            };
            await cases.CommitAsync(
                new CaseWrite(FilingRecords.AddressOf(filing.Id), stamp)
                    .Insert(CaseRows.Record, filing).Insert(FilingRecords.DraftRow, FilingSample.Draft).Insert(ReviewRound.RowOf("filing", 1), round)
                    .Timeline("filing.filed", "已备案", "审核意见金丝雀").Send(ProjectionMessages.Refresh(PublicFilings.ProjectionName)),
                durable);
            var recognition = PublicSiteBench.InCampaign(filing, 2025, number == Recognized ? RecognitionState.Recognized : RecognitionState.NotRecognized) with
            {
                Screening = new Screening(60, 60, 60, 60, 60, "初筛意见金丝雀"),
                Steps = [new RecognitionStep(RecognitionAct.PassScreening, RecognitionState.Screened, officer, stamp.When, "评审理由金丝雀")],
                Notice = new NoticeTerm(stamp.When, new DateOnly(2025, 11, 20), false, "2025"),
            };
            await cases.CommitAsync(RecognitionProjections.RefreshAll(new CaseWrite(RecognitionRecords.AddressOf(recognition.Id), stamp).Insert(CaseRows.Record, recognition)), durable);
        }
    }

    // A public demand with a revision that is not public yet and an answer; an intent and an evaluation, which never are.
    private static async Task SeedCooperationAsync(CaseStore cases, DurableTaskClient durable, ActStamp stamp, VerifiedUnit unit)
    {
        var form = new DemandForm { Title = "求购制冷技术", Field = "31", Description = "公开的需求描述", Deadline = new DateOnly(2027, 3, 31) };
        var demand = new DemandRecord(new DemandId(Demand), unit.Id, unit.Name, DemandState.RevisionUnderReview, 2, stamp.When, form with { Description = "修改稿金丝雀" }) { Published = form, PublishedRound = 1, PublishedAt = stamp.When };
        var answer = new DemandAnswer(new UnitId("u-university"), "大学", new DemandAnswerForm { Text = "答复金丝雀", Contact = "答复联系人", Phone = Phone }, stamp.When);
        await cases.CommitAsync(
            new CaseWrite(DemandRecords.AddressOf(demand.Id), stamp)
                .Insert(CaseRows.Record, demand).Insert(DemandRecords.AnsweringRow, new DemandAnswering(true, 1)).Insert(DemandAnswer.RowOf(answer.University), answer)
                .Send(ProjectionMessages.Refresh(DemandLists.ProjectionName)),
            durable);
        var intent = new IntentRecord(
            IntentId.Of("i-canary", 1), 1, unit.Id, unit.Name, new ResourceId("r-canary"), "专利", new UnitId("u-university"), "大学", IntentState.Sent, stamp.When, new IntentForm { Need = "意向金丝雀", Contact = "钱联系", Phone = Phone }, "q") { ToldAt = stamp.When };
        await cases.CommitAsync(
            new CaseWrite(IntentRecords.AddressOf(intent.Id), stamp).Insert(IntentRecord.RowOf(1), intent).Insert(CaseRows.Record, new LastIntent(1, true)).Send(ProjectionMessages.Refresh(IntentLists.ProjectionName)), durable);
        var evaluation = new EvaluationRecord(
            new EvaluationId("e-canary"), unit.Id, unit.Name, new ResourceId("r-canary"), "专利", ResourceKind.Single, new UnitId("u-university"), "大学", EvaluationState.Published, stamp.When, PushOrigin.Assigned, "", "seed")
        {
            Own = new OwnEvaluation(3, "自评金丝雀", stamp.When),
        };
        await cases.CommitAsync(
            new CaseWrite(EvaluationRecords.AddressOf(evaluation.Id), stamp)
                .Insert(CaseRows.Record, evaluation).Insert(ExpertEvaluation.RowOf(new AccountId("a-canary")), new ExpertEvaluation(new AccountId("a-canary"), ExpertEvaluationState.Accepted, 2, "专家评价金丝雀", stamp.When))
                .Send(ProjectionMessages.Refresh(UnitEvaluations.ProjectionName)).Send(ProjectionMessages.Refresh(UniversityEvaluations.ProjectionName)),
            durable);
    }
}
