using System.Globalization;

namespace PatentFunctions.PledgeFinancing.Subsidies;

/// <summary>One line of a calculation, as an official can check it.</summary>
/// <param name="Label">What it is, Chinese.</param>
/// <param name="Expression">How it comes about.</param>
/// <param name="Value">元.</param>
public sealed record SubsidyLineOfAmount(string Label, string Expression, decimal Value);

/// <summary>补贴金额测算.</summary>
/// <param name="Applied">申请补贴金额, 元.</param>
/// <param name="Granted">What the campaign grants of it, 元: the proposal for 核定补贴金额.</param>
/// <param name="Lines">Line by line.</param>
public sealed record SubsidyCalculation(decimal Applied, decimal Granted, IReadOnlyList<SubsidyLineOfAmount> Lines);

/// <summary>
/// 补贴金额 (SUB-03): the campaign's share of the interest paid, capped for the unit, rounded half up to 分 once, at the end; the granted amount as
/// the campaign's ratio and rounding say. Why 177,937.50 元: the table of cases in <c>SubsidyAmountTests</c>.
/// </summary>
public static class SubsidyAmount
{
    /// <summary>Calculates.</summary>
    /// <param name="terms">The campaign's terms.</param>
    /// <param name="interest">实际支付利息 as the bank confirmed it, 元.</param>
    /// <param name="others">What the unit's other applications in the campaign take of its cap, 元.</param>
    public static SubsidyCalculation Calculate(SubsidyTerms terms, decimal interest, decimal others)
    {
        var lines = new List<SubsidyLineOfAmount> { new("实际支付利息", "银行确认", interest) };
        var share = interest * terms.Share / 100;
        lines.Add(new SubsidyLineOfAmount("按比例计算", $"{Yuan(interest)} × {terms.Share.ToString("0.####", CultureInfo.InvariantCulture)}%", share));
        var capped = share;
        if (terms.CapPerUnit is { } cap)
        {
            var left = Math.Max(0, cap - others);
            capped = Math.Min(share, left);
            lines.Add(new SubsidyLineOfAmount("单个企业补贴上限", others == 0 ? $"不超过 {Yuan(cap)}" : $"不超过 {Yuan(cap)} － 本批其他申请 {Yuan(others)}", left));
        }
        var applied = ToCent(capped);
        lines.Add(new SubsidyLineOfAmount("申请补贴金额", "四舍五入到分", applied));
        var granted = Grant(terms, applied);
        if ((terms.GrantNumerator, terms.GrantDenominator, terms.GrantRounding) is not (1, 1, GrantRounding.Cent))
        {
            var ratio = terms.GrantNumerator == terms.GrantDenominator ? "" : string.Create(CultureInfo.InvariantCulture, $" × {terms.GrantNumerator}/{terms.GrantDenominator}");
            lines.Add(new SubsidyLineOfAmount("核定标准", $"{Yuan(applied)}{ratio}，{(terms.GrantRounding == GrantRounding.WholeYuan ? "取整到元" : "四舍五入到分")}", granted));
        }
        return new SubsidyCalculation(applied, granted, lines);
    }

    /// <summary>What the campaign grants of an amount applied for, 元.</summary>
    public static decimal Grant(SubsidyTerms terms, decimal applied)
    {
        var part = applied * terms.GrantNumerator / terms.GrantDenominator;
        return terms.GrantRounding == GrantRounding.WholeYuan ? decimal.Floor(part) : ToCent(part);
    }

    /// <summary>An amount as papers show it: 177,937.50.</summary>
    public static string Yuan(decimal amount) => amount.ToString("#,##0.00####", CultureInfo.InvariantCulture);

    private static decimal ToCent(decimal amount) => decimal.Round(amount, 2, MidpointRounding.AwayFromZero);
}
