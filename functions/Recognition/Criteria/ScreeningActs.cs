using System.ComponentModel.DataAnnotations;
using PatentFunctions.Filing;
using PatentFunctions.Notifications;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Recognition.Batches;
using PatentFunctions.Recognition.Campaigns;

namespace PatentFunctions.Recognition.Criteria;

/// <summary>初筛计分: four criteria, or the system's suggestion.</summary>
public sealed record ScoreParameters
{
    /// <summary>经济效益, 0 to 100.</summary>
    public decimal? EconomicBenefit { get; init; }

    /// <summary>专利保护强度, 0 to 100.</summary>
    public decimal? ProtectionStrength { get; init; }

    /// <summary>专利价值贡献, 0 to 100.</summary>
    public decimal? ValueContribution { get; init; }

    /// <summary>产品竞争力对专利的依赖度, 0 to 100.</summary>
    public decimal? PatentDependence { get; init; }

    /// <summary>采用系统建议分 of each product, in place of points.</summary>
    public bool Suggested { get; init; }

    /// <summary>The officer's words.</summary>
    [MaxLength(500)]
    public string? Note { get; init; }
}

/// <summary>The filing has no figures for a criterion.</summary>
[RefusedBy("ActOnRecognition")]
public sealed record NothingToSuggest() : Conflict("recognition-no-suggestion", "没有系统建议分", "该产品缺少计算建议分所需的数据，请人工计分。");

/// <summary>Nothing was scored yet.</summary>
[RefusedBy("ActOnRecognition")]
public sealed record NotScored() : Conflict("recognition-not-scored", "尚未计分", "该产品尚未初筛计分，请先计分。");

/// <summary>The points are below what the campaign asks for.</summary>
/// <param name="Total">Total as recorded.</param>
/// <param name="Minimum">What the campaign asks for.</param>
[RefusedBy("ActOnRecognition")]
public sealed record BelowMinimum(decimal Total, decimal Minimum) : Conflict("recognition-below-minimum", "未达到初筛最低分", $"初筛总分为 {Total:0.##} 分，低于最低分 {Minimum:0.##} 分，不能通过初筛。");

/// <summary>初筛计分: records the points of the four criteria and their weighted total.</summary>
internal sealed class ScoreProduct(CampaignRecords campaigns, FilingRecords filings) : IBatchAct<ScoreParameters>
{
    public string Name => "score";

    public string Title => RecognitionStates.NameOf(RecognitionAct.Score);

    public IReadOnlyList<Role> Roles { get; } = [Role.Examiner, Role.National];

    public IReadOnlyList<Finding> Check(BatchOrder order)
    {
        if (order.Shape<ScoreParameters>() is { Count: > 0 } shape) return shape;
        var given = order.Read<ScoreParameters>();
        return given.Suggested
            ? []
            :
            [
                .. ScoreRules.Check(given.EconomicBenefit, "/parameters/economicBenefit", "经济效益"),
                .. ScoreRules.Check(given.ProtectionStrength, "/parameters/protectionStrength", "专利保护强度"),
                .. ScoreRules.Check(given.ValueContribution, "/parameters/valueContribution", "专利价值贡献"),
                .. ScoreRules.Check(given.PatentDependence, "/parameters/patentDependence", "产品竞争力对专利的依赖度"),
            ];
    }

    public async Task<Refusal?> ApplyAsync(CaseWrite write, Stored<RecognitionRecord> recognition, BatchOrder order, CancellationToken cancellation)
    {
        if (RecognitionStates.Refuse(recognition.Value.State, RecognitionAct.Score) is { } refusal) return refusal;
        var given = order.Read<ScoreParameters>();
        var weights = (await campaigns.GetAsync(recognition.Value.Year, cancellation)).Value.Weights;
        var (economic, protection, value, dependence, note) = (given.EconomicBenefit, given.ProtectionStrength, given.ValueContribution, given.PatentDependence, given.Note);
        if (given.Suggested)
        {
            var content = (await filings.FindAsync(recognition.Value.Filing, cancellation))?.Value.Content;
            if (content is null || ScoreRules.Suggest(content) is not { IsWhole: true } suggested) return new NothingToSuggest();
            (economic, protection, value, dependence) = (suggested.EconomicBenefit.Points, suggested.ProtectionStrength.Points, suggested.ValueContribution.Points, suggested.PatentDependence.Points);
            note ??= "采用系统建议分";
        }
        var total = ScoreRules.Total(weights, economic!.Value, protection!.Value, value!.Value, dependence!.Value);
        var screening = new Screening(economic.Value, protection.Value, value.Value, dependence.Value, total, note);
        write.Replace(recognition, recognition.Value.After(RecognitionAct.Score, write.Stamp) with { Screening = screening });
        return null;
    }
}

