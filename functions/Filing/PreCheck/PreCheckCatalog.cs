using PatentFunctions.Platform;

namespace PatentFunctions.Filing.PreCheck;

/// <summary>All rules of the pre-check (预审), after 产品备案常见问题汇编 in the annex of the manual. The README's table is made from this one.</summary>
public static class PreCheckCatalog
{
    private const string NamePointer = "/product/name";
    private const string ModelPointer = "/product/model";
    private const string CategoryPointer = "/product/category";
    private const string IntroductionPointer = "/product/introduction";

    private const string Annex = "产品备案常见问题汇编";
    private const string NotAProductClause = Annex + " 三（一）";
    private const string TooBroadClause = Annex + " 三（二）";
    private const string SingleProductClause = Annex + " 三（三）";
    private const string PatentNameClause = Annex + " 三（四）";
    private const string WordingClause = Annex + " 三（五）";
    private const string ModelFormClause = Annex + " 四（一）";
    private const string ModelSeveralClause = Annex + " 四（二）";
    private const string ModelVagueClause = Annex + " 四（三）";
    private const string CategoryClause = Annex + " 五";
    private const string IntroductionClause = Annex + " 六";
    private const string ProofClause = Annex + " 七";
    private const string ImageClause = Annex + " 八";
    private const string ProofManualClause = "操作手册 五（一）3 “证明文件”的上传要求";

    internal static readonly PreCheckRule NameMissing = new("product-name.missing", Severity.Blocks, NamePointer,
        "请填写产品名称。产品名称应为该产品的行业通俗名称。", "电冰箱", WordingClause);

    internal static readonly PreCheckRule NotAProduct = new("product-name.not-a-product", Severity.Blocks, NamePointer,
        "“{0}”不属于产品范畴：备案产品应是实物类产品或提供的技术服务，方法、技术、方案、工艺等不符合备案要求，请写明具体的设备、软件或服务。", "数据处理软件", NotAProductClause);

    internal static readonly PreCheckRule TooBroad = new("product-name.too-broad", Severity.Blocks, NamePointer,
        "“{0}”范围过大，不清楚具体为何种产品，请写明具体产品及其应用领域。", "叶轮机叶片", TooBroadClause);

    internal static readonly PreCheckRule GenericPart = new("product-name.generic-part", Severity.Warns, NamePointer,
        "“{0}”可能指多种零部件，审核时可能要求写明是哪一种。", "电子烟外壳", TooBroadClause);

    internal static readonly PreCheckRule SeveralProducts = new("product-name.several-products", Severity.Blocks, NamePointer,
        "“{0}”把不同的产品或服务写在一个名称里，不符合单一产品备案原则，请分开备案；成套销售、不分开销售的请写为“……套装”。", "乳液、精华套装", SingleProductClause);

    internal static readonly PreCheckRule MaybeSeveralProducts = new("product-name.maybe-several", Severity.Warns, NamePointer,
        "“{0}”可能被理解为多种产品；如为不同产品，请分开备案。", "玻璃幕墙", SingleProductClause);

    internal static readonly PreCheckRule PatentTitle = new("product-name.patent-title", Severity.Blocks, NamePointer,
        "产品名称直接采用了所关联专利的名称“{0}”，请填写具体产品的通俗名称。", "碳酸饮料", PatentNameClause);

    internal static readonly PreCheckRule NearPatentTitle = new("product-name.near-patent-title", Severity.Warns, NamePointer,
        "产品名称与所关联专利的名称“{0}”相同或相近；如该名称并非行业通俗名称，请修改。", "碳酸饮料", PatentNameClause);

    internal static readonly PreCheckRule PatentShape = new("product-name.patent-shape", Severity.Blocks, NamePointer,
        "“{0}”是专利名称的写法，不是产品名称，请填写具体产品的通俗名称。", "碳酸饮料", PatentNameClause);

    internal static readonly PreCheckRule Descriptive = new("product-name.descriptive", Severity.Warns, NamePointer,
        "“{0}”像是对产品的描述，请尽量使用行业通俗名称。", "手机外壳", PatentNameClause);

    internal static readonly PreCheckRule TradeMark = new("product-name.trade-mark", Severity.Blocks, NamePointer,
        "产品名称不可含有商标、品牌或单位字号，请删除“{0}”。", "手机", WordingClause);

    internal static readonly PreCheckRule LettersOnly = new("product-name.letters-only", Severity.Blocks, NamePointer,
        "产品名称不可为字母代号“{0}”，请填写中文通俗名称；业内熟知的简称可以作为名称的一部分，如“LED屏”。", "LED屏", WordingClause);

    internal static readonly PreCheckRule EnglishOnly = new("product-name.english-only", Severity.Blocks, NamePointer,
        "产品名称不可为英文名称“{0}”，请填写中文通俗名称。", "餐桌", WordingClause);

    internal static readonly PreCheckRule Letters = new("product-name.letters", Severity.Warns, NamePointer,
        "“{0}”如不是业内熟知的简称，请改为中文。", "LED屏", WordingClause);

