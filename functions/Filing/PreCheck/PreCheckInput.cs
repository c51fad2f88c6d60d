namespace PatentFunctions.Filing.PreCheck;

/// <summary>What the pre-check (预审) reads of a product draft. Everything may be missing: a draft is checked while it is being typed.</summary>
public sealed record PreCheckInput
{
    /// <summary>产品名称.</summary>
    public string? Name { get; init; }

    /// <summary>规格型号.</summary>
    public string? Model { get; init; }

    /// <summary>陈述理由: why several models are one product, at most 500 characters.</summary>
    public string? ModelReason { get; init; }

    /// <summary>产品简介, at most 500 characters.</summary>
    public string? Introduction { get; init; }

    /// <summary>Code of 产品分类 (统计用产品分类目录), when chosen.</summary>
    public string? CategoryCode { get; init; }

    /// <summary>Name of 产品分类, when chosen.</summary>
    public string? CategoryName { get; init; }

    /// <summary>Code of 产品所属行业 (GB/T 4754-2017), when chosen.</summary>
    public string? IndustryCode { get; init; }

    /// <summary>Name of 产品所属行业, when chosen.</summary>
    public string? IndustryName { get; init; }

    /// <summary>商标, several separated by 、 or a comma.</summary>
    public string? TradeMark { get; init; }

    /// <summary>单位名称 as registered.</summary>
    public string? UnitName { get; init; }

    /// <summary>专利名称 of every linked patent.</summary>
    public IReadOnlyList<string> LinkedPatentTitles { get; init; } = [];

    /// <summary>Whether 产品主图 is there.</summary>
    public bool HasMainImage { get; init; }

    /// <summary>Whether the economic proof (经济效益证明材料) is there.</summary>
    public bool HasEconomicProof { get; init; }

    /// <summary>Whether the category demands a production licence or a compulsory certification (生产许可证、强制性认证).</summary>
    public bool RequiresLicence { get; init; }

    /// <summary>Whether that licence or certificate is there.</summary>
    public bool HasLicence { get; init; }
}
