using PatentFunctions.Identifiers;

namespace PatentFunctions.Patents;

/// <summary>One page of the patents of an owner.</summary>
/// <param name="Patents">The patents.</param>
/// <param name="Next">Where to go on; null at the end.</param>
public sealed record OwnedPatents(IReadOnlyList<RegisterPatent> Patents, string? Next);

/// <summary>专利登记 (PAT-01): tells who owns what, and whether it is still in force. The register that the operator has loaded by default.</summary>
public interface IPatentRegistry
{
    /// <summary>One patent, or null.</summary>
    Task<RegisterPatent?> FindAsync(PatentNumber number, CancellationToken cancellation);

    /// <summary>The patents that a name owns, alone or with others.</summary>
    /// <param name="name">Name of the owner.</param>
    /// <param name="page">Where to go on; null for the first page.</param>
    /// <param name="take">Patents a page.</param>
    /// <param name="cancellation">Ends reading.</param>
    Task<OwnedPatents> OwnedByAsync(string name, string? page, int take, CancellationToken cancellation);
}
