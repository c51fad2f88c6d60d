using System.Globalization;
using System.Text.RegularExpressions;
using PatentFunctions.Platform;

namespace PatentFunctions.Filing.PreCheck;

/// <summary>
/// 产品简介: 产品备案常见问题汇编 六. Judged by proportion: each sentence is about the product, the unit, a patent, or advertises;
/// what makes up the text decides whether it blocks, and a word in passing is only a hint.
/// </summary>
public static partial class Introduction
{
    /// <summary>Characters allowed.</summary>
    public const int MaxLength = 500;

    private const int MinLength = 20;
    private const double BlockingShare = 0.5;
    private const int BlockingCount = 3;

    /// <summary>Findings about the introduction.</summary>
    public static IEnumerable<Finding> Check(PreCheckInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var typed = input.Introduction ?? "";
        if (string.IsNullOrWhiteSpace(typed))
            return [PreCheckCatalog.IntroductionMissing.About()];
        var length = new StringInfo(typed.Trim()).LengthInTextElements;
        return
        [
            .. length > MaxLength ? [PreCheckCatalog.IntroductionTooLong.About(length.ToString(CultureInfo.InvariantCulture))] : Array.Empty<Finding>(),
            .. length < MinLength ? [PreCheckCatalog.IntroductionTooShort.About()] : Array.Empty<Finding>(),
            .. Content(typed),
        ];
    }

    private static IEnumerable<Finding> Content(string typed)
    {
        var text = FoldedText.Fold(typed);
        var clauses = Clause().Matches(text).Select(match => match.Value).ToList();
        var total = clauses.Sum(clause => clause.Length);
        if (total == 0)
            yield break;
        var product = Share(clauses, total, ProductTalk(), AnyForeign());
        foreach (var (talk, hard, blocks, warns) in Kinds())
        {
            if (talk.Match(text) is not { Success: true } first)
                continue;
            var share = Share(clauses, total, talk, null);
            var count = talk.Count(text);
            var outright = hard.Count(text);
            var blocking = share >= BlockingShare || (count >= BlockingCount && share > product && share >= 0.3) || outright >= 2 || (outright == 1 && share > product);
            yield return (blocking ? blocks : warns).At(typed, new TextSpan(first.Index, first.Length));
        }
    }

    private static IEnumerable<(Regex Talk, Regex Hard, PreCheckRule Blocks, PreCheckRule Warns)> Kinds() =>
    [
        (AdvertisingTalk(), AdvertisingOutright(), PreCheckCatalog.IntroductionAdvertising, PreCheckCatalog.IntroductionSomeAdvertising),
        (UnitTalk(), UnitOutright(), PreCheckCatalog.IntroductionAboutUnit, PreCheckCatalog.IntroductionMentionsUnit),
        (PatentTalk(), PatentOutright(), PreCheckCatalog.IntroductionAboutPatent, PreCheckCatalog.IntroductionMentionsPatent),
    ];

    /// <summary>The share of the text, by characters, in clauses that match and do not match <paramref name="except"/>.</summary>
    private static double Share(List<string> clauses, int total, Regex talk, Regex? except) =>
        clauses.Where(clause => talk.IsMatch(clause) && except?.IsMatch(clause) != true).Sum(clause => clause.Length) / (double)total;

    [GeneratedRegex("[^,，。；;！!？?\n]+")]
    private static partial Regex Clause();

    [GeneratedRegex("由.*(?:组成|构成|制成|制得)|采用|用于|适用|应用|材质|材料|结构|功能|组分|成分|原料|精度|功率|温度|压力|强度|容量|尺寸|重量|处理|检测|控制|具有|提供|包括|支持|效率|寿命|设计|\\d+(?:\\.\\d+)?\\s?(?:%|mm|kW|V|MPa|℃|吨|升|克|dB)")]
    private static partial Regex ProductTalk();

    [GeneratedRegex("公司|我司|企业|集团|注册资本|专利|本发明|本实用新型|选购|订购|热线|电话|微信")]
    private static partial Regex AnyForeign();