    internal static readonly PreCheckRule Adjective = new("product-name.adjective", Severity.Blocks, NamePointer,
        "产品名称不可含有无实际意义的形容性词语，请删除“{0}”。", "电冰箱", WordingClause);

    internal static readonly PreCheckRule VagueModifier = new("product-name.vague-modifier", Severity.Warns, NamePointer,
        "“{0}”如不是区分产品种类的技术特征，请删除。", "路由器", WordingClause);

    internal static readonly PreCheckRule NameModel = new("product-name.model", Severity.Blocks, NamePointer,
        "产品名称不可含有规格型号，请将“{0}”移到“规格型号”一栏。", "手机屏幕", WordingClause);

    internal static readonly PreCheckRule Specification = new("product-name.specification", Severity.Warns, NamePointer,
        "“{0}”如为规格参数，请移到“规格型号”一栏。", "开关柜", WordingClause);

    internal static readonly PreCheckRule OneKind = new("product-name.one-kind", Severity.Blocks, NamePointer,
        "产品名称不可含有“{0}”。", "椅子", WordingClause);

    internal static readonly PreCheckRule AndSoOn = new("product-name.and-so-on", Severity.Blocks, NamePointer,
        "“{0}”含义不确定，不清楚还包括哪些产品，请只写所备案的一种产品。", "椅子", WordingClause);

    internal static readonly PreCheckRule Invented = new("product-name.invented", Severity.Blocks, NamePointer,
        "“{0}”是自行命名的名称，看不出是何种产品，请填写行业通俗名称。", "美容口服液", WordingClause);

    internal static readonly PreCheckRule Unfamiliar = new("product-name.unfamiliar", Severity.Warns, NamePointer,
        "看不出“{0}”是何种产品；如为自行命名的名称，请改为行业通俗名称。", "游戏软件", WordingClause);

    internal static readonly PreCheckRule ModelSeries = new("product-model.series", Severity.Blocks, ModelPointer,
        "规格型号含“{0}”，不清楚具体包含哪些型号，请逐一列出。", "P40", ModelVagueClause);

    internal static readonly PreCheckRule ModelAndSoOn = new("product-model.and-so-on", Severity.Blocks, ModelPointer,
        "规格型号含“{0}”，不清楚还包括哪些型号，请逐一列出。", "XJ-200、XJ-300", ModelVagueClause);

    internal static readonly PreCheckRule ModelProductName = new("product-model.product-name", Severity.Blocks, ModelPointer,
        "规格型号应为字母和（或）数字构成的型号代码，不应包括产品名称“{0}”；无规格型号的可填“无”。", "XJ-200", ModelFormClause);

    internal static readonly PreCheckRule ModelAdvertising = new("product-model.advertising", Severity.Blocks, ModelPointer,
        "规格型号应为字母和（或）数字构成的型号代码，不应包括产品介绍、宣传用语“{0}”。", "XJ-200", ModelFormClause);

    internal static readonly PreCheckRule ModelFunction = new("product-model.function-text", Severity.Blocks, ModelPointer,
        "规格型号应为字母和（或）数字构成的型号代码，不应包括功能用途“{0}”。", "XJ-200", ModelFormClause);

    internal static readonly PreCheckRule ModelPatentClass = new("product-model.patent-class", Severity.Blocks, ModelPointer,
        "“{0}”是专利分类号，不是规格型号。", "XJ-200", ModelFormClause);

    internal static readonly PreCheckRule ModelTradeMark = new("product-model.trade-mark", Severity.Blocks, ModelPointer,
        "规格型号不应包括商标“{0}”。", "BCD-216", ModelFormClause);

    internal static readonly PreCheckRule ModelIrrelevant = new("product-model.irrelevant-text", Severity.Blocks, ModelPointer,
        "“{0}”不是规格型号，规格型号应为字母和（或）数字构成的型号代码；无规格型号的可填“无”。", "无", ModelFormClause);

    internal static readonly PreCheckRule ModelWords = new("product-model.words", Severity.Warns, ModelPointer,
        "规格型号一般为字母和（或）数字构成的代码，请确认“{0}”是型号的一部分。", "XJ-200", ModelFormClause);

    internal static readonly PreCheckRule ModelSeveral = new("product-model.several-without-reason", Severity.Blocks, ModelPointer,
        "填写了多个型号“{0}”，请在“陈述理由”中说明这些型号为何是同一产品，或分开备案。", "NaCl 100ML、500ML", ModelSeveralClause);

    internal static readonly PreCheckRule ModelRange = new("product-model.range", Severity.Warns, ModelPointer,
        "“{0}”是型号范围，不清楚具体包含哪些型号；如组分、结构、零部件不同，请分开备案。", "DN50~DN200", ModelSeveralClause);

    internal static readonly PreCheckRule GoodsAsService = new("category.goods-as-service", Severity.Blocks, CategoryPointer,
        "实物类产品不可分类至技术服务类“{0}”。", "汽车导航软件应分类至“软件产品”", CategoryClause);

