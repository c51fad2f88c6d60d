using PatentFunctions.Catalogs;

namespace PatentFunctions.Filing;

/// <summary>产品备案: the main record of a filing, row <c>case</c> of its partition.</summary>
/// <param name="Id">The filing.</param>
/// <param name="Unit">备案单位.</param>
/// <param name="UnitName">Its name, as verified when the draft was made, and again at every submission.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Round">Number of submissions so far; 0 for a draft never submitted.</param>
/// <param name="CreatedAt">When the draft was made.</param>
public sealed record FilingRecord(FilingId Id, UnitId Unit, string UnitName, FilingState State, int Round, DateTimeOffset CreatedAt)
{
    /// <summary>备案号 (产品备案号): year and six digits, once filed.</summary>
    public string? Number { get; init; }

    /// <summary>备案年度.</summary>
    public int? FilingYear { get; init; }

    /// <summary>更新年度: the last year it was updated for; null reads 暂无.</summary>
    public int? UpdateYear { get; init; }

    /// <summary>When the approved update of <see cref="UpdateYear"/> was submitted: whether it was in time for that year's recognition.</summary>
    public DateTimeOffset? UpdateSubmittedAt { get; init; }

    /// <summary>更新时间: when the update of <see cref="UpdateYear"/> was approved.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>Number of updates submitted so far, over all years: rounds of 产品备案信息更新审核.</summary>
    public int UpdateRounds { get; init; }

    /// <summary>Key of the new name and model that an update under review asks for; null where it keeps the old ones or none is under review.</summary>
    public string? UpdateClaimKey { get; init; }

    /// <summary>提交时间 of the last round.</summary>
    public DateTimeOffset? SubmittedAt { get; init; }

    /// <summary>备案时间.</summary>
    public DateTimeOffset? FiledAt { get; init; }

    /// <summary>What is in force: what was filed, or the last approved update; null before the approval. Earlier contents stay in their rounds.</summary>
    public FilingContent? Content { get; init; }

    /// <summary>The draft's ETag, as the client saw it, that the last submission was made from: a double click meets it.</summary>
    public string? SubmittedFrom { get; init; }

    /// <summary>Key of unit, name and model that the filing holds against double filing (FIL-08); null before the first submission.</summary>
    public string? ClaimKey { get; init; }

    /// <summary>When it was withdrawn or revoked.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why it was withdrawn or revoked, in words that the public may read.</summary>
    public string? EndedWhy { get; init; }

    /// <summary>专利密集型产品认定: the last one; once there is one, the linked patents are public.</summary>
    public FilingRecognition? Recognition { get; init; }
}

/// <summary>备案填报: the three steps as they are being filled in, row <c>draft</c>; also the form of every correction.</summary>
/// <param name="SavedAt">Last save.</param>
public sealed record FilingDraft(DateTimeOffset SavedAt)
{
    /// <summary>第一步 产品信息.</summary>
    public ProductForm Product { get; init; } = new();

    /// <summary>第二步 关联专利信息.</summary>
    public PatentsForm Patents { get; init; } = new();

    /// <summary>第三步 证明材料.</summary>
    public ProofForm Proof { get; init; } = new();
}

/// <summary>
/// What is submitted, reviewed and filed: the three steps and what the system knew about them at that moment. The steps stand where
/// they stand in the draft, so that one JSON pointer (<c>/product/name</c>) serves draft, findings, reasons and comparison.
/// </summary>
/// <param name="Product">产品信息.</param>
/// <param name="Patents">关联专利信息.</param>
/// <param name="Proof">证明材料.</param>
/// <param name="Facts">What the system added.</param>
public sealed record FilingContent(ProductForm Product, PatentsForm Patents, ProofForm Proof, FilingFacts Facts);

/// <summary>What the system knows about a draft besides what the unit typed; read at one moment, so that rules stay pure.</summary>
public sealed record FilingFacts
{
    /// <summary>单位名称 as verified.</summary>
    public required string UnitName { get; init; }

    /// <summary>统一社会信用代码 as verified.</summary>
    public string? CreditCode { get; init; }

    /// <summary>数据年度: the year the figures are of, the one before today.</summary>
    public required int DataYear { get; init; }

    /// <summary>Name of 产品分类; null where the code is unknown.</summary>
    public string? CategoryName { get; init; }

    /// <summary>Name of 产品所属行业; null where the code is no class.</summary>
    public string? IndustryName { get; init; }

    /// <summary>专利密集型产业匹配 (FIL-09): shown, decides nothing.</summary>
    public PatentIntensiveMatch? PatentIntensive { get; init; }

    /// <summary>The unit's patents among the linked ones.</summary>
    public IReadOnlyList<KnownPatent> Patents { get; init; } = [];

    /// <summary>Named files that another filing refers to as well.</summary>
    public IReadOnlyList<FileId> SharedFiles { get; init; } = [];

    /// <summary>Licences and certificates that the product demands or may demand.</summary>
    public IReadOnlyList<LicensedGoods> Licences { get; init; } = [];

    /// <summary>Filings of the same or a similar product (FIL-08).</summary>
    public IReadOnlyList<SimilarFiling> Similar { get; init; } = [];
}

/// <summary>A patent as the unit's list of patents (单位专利信息) knows it.</summary>
/// <param name="Number">专利号, canonical.</param>
/// <param name="Title">专利名称.</param>
/// <param name="Type">专利类型, Chinese.</param>
/// <param name="InForce">专利权维持有效.</param>
/// <param name="Status">法律状态, Chinese.</param>
/// <param name="Acquired">专利权获取方式, Chinese; null where not recorded.</param>
public sealed record KnownPatent(string Number, string Title, string Type, bool InForce, string Status, string? Acquired);

/// <summary>A filing of the same or a similar product.</summary>
/// <param name="Filing">The other filing.</param>
/// <param name="UnitName">Its unit.</param>
/// <param name="SameUnit">True for the unit's own.</param>
/// <param name="Product">Its product and model.</param>
/// <param name="Number">Its 备案号, once filed.</param>
/// <param name="Why">In what it is alike.</param>
/// <param name="Shared">What is shared: name and model, barcode or patent number.</param>
public sealed record SimilarFiling(FilingId Filing, string UnitName, bool SameUnit, string Product, string? Number, Likeness Why, string Shared);

/// <summary>In what two filings are alike.</summary>
public enum Likeness
{
    /// <summary>产品名称和规格型号相同.</summary>
    NameAndModel,

    /// <summary>商品条码相同.</summary>
    Barcode,

    /// <summary>核心专利相同.</summary>
    CorePatent,
}
