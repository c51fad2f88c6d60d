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
    ];

    [Fact]
    public async Task EveryPublicEndpoint_WhateverItIsAsked_TellsNothingPrivate()
    {
        await using var app = await TestApp.StartAsync("2026-11-27T10:00");
        await SeedAsync(app);
        var anybody = app.Anybody();
        // The seed is there, and what is public is shown.
        Assert.Equal(2, (await anybody.GetAsync("public/filings?unit=" + Uri.EscapeDataString("金丝雀制冷"))).At("total").GetInt32());

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
        string[] values = [Number, Recognized, PublicSiteBench.IdOf(Number).Value, RecognitionId.Of(2025, PublicSiteBench.IdOf(Recognized)).Value, "2025-" + Recognized, "u-canary", Patent, "2025"];
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
}
