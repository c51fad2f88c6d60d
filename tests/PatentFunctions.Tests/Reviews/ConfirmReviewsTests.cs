using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PatentFunctions.Calendar;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Reviews;
using PatentFunctions.Tests.Platform;

namespace PatentFunctions.Tests.Reviews;

/// <summary>Many proposals confirmed at once; each stands for itself.</summary>
[Trait("Spec", "COM-17")]
public sealed class ConfirmReviewsTests : IDisposable
{
    private static readonly Caller Proposer = new(ReviewSamples.First.Account!.Value, Role.Examiner, "试点平台", "s-1");
    private static readonly Caller Colleague = new(ReviewSamples.Second.Account!.Value, Role.Examiner, "试点平台", "s-2");

    private readonly TestPlatform platform = new((services, _) =>
    {
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddSingleton<CalendarInForce>();
        services.AddReviews();
        services.AddReviewArea<PairedArea>();
    });

    public void Dispose() => platform.Dispose();

    [Fact]
    public async Task Confirm_OfManyProposals_DecidesEachForItself()
    {
        foreach (var id in new[] { "p-1", "p-2" }) await PutAsync(id, ReviewState.Proposed);
        await PutAsync("p-waiting", ReviewState.Waiting);
        await PutAsync("p-excluded", ReviewState.Proposed, Colleague.Account);
        BatchItem[] items = [await ItemAsync("p-1"), new("p-2", "\"stale\""), await ItemAsync("p-waiting"), await ItemAsync("p-excluded"), new("p-none", "\"x\"")];

        var outcomes = await ConfirmAsync(Colleague, items);
        Assert.Equal([null, "record-changed", "review-act-not-possible", "review-must-abstain", "not-found"], outcomes.Select(o => o.Code));
        Assert.Equal([true, false, false, false, false], outcomes.Select(o => o.Done));
        var confirmed = (await RoundAsync("p-1")).Value;
        Assert.Equal((ReviewState.Approved, Proposer.Account, Colleague.Account), (confirmed.State, confirmed.Decision!.By.Account, confirmed.Decision.ConfirmedBy!.Account));
        Assert.Equal(ReviewState.Proposed, (await RoundAsync("p-2")).Value.State);
        Assert.Equal(["p-1"], PairedArea.Decided);
    }

    [Fact]
    public async Task Confirm_OfOnesOwnProposals_IsRefusedForEach()
    {
        foreach (var id in new[] { "p-1", "p-2" }) await PutAsync(id, ReviewState.Proposed);
        var outcomes = await ConfirmAsync(Proposer, [await ItemAsync("p-1"), await ItemAsync("p-2")]);
        Assert.All(outcomes, o => Assert.Equal((false, "review-same-person"), (o.Done, o.Code)));
    }

    [Theory]
    [InlineData(0, "review-nothing-selected")]
    [InlineData(51, "review-too-many-selected")]
    public async Task Confirm_OfNoneOrTooMany_IsRefused(int count, string code)
    {
        var request = Request(Colleague, [.. Enumerable.Range(0, count).Select(i => new BatchItem($"p-{i}", "\"x\""))]);
        var refusal = Assert.IsType<Refusal>(await platform.Create<ConfirmReviews>().RunAsync(request, PairedArea.Code, platform.Durable, default), exactMatch: false);
        Assert.Equal(code, refusal.Code);
    }

    private async Task PutAsync(string id, ReviewState state, params IReadOnlyList<AccountId> excluded)
    {
        var round = ReviewSamples.Round(state) with { Kind = PairedArea.Code, Case = id, Excluded = excluded };
        await platform.Records.CommitAsync("Samples", id, [new InsertRecord(ReviewRound.RowOf(PairedArea.Code, 1)) { Document = TypedRecords.ToDocument(round) }]);
    }

    private async Task<Stored<ReviewRound>> RoundAsync(string id) => (await platform.Cases.FindAsync<ReviewRound>(new CaseAddress("Samples", id), ReviewRound.RowOf(PairedArea.Code, 1)))!;

    private async Task<BatchItem> ItemAsync(string id) => new(id, ETags.Of((await RoundAsync(id)).ETag));

    private HttpRequest Request(Caller caller, IReadOnlyList<BatchItem> items) => platform.Request(
        "POST", $"/api/reviews/{PairedArea.Code}/confirmations", caller, new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(new BatchConfirmRequest(items), PlatformJson.Options)), "application/json");

    private async Task<IReadOnlyList<BatchOutcome>> ConfirmAsync(Caller caller, IReadOnlyList<BatchItem> items)
    {
        PairedArea.Decided.Clear();
        var request = Request(caller, items);
        return await TestPlatform.ReadAsync<IReadOnlyList<BatchOutcome>>(request, await platform.Create<ConfirmReviews>().RunAsync(request, PairedArea.Code, platform.Durable, default));
    }

    /// <summary>A kind with four eyes that sends what every return of a product sends.</summary>
    private sealed class PairedArea : IReviewArea
    {
        public const string Code = "paired";

        public static List<string> Decided { get; } = [];

        public ReviewKind Kind { get; } = ReviewSamples.Kind with
        {
            Code = Code, FourEyes = true, Templates = new ReviewTemplates(null, "filing.returned", "review.reminder", "review.escalation"),
        };

        public Task<Refusal?> DecideAsync(CaseWrite write, ReviewRound round, CancellationToken cancellation)
        {
            Decided.Add(round.Case);
            return Task.FromResult<Refusal?>(null);
        }
    }
}
