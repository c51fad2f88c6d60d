using System.Text.Json;

namespace PatentFunctions.Reviews.Appeals;

/// <summary>复核申请 as the reviewer reads it: what the unit says, and the whole round it is against.</summary>
/// <param name="Grounds">申请复核的理由.</param>
/// <param name="Files">复核申请证明材料.</param>
/// <param name="Appealed">The round it is against.</param>
public sealed record AppealContent(string Grounds, IReadOnlyList<FileId> Files, AppealedRound Appealed);

/// <summary>The returned round as it was when the unit appealed.</summary>
/// <param name="Kind">Code of its kind.</param>
/// <param name="KindName">Chinese name of its kind.</param>
/// <param name="Round">Its number.</param>
/// <param name="SubmittedAt">When it was submitted.</param>
/// <param name="Sha256">Hash of its content, as on its receipt.</param>
/// <param name="Decision">The decision with its reasons, no person's name.</param>
/// <param name="Content">What was submitted.</param>
public sealed record AppealedRound(string Kind, string KindName, int Round, DateTimeOffset SubmittedAt, string Sha256, DecisionView Decision, JsonElement Content)
{
    internal static AppealedRound Of(ReviewKind kind, ReviewRound round) =>
        new(kind.Code, kind.Name, round.Round, round.Submitted.When, round.Sha256, DecisionView.Of(round.Decision)!, round.Content);
}
