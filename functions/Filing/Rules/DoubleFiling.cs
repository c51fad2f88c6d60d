using System.Text;

namespace PatentFunctions.Filing.Rules;

/// <summary>重复备案: the same product of the same unit is refused, a similar one of another unit is shown to the examiner (FIL-08).</summary>
public static class DoubleFiling
{
    /// <summary>Code of what only the examiner is told.</summary>
    public const string SimilarCode = "double-filing.similar";

    private const string Clause = "一件产品涉及多个备案主体的，应由相关方自行协商一致，由其中一方进行备案，不得重复备案";

    private static readonly string[] NoModel = ["无", "暂无", "/", "-", "--", "n/a"];

    /// <summary>
    /// A text as it is compared: full and half width, letter case, spaces and the various dashes count as the same; 无 and its like as none.
    /// </summary>
    public static string Normal(string? text)
    {
        var folded = new StringBuilder();
        foreach (var c in (text ?? "").Normalize(NormalizationForm.FormKC))
        {
            if (char.IsWhiteSpace(c) || char.IsControl(c) || c is '\u200B' or '\u2060' or '\uFEFF') continue;
            folded.Append(c is '‐' or '‑' or '–' or '—' or '−' or '_' ? '-' : char.ToLowerInvariant(c));
        }
        var result = folded.ToString();
        return NoModel.Contains(result) ? "" : result;
    }

    /// <summary>The key of a name and model: equal for equal products.</summary>
    public static string KeyOf(string? name, string? model) => NewId.Derived("k", Normal(name), Normal(model));

    /// <summary>Every finding about similar filings.</summary>
    public static IEnumerable<Finding> Check(IReadOnlyList<SimilarFiling> similar)
    {
        foreach (var s in similar)
        {
            var number = s.Number is null ? "" : $"，备案号{s.Number}";
            if (s is { SameUnit: true, Why: Likeness.NameAndModel })
                yield return Finding.Blocks("double-filing.same-product", "/product/name", $"贵单位已提交名称和规格型号相同的产品备案（{s.Product}{number}），不得重复备案。") with { Clause = Clause };
            else if (s is { SameUnit: true, Why: Likeness.Barcode })
                yield return Finding.Warns("double-filing.same-barcode", "/product/barcode", $"贵单位的另一备案产品（{s.Product}{number}）使用了相同的商品条码，请核对。") with { Clause = Clause };
        }
    }

    /// <summary>
    /// What the examiner is told about filings of other units. The unit is not told: another unit's filing is not public before it is filed.
    /// </summary>
    public static IEnumerable<Finding> ForExaminer(IReadOnlyList<SimilarFiling> similar)
    {
        foreach (var s in similar.Where(s => !s.SameUnit))
        {
            var (pointer, what) = s.Why switch
            {
                Likeness.NameAndModel => ("/product/name", "产品名称和规格型号"),
                Likeness.Barcode => ("/product/barcode", $"商品条码{s.Shared}"),
                _ => ("/patents/links", $"核心专利ZL{s.Shared}"),
            };
            var number = s.Number is null ? "" : $"，备案号{s.Number}";
            yield return Finding.Warns(SimilarCode, pointer, $"{s.UnitName}已提交类似产品（{s.Product}{number}）：{what}相同。") with { Clause = Clause };
        }
    }
}