/// <summary>初筛通过: needs points that reach the campaign's minimum.</summary>
internal sealed class PassScreening(CampaignRecords campaigns) : IBatchAct
{
    public string Name => "pass-screening";

    public string Title => RecognitionStates.NameOf(RecognitionAct.PassScreening);

    public IReadOnlyList<Role> Roles { get; } = [Role.Examiner, Role.National];

    public IReadOnlyList<Finding> Check(BatchOrder order) => [];

    public async Task<Refusal?> ApplyAsync(CaseWrite write, Stored<RecognitionRecord> recognition, BatchOrder order, CancellationToken cancellation)
    {
        if (RecognitionStates.Refuse(recognition.Value.State, RecognitionAct.PassScreening) is { } refusal) return refusal;
        if (recognition.Value.Screening is not { } screening) return new NotScored();
        var minimum = (await campaigns.GetAsync(recognition.Value.Year, cancellation)).Value.MinScore;
        if (screening.Total < minimum) return new BelowMinimum(screening.Total, minimum);
        write.Replace(recognition, recognition.Value.After(RecognitionAct.PassScreening, write.Stamp, order.Why)).Timeline("recognition.screened", "初筛通过");
        return null;
    }
}

/// <summary>初筛不通过, with the reason that the unit reads; the points are kept.</summary>
internal sealed class FailScreening : IBatchAct
{
    public string Name => "fail-screening";

    public string Title => RecognitionStates.NameOf(RecognitionAct.FailScreening);

    public IReadOnlyList<Role> Roles { get; } = [Role.Examiner, Role.National];

    public IReadOnlyList<Finding> Check(BatchOrder order) => [.. order.WhyMissing()];

    public Task<Refusal?> ApplyAsync(CaseWrite write, Stored<RecognitionRecord> recognition, BatchOrder order, CancellationToken cancellation)
    {
        if (RecognitionStates.Refuse(recognition.Value.State, RecognitionAct.FailScreening) is { } refusal) return Task.FromResult<Refusal?>(refusal);
        if (recognition.Value.Screening is null) return Task.FromResult<Refusal?>(new NotScored());
        NotRecognizing.Add(write, recognition, RecognitionAct.FailScreening, order.Why!, "recognition.failed-screening", "初筛不通过，未予认定");
        return Task.FromResult<Refusal?>(null);
    }
}

/// <summary>不予认定: of a product whose supplement is overdue, and by the national office of a proposed one.</summary>
internal sealed class RejectProduct : IBatchAct
{
    public string Name => "reject";

    public string Title => RecognitionStates.NameOf(RecognitionAct.Reject);

    public IReadOnlyList<Role> Roles { get; } = [Role.Examiner, Role.National];

    public IReadOnlyList<Finding> Check(BatchOrder order) => [.. order.WhyMissing()];

    public Task<Refusal?> ApplyAsync(CaseWrite write, Stored<RecognitionRecord> recognition, BatchOrder order, CancellationToken cancellation)
    {
        if (RecognitionStates.Refuse(recognition.Value.State, RecognitionAct.Reject) is { } refusal) return Task.FromResult<Refusal?>(refusal);
        if (recognition.Value.State == RecognitionState.Proposed && write.Stamp.Who.Role != Role.National) return Task.FromResult<Refusal?>(new Platform.Http.RoleNotAllowed());
        NotRecognizing.Add(write, recognition, RecognitionAct.Reject, order.Why!, "recognition.rejected", "未予认定");
        return Task.FromResult<Refusal?>(null);
    }
}

/// <summary>未予认定 with its reason: record, timeline, word to the unit.</summary>
internal static class NotRecognizing
{
    public static void Add(CaseWrite write, Stored<RecognitionRecord> recognition, RecognitionAct act, string why, string code, string text) =>
        write.Replace(recognition, recognition.Value.After(act, write.Stamp, why))
            .Timeline(code, text, why)
            .Send(Notify.Unit("recognition.not-recognized", recognition.Value.Unit, ("product", recognition.Value.Product), ("reasons", why)));
}
