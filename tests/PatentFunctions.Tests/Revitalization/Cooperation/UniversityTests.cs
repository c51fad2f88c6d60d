using System.Globalization;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Revitalization.Demands;
using PatentFunctions.Revitalization.Evaluations;
using PatentFunctions.Revitalization.Intents;
using PatentFunctions.Revitalization.Resources;
using PatentFunctions.Tests.Journeys;

namespace PatentFunctions.Tests.Revitalization.Cooperation;

/// <summary>What a university reads of its own: the front page, batches, and statistics that equal a recount of the cases.</summary>
[Trait("Spec", "UNV-01")]
public sealed class UniversityTests
{
    [Fact]
    public async Task Summary_OfAUniversity_ShowsWhatThereIsAndWhatWaits()
    {
        await using var bench = await CooperationBench.StartAsync();
        var resources = new List<ResourceRecord>();
        for (var i = 0; i < 5; i++) resources.Add(await bench.RegisterAsync(i, batch: i < 3 ? "b-2026-1" : null));
        await bench.RegisterAsync(50, state: ResourceState.Suspended);
        await bench.RegisterAsync(51, state: ResourceState.Removed);
        await bench.RegisterAsync(52, university: CooperationBench.OtherUniversityUnit);
        var answered = await bench.SendIntentAsync(resources[0]);
        await bench.SendIntentAsync(resources[1]);
        await bench.SendIntentAsync(resources[2], "agri");
        var read = await (await bench.University).GetAsync("intents/" + answered);
        (await (await bench.University).PostAsync($"intents/{answered}/answers", new { text = "欢迎" }, read.ETag)).Expect(200);
        (await bench.PublishAsync("software", (await bench.PushAsync(CooperationBench.SoftwareUnit, resources[0])).Single(), 4)).Expect(200);
        (await bench.PublishAsync("agri", (await bench.PushAsync(CooperationBench.AgriUnit, resources[0])).Single(), 1)).Expect(200);
        var demand = await bench.PublishDemandAsync();
        await bench.PublishDemandAsync("agri", CooperationBench.Demand("求购播种机"));
        (await (await bench.University).PostAsync($"demands/{demand}/answers", new { text = "可以", contact = "陈", phone = "13900001111" }, key: "summary-answer")).Expect(201);
        await bench.MoveToAsync("2026-12-08T09:00");

        var summary = (await (await bench.University).GetAsync("university")).Expect(200);
        int Number(string name) => summary.At(name).GetInt32();
        Assert.Equal(("示例理工大学", 6, 5, 1), (summary.Text("universityName"), Number("resources"), Number("offered"), Number("suspended")));
        Assert.Equal((2, 2, 1), (Number("intentsToAnswer"), Number("intentsOverdue"), Number("intentsOpen")));
        Assert.Equal((2, 2.5m, 1, 1), (Number("evaluations"), summary.At("averageStars").GetDecimal(), Number("demandsToAnswer"), Number("demandsAnswered")));
        var batches = (await (await bench.University).GetAsync("university/batches")).Items();
        Assert.Equal([3, 3], batches.Select(b => b.GetProperty("resources").GetInt32()));
        Assert.Equal(1, batches.Single(b => b.TryGetProperty("batch", out var batch) && batch.GetString() == "b-2026-1").GetProperty("evaluated").GetInt32());
        var other = (await (await bench.AsAsync("otheruniversity")).GetAsync("university")).Expect(200);
        Assert.Equal((1, 0, 2, 0), (other.At("resources").GetInt32(), other.At("intentsToAnswer").GetInt32(), other.At("demandsToAnswer").GetInt32(), other.At("evaluations").GetInt32()));
        Assert.Equal(403, (await (await bench.Software).GetAsync("university")).Status);
        Assert.Equal(400, (await (await bench.University).GetAsync("university/evaluations?sort=best")).Status);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20261123)]
    public async Task Statistics_OverRandomCases_EqualARecountOfThem(int seed)
    {
        await using var bench = await CooperationBench.StartAsync();
        await SeedAsync(bench, new Random(seed));
        foreach (var (name, unit) in new[] { ("university", CooperationBench.UniversityUnit), ("otheruniversity", CooperationBench.OtherUniversityUnit) })
        {
            var answer = (await (await bench.AsAsync(name)).GetAsync("university/statistics")).Expect(200);
            Assert.Equal(await RecountAsync(bench, unit), Lines(answer));
        }
    }

    private static List<string> Lines(TestAnswer answer)
    {
        string Counts(string name) => name + ":" + string.Join(',', answer.Items(name).Select(c => $"{c.GetProperty("code").GetString()}={c.GetProperty("count").GetInt32()}"));
        string Optional(string name) => name + ":" + (answer.Json.TryGetProperty(name, out var value) ? value.GetDecimal().ToString("0.00", CultureInfo.InvariantCulture) : "none");
        return
        [
            .. new[] { "resources", "intents", "evaluations", "evaluatedResources", "demandsAnswered" }.Select(n => $"{n}:{answer.At(n).GetInt32()}"),
            Counts("resourcesByState"), Counts("resourcesByKind"), Counts("intentsByState"), Counts("evaluationsByStars"), Optional("answeredInTerm"), Optional("averageStars"),
            .. answer.Items("months").Select(m => string.Join('|', m.EnumerateObject().Select(p => p.Value.ToString()))),
        ];
    }

    // Straight from the cases, loop by loop.
    private static async Task<List<string>> RecountAsync(CooperationBench bench, UnitId university)
    {
        var (records, today) = (bench.App.Service<IRecordStore>(), ChinaTime.Today(bench.App.Server.Clock));
        var months = new SortedDictionary<string, int[]>(Comparer<string>.Create((a, b) => string.CompareOrdinal(b, a)));
        void Count(DateTimeOffset at, int column)
        {
            var month = ChinaTime.ToChina(at).ToString("yyyy-MM", CultureInfo.InvariantCulture);
            if (!months.TryGetValue(month, out var row)) months[month] = row = new int[4];
            row[column]++;
        }
        async Task<List<T>> RowsAsync<T>(string table, string prefix)
        {
            var rows = new List<T>();
            await foreach (var row in records.AllAsync<T>(table, new RecordQuery { RowFrom = prefix, RowBefore = prefix + "~" })) rows.Add(row.Value);
            return rows;
        }

        var resources = (await RowsAsync<ResourceRecord>(ResourceRecords.Table, CaseRows.Record)).Where(r => r.University == university).ToList();
        var intents = (await RowsAsync<IntentRecord>(IntentRecords.Table, IntentRecord.RowPrefix)).Where(i => i.University == university).ToList();
        var evaluations = (await RowsAsync<EvaluationRecord>(EvaluationRecords.Table, CaseRows.Record)).Where(e => e.University == university && e.State == EvaluationState.Published).ToList();
        var answers = (await RowsAsync<DemandAnswer>(DemandRecords.Table, DemandAnswer.RowPrefix)).Where(a => a.University == university).ToList();
        resources.ForEach(r => Count(r.RegisteredAt, 0));
        intents.ForEach(i => Count(i.SentAt, 1));
        evaluations.ForEach(e => Count(e.Own!.At, 2));
        answers.ForEach(a => Count(a.AnsweredAt, 3));
        var (due, inTerm) = (0, 0);
        foreach (var intent in intents)
        {
            if (intent.Answers.Count > 0)
            {
                due++;
                if (ChinaTime.DateOf(intent.Answers[0].At) <= intent.DueOn) inTerm++;
            }
            else if (intent.State is IntentState.Sent or IntentState.Read && intent.DueOn < today)
            {
                due++;
            }
        }
        static string Share(decimal part, int whole) => whole == 0 ? "none" : Math.Round(part / whole, 2, MidpointRounding.AwayFromZero).ToString("0.00", CultureInfo.InvariantCulture);
        string ByState(ResourceState state) => $"{char.ToLowerInvariant(state.ToString()[0])}{state.ToString()[1..]}={resources.Count(r => r.State == state)}";
        var kept = resources.Where(r => r.State != ResourceState.Removed).ToList();
        return
        [
            $"resources:{kept.Count}", $"intents:{intents.Count}", $"evaluations:{evaluations.Count}", $"evaluatedResources:{evaluations.DistinctBy(e => e.Resource).Count()}", $"demandsAnswered:{answers.Count}",
            $"resourcesByState:{ByState(ResourceState.Offered)},{ByState(ResourceState.Suspended)},{ByState(ResourceState.Removed)}",
            $"resourcesByKind:single={kept.Count(r => r.Kind == ResourceKind.Single)},portfolio={kept.Count(r => r.Kind == ResourceKind.Portfolio)}",
            "intentsByState:" + string.Join(',', new[] { ("sent", IntentState.Sent), ("read", IntentState.Read), ("answered", IntentState.Answered), ("inTalks", IntentState.InTalks), ("agreed", IntentState.Agreed), ("closed", IntentState.Closed) }
                .Select(s => $"{s.Item1}={intents.Count(i => i.State == s.Item2)}")),
            "evaluationsByStars:" + string.Join(',', new[] { 5, 4, 3, 2, 1 }.Select(s => $"{s}={evaluations.Count(e => e.Own!.Stars == s)}")),
            "answeredInTerm:" + Share(100m * inTerm, due), "averageStars:" + Share(evaluations.Sum(e => e.Own!.Stars!.Value), evaluations.Count),
            .. months.Select(m => $"{m.Key}|{string.Join('|', m.Value)}"),
        ];
    }

    private static async Task SeedAsync(CooperationBench bench, Random random)
    {
        var (cases, durable, clock) = (bench.App.Service<CaseStore>(), bench.App.Server.Workflows, bench.App.Server.Clock);
        var stamp = ActStamp.BySystem(clock, "Seed");
        DateTimeOffset At() => clock.GetUtcNow().AddMinutes(-random.Next(0, 60 * 24 * 200));
        T One<T>(params T[] values) => values[random.Next(values.Length)];
        var resources = new List<ResourceRecord>();
        for (var i = 0; i < 40; i++)
            resources.Add(await bench.RegisterAsync(1000 + i, university: One(CooperationBench.UniversityUnit, CooperationBench.UniversityUnit, CooperationBench.OtherUniversityUnit), state: One(Enum.GetValues<ResourceState>()), kind: One(Enum.GetValues<ResourceKind>()), at: At()));
        for (var i = 0; i < 80; i++)
        {
            var resource = One(resources.ToArray());
            var (state, at) = (One(Enum.GetValues<IntentState>()), At());
            var partition = "i-seed" + i.ToString("D3", CultureInfo.InvariantCulture);
            var answered = !IntentStates.IsUnanswered(state) && (state != IntentState.Closed || random.Next(2) == 0);
            var intent = new IntentRecord(
                IntentId.Of(partition, 1), 1, CooperationBench.SoftwareUnit, "企业", resource.Id, resource.Title, resource.University, resource.UniversityName, state, at, new IntentForm { Need = "需求", Contact = "孙", Phone = "13812345678" }, "q")
            {
                DueOn = ChinaTime.DateOf(at).AddDays(14),
                // The unit was told long ago, so that no clock looks at these.
                ToldAt = at,
                Answers = answered ? [new IntentAnswer(at.AddMinutes(random.Next(1, 60 * 24 * 30)), "答复")] : [],
            };
            var write = new CaseWrite(new CaseAddress(IntentRecords.Table, partition), stamp).Insert(IntentRecord.RowOf(1), intent).Insert(CaseRows.Record, new LastIntent(1, IntentStates.IsOpen(state)));
            await cases.CommitAsync(write.Send(ProjectionMessages.Refresh(IntentLists.ProjectionName)), durable);
        }
        for (var i = 0; i < 60; i++)
        {
            var resource = One(resources.ToArray());
            var unit = new UnitId("u-seed" + i.ToString("D3", CultureInfo.InvariantCulture));
            var state = One(EvaluationState.Waiting, EvaluationState.Published, EvaluationState.Published);
            var evaluation = new EvaluationRecord(
                EvaluationId.Of(unit, resource.Id), unit, "企业", resource.Id, resource.Title, resource.Kind, resource.University, resource.UniversityName, state, At(), PushOrigin.Assigned, "", "seed")
            {
                Own = random.Next(3) == 0 && state == EvaluationState.Waiting ? null : new OwnEvaluation(random.Next(1, 6), "意见", At()),
            };
            var write = new CaseWrite(EvaluationRecords.AddressOf(evaluation.Id), stamp).Insert(CaseRows.Record, evaluation);
            await cases.CommitAsync(write.Send(ProjectionMessages.Refresh(UnitEvaluations.ProjectionName)).Send(ProjectionMessages.Refresh(UniversityEvaluations.ProjectionName)), durable);
        }
        for (var i = 0; i < 15; i++)
        {
            var form = new DemandForm { Title = "需求", Field = "31", Description = "描述", Deadline = new DateOnly(2027, 6, 30) };
            var demand = new DemandRecord(new DemandId("d-seed" + i.ToString("D2", CultureInfo.InvariantCulture)), CooperationBench.SoftwareUnit, "企业", One(DemandState.Published, DemandState.Expired, DemandState.Withdrawn), 1, At(), form)
            {
                Published = form, PublishedRound = 1, PublishedAt = At(),
            };
            var write = new CaseWrite(DemandRecords.AddressOf(demand.Id), stamp).Insert(CaseRows.Record, demand);
            foreach (var university in new[] { CooperationBench.UniversityUnit, CooperationBench.OtherUniversityUnit }.Where(_ => random.Next(2) == 0))
                write.Insert(DemandAnswer.RowOf(university), new DemandAnswer(university, "大学", new DemandAnswerForm { Text = "答复" }, At()));
            await cases.CommitAsync(write.Send(ProjectionMessages.Refresh(DemandLists.ProjectionName)), durable);
        }
    }
}
