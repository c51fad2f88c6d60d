using PatentFunctions.Filing;

namespace PatentFunctions.PublicSite;

/// <summary>状态 of a product as the public sees it; what is under review inside the platform is not told.</summary>
public enum PublicState
{
    /// <summary>已备案.</summary>
    Filed,

    /// <summary>公示中.</summary>
    InNotice,

    /// <summary>已认定.</summary>
    Recognized,

    /// <summary>认定到期.</summary>
    RecognitionExpired,

    /// <summary>撤销认定.</summary>
    RecognitionRevoked,

    /// <summary>撤销备案.</summary>
    Ended,
}

/// <summary>专利密集型产品认定 as the public sees it.</summary>
/// <param name="Year">认定年度.</param>
/// <param name="Certificate">证书编号.</param>
/// <param name="IssuedOn">发证日期.</param>
/// <param name="ValidUntil">有效期至.</param>
/// <param name="Standing">Whether it holds.</param>
/// <param name="StandingName">The same in Chinese.</param>
public sealed record PublicRecognition(int Year, string Certificate, DateOnly IssuedOn, DateOnly ValidUntil, RecognitionStanding Standing, string StandingName);

/// <summary>One line of what became of a product.</summary>
/// <param name="On">The day, Asia/Shanghai.</param>
/// <param name="Text">What happened, Chinese.</param>
public sealed record PublicEvent(DateOnly On, string Text);

/// <summary>What the public may know of a filing, and all that the public site knows of it.</summary>
/// <param name="Number">备案号.</param>
/// <param name="State">Where it stands now.</param>
/// <param name="StateName">状态, Chinese.</param>
/// <param name="InForce">True while the filing is in force.</param>
/// <param name="Product">产品名称.</param>
/// <param name="UnitName">备案单位.</param>
/// <param name="FilingYear">备案年度.</param>
/// <param name="FiledOn">备案日期, Asia/Shanghai.</param>
public sealed record PublicFiling(string Number, PublicState State, string StateName, bool InForce, string Product, string UnitName, int FilingYear, DateOnly FiledOn)
{
    /// <summary>规格型号.</summary>
    public string? Model { get; init; }

    /// <summary>商标.</summary>
    public string? TradeMark { get; init; }

    /// <summary>Name of 产品分类.</summary>
    public string? Category { get; init; }

    /// <summary>Name of 产品所属行业.</summary>
    public string? Industry { get; init; }

    /// <summary>Name of the group of 专利密集型产业; absent where the industry is none.</summary>
    public string? PatentIntensive { get; init; }

    /// <summary>Name of the unit's province; absent where it is not known.</summary>
    public string? Province { get; init; }

    /// <summary>产品简介.</summary>
    public string? Introduction { get; init; }

    /// <summary>更新年度; absent for 暂无.</summary>
    public int? UpdateYear { get; init; }

    /// <summary>专利密集型产品认定, the last one; absent where there was none.</summary>
    public PublicRecognition? Recognition { get; init; }

    /// <summary>关联专利, without telling which are core; absent where they are not public.</summary>
    public IReadOnlyList<PublicPatent>? Patents { get; init; }

    /// <summary>撤销日期, Asia/Shanghai, where the filing is no longer in force.</summary>
    public DateOnly? EndedOn { get; init; }

    /// <summary>撤销原因, where the filing is no longer in force and the reason is public.</summary>
    public string? EndedWhy { get; init; }

    /// <summary>What became of it, oldest first.</summary>
    public IReadOnlyList<PublicEvent> History { get; init; } = [];
}

/// <summary>The public states: which one holds, their names.</summary>
public static class PublicStates
{
    /// <summary>Chinese name.</summary>
    public static string NameOf(PublicState state) => state switch
    {
        PublicState.Filed => "已备案",
        PublicState.InNotice => "公示中",
        PublicState.Recognized => "已认定",
        PublicState.RecognitionExpired => "认定到期",
        PublicState.RecognitionRevoked => "撤销认定",
        _ => "撤销备案",
    };

    /// <summary>Chinese name of a recognition's standing.</summary>
    public static string NameOf(RecognitionStanding standing) => NameOf(Of(standing));

    /// <summary>Which state holds: the end of the filing before all else, a recognition that holds before a new notice.</summary>
    /// <param name="filing">备案状态.</param>
    /// <param name="standing">Of the last recognition; null where there was none.</param>
    /// <param name="inNotice">True while the product is in public notice.</param>
    public static PublicState Of(FilingState filing, RecognitionStanding? standing, bool inNotice) =>
        !FilingStates.IsInForce(filing) ? PublicState.Ended
        : standing == RecognitionStanding.Valid ? PublicState.Recognized
        : inNotice ? PublicState.InNotice
        : standing is { } past ? Of(past)
        : PublicState.Filed;

    /// <summary>A state by its code or its Chinese name; null for anything else.</summary>
    public static PublicState? Parse(string text)
    {
        foreach (var state in Enum.GetValues<PublicState>())
        {
            if (NameOf(state) == text || string.Equals(state.ToString(), text, StringComparison.OrdinalIgnoreCase)) return state;
        }
        return null;
    }

    private static PublicState Of(RecognitionStanding standing) => standing switch
    {
        RecognitionStanding.Valid => PublicState.Recognized,
        RecognitionStanding.Expired => PublicState.RecognitionExpired,
        _ => PublicState.RecognitionRevoked,
    };
}
