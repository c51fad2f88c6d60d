using System.Buffers.Binary;

namespace PatentFunctions.Documents.Pdf;

/// <summary>From characters to glyphs: the table <c>cmap</c> (format 12, or 4 where there is no 12), as sorted ranges.</summary>
internal sealed class CharacterMap
{
    private readonly int[] _starts;
    private readonly int[] _ends;
    private readonly int[] _glyphs;

    private CharacterMap(List<(int Start, int End, int Glyph)> ranges)
    {
        ranges.Sort();
        _starts = [.. ranges.Select(range => range.Start)];
        _ends = [.. ranges.Select(range => range.End)];
        _glyphs = [.. ranges.Select(range => range.Glyph)];
    }

    /// <summary>Reads the table.</summary>
    /// <exception cref="InvalidDataException">The table has no Unicode map in format 4 or 12.</exception>
    public static CharacterMap Parse(ReadOnlySpan<byte> table)
    {
        var best = (Format: 0, Offset: 0);
        for (var i = 0; i < U16(table, 2); i++)
        {
            var record = table[(4 + (8 * i))..];
            var platform = U16(record, 0);
            var encoding = U16(record, 2);
            var offset = checked((int)BinaryPrimitives.ReadUInt32BigEndian(record[4..]));
            var format = U16(table, offset);
            var unicode = platform == 0 || (platform == 3 && encoding is 1 or 10);
            if (unicode && format is 4 or 12 && format > best.Format)
                best = (format, offset);
        }
        return best.Format switch
        {
            12 => new CharacterMap(Groups(table[best.Offset..])),
            4 => new CharacterMap(Segments(table[best.Offset..])),
            _ => throw new InvalidDataException("The font has no Unicode character map in format 4 or 12."),
        };
    }

    /// <summary>The glyph of a code point, or 0.</summary>
    public int Find(int codePoint)
    {
        var index = Array.BinarySearch(_starts, codePoint);
        if (index < 0)
            index = ~index - 1;
        return index >= 0 && codePoint <= _ends[index] ? _glyphs[index] + codePoint - _starts[index] : 0;
    }

    private static List<(int, int, int)> Groups(ReadOnlySpan<byte> map)
    {
        var count = BinaryPrimitives.ReadInt32BigEndian(map[12..]);
        var ranges = new List<(int, int, int)>(count);
        for (var i = 0; i < count; i++)
        {
            var group = map[(16 + (12 * i))..];
            ranges.Add((BinaryPrimitives.ReadInt32BigEndian(group), BinaryPrimitives.ReadInt32BigEndian(group[4..]), BinaryPrimitives.ReadInt32BigEndian(group[8..])));
        }
        return ranges;
    }

    private static List<(int, int, int)> Segments(ReadOnlySpan<byte> map)
    {
        var doubled = U16(map, 6);
        var ranges = new List<(int, int, int)>();
        for (var at = 0; at < doubled; at += 2)
        {
            var end = U16(map, 14 + at);
            var start = U16(map, 16 + doubled + at);
            var delta = U16(map, 16 + (2 * doubled) + at);
            var rangeAt = 16 + (3 * doubled) + at;
            var rangeOffset = U16(map, rangeAt);
            for (var code = start; code <= end && code != 0xFFFF; code++)
            {
                var glyph = rangeOffset == 0 ? code : U16(map, rangeAt + rangeOffset + (2 * (code - start)));
                if (glyph == 0)
                    continue;
                glyph = (glyph + delta) & 0xFFFF;
                if (ranges.Count > 0 && ranges[^1] is var (first, last, firstGlyph) && last == code - 1 && firstGlyph + code - first == glyph)
                    ranges[^1] = (first, code, firstGlyph);
                else
                    ranges.Add((code, code, glyph));
            }
        }
        return ranges;
    }

    private static int U16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]);
}
