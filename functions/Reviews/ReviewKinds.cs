using System.Globalization;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Reviews.Appeals;

namespace PatentFunctions.Reviews;

/// <summary>All kinds of review that the areas have registered, and the appeals against each that is appealable (COM-18).</summary>
public sealed class ReviewKinds(IEnumerable<IReviewArea> areas, CaseStore cases)
{
    private readonly Dictionary<string, IReviewArea> byCode = areas
        .SelectMany(a => a.Kind.Appealable ? [a, new AppealArea(a, cases)] : new[] { a })
        .ToDictionary(a => a.Kind.Code, StringComparer.Ordinal);

    /// <summary>Every kind.</summary>
    public IEnumerable<ReviewKind> All => byCode.Values.Select(a => a.Kind);

    /// <summary>The area of a kind; throws the refusal (404) for an unknown code.</summary>
    public IReviewArea Area(string code) => byCode.TryGetValue(code, out var area) ? area : throw new RefusedException(new NothingHere());

    /// <summary>The area of a kind that the caller may review; throws the refusal (404, 403) otherwise.</summary>
    public IReviewArea Area(string code, Caller caller)
    {
        var area = Area(code);
        return area.Kind.Reviewer == caller.Role ? area : throw new RefusedException(new RoleNotAllowed());
    }

    /// <summary>Where the input of a clock points.</summary>
    internal (ReviewKind Kind, CaseAddress Address, string Row) Locate(string input)
    {
        var parts = input.Split('|');
        var kind = byCode[parts[0]].Kind;
        return (kind, new CaseAddress(kind.Table, parts[1]), ReviewRound.RowOf(kind.Code, int.Parse(parts[2], CultureInfo.InvariantCulture)));
    }
}
