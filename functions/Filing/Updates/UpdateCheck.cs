using Microsoft.Extensions.Options;
using PatentFunctions.Files;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Filing.Updates;

/// <summary>预审 of an update: every rule of a filing's submission, then those of an update.</summary>
public sealed class UpdateCheck(DraftCheck check, IRecordStore records, IOptions<FilingOptions> options, TimeProvider time)
{
    /// <summary>Everything that is wrong or worth knowing.</summary>
    public async Task<CheckedDraft> RunAsync(FilingRecord filing, FilingDraft draft, int year, CancellationToken cancellation)
    {
        var found = await check.RunAsync(filing, draft, cancellation);
        var proof = draft.Proof.Economic?.File is { } file ? await FileRecords.FindAsync(records, file, cancellation) : null;
        var facts = new UpdateFacts(UpdateWindow.Of(year, options.Value.UpdateWindowEnds), ChinaTime.Today(time), proof?.Value.UploadedAt);
        return found with { Findings = [.. found.Findings, .. UpdateRules.Check(filing.Content!, draft, facts)] };
    }
}
