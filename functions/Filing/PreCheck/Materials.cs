using PatentFunctions.Platform;

namespace PatentFunctions.Filing.PreCheck;

/// <summary>证明材料 and 产品主图: what must be there at all. Size and kind of a file are checked when it is uploaded.</summary>
public static class Materials
{
    /// <summary>Findings about missing images and proof.</summary>
    public static IEnumerable<Finding> Check(PreCheckInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return Missing();

        IEnumerable<Finding> Missing()
        {
            if (!input.HasMainImage)
                yield return PreCheckCatalog.MainImageMissing.About();
            if (!input.HasEconomicProof)
                yield return PreCheckCatalog.ProofMissing.About();
            if (input.RequiresLicence && !input.HasLicence)
                yield return PreCheckCatalog.LicenceMissing.About();
        }
    }
}
