using System.Buffers.Binary;
using System.IO.Compression;

namespace PatentFunctions.SampleData.Walk;

/// <summary>A plain picture to upload where a person would upload a scan: a 24-bit bitmap of one colour with a frame.</summary>
internal static class SampleImage
{
    public static byte[] Bitmap(byte shade, int width = 200, int height = 120)
    {
        const int header = 54;
        var row = ((width * 3) + 3) / 4 * 4;
        var bytes = new byte[header + (row * height)];
        bytes[0] = (byte)'B';
        bytes[1] = (byte)'M';
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(2), bytes.Length);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(10), header);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(14), 40);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(18), width);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(22), height);
        BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(26), 1);
        BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(28), 24);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(34), row * height);
        for (var y = 0; y < height; y++)
        {
            var framed = y is < 4 || y >= height - 4;
            for (var x = 0; x < width * 3; x++) bytes[header + (y * row) + x] = framed || x < 12 || x >= (width * 3) - 12 ? (byte)0x40 : shade;
        }
        return bytes;
    }

    /// <summary>The same in a ZIP file, for where documents are asked for.</summary>
    public static byte[] Zip(byte shade, string name)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create))
        using (var entry = archive.CreateEntry(name).Open())
            entry.Write(Bitmap(shade));
        return bytes.ToArray();
    }
}
