using PatentFunctions.Filing;
using PatentFunctions.LocalHost;
using PatentFunctions.Notifications;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Reviews;
using PatentFunctions.Tests.Platform.OpenApi.Conformance;
using Xunit.Abstractions;

namespace PatentFunctions.Tests.Journeys;

/// <summary>The whole app in a process of its own, killed in the middle of submissions and decisions, again and again.</summary>
public sealed class CrashJourney(ITestOutputHelper output)
{
    private const string Start = "2026-11-23T10:00";
    private const int Filings = 24;
    private const int MostKills = 6;

    [Fact]
    [Trait("Spec", "COM-02")]
    [Trait("Spec", "COM-04")]
    [Trait("Spec", "FIL-11")]
    public async Task Kill_WhileUnitsSubmitAndExaminersDecide_LosesNothingAndTellsNobodyTwice()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var folder = Directory.CreateTempSubdirectory("crash-journey-");
        try
        {
            var filings = await PrepareAsync(folder.FullName);
            var (kills, receipts) = (0, new Dictionary<string, string>());
            var open = filings.ToDictionary(f => f.Id);
            while (open.Count > 0)
            {
                using var app = await ChildApp.StartAsync(folder.FullName, Start);
                // Counted in requests, not in time, so that a slow machine dies as much in the middle of the work as a fast one.
                if (kills < MostKills) app.KillAtRequest(random.Next(10, 40), TimeSpan.FromMilliseconds(random.Next(0, 25)));
                await PlayAsync(app, open, receipts);
                if (app.WasKilled) kills++;
                output.WriteLine($"killed {kills} times; {receipts.Count} receipts, {open.Count} filings not decided");
            }
            Assert.True(kills >= 2, $"{kills} kills are too few to prove anything");
            await AssertNothingLostAsync(folder.FullName, filings, receipts);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<List<FilledFiling>> PrepareAsync(string folder)
    {
        using var app = await ChildApp.StartAsync(folder, Start);
        var (unit, examiner, @operator) = (await app.SignInAsync("bearing"), await app.SignInAsync("examiner1"), await app.SignInAsync("operator"));
        async Task Idle(string import)
        {
            for (var i = 0; i < 400; i++)
            {
                var read = await (import == "register" ? @operator.GetAsync("patents/register/imports/latest") : unit.GetAsync("patents/imports/latest"));
                if (import == "register" ? (await @operator.GetAsync("health/ready")).Status == 200 : read.Status == 200 && read.Json.TryGetProperty("finishedAt", out _)) return;
                await Task.Yield();
            }
        }
        await VerifiedUnits.ImportRegistersAsync(@operator, () => Idle("register"));
        await VerifiedUnits.VerifyAsync(SampleUnit.Bearing, unit, examiner, () => Idle("unit"));
        var filings = new List<FilledFiling>();
        for (var i = 0; i < Filings; i++) filings.Add(await SampleUnit.FillFilingAsync(unit, $"6{i:000}-ZZ"));
        return filings;
    }

    /// <summary>Submits and decides what is open, four filings at a time, until the process dies or everything is decided.</summary>
    private static async Task PlayAsync(ChildApp app, Dictionary<string, FilledFiling> open, Dictionary<string, string> receipts)
    {
        try
        {
            var (unit, examiner) = (await app.SignInAsync("bearing"), await app.SignInAsync("examiner1"));
            await Parallel.ForEachAsync(open.Values.ToList(), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (filing, _) =>
            {
                var submitted = await unit.PostAsync($"filings/{filing.Id}/submission", etag: filing.ETag);
                if (submitted.Status == 200)
                {
                    lock (receipts) receipts[filing.Id] = submitted.Text("sha256");
                }
                else
                {
                    // The answer to an earlier try was lost with the process: decided by now, and where it was returned, open again with another ETag.
                    submitted.Expect(Approves(filing) ? 409 : 412);
                }
                var read = await examiner.ReadAsync("filing", filing.Id);
                var decided = Approves(filing) ? await examiner.ApproveAsync(read) : await examiner.ReturnAsync(read, "introduction.unclear");
                Assert.True(decided.Status is 200 or 409, decided.ToString());
                lock (open) open.Remove(filing.Id);
            });
        }
        catch (Exception e) when (app.WasKilled && e is HttpRequestException or IOException)
        {
            // Killed under way.
        }
        await app.WhenKilledAsync();
    }

    // Of ten, three are returned.
    private static bool Approves(FilledFiling filing) => filing.Product.Model![3] is not ('0' or '4' or '8');

    private async Task AssertNothingLostAsync(string folder, List<FilledFiling> filings, Dictionary<string, string> receipts)
    {
        var options = new LocalHostServerOptions { DataFolder = folder };
        options.Settings["Accounts:PasswordIterations"] = "1000";
        await using var server = await LocalHostServer.StartAsync(typeof(App).Assembly, options);
        Assert.Equal(TestApp.China(Start), server.Clock.GetUtcNow());
        await server.Clock.AdvanceAsync(TimeSpan.FromHours(1));
        var client = new TestClient(ConformanceHandler.ClientOf(server));
        await client.SignInAsync("bearing");
        var (cases, records) = (Service<CaseStore>(server), Service<IRecordStore>(server));

        var numbers = new List<string>();
        foreach (var filing in filings)
        {
            var read = (await client.GetAsync($"filings/{filing.Id}")).Expect(200);
            var round = (await Service<FilingRecords>(server).RoundAsync(new FilingId(filing.Id), 1, default))!;
            Assert.Single(read.Items("rounds"));
            if (receipts.TryGetValue(filing.Id, out var sha256)) Assert.Equal(sha256, round.Sha256);
            Assert.True((Approves(filing) ? "已备案" : "不通过") == read.Text("stateName"), $"{filing.Product.Model} {read}");
            if (Approves(filing)) numbers.Add(read.Text("number"));
            Assert.Empty(await cases.VerifyAuditAsync(FilingRecords.AddressOf(new FilingId(filing.Id))));
            Assert.Empty(await records.QueryAsync(FilingRecords.Table, new RecordQuery { Partition = filing.Id, RowPrefix = CaseRows.Outbox }) is var page ? page.Records : []);
            var clock = await server.Workflows.GetInstanceAsync(ReviewSubmission.InstanceId(FilingReviewKind.Kind, filing.Id, 1), CancellationToken.None);
            Assert.Equal(OrchestrationRuntimeStatus.Completed, clock!.RuntimeStatus);
        }
        Assert.Empty((await records.QueryAsync(OutboxDispatcher.Table, new RecordQuery())).Records);
        Assert.Equal(Enumerable.Range(1, numbers.Count).Select(serial => FilingNumbers.Format(2026, serial)), numbers.Order(StringComparer.Ordinal));
        Assert.Equal(0, (await client.GetAsync("filings?state=under-review")).At("total").GetInt32());
        Assert.Equal(numbers.Count, (await client.GetAsync("public/filings?take=200")).Items().Count);

        var letters = await client.LettersToAsync(SampleUnit.Bearing.Phone);
        Assert.All(numbers, number => Assert.Single(letters, l => l.Text.Contains(number, StringComparison.Ordinal)));
        Assert.Equal(filings.Count - numbers.Count, letters.Count(l => l.Template == "filing.returned"));
        Assert.Equal(filings.Count + 1, letters.Count); // and that of the realname verification
        Assert.Equal(filings.Count - numbers.Count, (await client.LettersToAsync(SampleUnit.Bearing.Mail)).Count);
        output.WriteLine($"{numbers.Count} numbers, {letters.Count} text messages");
    }

    private static T Service<T>(LocalHostServer server)
        where T : notnull => (T)server.Services.GetService(typeof(T))!;
}
