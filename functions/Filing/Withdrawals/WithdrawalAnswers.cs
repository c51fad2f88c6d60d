using PatentFunctions.Reviews;

namespace PatentFunctions.Filing.Withdrawals;

/// <summary>撤销申请 as the unit sees it.</summary>
/// <param name="Origin">What brought it before the examiner.</param>
/// <param name="OriginName">The same in Chinese.</param>
/// <param name="Reason">撤销原因.</param>
/// <param name="ReasonName">The same in Chinese.</param>
/// <param name="SubmittedAt">申请时间.</param>
/// <param name="Status">Whose turn it is and by when, or how it ended.</param>
/// <param name="Open">True while it is under review.</param>
public sealed record WithdrawalAnswer(WithdrawalOrigin Origin, string OriginName, WithdrawalReason Reason, string ReasonName, DateTimeOffset SubmittedAt, string Status, bool Open)
{
    /// <summary>说明.</summary>
    public string? Text { get; init; }

    /// <summary>证明材料.</summary>
    public IReadOnlyList<FileId> Files { get; init; } = [];

    /// <summary>When it was decided.</summary>
    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>Opinion and reasons, where it was refused.</summary>
    public ReturnedFiling? Refused { get; init; }

    internal static WithdrawalAnswer? Of(ReviewRound? round)
    {
        if (round is null) return null;
        var content = WithdrawalCase.Of(round);
        var status = round.State switch
        {
            ReviewState.Approved => "已予撤销",
            ReviewState.Returned => "未予撤销，产品备案继续有效",
            _ => ReviewStatus.Line(round),
        };
        return new WithdrawalAnswer(content.Origin, WithdrawalRules.NameOf(content.Origin), content.Reason, content.ReasonName, round.Submitted.When, status, round.IsOpen)
        {
            Text = content.Text,
            Files = content.Files,
            DecidedAt = round.Decision?.At,
            Refused = ReturnedFiling.Of(round),
        };
    }
}

/// <summary>撤销确认提示 as the unit sees it.</summary>
/// <param name="State">Where it stands.</param>
/// <param name="OpenedAt">When the unit was asked.</param>
/// <param name="Patents">The linked patents, none of them in force.</param>
/// <param name="DueOn">Last day on which the unit decides by itself, Asia/Shanghai.</param>
/// <param name="Provisional">暂定: the 放假安排 of the days is not published yet.</param>
/// <param name="Outcome">How it ended.</param>
public sealed record LapsePromptAnswer(LapsePromptState State, DateTimeOffset OpenedAt, IReadOnlyList<LapsedPatent> Patents, DateOnly DueOn, bool Provisional, LapsePromptOutcome? Outcome)
{
    internal static LapsePromptAnswer? Of(LapsePrompt? prompt) =>
        prompt is null ? null : new LapsePromptAnswer(prompt.State, prompt.OpenedAt, prompt.Patents, prompt.DueOn, prompt.Provisional, prompt.Outcome);
}
