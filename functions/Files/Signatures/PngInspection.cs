using System.Buffers.Binary;

namespace PatentFunctions.Files.Signatures;

/// <summary>PNG (ISO/IEC 15948): signature, IHDR first, every chunk's CRC, IEND last and nothing after it.</summary>
internal sealed class PngInspection() : FieldInspection(8)
{
    private enum Part
    {
        Signature,
        ChunkHead,
        Header,
        Crc,
    }

    private Part part = Part.Signature;
    private bool header;
    private bool data;
    private bool last;
    private uint crc;

    protected override void OnField(ReadOnlySpan<byte> bytes)
    {
        switch (part)
        {
            case Part.Signature:
                Expect(Part.ChunkHead, 0, 8);
                break;
            case Part.ChunkHead:
                OnChunk(BinaryPrimitives.ReadUInt32BigEndian(bytes), bytes[4..]);
                break;
            case Part.Header:
                crc = Crc32.Append(crc, bytes);
                CheckSize(BinaryPrimitives.ReadUInt32BigEndian(bytes), BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]));
                if (bytes[8] is not (1 or 2 or 4 or 8 or 16) || bytes[9] is not (0 or 2 or 3 or 4 or 6) || bytes[10] != 0 || bytes[11] != 0 || bytes[12] > 1) Fault ??= Broken;
                Expect(Part.Crc, 0, 4);
                break;
            default:
                if (BinaryPrimitives.ReadUInt32BigEndian(bytes) != ~crc) Fault = Broken;
                Ended = last;
                Expect(Part.ChunkHead, 0, 8);
                break;
        }
    }

    protected override void OnPassed(ReadOnlySpan<byte> bytes) => crc = Crc32.Append(crc, bytes);

    private void OnChunk(uint length, ReadOnlySpan<byte> type)
    {
        crc = Crc32.Append(Crc32.Start, type);
        var isHeader = type.SequenceEqual("IHDR"u8);
        data |= type.SequenceEqual("IDAT"u8);
        last = type.SequenceEqual("IEND"u8);
        if (isHeader == header || (isHeader && length != 13) || (last && (length != 0 || !data)) || length > int.MaxValue || type.ContainsAnyExcept(Letters))
        {
            Fault = Broken;
            return;
        }
        header = true;
        if (isHeader) Expect(Part.Header, 0, 13);
        else Expect(Part.Crc, length, 4);
    }

    private static readonly System.Buffers.SearchValues<byte> Letters = System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    private void Expect(Part next, long passBytes, int fieldBytes)
    {
        part = next;
        Next(passBytes, fieldBytes);
    }
}
