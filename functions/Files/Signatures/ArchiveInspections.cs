using System.Buffers.Binary;

namespace PatentFunctions.Files.Signatures;

/// <summary>ZIP (APPNOTE 6.3): a local header first, a central directory that ends the file. Nothing is unpacked.</summary>
internal sealed class ZipInspection() : TailInspection(EndRecord + ushort.MaxValue)
{
    private const int EndRecord = 22;

    public override void Finish(long total)
    {
        var tail = Tail;
        for (var at = tail.LastIndexOf("PK\x05\x06"u8); at >= 0; at = tail[..at].LastIndexOf("PK\x05\x06"u8))
        {
            var record = tail[at..];
            if (record.Length < EndRecord || BinaryPrimitives.ReadUInt16LittleEndian(record[20..]) != record.Length - EndRecord) continue;
            long size = BinaryPrimitives.ReadUInt32LittleEndian(record[12..]);
            long offset = BinaryPrimitives.ReadUInt32LittleEndian(record[16..]);
            var position = total - record.Length;

            // The central directory must end where this record begins; with ZIP64 its own records lie between. Anything else was put before the archive.
            var zip64 = size == uint.MaxValue || offset == uint.MaxValue;
            if (!zip64 && offset + size != position) Fault ??= Broken;
            return;
        }
        Fault ??= tail.LastIndexOf("PK\x05\x06"u8) < 0 ? Incomplete : Trailing;
    }
}

/// <summary>RAR 4 and 5: the marker and a main header with the right checksum.</summary>
internal sealed class RarInspection() : HeadInspection(128)
{
    public override void Finish(long total)
    {
        var bytes = Head;
        if (bytes.Length < 20) Fault ??= Incomplete;
        else if (bytes[6] == 0 ? !IsMainHeader4(bytes[7..]) : !IsMainHeader5(bytes[8..])) Fault ??= Broken;
    }

    private static bool IsMainHeader4(ReadOnlySpan<byte> header)
    {
        int size = BinaryPrimitives.ReadUInt16LittleEndian(header[5..]);
        return header[2] == 0x73 && size >= 13 && size <= header.Length && (ushort)Crc32.Of(header[2..size]) == BinaryPrimitives.ReadUInt16LittleEndian(header);
    }

    private static bool IsMainHeader5(ReadOnlySpan<byte> header)
    {
        // The size of a main or encryption header takes one byte: it is far below 128.
        int size = header[4];
        const int main = 1;
        const int encryption = 4;
        return size is > 0 and < 0x80 && 5 + size <= header.Length && header[5] is main or encryption
            && Crc32.Of(header.Slice(4, 1 + size)) == BinaryPrimitives.ReadUInt32LittleEndian(header);
    }
}

/// <summary>7z: the start header's checksum, and exactly as many bytes as it says.</summary>
internal sealed class SevenZipInspection() : HeadInspection(32)
{
    public override void Finish(long total)
    {
        if (Head.Length < HeadSize)
        {
            Fault ??= Incomplete;
            return;
        }
        var start = Head.Slice(12, 20);
        if (Crc32.Of(start) != BinaryPrimitives.ReadUInt32LittleEndian(Head[8..]))
        {
            Fault ??= Broken;
            return;
        }
        var end = 32 + (UInt128)BinaryPrimitives.ReadUInt64LittleEndian(start) + BinaryPrimitives.ReadUInt64LittleEndian(start[8..]);
        if (end != (UInt128)total) Fault ??= end > (UInt128)total ? Incomplete : Trailing;
    }
}
