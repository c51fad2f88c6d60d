using System.Buffers;
using System.Security.Cryptography;
using PatentFunctions.Files.Signatures;

namespace PatentFunctions.Files;

/// <summary>What arrived.</summary>
/// <param name="Kind">By content.</param>
/// <param name="Bytes">Size.</param>
/// <param name="Sha256">Hash, hex.</param>
internal sealed record ReceivedFile(FileKind Kind, long Bytes, string Sha256);

/// <summary>
/// Takes a file in while it streams: counts, hashes, recognizes and follows its structure in one pass and constant memory. A refusal comes
/// at the first byte that gives reason for it.
/// </summary>
internal static class FileIntake
{
    private const int ChunkBytes = 64 * 1024;

    /// <summary>Writes the stream to the upload, or refuses it.</summary>
    public static Task<Outcome<ReceivedFile>> ReceiveAsync(Stream source, FilePurpose purpose, IContentUpload upload, CancellationToken cancellation) =>
        FollowAsync(source, purpose, upload.WriteAsync, cancellation);

    /// <summary>Judges a stream that lies somewhere already.</summary>
    public static Task<Outcome<ReceivedFile>> InspectAsync(Stream source, FilePurpose purpose, CancellationToken cancellation) =>
        FollowAsync(source, purpose, (_, _) => ValueTask.CompletedTask, cancellation);

    private static async Task<Outcome<ReceivedFile>> FollowAsync(
        Stream source, FilePurpose purpose, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> write, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var chunk = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            FileInspection? inspection = null;
            FileKind kind = default;
            long total = 0;
            while (true)
            {
                // Whole chunks, so that the first one holds enough to recognize the kind however the network cut the stream.
                var read = await source.ReadAtLeastAsync(chunk.AsMemory(0, ChunkBytes), FileInspection.HeadBytes, throwOnEndOfStream: false, cancellation);
                if (read == 0) break;
                total += read;
                if (total > purpose.MaxBytes) return new FileTooLarge(purpose.Name, purpose.MaxBytes);
                var bytes = chunk.AsMemory(0, read);
                if (inspection is null)
                {
                    var found = FileInspection.Recognize(bytes.Span);
                    if (found is null || !purpose.Kinds.Contains(found.Value)) return new FileKindRefused(purpose.Name, purpose.Kinds, found);
                    kind = found.Value;
                    inspection = FileInspection.Of(kind);
                }
                inspection.Append(bytes.Span);
                if (inspection.Fault is { } early) return new FileDamaged(early);
                hash.AppendData(bytes.Span);
                await write(bytes, cancellation);
            }
            if (inspection is null) return new FileEmpty();
            inspection.Finish(total);
            if (inspection.Fault is { } fault) return new FileDamaged(fault);
            return new ReceivedFile(kind, total, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }
}
