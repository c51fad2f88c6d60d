using System.Buffers.Binary;

namespace PatentFunctions.Files.Signatures;

/// <summary>
/// Follows the structure of a file while it streams past and says what is wrong with it. The whole structure counts, not only the first
/// bytes: what follows the end of an image is refused, because it would be a second file in disguise.
/// </summary>
internal abstract class FileInspection
{
    public const string Incomplete = "文件不完整，可能已损坏，请重新导出后再上传。";
    public const string Trailing = "文件结尾之后还有多余的数据，请用看图或编辑软件另存后再上传。";
    public const string Broken = "文件结构有误，可能已损坏，请重新导出后再上传。";

    /// <summary>Longest side of an image, pixels.</summary>
    public const int MaxSide = 20_000;

    /// <summary>Largest image, pixels: what it takes in memory once decoded does not depend on the size of the file.</summary>
    public const long MaxPixels = 100_000_000;

    /// <summary>How many bytes <see cref="Recognize"/> needs.</summary>
    public const int HeadBytes = 16;

    /// <summary>What is wrong, in Chinese; null while nothing is.</summary>
    public string? Fault { get; protected set; }

    /// <summary>Takes the next bytes.</summary>
    public abstract void Append(ReadOnlySpan<byte> bytes);

    /// <summary>The file has ended after so many bytes.</summary>
    public abstract void Finish(long total);

    /// <summary>What a file is by its first bytes, or null.</summary>
    public static FileKind? Recognize(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith<byte>([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A])) return FileKind.Png;
        if (head.StartsWith<byte>([0xFF, 0xD8, 0xFF])) return FileKind.Jpg;
        if (head.StartsWith("%PDF-"u8)) return FileKind.Pdf;
        if (head.StartsWith("PK\x03\x04"u8) || head.StartsWith("PK\x05\x06"u8)) return FileKind.Zip;
        if (head.StartsWith("Rar!\x1A\x07\x00"u8) || head.StartsWith("Rar!\x1A\x07\x01\x00"u8)) return FileKind.Rar;
        if (head.StartsWith<byte>([(byte)'7', (byte)'z', 0xBC, 0xAF, 0x27, 0x1C])) return FileKind.SevenZip;
        if (head.Length >= 12 && head[4..8].SequenceEqual("ftyp"u8) && Mp4Inspection.IsVideoBrand(head[8..12])) return FileKind.Mp4;

        // Two letters alone would take any text that begins with BM: the reserved bytes and the header size have to fit too.
        if (head.Length >= 16 && head.StartsWith("BM"u8) && BinaryPrimitives.ReadUInt32LittleEndian(head[6..]) == 0 && BmpInspection.IsHeaderSize(BinaryPrimitives.ReadUInt16LittleEndian(head[14..]))) return FileKind.Bmp;
        return null;
    }

    /// <summary>The inspection of a kind.</summary>
    public static FileInspection Of(FileKind kind) => kind switch
    {
        FileKind.Png => new PngInspection(),
        FileKind.Jpg => new JpegInspection(),
        FileKind.Bmp => new BmpInspection(),
        FileKind.Pdf => new PdfInspection(),
        FileKind.Mp4 => new Mp4Inspection(),
        FileKind.Zip => new ZipInspection(),
        FileKind.Rar => new RarInspection(),
        FileKind.SevenZip => new SevenZipInspection(),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    protected void CheckSize(long width, long height)
    {
        if (width <= 0 || height <= 0) Fault ??= Broken;
        else if (width > MaxSide || height > MaxSide || width * height > MaxPixels) Fault ??= $"图片尺寸为 {width}×{height} 像素，超过每边 {MaxSide} 像素、总计 1 亿像素的限制，请缩小后再上传。";
    }
}

/// <summary>A structure of fields and stretches: collects a field, hands it over, passes a stretch by.</summary>
internal abstract class FieldInspection : FileInspection
{
    private readonly byte[] field = new byte[64];
    private int have;
    private int need;
    private long pass;

    protected FieldInspection(int firstField) => need = firstField;

    /// <summary>True once the structure has ended: no byte may follow.</summary>
    protected bool Ended { get; set; }

    public sealed override void Append(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0 && Fault is null)
        {
            if (Ended)
            {
                Fault = Trailing;
            }
            else if (pass > 0)
            {
                var take = (int)Math.Min(pass, bytes.Length);
                OnPassed(bytes[..take]);
                pass -= take;
                bytes = bytes[take..];
            }
            else
            {
                var take = Math.Min(need - have, bytes.Length);
                bytes[..take].CopyTo(field.AsSpan(have));
                have += take;
                bytes = bytes[take..];
                if (have < need) continue;
                have = 0;
                OnField(field.AsSpan(0, need));
            }
        }
    }

    public override void Finish(long total)
    {
        if (!Ended || pass > 0) Fault ??= Incomplete;
    }

    /// <summary>A field is complete; says what comes next by <see cref="Next"/>.</summary>
    protected abstract void OnField(ReadOnlySpan<byte> bytes);

    /// <summary>Part of a stretch went by.</summary>
    protected virtual void OnPassed(ReadOnlySpan<byte> bytes)
    {
    }

    /// <summary>First so many bytes go by, then a field of so many bytes is collected.</summary>
    protected void Next(long passBytes, int fieldBytes) => (pass, need) = (passBytes, fieldBytes);
}

/// <summary>A structure that is known by its end: keeps the last bytes.</summary>
internal abstract class TailInspection(int tailBytes) : FileInspection
{
    private readonly byte[] buffer = new byte[tailBytes * 2];
    private int length;

    public override void Append(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length >= tailBytes)
        {
            bytes[^tailBytes..].CopyTo(buffer);
            length = tailBytes;
            return;
        }
        if (length + bytes.Length > buffer.Length)
        {
            var kept = Math.Min(length, tailBytes);
            buffer.AsSpan(length - kept, kept).CopyTo(buffer);
            length = kept;
        }
        bytes.CopyTo(buffer.AsSpan(length));
        length += bytes.Length;
    }

    /// <summary>The last bytes of the file, at least as many as asked for where there are so many.</summary>
    protected ReadOnlySpan<byte> Tail => buffer.AsSpan(0, length);
}

/// <summary>CRC-32 of ISO 3309, as PNG, 7z and RAR use it.</summary>
internal static class Crc32
{
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(n => Enumerable.Range(0, 8).Aggregate((uint)n, (c, _) => (c & 1) == 1 ? 0xEDB88320 ^ (c >> 1) : c >> 1))];

    public const uint Start = 0xFFFFFFFF;

    public static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes) crc = Table[(crc ^ b) & 0xFF] ^ (crc >> 8);
        return crc;
    }

    public static uint Of(ReadOnlySpan<byte> bytes) => ~Append(Start, bytes);
}
