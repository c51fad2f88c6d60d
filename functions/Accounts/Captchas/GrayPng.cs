using System.Buffers.Binary;
using System.IO.Compression;

namespace PatentFunctions.Accounts.Captchas;

/// <summary>Writes gray pictures as PNG (ISO/IEC 15948): eight bits a pixel, no filters.</summary>
internal static class GrayPng
{
    private static readonly uint[] CrcTable = [.. Enumerable.Range(0, 256).Select(n => CrcOf((uint)n))];

    /// <summary>One byte a pixel, 0 black, row by row from the top.</summary>
    public static byte[] Encode(ReadOnlySpan<byte> pixels, int width, int height)
    {
        using var png = new MemoryStream();
        png.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        header[8] = 8;
        header[9..].Clear();
        Chunk(png, "IHDR"u8, header);
        using var data = new MemoryStream();
        using (var deflate = new ZLibStream(data, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (var y = 0; y < height; y++)
            {
                deflate.WriteByte(0);
                deflate.Write(pixels.Slice(y * width, width));
            }
        }
        Chunk(png, "IDAT"u8, data.ToArray());
        Chunk(png, "IEND"u8, []);
        return png.ToArray();
    }

    private static void Chunk(MemoryStream png, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        png.Write(number);
        png.Write(type);
        png.Write(data);
        var crc = Add(Add(uint.MaxValue, type), data) ^ uint.MaxValue;
        BinaryPrimitives.WriteUInt32BigEndian(number, crc);
        png.Write(number);
    }

    private static uint Add(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes) crc = CrcTable[(crc ^ b) & 0xFF] ^ (crc >> 8);
        return crc;
    }

    private static uint CrcOf(uint n)
    {
        for (var k = 0; k < 8; k++) n = (n & 1) != 0 ? 0xEDB88320 ^ (n >> 1) : n >> 1;
        return n;
    }
}
