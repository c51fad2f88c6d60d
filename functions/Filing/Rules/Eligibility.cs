namespace PatentFunctions.Filing.Rules;

/// <summary>备案资格: whether the product may be filed at all (FIL-04; manual annex 二). The unit's own conditions (FIL-01) come from Units.</summary>
public static class Eligibility
{
    /// <summary>Code of the finding about sales of 0.</summary>
    public const string NoSales = "eligibility.no-sales";

    private const string Clause = "国知办函运字〔2022〕985号；常见问题汇编二、备案产品资格";

    /// <summary>
    /// 备案产品资格: sales of the last year above 0. Missing sales are a matter of <see cref="ProductInformation"/>.
    /// </summary>
    public static IEnumerable<Finding> Check(ProductForm product)
    {
        if (product.Figures?.Sales is 0)
            yield return Finding.Blocks(NoSales, "/product/figures/sales", "备案产品条件为“已取得较好的市场经济效益”。若产品上年度未生产、销售，即销售额为0，则不符合备案要求。") with { Clause = Clause };
    }
}
