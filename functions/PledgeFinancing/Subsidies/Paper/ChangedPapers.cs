using System.Text.Json;
using PatentFunctions.Reviews;

namespace PatentFunctions.PledgeFinancing.Subsidies;

/// <summary>纸质材料.</summary>
public enum SubsidyPaper
{
    /// <summary>补贴申请表.</summary>
    ApplicationForm,

    /// <summary>知识产权质押贷款信息材料（银行）.</summary>
    BankMaterial,

    /// <summary>知识产权质押贷款信息材料（担保、保险）.</summary>
    GuaranteeMaterial,

    /// <summary>专利密集型产品备案证明.</summary>
    FilingCertificate,

    /// <summary>企业名称变更证明.</summary>
    NameChangeProof,

    /// <summary>其它补充材料.</summary>
    Other,
}

/// <summary>
/// 须重新寄送的材料 (SUB-06; manual 三、2): a pure rule over what was on the papers that failed, what is to be on them now, and the reasons. What
/// stands on the 补贴申请表 (unit, loan, property, amount) brings that form anew; each material comes anew where its files changed or a reason
/// points at it, also where nothing was wrong with the file but the paper lacked its seal. Where nothing tells which, all are sent.
/// </summary>
public static class ChangedPapers
{
    private const string Attachments = "/attachments/";

    /// <summary>The papers of an application.</summary>
    public static IReadOnlyList<SubsidyPaper> All(SubsidyContent content) =>
        [.. Enum.GetValues<SubsidyPaper>().Where(p => p == SubsidyPaper.ApplicationForm || FilesOf(content, p).Count > 0)];

    /// <summary>The papers to send again.</summary>
    /// <param name="before">What the failed papers showed.</param>
    /// <param name="now">What was corrected.</param>
    /// <param name="reasons">Reasons of the failed review.</param>
    public static IReadOnlyList<SubsidyPaper> Between(SubsidyContent before, SubsidyContent now, IReadOnlyList<GivenReason> reasons)
    {
        var named = reasons.Select(r => PaperAt(r.Pointer)).OfType<SubsidyPaper>().ToHashSet();
        var papers = All(now).Where(p => named.Contains(p) || (p == SubsidyPaper.ApplicationForm ? FormDiffers(before, now) : !FilesOf(before, p).SequenceEqual(FilesOf(now, p)))).ToList();
        return papers.Count > 0 ? papers : All(now);
    }

    /// <summary>Chinese name of a paper.</summary>
    public static string NameOf(SubsidyPaper paper) => paper switch
    {
        SubsidyPaper.ApplicationForm => "补贴申请表",
        SubsidyPaper.BankMaterial => "知识产权质押贷款信息材料（银行）",
        SubsidyPaper.GuaranteeMaterial => "知识产权质押贷款信息材料（担保、保险）",
        SubsidyPaper.FilingCertificate => "专利密集型产品备案证明",
        SubsidyPaper.NameChangeProof => "企业名称变更证明",
        _ => "其它补充材料",
    };

    /// <summary>The names in one line.</summary>
    public static string Names(IEnumerable<SubsidyPaper> papers) => string.Join("、", papers.Select(NameOf));

    // A certificate that was rendered again for the same filing and year says the same.
    private static List<string> FilesOf(SubsidyContent content, SubsidyPaper paper)
    {
        IEnumerable<FileId> uploaded = (paper switch
        {
            SubsidyPaper.BankMaterial => content.Attachments.BankMaterial,
            SubsidyPaper.GuaranteeMaterial => content.Attachments.GuaranteeMaterial,
            SubsidyPaper.FilingCertificate => content.Attachments.FilingCertificate,
            SubsidyPaper.NameChangeProof => content.Attachments.NameChangeProof,
            SubsidyPaper.Other => content.Attachments.Others,
            _ => null,
        }) ?? [];
        var taken = paper == SubsidyPaper.FilingCertificate ? content.Certificates.Select(c => $"{c.Number}/{c.Year}") : [];
        return [.. uploaded.Select(f => f.Value), .. taken];
    }

    private static bool FormDiffers(SubsidyContent before, SubsidyContent now) => !JsonElement.DeepEquals(OnForm(before), OnForm(now));

    private static JsonElement OnForm(SubsidyContent c) => JsonSerializer.SerializeToElement(
        new { c.Unit, c.Ip, Loan = c.Loan with { Material = null }, c.Amount, c.Facts.UnitName, c.Facts.Uscc, c.Facts.AccountEnteredAt }, PlatformJson.Stored);

    private static SubsidyPaper? PaperAt(string pointer)
    {
        if (pointer.Length == 0) return null;
        if (!pointer.StartsWith(Attachments, StringComparison.Ordinal)) return SubsidyPaper.ApplicationForm;
        return pointer[Attachments.Length..].Split('/')[0] switch
        {
            "bankMaterial" => SubsidyPaper.BankMaterial,
            "guaranteeMaterial" => SubsidyPaper.GuaranteeMaterial,
            "filingCertificate" => SubsidyPaper.FilingCertificate,
            "nameChangeProof" => SubsidyPaper.NameChangeProof,
            _ => SubsidyPaper.Other,
        };
    }
}