    internal static readonly PreCheckRule ServiceAsGoods = new("category.service-as-goods", Severity.Blocks, CategoryPointer,
        "技术服务类产品不可分类至实物类“{0}”。", "建筑工程检测服务应分类至“检测服务”", CategoryClause);

    internal static readonly PreCheckRule IntermediateAsFinal = new("category.intermediate-as-final", Severity.Warns, CategoryPointer,
        "中间材料类产品不可分类至终端产品类，请确认“{0}”是否恰当。", "锰酸锂应分类至“锰酸盐”", CategoryClause);

    internal static readonly PreCheckRule IntroductionMissing = new("introduction.missing", Severity.Blocks, IntroductionPointer,
        "请填写产品简介：实物类产品介绍组分、结构、材质、功能、应用领域及发展前景、技术优势；技术服务介绍所采用的技术、应用情况、技术优势。", null, IntroductionClause);

    internal static readonly PreCheckRule IntroductionTooLong = new("introduction.too-long", Severity.Blocks, IntroductionPointer,
        "产品简介应在500字以内，现为{0}字。", null, IntroductionClause);

    internal static readonly PreCheckRule IntroductionTooShort = new("introduction.too-short", Severity.Warns, IntroductionPointer,
        "产品简介过于简短，请介绍产品的组分、结构、材质、功能、应用领域及技术优势。", null, IntroductionClause);

    internal static readonly PreCheckRule IntroductionAdvertising = new("introduction.advertising", Severity.Blocks, IntroductionPointer,
        "产品简介不应填写广告宣传，如“{0}”。", "本产品由泵体、叶轮和永磁电机组成，适用于海水淡化高压给水。", IntroductionClause);

    internal static readonly PreCheckRule IntroductionSomeAdvertising = new("introduction.some-advertising", Severity.Warns, IntroductionPointer,
        "“{0}”近于广告宣传，请改为客观介绍。", "效率达到85%以上。", IntroductionClause);

    internal static readonly PreCheckRule IntroductionAboutUnit = new("introduction.about-unit", Severity.Blocks, IntroductionPointer,
        "产品简介不应填写单位介绍，如“{0}”，请重点介绍所备案的产品。", "本产品由泵体、叶轮和永磁电机组成，适用于海水淡化高压给水。", IntroductionClause);

    internal static readonly PreCheckRule IntroductionMentionsUnit = new("introduction.mentions-unit", Severity.Warns, IntroductionPointer,
        "“{0}”是关于单位的内容，请重点介绍所备案的产品。", null, IntroductionClause);

    internal static readonly PreCheckRule IntroductionAboutPatent = new("introduction.about-patent", Severity.Blocks, IntroductionPointer,
        "产品简介不应填写专利介绍，如“{0}”，请重点介绍所备案的产品。", "本产品由泵体、叶轮和永磁电机组成，适用于海水淡化高压给水。", IntroductionClause);

    internal static readonly PreCheckRule IntroductionMentionsPatent = new("introduction.mentions-patent", Severity.Warns, IntroductionPointer,
        "“{0}”是关于专利的内容，请重点介绍所备案的产品。", null, IntroductionClause);

    internal static readonly PreCheckRule MainImageMissing = new("materials.main-image-missing", Severity.Blocks, "/product/mainImage",
        "请上传产品主图（一幅）：实物类产品上传实物图，不能为渲染图、专利附图；软件可为界面图；技术服务可为能体现该服务的合同首页。", null, ImageClause);

    internal static readonly PreCheckRule ProofMissing = new("materials.economic-proof-missing", Severity.Blocks, "/proof/economic",
        "请上传能够体现本备案产品（单一产品）经济效益的证明材料，并加盖财务章，其数据应与所填一致。", null, ProofClause);

    internal static readonly PreCheckRule LicenceMissing = new("materials.licence-missing", Severity.Blocks, "/proof/licence",
        "该类产品属于国家特殊行业管理或强制性认证的产品，请上传生产许可证或产品认证证明。", null, ProofManualClause);

    /// <summary>Every rule, in the order of the form.</summary>
    public static IReadOnlyList<PreCheckRule> All { get; } =
    [
        NameMissing, NotAProduct, TooBroad, GenericPart, SeveralProducts, MaybeSeveralProducts, PatentTitle, NearPatentTitle, PatentShape, Descriptive,
        TradeMark, LettersOnly, EnglishOnly, Letters, Adjective, VagueModifier, NameModel, Specification, OneKind, AndSoOn, Invented, Unfamiliar,
        ModelSeries, ModelAndSoOn, ModelProductName, ModelAdvertising, ModelFunction, ModelPatentClass, ModelTradeMark, ModelIrrelevant, ModelWords, ModelSeveral, ModelRange,
        GoodsAsService, ServiceAsGoods, IntermediateAsFinal,
        IntroductionMissing, IntroductionTooLong, IntroductionTooShort, IntroductionAdvertising, IntroductionSomeAdvertising,
        IntroductionAboutUnit, IntroductionMentionsUnit, IntroductionAboutPatent, IntroductionMentionsPatent,
        MainImageMissing, ProofMissing, LicenceMissing,
    ];
}
