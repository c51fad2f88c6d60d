using PatentFunctions.Calendar;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.Reviews.Appeals;

/// <summary>The decision cannot be appealed against now; the findings say why, all at once.</summary>
public sealed record AppealNotPossible() : Conflict("appeal-not-possible", "不能申请复核", "目前不能对该结论申请复核，原因见下列提示；未作任何改动。");

/// <summary>The case has moved on since the appeal was made.</summary>
[RefusedBy("ApproveReview", "ConfirmReview")]
public sealed record AppealOvertaken() : Conflict("appeal-overtaken", "情况已变化", "申请复核的结论已不是该事项的最新结论，不能再认定复核成立；未作任何改动。");

/// <summary>
/// When a unit may appeal (COM-18), pure: against the latest decision of its kind, where that was a return, within ten working days after
/// it, once.
/// </summary>
public static class AppealRules
{
    /// <summary>Finding: decisions of the kind cannot be appealed against.</summary>
    public const string NotAppealable = "appeal.not-appealable";

    /// <summary>Finding: there is no decision yet.</summary>
    public const string NotDecided = "appeal.not-decided";

    /// <summary>Finding: the unit has corrected and submitted again.</summary>
    public const string Resubmitted = "appeal.resubmitted";

    /// <summary>Finding: the latest decision is no return.</summary>
    public const string NotReturned = "appeal.not-returned";

    /// <summary>Finding: the ten working days have passed.</summary>
    public const string TermOver = "appeal.term-over";

    /// <summary>Finding: an appeal is being decided.</summary>
    public const string Open = "appeal.open";

    /// <summary>Finding: the decision has been appealed against before.</summary>
    public const string AlreadyMade = "appeal.already-made";

    /// <summary>Most files that an appeal may have.</summary>
    public const int MaxFiles = 10;

    /// <summary>Most characters of the grounds.</summary>
    public const int MaxGrounds = 2000;

    /// <summary>Last day on which the unit may appeal, until 24:00 in Asia/Shanghai.</summary>
    public static DueDate LastDay(Decision decision, WorkingDayCalendar calendar) => calendar.AddWorkingDays(ChinaTime.DateOf(decision.At), AppealKind.FilingDays);

    /// <summary>Everything that stands in the way of an appeal.</summary>
    /// <param name="kind">The kind whose decision is appealed against.</param>
    /// <param name="rounds">The rounds of that kind in the case, oldest first; at least one.</param>
    /// <param name="appeals">The appeals of that kind in the case, oldest first.</param>
    /// <param name="calendar">The calendar in force.</param>
    /// <param name="now">The instant.</param>
    public static IReadOnlyList<Finding> Check(ReviewKind kind, IReadOnlyList<ReviewRound> rounds, IReadOnlyList<ReviewRound> appeals, WorkingDayCalendar calendar, DateTimeOffset now)
    {
        var findings = new List<Finding>();
        var latest = rounds[^1];
        void Add(string code, string text) => findings.Add(Finding.Blocks(code, "", text));

        if (!kind.Appealable) Add(NotAppealable, $"“{kind.Name}”的结论不适用复核申请");
        if (latest.IsOpen)
        {
            if (rounds.Any(r => r.State == ReviewState.Returned)) Add(Resubmitted, "贵单位已修改并重新提交，原结论不再复核；如新一轮审核仍不通过，可对新的结论申请复核");
            else Add(NotDecided, "该事项尚未作出审核结论");
        }
        else if (latest.State != ReviewState.Returned)
        {
            Add(NotReturned, "该事项最近一次审核的结论不是“不通过”");
        }
        else if (LastDay(latest.Decision!, calendar) is var last && now >= ChinaTime.EndOfDay(last.Date))
        {
            Add(TermOver, $"申请复核应在结论作出后{AppealKind.FilingDays}个工作日内提出，期限至{ChinaTime.FullDate(last.Date)}");
        }
        if (appeals.Any(a => a.IsOpen)) Add(Open, "已申请复核，正在复核中，请等待复核结论");
        else if (appeals.Any(a => a.Round == latest.Round)) Add(AlreadyMade, "已对该结论申请过复核，每次审核结论只能申请复核一次");
        return findings;
    }

    /// <summary>What is wrong with the grounds and the number of files; the files themselves are checked where they are stored.</summary>
    public static IReadOnlyList<Finding> CheckForm(string? grounds, IReadOnlyList<FileId>? files)
    {
        var findings = new List<Finding>();
        if (string.IsNullOrWhiteSpace(grounds)) findings.Add(Finding.Blocks("appeal.grounds-missing", "/grounds", "请填写申请复核的理由"));
        if (files?.Count > MaxFiles) findings.Add(Finding.Blocks("appeal.too-many-files", "/files", $"复核申请证明材料不得超过 {MaxFiles} 个文件"));
        return findings;
    }

    /// <summary>回避: who had a part in the decision.</summary>
    public static IReadOnlyList<AccountId> Abstaining(ReviewRound returned) =>
        [.. new[] { returned.Decision?.By.Account, returned.Decision?.ConfirmedBy?.Account }.OfType<AccountId>().Concat(returned.Excluded).Distinct()];
}
