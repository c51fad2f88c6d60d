using Microsoft.Extensions.Options;

namespace PatentFunctions.Operations.Retention;

/// <summary>保存期限: how long one kind of data is kept, and why (COM-20).</summary>
/// <param name="Code">Stable code, e.g. <c>deliveries</c>.</param>
/// <param name="Name">Chinese name of the data.</param>
/// <param name="Days">Days it is kept; null for what is kept for good.</param>
/// <param name="From">Chinese text: from when the days are counted.</param>
/// <param name="Basis">Chinese text: why so long.</param>
/// <param name="RemovedBy">Name of the function that removes it; null for what is kept for good.</param>
public sealed record RetentionRule(string Code, string Name, int? Days, string From, string Basis, string? RemovedBy);

/// <summary>Data that the nightly run removes once it is past its time. Registered in DI, one for each kind of data.</summary>
public interface IRetainedData
{
    /// <summary>How long it is kept.</summary>
    RetentionRule Rule { get; }

    /// <summary>One slice of what is past its time.</summary>
    /// <param name="before">Whatever is older is past its time.</param>
    /// <param name="continuation">Where the slice before ended.</param>
    /// <param name="durable">Durable client.</param>
    /// <param name="cancellation">Ends reading.</param>
    Task<RetentionSlice> FindAsync(DateTimeOffset before, string? continuation, DurableTaskClient durable, CancellationToken cancellation);

    /// <summary>Removes one entry, where it is still past its time; one that is gone already is no mistake.</summary>
    Task RemoveAsync(RetainedKey key, DateTimeOffset before, DurableTaskClient durable, CancellationToken cancellation);
}

/// <summary>Where an entry lies: technical ids only, so that the evidence of its removal says nothing about anybody.</summary>
/// <param name="Partition">Partition key.</param>
/// <param name="Row">Row key.</param>
public readonly record struct RetainedKey(string Partition, string Row);

/// <summary>A slice of what is past its time.</summary>
/// <param name="Keys">The entries; possibly none although there is a next slice.</param>
/// <param name="Continuation">Where to go on; null at the end.</param>
public sealed record RetentionSlice(IReadOnlyList<RetainedKey> Keys, string? Continuation);

/// <summary>Configuration section <c>Retention</c>.</summary>
public sealed class RetentionOptions
{
    /// <summary>Days by code of the rule, where the operator keeps something longer or shorter than the areas state.</summary>
    public Dictionary<string, int> Days { get; } = new(StringComparer.Ordinal);
}

/// <summary>Refuses at the start what would remove nothing or too much.</summary>
internal sealed class RetentionOptionsCheck(IEnumerable<IRetainedData> data) : IValidateOptions<RetentionOptions>
{
    // A slip of the configuration must not empty a table.
    private const int FewestDays = 7;

    public ValidateOptionsResult Validate(string? name, RetentionOptions options)
    {
        var known = data.Select(d => d.Rule.Code).ToHashSet(StringComparer.Ordinal);
        var faults = options.Days.Keys.Where(c => !known.Contains(c)).Select(c => $"Retention:Days:{c} names no kind of data that is removed: {string.Join(", ", known)}")
            .Concat(options.Days.Where(d => d.Value < FewestDays).Select(d => $"Retention:Days:{d.Key} must be at least {FewestDays}"))
            .ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}

/// <summary>The schedule: every kind of data with its time, as the areas state it or the operator has set it.</summary>
public sealed class RetentionSchedule(IEnumerable<IRetainedData> data, IOptions<RetentionOptions> options)
{
    private static readonly RetentionRule[] Others =
    [
        new("cases", "业务办理记录（实名认证、备案、认定、贷款、补贴、填报、盘活及其审核轮次、办理进度和审计记录）", null, "", "办理和监督的依据，长期保存；个人信息在其中加密或脱敏", null),
        new("uploads", "未被任何业务引用的上传附件", 1, "上传", "COM-08：24 小时内可被引用", "ExpireUploads"),
        new("direct-uploads", "未完成或未通过检查的直传文件", 1, "发起", "COM-08：24 小时内可完成", "SweepDirectUploads"),
        new("sign-in-leftovers", "图形验证码和访问次数", 1, "产生的整点", "一次性使用", "SweepSignInLeftovers"),
    ];

    /// <summary>What the nightly run removes, in its order.</summary>
    public IReadOnlyList<(RetentionRule Rule, IRetainedData Data)> Removed { get; } =
    [
        .. data.OrderBy(d => d.Rule.Code, StringComparer.Ordinal).Select(d => (options.Value.Days.TryGetValue(d.Rule.Code, out var days) ? d.Rule with { Days = days } : d.Rule, d)),
    ];

    /// <summary>Every rule, also of what other functions remove and of what is kept for good.</summary>
    public IReadOnlyList<RetentionRule> All => [.. Removed.Select(r => r.Rule), .. Others];
}
