using System.Text.Json;
using PatentFunctions.Calendar;
using PatentFunctions.Reviews;

namespace PatentFunctions.Tests.Reviews;

internal static class ReviewSamples
{
    public static readonly DateTimeOffset Now = new(2026, 9, 24, 10, 0, 0, TimeSpan.FromHours(8));
    public static readonly Actor First = new(new AccountId("a-first"), Role.Examiner, "试点平台");
    public static readonly Actor Second = new(new AccountId("a-second"), Role.Examiner, "试点平台");

    public static readonly ReviewKind Kind = new(
        "sample", "样例审核", "Samples", "SampleReview", Role.Examiner, "3–5个工作日", 3, 5,
        [new ChecklistItem("seal", "印章是否清晰")],
        [new ReturnReason("name.method", "产品名称属于方法", "汇编三（一）", "/product/name")],
        new ReviewTemplates("sample.approved", "sample.returned", "sample.reminder", "sample.escalation"));

    public static readonly Verdict Yes = new("同意", new Dictionary<string, bool> { ["seal"] = true }, null);
    public static readonly Verdict No = new(null, null, [new ReasonChoice("name.method")]);

    public static ReviewRound Round(ReviewState state, string content = "{}") => new(
        "sample", "p-1", 1, state, "断路器", new UnitId("u-1"), "示例公司", new ActStamp(First, Now, "Submit", ""), "00",
        JsonDocument.Parse(content).RootElement, [], new DateOnly(2026, 9, 29), new DateOnly(2026, 10, 9), false, "v")
    {
        Claim = state is ReviewState.Claimed or ReviewState.OnHold ? new Claim(First, Now.AddHours(1)) : null,
        Hold = state == ReviewState.OnHold ? new Hold(First, new DateOnly(2026, 9, 24), "补充印章") : null,
        Decision = state is ReviewState.Proposed or ReviewState.Approved or ReviewState.Returned ? new Decision(state != ReviewState.Returned, First, Now, null, []) : null,
    };

    public static Outcome<ReviewRound> Do(ReviewKind kind, ReviewRound round, ReviewAct act, Actor by) => act switch
    {
        ReviewAct.Claim => ReviewRules.Claim(kind, round, by, Now),
        ReviewAct.Release => ReviewRules.Release(kind, round, by, Now),
        ReviewAct.HandOver => ReviewRules.HandOver(kind, round, by, Second, Now),
        ReviewAct.Hold => ReviewRules.Hold(kind, round, by, "补充印章", Now),
        ReviewAct.Resume => ReviewRules.Resume(kind, round, by, WorkingDayCalendar.BuiltIn, Now),
        ReviewAct.Approve => ReviewRules.Approve(kind, round, by, Yes, Now),
        ReviewAct.Return => ReviewRules.Return(kind, round, by, No, Now),
        ReviewAct.Confirm => ReviewRules.Confirm(kind, round, by, Now),
        ReviewAct.SendBack => ReviewRules.SendBack(kind, round, by, Now),
        ReviewAct.RollBack => ReviewRules.RollBack(kind, round, by, Now),
        _ => ReviewRules.End(kind, round, by, "备案已撤销", Now),
    };
}
