using PatentFunctions.Filing;
using PatentFunctions.Platform;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Recognition;
using PatentFunctions.Recognition.Certificates;
using PatentFunctions.Tests.Filing;
using PatentFunctions.Tests.Journeys;

namespace PatentFunctions.Tests.Recognition.Certificates;

/// <summary>The whole app with products that stand in a campaign: put there as the notice's end would leave them.</summary>
internal sealed class RecognizedProducts(TestApp app) : IAsyncDisposable
{
    private int products;

    public TestApp App { get; } = app;

    public RecognitionRecords Recognitions => App.Service<RecognitionRecords>();

    public static async Task<RecognizedProducts> StartAsync(string start = "2026-11-20T10:00") => new(await TestApp.StartAsync(start, ("Accounts:LoginsPerAddressPerHour", "10000")));

    /// <summary>A filed product of the bearing unit in a campaign.</summary>
    public async Task<RecognitionId> AddAsync(RecognitionState state = RecognitionState.Recognized, bool startClock = true, DateOnly? issuedOn = null)
    {
        var number = Interlocked.Increment(ref products);
        var (filing, now) = (new FilingId($"p-{number}"), App.Server.Clock.GetUtcNow());
        var (content, unit) = (new FilingContent(FilingSample.Draft.Product, FilingSample.Draft.Patents, FilingSample.Draft.Proof, FilingSample.Facts), SampleUnit.Bearing);
        var filingNumber = await App.Service<FilingNumbers>().AllocateAsync(filing, 2026, default);
        var filed = new FilingRecord(filing, unit.Id, unit.Name, FilingState.Filed, 1, now) { Number = filingNumber, FilingYear = 2026, FiledAt = now, Content = content };
        await CommitAsync(Write(FilingRecords.AddressOf(filing)).Insert(CaseRows.Record, filed).Insert(FilingRecords.DraftRow, FilingSample.Draft));

        var id = RecognitionId.Of(2026, filing);
        var recognition = new RecognitionRecord(id, 2026, filing, filingNumber, unit.Id, unit.Name, content.Product.Name!, content.Product.Model, state)
        {
            Patents = 3,
            Steps = [new RecognitionStep(RecognitionAct.Recognize, state, Actor.System, now, null)],
        };
        var write = Write(RecognitionRecords.AddressOf(id));
        if (state is RecognitionState.Recognized or RecognitionState.Expired)
            recognition = recognition with { Certificate = await App.Service<CertificateIssuer>().IssueAsync(recognition, issuedOn ?? ChinaTime.DateOf(now), default) };
        write.Insert(CaseRows.Record, recognition);
        if (startClock && state == RecognitionState.Recognized) write.Send(CertificateValidity.Start(id));
        await CommitAsync(RecognitionProjections.RefreshAll(write));
        return id;
    }

    public async Task<RecognitionRecord> RecordAsync(RecognitionId id) => (await Recognitions.FindAsync(id, default))!.Value;

    /// <summary>What the unit got by SMS and mail since the start, of one template's words.</summary>
    public async Task<IReadOnlyList<Letter>> LettersAsync(string words)
    {
        var (phone, mail) = (SampleUnit.Bearing.Phone, SampleUnit.Bearing.Mail);
        var letters = new List<Letter>();
        foreach (var to in (string[])[phone, mail]) letters.AddRange(await App.Anybody().LettersToAsync(to));
        return [.. letters.Where(l => l.Text.Contains(words, StringComparison.Ordinal)).OrderBy(l => l.Channel, StringComparer.Ordinal)];
    }

    /// <summary>The filing ends, as the withdrawal's write tells it.</summary>
    public async Task EndFilingAsync(FilingId filing, string reason) =>
        await CommitAsync(Write(FilingRecords.AddressOf(filing)).Send(new FilingEnded(filing, FilingState.Revoked, reason).ToMessage()));

    public async Task CommitAsync(CaseWrite write) => await App.Service<CaseStore>().CommitAsync(write, App.Server.Workflows);

    public CaseWrite Write(CaseAddress address) => new(address, ActStamp.BySystem(App.Server.Clock, "Test"));

    public ValueTask DisposeAsync() => App.DisposeAsync();
}
