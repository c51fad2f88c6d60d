using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Files;

/// <summary>A field of a form that names a file.</summary>
/// <param name="Pointer">JSON pointer to the field.</param>
/// <param name="File">The file.</param>
/// <param name="Purposes">Codes of the purposes that the field takes, usually one.</param>
public sealed record FileField(string Pointer, FileId File, params IReadOnlyList<string> Purposes);

/// <summary>What a check found.</summary>
/// <param name="Files">The files that are in order, by id.</param>
/// <param name="Findings">What is wrong, at the field's pointer.</param>
public sealed record CheckedFiles(IReadOnlyDictionary<FileId, FileRecord> Files, IReadOnlyList<Finding> Findings);

/// <summary>Checks the files that a form refers to: they exist, belong to the unit, are for this field and not infected.</summary>
public sealed class FileChecks(IRecordStore records, TimeProvider time)
{
    /// <summary>No such file, or another owner's: whose it is is nobody's business.</summary>
    public const string NotFound = "file.not-found";

    /// <summary>Uploaded for another field.</summary>
    public const string WrongPurpose = "file.wrong-purpose";

    /// <summary>Malware was found.</summary>
    public const string Infected = "file.infected";

    /// <summary>Checks all fields at once.</summary>
    /// <param name="owner">The unit's id (or the account's, where there is no unit) as text.</param>
    /// <param name="fields">The fields that name a file.</param>
    /// <param name="cancellation">Ends waiting.</param>
    public async Task<CheckedFiles> CheckAsync(string owner, IEnumerable<FileField> fields, CancellationToken cancellation)
    {
        var files = new Dictionary<FileId, FileRecord>();
        var findings = new List<Finding>();
        foreach (var field in fields)
        {
            var stored = await FileRecords.FindAsync(records, field.File, cancellation);
            if (Judge(stored?.Value, owner, field, time.GetUtcNow()) is { } finding) findings.Add(finding);
            else files[field.File] = stored!.Value;
        }
        return new CheckedFiles(files, findings);
    }

    /// <summary>The rule for one field.</summary>
    internal static Finding? Judge(FileRecord? file, string owner, FileField field, DateTimeOffset now)
    {
        if (file is null || file.Owner != owner || !FileRecords.IsUsable(file, now)) return Finding.Blocks(NotFound, field.Pointer, "附件不存在或已过期，请重新上传。");
        if (!field.Purposes.Contains(file.Purpose))
            return Finding.Blocks(WrongPurpose, field.Pointer, $"该附件是作为“{FilePurposes.Get(file.Purpose).Name}”上传的，此处需要“{string.Join("”或“", field.Purposes.Select(p => FilePurposes.Get(p).Name))}”。");
        return file.Scan == ScanState.Infected ? Finding.Blocks(Infected, field.Pointer, "安全检查发现该附件含有恶意内容，请更换后重新上传。") : null;
    }
}
