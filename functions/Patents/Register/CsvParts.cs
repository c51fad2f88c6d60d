using System.Buffers;
using PatentFunctions.Files;

namespace PatentFunctions.Patents;

/// <summary>A part of a large CSV: whole records, with the header in front.</summary>
/// <param name="Name">Name of its content.</param>
/// <param name="LineOffset">What a line number of the part lacks to the line number of the whole file.</param>
public sealed record CsvPart(string Name, int LineOffset);

/// <summary>
/// Cuts a CSV into parts while it streams in, at ends of records only: line feeds within quotes do not count. Each part can then be read on
/// its own, in memory of its own size.
/// </summary>
/// <param name="contents">Where parts are kept.</param>
/// <param name="prefix">Beginning of the parts' names.</param>
/// <param name="partBytes">Size from which on a part ends at the next end of a record.</param>
internal sealed class CsvParts(IFileContents contents, string prefix, int partBytes = CsvParts.DefaultPartBytes) : IAsyncDisposable
{
    public const int DefaultPartBytes = 4 * 1024 * 1024;

    // A quote that is never closed would make the rest of the file one record; then the next line feed is taken for an end.
    private const int MostRecordBytes = 1024 * 1024;
    private const int MostHeaderBytes = 64 * 1024;

    private static readonly SearchValues<byte> Marks = SearchValues.Create("\"\n"u8);

    private readonly List<CsvPart> parts = [];
    private readonly ArrayBufferWriter<byte> header = new();
    private IContentUpload? upload;
    private bool headerDone;
    private bool quoted;
    private int line = 1;
    private int firstDataLine;
    private int nextPartLine;
    private int written;
    private int record;

    /// <summary>The parts so far.</summary>
    public IReadOnlyList<CsvPart> Parts => parts;

    /// <summary>Takes the next bytes in.</summary>
    public async ValueTask AppendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        while (bytes.Length > 0)
        {
            var (length, ended) = NextPiece(bytes.Span);
            await WriteAsync(bytes[..length], cancellation);
            bytes = bytes[length..];
            if (!ended) continue;
            if (!headerDone) (headerDone, firstDataLine, nextPartLine) = (true, line, line);
            else if (written >= partBytes) await EndPartAsync(cancellation);
        }
    }

    /// <summary>Ends the last part.</summary>
    public async ValueTask CompleteAsync(CancellationToken cancellation)
    {
        if (upload is null && parts.Count == 0) await BeginPartAsync(cancellation);
        await EndPartAsync(cancellation);
    }

    public ValueTask DisposeAsync() => upload?.DisposeAsync() ?? ValueTask.CompletedTask;

    // Up to the end of the present record, or everything where it does not end here.
    private (int Length, bool Ended) NextPiece(ReadOnlySpan<byte> bytes)
    {
        for (var at = 0; ;)
        {
            var found = bytes[at..].IndexOfAny(Marks);
            if (found < 0)
            {
                record += bytes.Length - at;
                return (bytes.Length, false);
            }
            record += found + 1;
            at += found + 1;
            if (bytes[at - 1] == '"')
            {
                quoted = !quoted;
                continue;
            }
            line++;
            if (quoted && record < MostRecordBytes) continue;
            quoted = false;
            record = 0;
            return (at, true);
        }
    }

    private async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        if (!headerDone)
        {
            header.Write(bytes.Span);
            if (header.WrittenCount > MostHeaderBytes) throw new InvalidDataException("the first record is too long for a header");
            return;
        }
        if (upload is null) await BeginPartAsync(cancellation);
        await upload!.WriteAsync(bytes, cancellation);
        written += bytes.Length;
    }

    private async ValueTask BeginPartAsync(CancellationToken cancellation)
    {
        upload = await contents.BeginAsync(cancellation);
        await upload.WriteAsync(header.WrittenMemory, cancellation);
        written = 0;
    }

    private async ValueTask EndPartAsync(CancellationToken cancellation)
    {
        if (upload is null) return;
        var name = $"{prefix}-{parts.Count + 1:D4}";
        await upload.CompleteAsync(name, cancellation);
        await upload.DisposeAsync();
        upload = null;
        parts.Add(new CsvPart(name, nextPartLine - firstDataLine));
        nextPartLine = line;
    }
}
