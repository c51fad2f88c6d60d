using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PatentFunctions.Documents.Pdf;

/// <summary>
/// The glyphs that one document uses. Each character gets its own number (CID = glyph of the subset), so that copying text
/// from the document gives back what was written, even where two characters share a glyph or the font has none.
/// </summary>
internal sealed class FontSubset
{
    private readonly TrueTypeFont _font;
    private readonly Dictionary<Rune, int> _numbers = [];
    private readonly List<Entry> _entries = [new(Shape.Font, 0, default)];

    /// <summary>Starts an empty subset.</summary>
    public FontSubset(TrueTypeFont font) => _font = font;

    private enum Shape
    {
        Font,
        Box,
        Invisible,
    }

    /// <summary>The font's name with the tag that marks a subset.</summary>
    public string Name
    {
        get
        {
            var used = Encoding.UTF8.GetBytes(string.Concat(_entries.Select(entry => entry.Character.ToString())));
            Span<char> tag = stackalloc char[6];
            var hash = SHA256.HashData(used);
            for (var i = 0; i < tag.Length; i++)
                tag[i] = (char)('A' + (hash[i] % 26));
            return $"{tag}+{_font.Name}";
        }
    }

    /// <summary>Number of glyphs, with the one for "not defined".</summary>
    public int Count => _entries.Count;

    /// <summary>The number of a character in the document's text, handed out at first use.</summary>
    public int Number(Rune character)
    {
        if (_numbers.TryGetValue(character, out var number))
            return number;
        number = _entries.Count;
        if (number > ushort.MaxValue)
            throw new InvalidOperationException("A document cannot use more than 65,535 different characters.");
        _entries.Add(EntryOf(character));
        _numbers.Add(character, number);
        return number;
    }

    /// <summary>Width of a character, in thousandths of the font size.</summary>
    public double Width(Rune character) => Thousandths(EntryWidth(_entries[Number(character)]));

    /// <summary>Width of a text, in thousandths of the font size.</summary>
    public double Width(string text)
    {
        var width = 0.0;
        foreach (var character in text.EnumerateRunes())
            width += Width(character);
        return width;
    }

    /// <summary>The widths for the PDF's <c>W</c> entry.</summary>
    public string Widths() => string.Create(CultureInfo.InvariantCulture,
        $"[0 [{string.Join(' ', _entries.Select(entry => Thousandths(EntryWidth(entry)).ToString("0.##", CultureInfo.InvariantCulture)))}]]");

    /// <summary>The CMap that gives the characters of the numbers back.</summary>
    public string ToUnicode()
    {
        var map = new StringBuilder("""
            /CIDInit /ProcSet findresource begin
            12 dict begin
            begincmap
            /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
            /CMapName /Adobe-Identity-UCS def
            /CMapType 2 def
            1 begincodespacerange
            <0000> <FFFF>
            endcodespacerange

            """);
        foreach (var block in _numbers.Chunk(100))
        {
            map.Append(CultureInfo.InvariantCulture, $"{block.Length} beginbfchar\n");
            foreach (var (character, number) in block)
                map.Append(CultureInfo.InvariantCulture, $"<{number:X4}> <{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(character.ToString()))}>\n");
            map.Append("endbfchar\n");
        }
        return map.Append("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n").ToString();
    }

    /// <summary>The font program with these glyphs only.</summary>
    public byte[] ToFontFile()
    {
        var entries = new List<Entry>(_entries);
        var parts = new Dictionary<int, int>();
        var glyphs = new MemoryStream();
        var locations = new MemoryStream();
        var metrics = new MemoryStream();
        for (var number = 0; number < entries.Count; number++)
        {
            var outline = Outline(entries[number]);
            RenumberParts(outline, entries, parts);
            WriteUInt32(locations, (uint)glyphs.Length);
            glyphs.Write(outline);
            while (glyphs.Length % 4 != 0)
                glyphs.WriteByte(0);
            WriteUInt16(metrics, EntryWidth(entries[number]));
            WriteUInt16(metrics, entries[number] switch
            {
                { Shape: Shape.Font, Glyph: var glyph } => _font.LeftSideBearing(glyph),
                { Shape: Shape.Box } => BoxEdge,
                _ => 0,
            });
        }
        WriteUInt32(locations, (uint)glyphs.Length);

        var head = _font.Head.ToArray();
        BinaryPrimitives.WriteUInt32BigEndian(head.AsSpan(8), 0);
        BinaryPrimitives.WriteInt16BigEndian(head.AsSpan(50), 1);
        var maximum = _font.MaximumProfile.ToArray();
        BinaryPrimitives.WriteUInt16BigEndian(maximum.AsSpan(4), checked((ushort)entries.Count));
        var header = _font.HorizontalHeader.ToArray();
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(34), checked((ushort)entries.Count));
        return Assemble([
            ("cvt ", _font.ReadOptionalTable("cvt ")),
            ("fpgm", _font.ReadOptionalTable("fpgm")),
            ("glyf", glyphs.ToArray()),
            ("head", head),
            ("hhea", header),
            ("hmtx", metrics.ToArray()),
            ("loca", locations.ToArray()),
            ("maxp", maximum),
            ("prep", _font.ReadOptionalTable("prep"))]);
    }

    private int BoxEdge => _font.UnitsPerEm / 10;

    private double Thousandths(int units) => 1000.0 * units / _font.UnitsPerEm;

