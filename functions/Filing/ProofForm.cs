using System.ComponentModel.DataAnnotations;

namespace PatentFunctions.Filing;

/// <summary>证明材料: the third step of a filing (manual 五（一）3).</summary>
public sealed record ProofForm
{
    /// <summary>经济效益证明: one per product.</summary>
    public EconomicProof? Economic { get; init; }

    /// <summary>生产许可证或强制性产品认证证书, where the product demands one.</summary>
    public IReadOnlyList<FileId>? Licence { get; init; }

    /// <summary>产品介绍: images of at most 5 MB, mp4 of at most 20 MB.</summary>
    public IReadOnlyList<FileId>? Presentations { get; init; }
}

/// <summary>
/// 经济效益证明: the sealed sheet and what stands on it. The unit types the sheet's own values; they must equal the form
/// (annex 七: 均需和平台所填保持一致).
/// </summary>
public sealed record EconomicProof
{
    /// <summary>The sheet: png, bmp or jpg of at most 20 MB.</summary>
    public FileId? File { get; init; }

    /// <summary>产品名称 on the sheet.</summary>
    [MaxLength(100)]
    public string? ProductName { get; init; }

    /// <summary>规格型号 on the sheet.</summary>
    [MaxLength(200)]
    public string? Model { get; init; }

    /// <summary>The figures on the sheet, 万元.</summary>
    public ProductFigures? Figures { get; init; }

    /// <summary>Whether it bears the official seal because the unit has no financial seal (无财务章，加盖公章).</summary>
    public bool OfficialSealInstead { get; init; }

    /// <summary>无财务章说明: the sealed statement that the unit has no financial seal, required with the official seal.</summary>
    public FileId? SealStatement { get; init; }
}
