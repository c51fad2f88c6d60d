using PatentFunctions.Platform;

namespace PatentFunctions.Filing.PreCheck;

/// <summary>预审: runs every rule over a draft, at any moment and again at submission. Pure; a filled field is judged, a missing one is found missing.</summary>
public static class PreCheck
{
    /// <summary>All findings, in the order of the form.</summary>
    public static IReadOnlyList<Finding> Run(PreCheckInput input) =>
    [
        .. ProductName.Check(input),
        .. ProductModel.Check(input),
        .. ProductCategoryFit.Check(input),
        .. Introduction.Check(input),
        .. Materials.Check(input),
    ];
}
