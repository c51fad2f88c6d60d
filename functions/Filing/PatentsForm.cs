using System.ComponentModel.DataAnnotations;

namespace PatentFunctions.Filing;

/// <summary>关联专利信息: the second step of a filing (manual 五（一）2, figure 8).</summary>
public sealed record PatentsForm
{
    /// <summary>关联专利: all patents used in the product.</summary>
    public IReadOnlyList<PatentLink>? Links { get; init; }

    /// <summary>是否公开专利: whether the linked patents are public at the filing stage, required.</summary>
    public bool? Publish { get; init; }
}

/// <summary>What a patent is to the product.</summary>
public enum PatentWeight
{
    /// <summary>核心专利.</summary>
    Core,

    /// <summary>其他专利.</summary>
    Other,
}

/// <summary>One linked patent.</summary>
public sealed record PatentLink
{
    /// <summary>专利号, as typed or chosen; e.g. ZL202011100067.4.</summary>
    [MaxLength(40)]
    public string? Number { get; init; }

    /// <summary>核心专利 or 其他专利.</summary>
    public PatentWeight? Weight { get; init; }

    /// <summary>贡献率 of a core patent, %; those of all core patents add up to exactly 100.</summary>
    public decimal? ContributionRate { get; init; }

    /// <summary>涉诉专利: kept in force by an invalidation procedure (专利权无效宣告程序).</summary>
    public bool Disputed { get; init; }

    /// <summary>案件编号 of the invalidation procedure, required where disputed.</summary>
    [MaxLength(60)]
    public string? DisputeCase { get; init; }
}
