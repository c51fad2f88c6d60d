using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using PatentFunctions.Files.Signatures;

namespace PatentFunctions.Tests.Files;

/// <summary>Small sound files of every kind, made byte by byte.</summary>
internal static class SampleFiles
{
    public static byte[] Png(int width = 2, int height = 2, int padding = 0)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8;
        header[9] = 2;
        using var pixels = new MemoryStream();
        using (var zlib = new ZLibStream(pixels, CompressionLevel.Optimal, leaveOpen: true)) zlib.Write(new byte[16]);
        return
        [
            0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A,
            .. Chunk("IHDR", header),
            .. padding > 0 ? Chunk("tEXt", new byte[padding]) : [],
            .. Chunk("IDAT", pixels.ToArray()),
            .. Chunk("IEND", []),
        ];
    }

    public static byte[] Jpg(int width = 2, int height = 2) =>
    [
        0xFF, 0xD8,
        0xFF, 0xE0, 0, 16, (byte)'J', (byte)'F', (byte)'I', (byte)'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0,
        0xFF, 0xC0, 0, 11, 8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, 1, 1, 0x11, 0,
        0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0, 0x12, 0xFF, 0x00, 0x34, 0xFF, 0xD0, 0x56,
        0xFF, 0xD9,
    ];

    public static byte[] Bmp(int width = 2, int height = 2)
    {
        var stride = ((width * 24) + 31) / 32 * 4;
        var file = new byte[54 + (stride * height)];
        file[0] = (byte)'B';
        file[1] = (byte)'M';
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(2), file.Length);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(10), 54);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(14), 40);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(18), width);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(22), height);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(26), 1);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(28), 24);
        return file;
    }

    public static byte[] Pdf() => Encoding.ASCII.GetBytes("%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\nstartxref\n9\n%%EOF\n");

    public static byte[] Mp4(string brand = "isom", int media = 32) =>
        [.. Box("ftyp", [.. Encoding.ASCII.GetBytes(brand), 0, 0, 2, 0]), .. Box("moov", new byte[8]), .. Box("mdat", new byte[media])];

    public static byte[] Zip(string comment = "")
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            archive.Comment = comment;
            using var entry = archive.CreateEntry("材料.txt").Open();
            entry.Write("content"u8);
        }
        return stream.ToArray();
    }

    public static byte[] Rar5()
    {
        byte[] main = [3, 1, 0, 0];
        var head = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(head, Crc32.Of(main));
        return [.. "Rar!\x1A\x07\x01\x00"u8, .. head, .. main, 0x1D, 0x77, 0x56, 0x51, 3, 5, 4, 0];
    }

    public static byte[] Rar4()
    {
        byte[] main = [0x73, 0, 0, 13, 0, 0, 0, 0, 0, 0, 0];
        var crc = (ushort)Crc32.Of(main);
        return [.. "Rar!\x1A\x07\x00"u8, (byte)crc, (byte)(crc >> 8), .. main, 0xC4, 0x3D, 0x7B, 0, 0x40, 7, 0];
    }

    public static byte[] SevenZip()
    {
        var start = new byte[20];
        BinaryPrimitives.WriteInt64LittleEndian(start, 4);
        BinaryPrimitives.WriteInt64LittleEndian(start.AsSpan(8), 2);
        var crc = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(crc, Crc32.Of(start));
        return [(byte)'7', (byte)'z', 0xBC, 0xAF, 0x27, 0x1C, 0, 4, .. crc, .. start, 1, 2, 3, 4, 1, 0];
    }

    private static byte[] Chunk(string type, byte[] data)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, data.Length);
        byte[] body = [.. Encoding.ASCII.GetBytes(type), .. data];
        var crc = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(crc, Crc32.Of(body));
        return [.. length, .. body, .. crc];
    }

    private static byte[] Box(string type, byte[] data)
    {
        var size = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(size, data.Length + 8);
        return [.. size, .. Encoding.ASCII.GetBytes(type), .. data];
    }
}
