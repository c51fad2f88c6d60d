using PatentFunctions.Notifications;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Reviews;

namespace PatentFunctions.Filing.Withdrawals;

/// <summary>Why a filing ended.</summary>
/// <param name="ForPublic">What everybody may read.</param>
/// <param name="ForUnit">What the unit reads: the same with its own or the office's words.</param>
public sealed record FilingEndReason(string ForPublic, string ForUnit)
{
    /// <summary>The same words for all.</summary>
    public FilingEndReason(string text)
        : this(text, text)
    {
    }
}

/// <summary>
/// 撤销备案: the one place where a filing in force ends, by its unit or by the platform. Whatever still waits for a decision about it (update,
/// withdrawal, revocation, appeal, the unit's word on lapsed patents) ends in the same write, and everybody who builds on filings in force is
/// told.
/// </summary>
public sealed class FilingEnd(CaseStore cases, Lazy<ReviewKinds> kinds)
{
    /// <summary>Adds the end to the write of the act that brings it about; rows that the write has already stay as it writes them.</summary>
    /// <param name="write">The write; its address is the filing's.</param>
    /// <param name="filing">The filing as read.</param>
    /// <param name="act">The act of the state table; it must lead to 撤销备案.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellation">Ends reading.</param>
    /// <returns>The refusal where the state does not permit the act; null where the end was added.</returns>
    public async Task<Refusal?> AddToAsync(CaseWrite write, Stored<FilingRecord> filing, FilingAct act, FilingEndReason reason, CancellationToken cancellation)
    {
        if (FilingStates.Refuse(filing.Value.State, act) is { } refusal) return refusal;
        var ended = filing.Value.After(act) with { EndedAt = write.Stamp.When, EndedWhy = reason.ForPublic };
        write.Replace(filing, ended);
        await foreach (var round in cases.RowsAsync<ReviewRound>(write.Address, ReviewRound.RowPrefix, cancellation))
        {
            if (!write.Writes(round.Row)) ReviewSubmission.End(write, kinds.Value.Area(round.Value.Kind).Kind, round, "该产品备案已撤销");
        }
        if (!write.Writes(LapsePrompt.Row) && await LapsePrompts.FindAsync(cases, ended.Id, cancellation) is { Value.State: not LapsePromptState.Closed } prompt)
            LapsePrompts.Close(write, prompt, LapsePromptOutcome.FilingEnded);
        var revoked = ended.State == FilingState.Revoked;
        write.Timeline(revoked ? "filing.revoked" : "filing.withdrawn", revoked ? "产品备案已由平台撤销" : "产品备案已撤销", reason.ForUnit);
        if (revoked)
            write.Send(Notify.Unit("filing.revoked", ended.Unit, ("product", ended.Content?.Product.Name ?? ""), ("number", ended.Number ?? ""), ("reasons", reason.ForUnit)));
        FilingLists.RefreshAll(write);
        write.Send(new FilingEnded(ended.Id, ended.State, reason.ForUnit).ToMessage());
        return null;
    }
}

/// <summary>The lists that show where a filing in force stands.</summary>
public static class FilingLists
{
    /// <summary>Brings them up to date after the act.</summary>
    public static void RefreshAll(CaseWrite write) => write
        .Send(ProjectionMessages.Refresh(PublicFilings.ProjectionName))
        .Send(ProjectionMessages.Refresh(FilingsByUnit.ProjectionName))
        .Send(ProjectionMessages.Refresh(FilingLinks.ProjectionName))
        .Send(ProjectionMessages.Refresh(LapsePromptList.ProjectionName));
}
