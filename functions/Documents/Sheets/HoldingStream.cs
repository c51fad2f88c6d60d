using System.Buffers;

namespace PatentFunctions.Documents.Sheets;

/// <summary>
/// Holds what <see cref="System.IO.Compression.ZipArchive"/> writes until it is passed on. The archive closes its entries
/// with synchronous writes, even in its asynchronous form, and the body of a response refuses those.
/// </summary>
internal sealed class HoldingStream : Stream
{
    private readonly ArrayBufferWriter<byte> _held = new(65_536);

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Passes on what is held and keeps nothing.</summary>
    public async Task PassOnAsync(Stream output, CancellationToken cancellation)
    {
        await output.WriteAsync(_held.WrittenMemory, cancellation);
        _held.ResetWrittenCount();
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer) => _held.Write(buffer);

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => _held.Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush()
    {
        // Held bytes are passed on by PassOnAsync only.
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();
}
