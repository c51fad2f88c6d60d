using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Reviews;

namespace PatentFunctions.Revitalization.Experts;

/// <summary>专家信息 as the expert sees it (manual 二: 我的空间—专家信息).</summary>
/// <param name="State">Where it stands.</param>
/// <param name="StateName">入库状态, Chinese.</param>
/// <param name="Status">Whose turn it is and by when.</param>
/// <param name="Editable">True while the draft may be changed.</param>
/// <param name="UnitName">所属单位.</param>
/// <param name="Profile">The draft, its ID number masked.</param>
/// <param name="InPool">What the pool holds; absent until the first admission.</param>
/// <param name="Returned">Why the last application was returned.</param>
/// <param name="Timeline">办理进度.</param>
public sealed record ExpertProfileAnswer(
    PoolExpertState State, string StateName, string Status, bool Editable, string UnitName, PoolProfile Profile, PoolProfile? InPool, DecisionView? Returned, IReadOnlyList<TimelineEntry> Timeline);

/// <summary>Reads one's own profile.</summary>
public sealed class ReadExpertProfile(CaseStore cases, PoolExperts experts)
{
    /// <summary>查看本人的专家信息；未保存过时预填单位新增账号时的内容。身份证号只以掩码显示。</summary>
    [Function("ReadExpertProfile")]
    [Allow(Role.Expert)]
    [Answers(200, typeof(ExpertProfileAnswer), ETag = true)]
    public Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "experts/me/profile")] HttpRequest request, CancellationToken cancellation) =>
        AnswerAsync(request, cases, experts, cancellation);

    internal static async Task<IResult> AnswerAsync(HttpRequest request, CaseStore cases, PoolExperts experts, CancellationToken cancellation)
    {
        var caller = request.Caller();
        var (draft, stored) = await experts.DraftAsync(caller.Account, cancellation);
        var expert = (await experts.FindAsync(caller.Account, cancellation))?.Value;
        var rounds = await experts.RoundsAsync(caller.Account, cancellation);
        var last = rounds.Count == 0 ? null : rounds[^1].Value;
        var state = expert?.State ?? PoolExpertState.Draft;
        request.SetETag(stored?.ETag ?? PoolExperts.Unsaved);
        return Results.Json(
            new ExpertProfileAnswer(
                state, PoolExpertStates.NameOf(state), StatusOf(state, last), PoolExpertStates.Refuse(state, PoolExpertAct.SaveDraft) is null, caller.Office, draft.Profile, expert?.Profile,
                last is { State: ReviewState.Returned } ? DecisionView.Of(last.Decision) : null, await cases.TimelineAsync(PoolExperts.AddressOf(caller.Account), cancellation)),
            PlatformJson.Options);
    }

    private static string StatusOf(PoolExpertState state, ReviewRound? last) => state switch
    {
        PoolExpertState.UnderReview or PoolExpertState.ChangeUnderReview when last is not null => ReviewStatus.Line(last),
        PoolExpertState.Draft => "尚未申请入库，请完善专家信息后点击“申请入库”",
        PoolExpertState.Returned => "审核未通过，请按单位的审核意见修改后重新申请",
        _ => PoolExpertStates.NameOf(state),
    };
}
