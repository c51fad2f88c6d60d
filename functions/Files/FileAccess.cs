using PatentFunctions.Platform.Http;

namespace PatentFunctions.Files;

/// <summary>
/// Says for the cases of one table whether a caller whose role is bound to a province, a bank or an assignment may see their files.
/// Implemented by the area; without one such callers see none.
/// </summary>
public interface IFileReaders
{
    /// <summary>Table of the cases.</summary>
    string Table { get; }

    /// <summary>True where the caller may see the files of the case.</summary>
    Task<bool> MayReadAsync(Caller caller, Platform.Cases.CaseAddress address, CancellationToken cancellation);
}

/// <summary>Who may read a file: its owner always; others once a case refers to it, where its purpose names their role.</summary>
internal static class FileAccess
{
    private static readonly Role[] Everywhere = [Role.Examiner, Role.National, Role.FinanceOfficer, Role.Operator];

    /// <summary>Whether the caller may know of the file at all.</summary>
    public static async Task<bool> MayReadAsync(FileRecord file, Caller caller, IEnumerable<IFileReaders> readers, CancellationToken cancellation)
    {
        if (FileRecords.OwnerOf(caller) == file.Owner) return true;
        if (file.KeptBy.Count == 0 || !FilePurposes.Get(file.Purpose).ReadBy.Contains(caller.Role)) return false;
        if (Everywhere.Contains(caller.Role)) return true;
        foreach (var kept in file.KeptBy)
        {
            var slash = kept.IndexOf('/', StringComparison.Ordinal);
            var address = new Platform.Cases.CaseAddress(kept[..slash], kept[(slash + 1)..]);
            foreach (var reader in readers.Where(r => r.Table == address.Table))
            {
                if (await reader.MayReadAsync(caller, address, cancellation)) return true;
            }
        }
        return false;
    }
}
