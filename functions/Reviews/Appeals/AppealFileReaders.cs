using PatentFunctions.Files;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.Reviews.Appeals;

/// <summary>Lets reviewers who are divided by province or bank read the files of the appeals that they decide.</summary>
internal sealed class AppealFileReaders(ReviewKind kind, CaseStore cases) : IFileReaders
{
    public string Table => kind.Table;

    public async Task<bool> MayReadAsync(Caller caller, CaseAddress address, CancellationToken cancellation)
    {
        if (caller.Role != kind.Reviewer) return false;
        var appealing = AppealKind.CodeOf(kind.Code);
        await foreach (var round in cases.RowsAsync<ReviewRound>(address, ReviewRound.RowPrefix, cancellation))
            if (round.Value.Kind == appealing && ReviewDesk.InScope(caller, round.Value.Scope)) return true;
        return false;
    }
}
