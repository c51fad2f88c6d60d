using System.Globalization;
using PatentFunctions.Notifications;
using PatentFunctions.Platform.Cases;

namespace PatentFunctions.Cultivation.Recommendations;

/// <summary>上报 of a province's list: its candidates go to the national review slice after slice; it decides nothing itself.</summary>
public static class SmeListSubmission
{
    /// <summary>Name of the orchestrator.</summary>
    public const string Name = "SmeListSubmission";

    /// <summary>Candidates of a slice: the work of one activity.</summary>
    internal const int SliceSize = 20;

    /// <summary>Instance id of a submission.</summary>
    public static string InstanceId(int year, string province, int number) => "sme-list-" + KeyOf(year, province, number);

    /// <summary>Input of a submission.</summary>
    internal static string InputOf(RecommendationList list)
    {
        var number = list.Submissions.Count;
        var entries = list.Entries.Count(e => e.Submission == number);
        return SlicedRun.InputOf(KeyOf(list.Year, list.Province, number), (entries + SliceSize - 1) / SliceSize);
    }

    internal static (int Year, string Province, int Number) ParseKey(string key)
    {
        var parts = key.Split('-');
        return (int.Parse(parts[0], CultureInfo.InvariantCulture), parts[1], int.Parse(parts[2], CultureInfo.InvariantCulture));
    }

    /// <summary>Runs the submission that its input names.</summary>
    [Function(Name)]
    public static Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context) => SlicedRun.RunAsync(context, SubmitCandidates.Name, FinishListSubmission.Name);

    private static string KeyOf(int year, string province, int number) => string.Create(CultureInfo.InvariantCulture, $"{year:D4}-{province}-{number}");
}

/// <summary>Hands a slice of the candidates of a submission to the national review; each once, however often the slice is taken up.</summary>
public sealed class SubmitCandidates(RecommendationLists lists, CandidateFollower follower)
{
    /// <summary>Name of the activity.</summary>
    public const string Name = "SubmitCandidates";

    /// <summary>The activity.</summary>
    /// <param name="input">Submission and number of the slice.</param>
    /// <param name="durable">Durable client.</param>
    /// <param name="cancellation">Ends the slice between two candidates.</param>
    /// <returns>True.</returns>
    [Function(Name)]
    public async Task<bool> RunAsync([ActivityTrigger] string input, [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var (key, slice) = SlicedRun.Parse(input);
        var (year, province, number) = SmeListSubmission.ParseKey(key);
        var list = (await lists.FindAsync(year, province, cancellation))!.Value;
        foreach (var entry in list.Entries.Where(e => e.Submission == number).Skip((slice - 1) * SmeListSubmission.SliceSize).Take(SmeListSubmission.SliceSize))
        {
            cancellation.ThrowIfCancellationRequested();
            await follower.FollowAsync(year, province, entry.Report, list.Submissions[number - 1], durable, cancellation);
        }
        return true;
    }
}

/// <summary>Ends a submission: the national office is told.</summary>
public sealed class FinishListSubmission(RecommendationLists lists, CaseStore cases, TimeProvider time)
{
    /// <summary>Name of the activity.</summary>
    public const string Name = "FinishListSubmission";

    /// <summary>The activity.</summary>
    /// <param name="submission">The submission.</param>
    /// <param name="durable">Durable client.</param>
    /// <param name="cancellation">Ends waiting.</param>
    /// <returns>True where it was not ended yet.</returns>
    [Function(Name)]
    public async Task<bool> RunAsync([ActivityTrigger] string submission, [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var (year, province, number) = SmeListSubmission.ParseKey(submission);
        var stored = (await lists.FindAsync(year, province, cancellation))!;
        if (stored.Value.Delivered >= number) return false;
        var count = stored.Value.Entries.Count(e => e.Submission == number);
        var write = new CaseWrite(RecommendationLists.AddressOf(year, province), ActStamp.BySystem(time, Name))
            .Replace(stored, stored.Value with { Delivered = number })
            .Send(Notify.Everybody("sme-recommendation.submitted", Role.National, null,
                ("office", stored.Value.Submissions[number - 1].Who.Office), ("year", Text(year)), ("count", Text(count))));
        await cases.CommitAsync(write, durable, cancellation);
        return true;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
