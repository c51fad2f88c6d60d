using System.Text.Json;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Reviews;

namespace PatentFunctions.Recognition.Certificates;

/// <summary>What is proposed: the reason, as unit and public will read it.</summary>
/// <param name="Certificate">证书编号.</param>
/// <param name="Reason">撤销理由.</param>
public sealed record RevocationContent(string Certificate, string Reason);

/// <summary>What the second officer's decision makes of a recognition: revoked at once, or left as it is.</summary>
public sealed class RevocationArea(RecognitionRecords recognitions) : IReviewArea
{
    /// <inheritdoc />
    public ReviewKind Kind => RevocationKind.Kind;

    /// <inheritdoc />
    public async Task<Refusal?> DecideAsync(CaseWrite write, ReviewRound round, CancellationToken cancellation)
    {
        if (round.Decision is not { Approved: true }) return null;
        if (await recognitions.FindAsync(new RecognitionId(round.Case), cancellation) is not { } recognition) return new NothingHere();
        if (RecognitionStates.Refuse(recognition.Value.State, RecognitionAct.Revoke) is { } refusal) return refusal;
        RecognitionEnd.Revoke(write, recognition, RecognitionAct.Revoke, round.Content.Deserialize<RevocationContent>(PlatformJson.Stored)!.Reason);
        return null;
    }
}
