using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PatentFunctions.Platform.OpenApi;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Revitalization.Resources;
using PatentFunctions.Tests.Journeys;
using PatentFunctions.Tests.Recognition.Objections;

namespace PatentFunctions.Tests.Revitalization.Cooperation;

/// <summary>
/// 专家评价意见不会对外展示: fills a unit's evaluation with what its experts say and asks every endpoint of the whole app as everybody outside the unit:
/// no answer, message or line of a log may hold any of it. New endpoints are asked without being named here.
/// </summary>
[Trait("Spec", "EVA-01")]
public sealed class ExpertLeakTests
{
    // Each is in the database and in no answer to anybody outside.
    private static readonly string[] Canaries = ["专家金丝雀", "第二金丝雀", "评价金丝雀", "退回金丝雀", "简历金丝雀", "关键词金丝雀", "审核金丝雀", "440524********0014", "440524188001010014"];

    // Members that tell of experts without naming them: how many there are, what they gave.
    private static readonly string[] Members = ["\"submissions\"", "\"toAudit\"", "\"mine\"", "\"expertEvaluations\""];

    private static readonly string[] Outside = ["", "agri", "expert3", "university", "otheruniversity", "examiner1", "national", "hunan", "bank1", "finance", "operator"];

    [Fact]
    public async Task EveryEndpoint_AskedByAnybodyOutsideTheUnit_TellsNothingOfExperts()
    {
        using var logs = new ObjectionScene.KeptLogs();
        await using var bench = await CooperationBench.StartAsync(services: s => s.AddSingleton<ILoggerProvider>(logs));
        var (evaluation, resource) = await SeedAsync(bench);
        // It is there for those who may see it.
        Assert.Contains("评价金丝雀", (await (await bench.Software).GetAsync("evaluations/" + evaluation)).ToString(), StringComparison.Ordinal);
        var opinions = (await (await bench.University).GetAsync($"university/evaluations/{resource.Id}")).Expect(200);
        Assert.Equal((5m, 1), (opinions.At("average").GetDecimal(), opinions.Items("evaluations").Count));

        var (asked, leaks) = (0, new List<string>());
        string[] values = [evaluation, CooperationBench.ExpertId("expert1").Value, resource.Id.Value, CooperationBench.SoftwareUnit.Value];
        foreach (var name in Outside)
        {
            var client = name.Length == 0 ? bench.App.Anybody() : await bench.AsAsync(name);
            foreach (var function in HttpFunction.AllOf(typeof(App).Assembly).Where(f => f.Verbs.Contains("get")))
            {
                foreach (var path in PathsOf(function, values))
                {
                    asked++;
                    var answer = await client.GetAsync(path);
                    var text = Encoding.UTF8.GetString(answer.Bytes);
                    leaks.AddRange(Canaries.Where(c => text.Contains(c, StringComparison.Ordinal)).Select(c => $"{name} {path} tells {c}"));
                    var members = name is "agri" or "expert3" || function.Path == "/openapi.json" ? [] : Members;
                    if (function.Area == "Revitalization") leaks.AddRange(members.Where(m => text.Contains(m, StringComparison.Ordinal)).Select(m => $"{name} {path} has {m}"));
                }
            }
        }
        foreach (var table in new[] { "Deliveries", "Inbox", "Notifications", "LocalOutbox" })
        {
            await foreach (var record in bench.App.Service<IRecordStore>().AllAsync(table, new RecordQuery()))
                leaks.AddRange(Canaries.Where(c => Encoding.UTF8.GetString(record.Document.Span).Contains(c, StringComparison.Ordinal)).Select(c => $"{table} {record.Row} tells {c}"));
        }
        leaks.AddRange(logs.Lines.SelectMany(l => Canaries.Where(c => l.Contains(c, StringComparison.Ordinal)).Select(c => $"a log tells {c}: {l}")));
        Assert.True(leaks.Count == 0, string.Join('\n', leaks));
        Assert.True(asked > 1000, asked.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    // Every route with everything that might stand in it; the workbench and the operators' pages at the unit's own kinds and tables.
    private static IEnumerable<string> PathsOf(HttpFunction function, string[] values)
    {
        var path = function.Path.TrimStart('/');
        if (function.RouteValues.Count == 0) return [path];
        string Fill(string value) => function.RouteValues.Aggregate(path, (p, name) => p.Replace("{" + name + "}", name switch
        {
            "kind" => "expert",
            "table" => "Evaluations",
            "year" or "round" or "objection" => "1",
            _ => value,
        }, StringComparison.Ordinal));
        return values.Select(Fill).Distinct();
    }

    private static async Task<(string Evaluation, ResourceRecord Resource)> SeedAsync(CooperationBench bench)
    {
        await bench.AdmitAsync("expert1", profile: CooperationBench.Profile("专家金丝雀", "440524188001010014", keywords: ["滚动轴承", "关键词金丝雀"], resume: "简历金丝雀，从事轴承设计。"));
        await bench.ApplyAsync("expert2", CooperationBench.Profile("第二金丝雀", resume: "简历金丝雀二"));
        var read = await (await bench.Software).ReadAsync("expert", CooperationBench.ExpertId("expert2").Value);
        var claimed = (await (await bench.Software).PostAsync($"reviews/expert/{CooperationBench.ExpertId("expert2")}/claim", etag: read.ETag)).Expect(200);
        var held = (await (await bench.Software).PostAsync($"reviews/expert/{CooperationBench.ExpertId("expert2")}/hold", new { reason = "审核金丝雀，请补充" }, claimed.ETag)).Expect(200);
        var resumed = (await (await bench.Software).PostAsync($"reviews/expert/{CooperationBench.ExpertId("expert2")}/resume", etag: held.ETag)).Expect(200);
        (await (await bench.Software).ApproveAsync(resumed)).Expect(200);
        var resource = await bench.RegisterAsync(1);
        var assigned = (await (await bench.National).PostAsync("evaluation-assignments", new { resources = new[] { resource.Id.Value } }, key: "leak-assign")).Expect(201);
        Assert.Equal(1, assigned.At("pushed").GetInt32());
        var id = (await (await bench.Expert1).GetAsync("evaluations")).Items()[0].GetProperty("id").GetString()!;
        (await (await bench.Expert1).PostAsync($"evaluations/{id}/expert-evaluation", new { stars = 1, comment = "评价金丝雀" }, key: "leak-said-1")).Expect(200);
        (await (await bench.Expert2).PostAsync($"evaluations/{id}/expert-evaluation", new { stars = 1, comment = "评价金丝雀二" }, key: "leak-said-2")).Expect(200);
        var view = (await (await bench.Software).GetAsync("evaluations/" + id)).Expect(200);
        (await (await bench.Software).PostAsync($"evaluations/{id}/expert-evaluations/{CooperationBench.ExpertId("expert2")}/return", new { opinion = "退回金丝雀" }, view.ETag)).Expect(200);
        (await bench.PublishAsync("software", id, 5, "企业意见，可以公开")).Expect(200);
        // A second application waits, so that its reminders leave as well.
        await bench.ApplyAsync("expert1", CooperationBench.Profile("专家金丝雀", resume: "简历金丝雀改"));
        await bench.MoveToAsync("2026-12-02T09:00");
        return (id, resource);
    }
}
