namespace PatentFunctions.Reviews.Appeals;

/// <summary>The line that tells where an appeal stands (COM-03).</summary>
internal static class AppealStatus
{
    /// <summary>E.g. 复核中，预计12月8日前.</summary>
    public static string Line(ReviewRound appeal) => appeal.State switch
    {
        ReviewState.OnHold => $"复核挂起，请贵单位处理：{appeal.Hold?.Reason}",
        ReviewState.Approved => "复核成立，原不通过结论已撤销",
        ReviewState.Returned => "复核结论：维持原结论",
        ReviewState.Ended => $"复核终止：{appeal.EndedWhy}",
        _ => $"复核中，预计{ChinaTime.MonthDay(appeal.DueOn)}前{(appeal.Provisional ? "（放假安排尚未公布，日期暂定）" : "")}",
    };
}
