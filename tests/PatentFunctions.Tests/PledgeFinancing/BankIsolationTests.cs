using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using PatentFunctions.LocalHost;
using PatentFunctions.Platform.Http;
using PatentFunctions.Tests.Files;
using PatentFunctions.Tests.Journeys;
using PatentFunctions.Tests.Platform.OpenApi.Conformance;

namespace PatentFunctions.Tests.PledgeFinancing;

/// <summary>
/// What one bank has is nothing to another: every endpoint that a bank may call is called by bank2 with a loan, a round, a report and a file of
/// bank1. An endpoint that is new to banks fails the test until it is told here what to do with it.
/// </summary>
[Trait("Spec", "LOA-01")]
[Trait("Spec", "LOA-03")]
[Trait("Spec", "ACC-11")]
public sealed partial class BankIsolationTests
{
    // Lists and figures: their answers must not hold anything of bank1.
    private static readonly string[] Lists =
        ["ListReviews", "ReadReviewStatistics", "ListReviewKinds", "ListLoanReports", "ListBankLoans", "ReadLoanStatistics", "ExportLoanStatistics", "ListNotifications", "ListDeliveries"];

    // What names nothing of a bank: one's own account, what one uploads or records oneself.
    private static readonly string[] Own =
    [
        "ImportLoans", "DownloadLoanTemplate", "RecordLoan", "UploadFile", "BeginDirectUpload", "MarkNotificationRead", "ChangePassword", "SendBindPhoneCode", "BindPhone", "GetPreferences", "SetPreferences", "ReadPreferences", "SavePreferences",
        "GetMe", "ListSessions", "EndSession", "Logout",
    ];

    // Batches answer 200 and say of each case what became of it.
    private static readonly string[] Batches = ["DecideReviews", "ConfirmReviews"];

    [Fact]
    public async Task EveryEndpointOfABank_WithAnotherBanksData_Answers404AndShowsNothing()
    {
        await using var bench = new Disposing(await LoanBench.StartAsync("2026-09-28T10:00"));
        var (bank1, bank2, unit) = (bench.Value.Bank1, bench.Value.Bank2, bench.Value.Software);
        var loan = LoanSample.Manual.Value;
        var file = await unit.UploadAsync("loan-material", SampleFiles.Pdf(), "信息材料.pdf");
        await LoanBench.ApplyAsync(unit, loan, LoanBench.Repaid with { Material = new FileId(file) });
        var evidence = await unit.UploadAsync("loan-material", SampleFiles.Jpg(), "合同.jpg");
        var report = (await unit.PostAsync("loan-reports", new { loan, text = "贷款利率有误", files = new[] { evidence } }, key: "isolation-report")).Expect(201).At("report").GetProperty("id").GetString()!;
        await bench.Value.App.Server.Clock.WhenIdleAsync();
        (await bank1.GetAsync($"files/{file}")).Expect(200);
        (await bank1.GetAsync($"files/{evidence}")).Expect(200);

        ConformanceHandler.AllowNonsense();
        var walked = 0;
        foreach (var (name, method, route) in Endpoints())
        {
            if (Own.Contains(name)) continue;
            walked++;
            if (Lists.Contains(name))
            {
                foreach (var query in new[] { "?take=200", "?take=200&bank=SBXM", "?take=200&format=csv&bank=SBXM" })
                {
                    var answer = await bank2.GetAsync(route.Replace("{kind}", "repayment", StringComparison.Ordinal) + query);
                    Assert.DoesNotContain("xmscjq202430315", Encoding.UTF8.GetString(answer.Bytes), StringComparison.Ordinal);
                    Assert.DoesNotContain("示例银行", Encoding.UTF8.GetString(answer.Bytes), StringComparison.Ordinal);
                    Assert.DoesNotContain(report, Encoding.UTF8.GetString(answer.Bytes), StringComparison.Ordinal);
                }
                continue;
            }
            if (Batches.Contains(name))
            {
                var decided = (await bank2.PostAsync(route.Replace("{kind}", "repayment", StringComparison.Ordinal), Bodies(name, loan))).Expect(200);
                Assert.Equal("not-found", decided.Json[0].GetProperty("code").GetString());
                continue;
            }
            var ids = route.StartsWith("files/", StringComparison.Ordinal) || route.StartsWith("direct-uploads/", StringComparison.Ordinal) ? [file, evidence] : route.StartsWith("loan-reports/", StringComparison.Ordinal) ? [report] : new[] { loan };
            foreach (var id in ids)
            {
                var path = Id().Replace(route.Replace("{kind}", "repayment", StringComparison.Ordinal).Replace("{round:int}", "1", StringComparison.Ordinal), id);
                var answer = await bank2.SendAsync(method, path, method == HttpMethod.Get ? null : Bodies(name, loan), "\"any\"", NewId.Random("walk"));
                // A hand-over looks for the colleague before the case, and bank2 has no other account.
                Assert.True(name == "HandOverReview" ? answer.Problem == "review-colleague-not-reviewer" : answer.Status == 404, $"{name} {path}: {answer}");
            }
        }
        Assert.True(walked >= 30, $"{walked} endpoints");

        // Nothing was changed, and nobody of bank2 was told anything.
        Assert.Equal("待银行确认", (await unit.GetAsync($"loans/{loan}")).Text("loan.stateName"));
        Assert.Equal("waiting", (await bank1.GetAsync($"reviews/repayment/{loan}")).Text("state"));
        Assert.Empty(await bank2.LettersToAsync("bank2@sample.test"));
        Assert.Empty(await bank2.LettersToAsync("19910000042"));
        Assert.NotEmpty(await bank2.LettersToAsync("19910000041"));
        (await bench.Value.Agri.GetAsync($"loan-reports/{report}")).Expect(404);
        (await bench.Value.Agri.GetAsync($"loans/{loan}/repayment")).Expect(404);
        (await bench.Value.Agri.GetAsync($"loans/{loan}/repayment/rounds/1")).Expect(404);
    }

    private static object? Bodies(string name, string loan) => name switch
    {
        "CorrectLoan" => LoanSample.Form,
        "ReplyToLoanReport" => new { outcome = "declined", text = "无误" },
        "ApproveReview" or "ReturnReview" => new { opinion = "x" },
        "SendBackReview" => new { reason = "x" },
        "HoldReview" => new { reason = "x" },
        "HandOverReview" => new { colleague = "a-1" },
        "DecideReviews" => new { items = new[] { new { @case = loan, eTag = "\"any\"" } }, approve = true, verdict = new { opinion = "x" } },
        "ConfirmReviews" => new { items = new[] { new { @case = loan, eTag = "\"any\"" } } },
        _ => null,
    };

    private static IEnumerable<(string Name, HttpMethod Method, string Route)> Endpoints() =>
        from type in typeof(App).Assembly.GetExportedTypes()
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
        let function = method.GetCustomAttribute<FunctionAttribute>()
        let allow = method.GetCustomAttribute<AllowAttribute>()
        let trigger = method.GetParameters().Select(p => p.GetCustomAttribute<HttpTriggerAttribute>()).FirstOrDefault(t => t is not null)
        where function is not null && trigger is not null && allow!.Roles.Contains(Role.Bank)
        select (function.Name, new HttpMethod(trigger.Methods![0].ToUpperInvariant()), trigger.Route!);

    [GeneratedRegex(@"\{id\}")]
    private static partial Regex Id();

    private sealed class Disposing(LoanBench value) : IAsyncDisposable
    {
        public LoanBench Value { get; } = value;

        public async ValueTask DisposeAsync() => await Value.DisposeAsync();
    }
}
