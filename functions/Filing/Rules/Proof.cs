using System.Globalization;
using PatentFunctions.Files;

namespace PatentFunctions.Filing.Rules;

/// <summary>证明材料: what a submission needs of the third step, and that its figures equal the form (FIL-07; manual 五（一）3, annex 七 and 八).</summary>
public static class Proof
{
    private const string Clause = "操作手册五（一）3；常见问题汇编七、经济证明材料";

    /// <summary>Every finding. That proof, main image and a licence demanded by the class are there at all is said by the pre-check.</summary>
    public static IEnumerable<Finding> Check(ProductForm product, ProofForm proof, FilingFacts facts)
    {
        ArgumentNullException.ThrowIfNull(product);
        ArgumentNullException.ThrowIfNull(proof);
        ArgumentNullException.ThrowIfNull(facts);
        return [.. Economic(product, proof.Economic, facts), .. Licence(proof, facts), .. UsedTwice(product, proof)];
    }

    /// <summary>Every file that a draft names, with its pointer and the purposes it may have been uploaded for; sizes and kinds hang on the purpose.</summary>
    public static IEnumerable<FileField> NamedFiles(ProductForm product, ProofForm proof)
    {
        if (product.MainImage is { } main) yield return new FileField("/product/mainImage", main, FilePurposes.ProductImage);
        foreach (var (id, i) in Indexed(product.OtherImages)) yield return new FileField($"/product/otherImages/{i}", id, FilePurposes.ProductOtherImage);
        if (proof.Economic?.File is { } economic) yield return new FileField("/proof/economic/file", economic, FilePurposes.EconomicProof);
        if (proof.Economic?.SealStatement is { } statement) yield return new FileField("/proof/economic/sealStatement", statement, FilePurposes.EconomicProof);
        foreach (var (id, i) in Indexed(proof.Licence)) yield return new FileField($"/proof/licence/{i}", id, FilePurposes.ProductionLicence, FilePurposes.CompulsoryCertification);
        foreach (var (id, i) in Indexed(proof.Presentations)) yield return new FileField($"/proof/presentations/{i}", id, FilePurposes.PresentationImage, FilePurposes.PresentationVideo);
    }

    private static IEnumerable<(FileId Id, string Index)> Indexed(IReadOnlyList<FileId>? files) =>
        (files ?? []).Select((id, i) => (id, i.ToString(CultureInfo.InvariantCulture)));

    private static IEnumerable<Finding> Economic(ProductForm product, EconomicProof? proof, FilingFacts facts)
    {
        if (proof?.File is null) yield break;
        if (!SameText(proof.ProductName, product.Name))
            yield return Blocks("proof.name-differs", "/proof/economic/productName", "证明材料上的产品名称应与产品信息所填的产品名称一致。");
        if (!SameText(proof.Model, product.Model))
            yield return Blocks("proof.model-differs", "/proof/economic/model", "证明材料上的规格型号应与产品信息所填的规格型号一致。");
        var shown = proof.Figures ?? new ProductFigures();
        var filled = product.Figures ?? new ProductFigures();
        if (shown.Year != filled.Year)
            yield return Blocks("proof.year-differs", "/proof/economic/figures/year", "证明材料的数据年度应与产品信息所填的数据年度一致。");
        (string Field, string Name, decimal? Shown, decimal? Filled)[] figures =
        [
            ("totalCost", "年度总成本", shown.TotalCost, filled.TotalCost),
            ("sales", "年度销售额", shown.Sales, filled.Sales),
            ("exportValue", "年度出口额", shown.ExportValue, filled.ExportValue),
            ("profit", "年度利润", shown.Profit, filled.Profit),
            ("ipInvestment", "知识产权累计投入", shown.IpInvestment, filled.IpInvestment),
            ("marketShare", "市场份额", shown.MarketShare, filled.MarketShare),
        ];
        foreach (var (field, name, onSheet, inForm) in figures.Where(f => f.Shown != f.Filled))
            yield return Blocks("proof.figure-differs", "/proof/economic/figures/" + field, $"证明材料上的{name}（{Text(onSheet)}）与产品信息所填的（{Text(inForm)}）不一致；所填经济数据均须得到证明材料的支撑。");
        if (proof.OfficialSealInstead && proof.SealStatement is null)
            yield return Blocks("proof.seal-statement-missing", "/proof/economic/sealStatement", "无财务章而加盖公章的，须另附说明文件，说明单位无财务章，并加盖公章。");
        if (!proof.OfficialSealInstead && proof.SealStatement is not null)
            yield return Blocks("proof.seal-statement-unused", "/proof/economic/sealStatement", "证明材料加盖财务章的，不需要无财务章的说明文件，请删除。");
        if (facts.SharedFiles.Contains(proof.File.Value))
            yield return Blocks("proof.shared", "/proof/economic/file", "每个产品对应一份证明材料，该文件已用于其他产品，请上传本产品（单一产品）的证明材料。");
    }

    // Where the whole class demands it, the pre-check blocks; here only classes of which some goods do.
    private static IEnumerable<Finding> Licence(ProofForm proof, FilingFacts facts)
    {
        if (proof.Licence is { Count: > 0 }) yield break;
        foreach (var goods in facts.Licences.Where(l => !l.Always))
            yield return Finding.Warns("proof.licence-perhaps", "/proof/licence", $"“{goods.Goods}”通常须提供{goods.Document}；如备案产品属于此类，请上传。") with { Clause = Clause };
    }

    private static IEnumerable<Finding> UsedTwice(ProductForm product, ProofForm proof) =>
        from field in NamedFiles(product, proof).GroupBy(f => f.File).SelectMany(g => g.Skip(1))
        select Blocks("proof.file-twice", field.Pointer, "同一文件不能重复使用，请上传对应的文件。");

    private static bool SameText(string? a, string? b) => DoubleFiling.Normal(a) == DoubleFiling.Normal(b);

    private static string Text(decimal? value) => value is { } number ? number.ToString("0.######", CultureInfo.InvariantCulture) : "未填写";

    private static Finding Blocks(string code, string pointer, string text) => Finding.Blocks(code, pointer, text) with { Clause = Clause };
}
