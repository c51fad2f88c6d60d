using PatentFunctions.Reviews;

namespace PatentFunctions.Filing;

/// <summary>产品备案审核 as data (FIL-10): term, checklist, catalogue of reasons after the manual's annex 产品备案常见问题汇编.</summary>
public static class FilingReviewKind
{
    /// <summary>The kind.</summary>
    public static ReviewKind Kind { get; } = new(
        "filing",
        "产品备案审核",
        FilingRecords.Table,
        FilingReview.Name,
        Role.Examiner,
        "3–5个工作日",
        RemindAfterDays: 3,
        TermDays: 5,
        Checklist:
        [
            new("unit", "备案单位是否具有独立法人资格，且为制造、销售产品的专利权人或被许可人"),
            new("name", "产品名称是否为行业通俗名称，且明确为单一的实物产品或技术服务"),
            new("model", "规格型号是否规范；多个型号的，是否确为同一产品"),
            new("classification", "产品分类和产业分类是否最为接近、准确"),
            new("introduction", "产品简介是否围绕备案产品，不是广告宣传、单位介绍或专利介绍"),
            new("images", "产品主图是否为备案产品的实物图，且与所填信息不矛盾"),
            new("patents", "关联专利是否维持有效并实际用于备案产品，核心专利标记是否恰当"),
            new("proof", "经济效益证明是否为单一产品的数据、已盖章并与所填一致"),
            new("licence", "需要生产许可证或强制性产品认证的，是否已提供"),
            new("double", "是否为重复备案"),
        ],
        Reasons:
        [
            Annex("unit.not-eligible", "备案单位不是具有独立法人资格的单位，或不是制造、销售产品的专利权人或被许可人", "一、备案单位资格", ""),
            Annex("product.no-sales", "产品上年度未生产、销售，不符合“已取得较好的市场经济效益”的备案条件", "二、备案产品资格", "/product/figures/sales"),
            Annex("name.not-a-product", "产品名称为方法、技术、方案或工艺，不属于产品范畴", "三（一）不属于产品范畴", "/product/name"),
            Annex("name.too-broad", "产品名称范围过大，不能清楚限定具体产品或其应用领域", "三（二）名称范围过大", "/product/name"),
            Annex("name.several-products", "产品名称包含多种产品或服务，不符合单一产品备案原则", "三（三）产品名称不符合单一产品备案原则", "/product/name"),
            Annex("name.patent-title", "产品名称直接采用了专利名称", "三（四）产品名称直接采用了专利名称", "/product/name"),
            Annex("name.wording", "产品名称含有商标、字母代号、形容性词语、规格型号或“一种”“等”词语，或为英文名称、自行命名的名称", "三（五）", "/product/name"),
            Annex("model.form", "规格型号填写不规范，含有产品名称、专利分类号、产品介绍、商标或其他无关信息", "四（一）型号填写不规范", "/product/model"),
            Annex("model.several", "填写的多个型号不属于同一产品", "四（二）规格型号处填写了多个型号，且并不属于同一产品", "/product/model"),
            Annex("model.reason", "多个型号的陈述理由不充分", "四（二）规格型号处填写了多个型号，且并不属于同一产品", "/product/modelReason"),
            Annex("model.vague", "规格型号包含“系列”“等”不清楚词语", "四（三）规格型号包含“系列”、“等”不清楚词语", "/product/model"),
            Annex("category.wrong", "产品分类不准确", "五、产品分类和产业分类", "/product/category"),
            Annex("industry.wrong", "产品所属行业不准确", "五、产品分类和产业分类", "/product/industry"),
            Annex("introduction.unfit", "产品简介为广告宣传、专利介绍、单位介绍或与本产品无关", "六、产品简介", "/product/introduction"),
            Annex("introduction.unclear", "产品简介未说明产品的组分、结构、材质、功能、应用等情况", "六、产品简介", "/product/introduction"),
            Annex("proof.not-supporting", "经济证明材料未体现备案产品（单一产品）的经济数据，或与所填数据不一致", "七、经济证明材料", "/proof/economic"),
            Annex("proof.no-seal", "经济证明材料未加盖财务章；无财务章加盖公章的，未附说明文件", "七、经济证明材料", "/proof/economic"),
            Annex("image.not-real", "产品主图不是备案产品的实物图（为渲染图、专利附图等）", "八、产品主图、其他图片", "/product/mainImage"),
            Annex("image.contradicts", "产品图片所公开的信息与所填写的产品信息不一致", "八、产品主图、其他图片", "/product/mainImage"),
            Annex("patents.not-used", "关联专利未用于备案产品，或为附属件产品所使用的专利", "九、关联专利", "/patents/links"),
            Annex("patents.not-owner", "备案单位不是关联专利的专利权人或被许可人，或专利未维持有效", "九、关联专利", "/patents/links"),
            Annex("patents.design", "外观设计专利与产品外观不相同", "九、关联专利", "/patents/links"),
            Manual("patents.core", "核心专利标记不恰当", "五（一）2 关联专利信息", "/patents/links"),
            Manual("licence.missing", "未提供行业管理要求的生产许可证或强制性产品认证证书", "五（一）3 上传证明材料", "/proof/licence"),
            Manual("contribution.unfounded", "专利市场贡献指数的计算说明不充分", "五（一）1（9）", "/product/contribution"),
            Manual("double-filing", "产品已由本单位或其他单位备案，不得重复备案", "产品备案 备案产品资格", "/product/name"),
        ],
        new ReviewTemplates(Approved: null, Returned: "filing.returned", Reminder: "filing.review-reminder", Escalation: "filing.review-escalation"));

    private static ReturnReason Annex(string code, string text, string clause, string pointer) => new(code, text, "常见问题汇编 " + clause, pointer);

    private static ReturnReason Manual(string code, string text, string clause, string pointer) => new(code, text, "操作手册 " + clause, pointer);
}
