using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Files;

/// <summary>Messages by which a case says which files it refers to; sent with the act that refers to them.</summary>
public static class FileMessages
{
    private const string KeepKind = "file.keep";
    private const string ReleaseKind = "file.release";

    /// <summary>The case refers to these files from now on: they no longer expire and reviewers may read them.</summary>
    public static OutboxMessage Keep(CaseAddress address, IReadOnlyList<FileId> files) => OutboxMessage.Of(KeepKind, new References(address.ToString(), files));

    /// <summary>The case no longer refers to these files; one that no case refers to expires.</summary>
    public static OutboxMessage Release(CaseAddress address, IReadOnlyList<FileId> files) => OutboxMessage.Of(ReleaseKind, new References(address.ToString(), files));

    internal sealed record References(string Case, IReadOnlyList<FileId> Files);

    /// <summary>Adds the case to the files; a second time changes nothing.</summary>
    internal sealed class KeepHandler(CaseStore cases, ILogger<KeepHandler> log) : IOutboxHandler
    {
        public string Kind => KeepKind;

        public async Task HandleAsync(OutboxDelivery delivery, DurableTaskClient durable, CancellationToken cancellation)
        {
            var references = delivery.Read<References>();
            foreach (var id in references.Files)
            {
                // A file that is gone cannot be brought back; whoever checks the case names the missing file to the unit.
                var found = await ChangeAsync(cases, id, delivery.Stamp with { Act = "KeepFile" }, k => k.Contains(references.Case) ? k : [.. k, references.Case], durable, cancellation);
                if (!found) log.LogError("{Case} refers to file {File}, which does not exist", references.Case, id);
            }
        }
    }

    /// <summary>Takes the case off the files.</summary>
    internal sealed class ReleaseHandler(CaseStore cases, TimeProvider time) : IOutboxHandler
    {
        public string Kind => ReleaseKind;

        public async Task HandleAsync(OutboxDelivery delivery, DurableTaskClient durable, CancellationToken cancellation)
        {
            var references = delivery.Read<References>();
            var expiry = new DueIndex(cases.Records, FileRecords.ExpiryTable);
            foreach (var id in references.Files)
            {
                // The entry of the upload itself may have been taken while the case referred to the file.
                if (await FileRecords.FindAsync(cases.Records, id, cancellation) is not { } file) continue;
                var removable = file.Value.UploadedAt + FileRecords.RemovedAfter;
                var soon = time.GetUtcNow() + TimeSpan.FromHours(1);
                await expiry.AddAsync(removable > soon ? removable : soon, FileRecords.ContentName(file.Value), cancellation);
                await ChangeAsync(cases, id, delivery.Stamp with { Act = "ReleaseFile" }, k => [.. k.Where(c => c != references.Case)], durable, cancellation);
            }
        }
    }

    private static async Task<bool> ChangeAsync(CaseStore cases, FileId id, ActStamp stamp, Func<IReadOnlyList<string>, IReadOnlyList<string>> change, DurableTaskClient durable, CancellationToken cancellation)
    {
        while (await FileRecords.FindAsync(cases.Records, id, cancellation) is { } file)
        {
            var kept = change(file.Value.KeptBy);
            if (kept.SequenceEqual(file.Value.KeptBy)) return true;
            try
            {
                await cases.CommitAsync(new CaseWrite(FileRecords.Address(id), stamp).Replace(file, file.Value with { KeptBy = kept }), durable, cancellation);
                return true;
            }
            catch (StoreConflictException)
            {
                // The scan or another case wrote in between: read again.
            }
        }
        return false;
    }
}