    private Entry EntryOf(Rune character) => character.Value switch
    {
        // Variation selectors, joiners and marks of order take no room, but belong to the text that is copied.
        (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF) or (>= 0x200B and <= 0x200F) or (>= 0x202A and <= 0x202E) or 0x2060 or 0xFEFF
            => new Entry(Shape.Invisible, 0, character),
        _ => _font.TryGetGlyph(character, out var glyph) ? new Entry(Shape.Font, glyph, character) : new Entry(Shape.Box, 0, character),
    };

    private int EntryWidth(Entry entry) => entry.Shape switch
    {
        Shape.Font => _font.AdvanceWidth(entry.Glyph),
        Shape.Box => _font.UnitsPerEm,
        _ => 0,
    };

    private byte[] Outline(Entry entry) => entry.Shape switch
    {
        Shape.Font => _font.ReadOutline(entry.Glyph),
        Shape.Box => BoxOutline(),
        _ => [],
    };

    /// <summary>An upright rectangle with a hole: the sign for a character that the font lacks.</summary>
    private byte[] BoxOutline()
    {
        var em = _font.UnitsPerEm;
        var (left, right, bottom, top, line) = (BoxEdge, em - BoxEdge, -em / 20, em * 4 / 5, em / 20);
        (int X, int Y)[] points =
        [
            (left, bottom), (left, top), (right, top), (right, bottom),
            (left + line, bottom + line), (right - line, bottom + line), (right - line, top - line), (left + line, top - line),
        ];
        var outline = new MemoryStream();
        foreach (var value in (int[])[2, left, bottom, right, top, 3, 7, 0])
            WriteUInt16(outline, value);
        foreach (var _ in points)
            outline.WriteByte(1);
        for (var i = 0; i < points.Length; i++)
            WriteUInt16(outline, points[i].X - (i == 0 ? 0 : points[i - 1].X));
        for (var i = 0; i < points.Length; i++)
            WriteUInt16(outline, points[i].Y - (i == 0 ? 0 : points[i - 1].Y));
        return outline.ToArray();
    }

    /// <summary>A composite glyph names its parts by number: the parts join the subset under new numbers.</summary>
    private static void RenumberParts(byte[] outline, List<Entry> entries, Dictionary<int, int> parts)
    {
        const int wordArguments = 0x0001, oneScale = 0x0008, moreParts = 0x0020, twoScales = 0x0040, matrix = 0x0080;
        if (outline.Length == 0 || BinaryPrimitives.ReadInt16BigEndian(outline) >= 0)
            return;
        int flags;
        var at = 10;
        do
        {
            flags = BinaryPrimitives.ReadUInt16BigEndian(outline.AsSpan(at));
            var glyph = BinaryPrimitives.ReadUInt16BigEndian(outline.AsSpan(at + 2));
            if (!parts.TryGetValue(glyph, out var number))
            {
                parts.Add(glyph, number = entries.Count);
                entries.Add(new Entry(Shape.Font, glyph, default));
            }
            BinaryPrimitives.WriteUInt16BigEndian(outline.AsSpan(at + 2), checked((ushort)number));
            at += 4 + ((flags & wordArguments) != 0 ? 4 : 2)
                + ((flags & oneScale) != 0 ? 2 : (flags & twoScales) != 0 ? 4 : (flags & matrix) != 0 ? 8 : 0);
        }
        while ((flags & moreParts) != 0);
    }

    private static byte[] Assemble(IEnumerable<(string Tag, byte[] Bytes)> all)
    {
        var tables = all.Where(table => table.Bytes.Length > 0).ToArray();
        var log = (int)Math.Log2(tables.Length);
        var directory = new MemoryStream();
        WriteUInt32(directory, 0x00010000);
        foreach (var value in (int[])[tables.Length, 16 << log, log, (16 * tables.Length) - (16 << log)])
            WriteUInt16(directory, value);
        var body = new MemoryStream();
        var start = 12 + (16 * tables.Length);
        var headAt = 0;
        foreach (var (tag, bytes) in tables)
        {
            if (tag == "head")
                headAt = start + (int)body.Length;
            directory.Write(Encoding.ASCII.GetBytes(tag));
            WriteUInt32(directory, Checksum(bytes));
            WriteUInt32(directory, (uint)(start + body.Length));
            WriteUInt32(directory, (uint)bytes.Length);
            body.Write(bytes);
            while (body.Length % 4 != 0)
                body.WriteByte(0);
        }
        byte[] file = [.. directory.ToArray(), .. body.ToArray()];
        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(headAt + 8), unchecked(0xB1B0AFBA - Checksum(file)));
        return file;
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var sum = 0u;
        for (; bytes.Length >= 4; bytes = bytes[4..])
            sum = unchecked(sum + BinaryPrimitives.ReadUInt32BigEndian(bytes));
        for (var i = 0; i < bytes.Length; i++)
            sum = unchecked(sum + ((uint)bytes[i] << (24 - (8 * i))));
        return sum;
    }

    private static void WriteUInt16(MemoryStream stream, int value)
    {
        Span<byte> bytes = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, unchecked((ushort)value));
        stream.Write(bytes);
    }

    private static void WriteUInt32(MemoryStream stream, uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        stream.Write(bytes);
    }

    private readonly record struct Entry(Shape Shape, int Glyph, Rune Character);
}