    [GeneratedRegex("国内领先|国际领先|世界领先|行业领先|全国领先|遥遥领先|世界一流|国际一流|国内一流|填补.{0,6}空白|热销|畅销|欢迎|选购|订购|抢购|购买|来电|咨询热线|热线|电话|联系方式|微信|QQ|www\\.|https?://|\\.com|\\.cn(?![a-z])|优惠|折扣|打折|[一二三四五六七八九\\d]折|特价|促销|包邮|量大从优|厂家直销|批发|零售价|原装正品|正品|假一|买.{0,2}[送赠]|立减|秒杀|限时|第一品牌|知名品牌|著名品牌|驰名|销量第一|质量第一|信誉至上|最好|最佳|最优秀|最先进|最高端|顶级|首选|不二之选|最佳选择|值得拥有|值得信赖|深受|青睐|好评|口碑|代言|颜值|爆款|网红|物美价廉|性价比|价格|售价|仅需|只要\\d|惊喜|完美|极致|无与伦比|卓越品质|奢华|尊贵|送礼|快来|赶快|机不可失|热卖|火爆|风靡|享誉|驰名|远销")]
    private static partial Regex AdvertisingTalk();

    /// <summary>Nobody describes a product with these.</summary>
    [GeneratedRegex("咨询热线|订购热线|联系电话|电话[:：]|1[3-9]\\d{9}|\\d{3,4}-\\d{7,8}|400-?\\d{3}-?\\d{4}|微信|QQ群|www\\.|https?://|包邮|量大从优|厂家直销|立减|秒杀|限时特价|假一赔|买[一二三]送|抢购|值得拥有|欢迎.{0,8}(?:选购|订购|购买|来电|光临|惠顾|垂询|合作)|优惠|折优惠|最佳选择|第一品牌|销量(?:全国|全网)?第一")]
    private static partial Regex AdvertisingOutright();

    [GeneratedRegex("(?:本|我|该|贵)?公司|我司|本司|本企业|我厂|本厂|我院|本单位|我们|集团|成立于|始建于|创建于|创办于|创立于|注册资[本金]|占地|厂房|建筑面积|固定资产|总资产|现有员工|员工\\d|名员工|职工|在职|技术人员|工程师\\d|管理团队|研发团队|高新技术企业|小巨人|专精特新|守信用|信用企业|荣誉|荣获|获得.{0,6}称号|先后获|ISO\\s?\\d{4,5}|质量管理体系|质量保证体系|产学研|工程技术研究中心|企业技术中心|实验室认可|经营理念|企业文化|宗旨|秉承|为宗旨|求生存|求发展|诚信为本|竭诚|客户至上|董事长|总经理|法定代表人|子公司|分公司|上市公司|股票|坐落于|位于.{2,}(?:市|省|区|县|园|之滨|畔)|年产值|年销售额|销售网络|远销|集研发|于一体的.{0,8}企业|专业(?:生产|从事|制造).{2,}(?:企业|厂家|年)|生产基地")]
    private static partial Regex UnitTalk();

    [GeneratedRegex("注册资[本金]|(?:公司|企业|集团|厂)(?:成立|始建|创建|创办|创立|坐落|位于|占地|现有|拥有员工|秉承|注册)|(?:成立|始建|创建|创立|创办)于\\s?\\d{4}年?|现有员工|占地(?:面积)?\\d|高新技术企业|经营理念|以质量求生存|竭诚.{0,6}服务|固定资产\\d|员工\\d+|重合同")]
    private static partial Regex UnitOutright();

    [GeneratedRegex("本发明|本实用新型|本外观设计|实用新型|发明专利|专利|权利要求|其特征在于|所述|背景技术|现有技术|技术领域|有益效果|具体实施方式|附图|申请日|授权公告|说明书|ZL\\s?\\d{8,13}|CN\\s?\\d{9,13}|申请号|发明人")]
    private static partial Regex PatentTalk();

    [GeneratedRegex("本发明(?:公开|涉及|提供|属于|的|所)|本实用新型|其特征在于|权利要求|所述的?|专利号|专利名称|申请日|授权公告[日号]|专利权人|(?:ZL|CN)\\s?\\d{8,13}|背景技术|技术方案是")]
    private static partial Regex PatentOutright();
}
