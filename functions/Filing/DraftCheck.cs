using PatentFunctions.Catalogs;
using PatentFunctions.Filing.PreCheck;
using PatentFunctions.Filing.Rules;
using PatentFunctions.Files;
using PatentFunctions.Units;

namespace PatentFunctions.Filing;

/// <summary>A draft with all that is known about it.</summary>
/// <param name="Facts">What the system knows.</param>
/// <param name="Standing">Conditions of the unit itself that are not met (FIL-01).</param>
/// <param name="Findings">What the unit is told, <paramref name="Standing"/> included.</param>
/// <param name="ForExaminer">What travels to the examiner besides the warnings among <paramref name="Findings"/>.</param>
public sealed record CheckedDraft(FilingFacts Facts, IReadOnlyList<Finding> Standing, IReadOnlyList<Finding> Findings, IReadOnlyList<Finding> ForExaminer);

/// <summary>预审 of a whole draft: reads what the rules need at one moment, then runs every rule. The same for check and submission.</summary>
public sealed class DraftCheck(UnitRecords units, LinkablePatents patents, FileChecks files, SimilarFilings similar, TimeProvider time)
{
    /// <summary>Everything that is wrong or worth knowing.</summary>
    public async Task<CheckedDraft> RunAsync(FilingRecord filing, FilingDraft draft, CancellationToken cancellation)
    {
        var standing = await units.StandingAsync(filing.Unit, cancellation);
        var named = await files.CheckAsync(filing.Unit.Value, Proof.NamedFiles(draft.Product, draft.Proof), cancellation);
        var facts = Catalogued(draft.Product) with
        {
            Patents = await patents.FindAsync(filing.Unit, LinkedPatents.NumbersOf(draft.Patents), cancellation),
            SharedFiles = [.. named.Files.Values.Where(f => f.KeptBy.Any(k => k != FilingRecords.AddressOf(filing.Id).ToString())).Select(f => f.Id)],
            Similar = await similar.FindAsync(filing, draft, cancellation),
        };
        if (await units.VerifiedAsync(filing.Unit, cancellation) is { } unit)
            facts = facts with { UnitName = unit.Name, CreditCode = unit.Uscc.Value };
        return new CheckedDraft(facts, standing, [.. standing, .. SubmissionRules.Check(draft, facts), .. named.Findings], [.. DoubleFiling.ForExaminer(facts.Similar)]);
    }

    /// <summary>What the catalogs say about a product; the rest of the facts is empty.</summary>
    public FilingFacts Catalogued(ProductForm product) => new()
    {
        UnitName = "",
        DataYear = ChinaTime.Today(time).Year - 1,
        CategoryName = CatalogRegistry.BuiltIn.Get(CatalogIds.Products).Find(product.Category)?.Name,
        IndustryName = NationalEconomyIndustries.FindClass(product.Industry)?.Name,
        PatentIntensive = PatentIntensiveIndustries.Match(product.Industry),
        Licences = LicensedGoodsTable.Find(product.Industry, product.Category),
    };
}

/// <summary>All rules of a submission, in the order of the form.</summary>
public static class SubmissionRules
{
    /// <summary>Every finding.</summary>
    public static IReadOnlyList<Finding> Check(FilingDraft draft, FilingFacts facts) =>
    [
        .. Eligibility.Check(draft.Product),
        .. PreCheck.PreCheck.Run(InputOf(draft, facts)),
        .. ProductInformation.Check(draft.Product, facts),
        .. LinkedPatents.Check(draft.Patents, facts.Patents),
        .. Proof.Check(draft.Product, draft.Proof, facts),
        .. DoubleFiling.Check(facts.Similar),
    ];

    /// <summary>What the pre-check reads of a draft.</summary>
    public static PreCheckInput InputOf(FilingDraft draft, FilingFacts facts) => new()
    {
        Name = draft.Product.Name,
        Model = draft.Product.Model,
        ModelReason = draft.Product.ModelReason,
        Introduction = draft.Product.Introduction,
        CategoryCode = draft.Product.Category,
        CategoryName = facts.CategoryName,
        IndustryCode = draft.Product.Industry,
        IndustryName = facts.IndustryName,
        TradeMark = draft.Product.TradeMark,
        UnitName = facts.UnitName,
        LinkedPatentTitles = [.. facts.Patents.Select(p => p.Title)],
        HasMainImage = draft.Product.MainImage is not null,
        HasEconomicProof = draft.Proof.Economic?.File is not null,
        RequiresLicence = facts.Licences.Any(l => l.Always),
        HasLicence = draft.Proof.Licence is { Count: > 0 },
    };
}
