using PatentFunctions.Identifiers;

namespace PatentFunctions.Revitalization.Resources;

/// <summary>Chinese names of choices, as imports, exports and facets write them.</summary>
public static class ResourceNames
{
    /// <summary>单条专利, 组合专利.</summary>
    public static string Of(ResourceKind kind) => kind == ResourceKind.Single ? "单条专利" : "组合专利";

    /// <summary>技术成熟度.</summary>
    public static string Of(TechnicalMaturity maturity) => maturity switch
    {
        TechnicalMaturity.Concept => "概念验证",
        TechnicalMaturity.Laboratory => "实验室阶段",
        TechnicalMaturity.SmallTrial => "小试",
        TechnicalMaturity.PilotTrial => "中试",
        _ => "产业化",
    };

    /// <summary>转化方式.</summary>
    public static string Of(TransferWay way) => way switch
    {
        TransferWay.Assignment => "转让",
        TransferWay.Licence => "许可",
        TransferWay.OpenLicence => "开放许可",
        TransferWay.Equity => "作价入股",
        TransferWay.JointDevelopment => "产学研合作",
        _ => "委托开发",
    };

    /// <summary>专利类型.</summary>
    public static string Of(PatentType type) => type switch
    {
        PatentType.Invention => "发明",
        PatentType.UtilityModel => "实用新型",
        _ => "外观设计",
    };
}
