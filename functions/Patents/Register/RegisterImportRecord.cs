using System.Globalization;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.Patents;

/// <summary>An import of the register: the main record of the partition named by its id.</summary>
/// <param name="Id">The import.</param>
/// <param name="Sha256">Hash of the file as sent, hex.</param>
/// <param name="Bytes">Size of the file as sent.</param>
/// <param name="StartedAt">When it arrived.</param>
/// <param name="Parts">Its parts.</param>
/// <param name="FinishedAt">When all parts were loaded.</param>
public sealed record RegisterImportRecord(string Id, string Sha256, long Bytes, DateTimeOffset StartedAt, IReadOnlyList<CsvPart> Parts, DateTimeOffset? FinishedAt = null)
{
    internal static CaseAddress Address(string id) => new(PatentTables.Imports, id);

    internal static string PartRow(int part) => PatentTables.PartRows + part.ToString("D6", CultureInfo.InvariantCulture);
}

/// <summary>What became of a part.</summary>
/// <param name="Part">Number of the part, from 1.</param>
/// <param name="Loaded">Rows taken over.</param>
/// <param name="Refused">Rows refused.</param>
/// <param name="Report">Name of the content that says why, where any was refused.</param>
public sealed record LoadedPart(int Part, int Loaded, int Refused, string? Report);

/// <summary>Progress of an import of the register.</summary>
/// <param name="Id">The import.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Parts">Parts of the file.</param>
/// <param name="PartsDone">Parts loaded so far.</param>
/// <param name="Loaded">Rows taken over so far.</param>
/// <param name="Refused">Rows refused so far; the report names each with its line.</param>
/// <param name="Bytes">Size of the file as sent.</param>
/// <param name="StartedAt">When it arrived.</param>
/// <param name="FinishedAt">When all parts were loaded.</param>
public sealed record RegisterImportAnswer(string Id, PatentImportState State, int Parts, int PartsDone, long Loaded, long Refused, long Bytes, DateTimeOffset StartedAt, DateTimeOffset? FinishedAt)
{
    internal static async Task<RegisterImportAnswer> OfAsync(RegisterImportRecord import, CaseStore cases, CancellationToken cancellation)
    {
        var (done, loaded, refused) = (0, 0L, 0L);
        await foreach (var part in cases.RowsAsync<LoadedPart>(RegisterImportRecord.Address(import.Id), PatentTables.PartRows, cancellation))
            (done, loaded, refused) = (done + 1, loaded + part.Value.Loaded, refused + part.Value.Refused);
        return new RegisterImportAnswer(import.Id, import.FinishedAt is null ? PatentImportState.Running : PatentImportState.Completed, import.Parts.Count, done, loaded, refused, import.Bytes, import.StartedAt, import.FinishedAt);
    }
}

/// <summary>The sent file cannot be unpacked or has no header.</summary>
public sealed record RegisterFileUnreadable() : Malformed("patent-register-file-unreadable", "文件无法读取", "请上传 UTF-8 编码的 CSV 文件（首行为列名）；压缩上传时请使用 gzip 并在请求头注明 Content-Encoding: gzip。");
