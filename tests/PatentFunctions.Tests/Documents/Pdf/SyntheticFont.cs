using System.Buffers.Binary;
using System.Text;

namespace PatentFunctions.Tests.Documents.Pdf;

/// <summary>
/// A font of four glyphs with what Noto Sans SC lacks: a character map in format 4 only, short locations, fewer widths than
/// glyphs, and a composite glyph (Ä: glyph 3, made of 1 and 2).
/// </summary>
internal static class SyntheticFont
{
    public static byte[] Build()
    {
        byte[] square = [.. Words(1, 0, 0, 500, 500, 3, 0), 1, 1, 1, 1, .. Words(0, 500, 0, -500), .. Words(0, 0, 500, 0)];
        byte[] composite = [.. Words(-1, 0, 0, 500, 700), .. Words(0x0021, 1, 0, 0), .. Words(0x0000 | 0x0008, 2), 0, 9, .. Words(0x2000)];
        var glyphs = new MemoryStream();
        var locations = new List<int>();
        foreach (var glyph in (byte[][])[[], square, square, composite])
        {
            locations.Add((int)glyphs.Length / 2);
            glyphs.Write(glyph);
            if (glyphs.Length % 2 != 0)
                glyphs.WriteByte(0);
        }
        locations.Add((int)glyphs.Length / 2);

        var head = new byte[54];
        BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(18), 1000);
        var header = new byte[36];
        Words(800, -200).CopyTo(header, 4);
        Words(2).CopyTo(header, 34);
        var maximum = new byte[32];
        Words(4).CopyTo(maximum, 4);
        // 'A' by delta, U+00A8 and U+00C4 through the glyph array.
        byte[] map =
        [
            .. Words(0, 1, 3, 1, 0, 12),
            .. Words(4, 46, 0, 8, 8, 2, 0),
            .. Words('A', 0xA8, 0xC4, 0xFFFF), 0, 0,
            .. Words('A', 0xA8, 0xC4, 0xFFFF),
            .. Words(1 - 'A', 0, 1, 1),
            .. Words(0, 6, 6, 0),
            .. Words(2, 2),
        ];
        (string Tag, byte[] Bytes)[] tables =
        [
            ("cmap", map), ("glyf", glyphs.ToArray()), ("head", head), ("hhea", header), ("hmtx", Words(600, 10, 700, 20, 30, 40)),
            ("loca", Words([.. locations])), ("maxp", maximum),
        ];
        var file = new MemoryStream();
        file.Write([0, 1, 0, 0, .. Words(tables.Length, 0, 0, 0)]);
        var at = 12 + (16 * tables.Length);
        foreach (var (tag, bytes) in tables)
        {
            file.Write([.. Encoding.ASCII.GetBytes(tag), 0, 0, 0, 0, .. Words(at >> 16, at, bytes.Length >> 16, bytes.Length)]);
            at += bytes.Length;
        }
        foreach (var (_, bytes) in tables)
            file.Write(bytes);
        return file.ToArray();
    }

    private static byte[] Words(params int[] values) => [.. values.SelectMany(value => (byte[])[(byte)(value >> 8), (byte)value])];
}
