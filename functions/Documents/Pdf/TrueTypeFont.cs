using System.Buffers.Binary;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace PatentFunctions.Documents.Pdf;

/// <summary>
/// A TrueType font file with outlines in <c>glyf</c>. The small tables are kept; outlines, 10 MB of a Chinese font, are
/// read from the file when a document needs them. Immutable and safe to share between threads.
/// </summary>
internal sealed class TrueTypeFont : IDisposable
{
    private readonly SafeFileHandle _file;
    private readonly Dictionary<string, (uint Offset, int Length)> _tables;
    private readonly CharacterMap _characters;
    private readonly byte[] _horizontalMetrics;
    private readonly byte[] _locations;
    private readonly int _fullMetrics;
    private readonly bool _longLocations;

    private TrueTypeFont(SafeFileHandle file, string name)
    {
        _file = file;
        Name = name;
        _tables = ReadDirectory();
        Head = ReadTable("head");
        HorizontalHeader = ReadTable("hhea");
        MaximumProfile = ReadTable("maxp");
        _horizontalMetrics = ReadTable("hmtx");
        _locations = ReadTable("loca");
        _characters = CharacterMap.Parse(ReadTable("cmap"));
        UnitsPerEm = BinaryPrimitives.ReadUInt16BigEndian(Head.AsSpan(18));
        _longLocations = BinaryPrimitives.ReadInt16BigEndian(Head.AsSpan(50)) != 0;
        _fullMetrics = BinaryPrimitives.ReadUInt16BigEndian(HorizontalHeader.AsSpan(34));
        Ascent = BinaryPrimitives.ReadInt16BigEndian(HorizontalHeader.AsSpan(4));
        Descent = BinaryPrimitives.ReadInt16BigEndian(HorizontalHeader.AsSpan(6));
        GlyphCount = BinaryPrimitives.ReadUInt16BigEndian(MaximumProfile.AsSpan(4));
        CapHeight = ReadCapHeight();
    }

    /// <summary>The font's PostScript name, taken from the file's name.</summary>
    public string Name { get; }

    /// <summary>Units of the em square; all measures of the font are in these.</summary>
    public int UnitsPerEm { get; }

    /// <summary>Height above the baseline, in font units.</summary>
    public int Ascent { get; }

    /// <summary>Depth below the baseline, negative, in font units.</summary>
    public int Descent { get; }

    /// <summary>Height of capital letters, in font units.</summary>
    public int CapHeight { get; }

    /// <summary>Number of glyphs in the file.</summary>
    public int GlyphCount { get; }

    /// <summary>Lower left and upper right corner around all glyphs, in font units.</summary>
    public (int XMin, int YMin, int XMax, int YMax) Box =>
        (BinaryPrimitives.ReadInt16BigEndian(Head.AsSpan(36)), BinaryPrimitives.ReadInt16BigEndian(Head.AsSpan(38)),
         BinaryPrimitives.ReadInt16BigEndian(Head.AsSpan(40)), BinaryPrimitives.ReadInt16BigEndian(Head.AsSpan(42)));

    /// <summary>The <c>head</c> table as it stands in the file; not to be changed.</summary>
    internal byte[] Head { get; }

    /// <summary>The <c>hhea</c> table as it stands in the file; not to be changed.</summary>
    internal byte[] HorizontalHeader { get; }

    /// <summary>The <c>maxp</c> table as it stands in the file; not to be changed.</summary>
    internal byte[] MaximumProfile { get; }

    /// <summary>Opens a font and keeps its file open.</summary>
    /// <exception cref="FileNotFoundException">The file is missing: the build has not fetched the font.</exception>
    /// <exception cref="InvalidDataException">The file is no TrueType font with <c>glyf</c> outlines.</exception>
    public static TrueTypeFont Open(string path)
    {
        var file = File.OpenHandle(path, options: FileOptions.RandomAccess);
        try
        {
            return new TrueTypeFont(file, Path.GetFileNameWithoutExtension(path));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The glyph of a character; false where the font has none.</summary>
    public bool TryGetGlyph(Rune character, out int glyph) => (glyph = _characters.Find(character.Value)) != 0;

    /// <summary>Advance width of a glyph, in font units.</summary>
    public int AdvanceWidth(int glyph) =>
        BinaryPrimitives.ReadUInt16BigEndian(_horizontalMetrics.AsSpan(4 * Math.Min(glyph, _fullMetrics - 1)));

    /// <summary>Left side bearing of a glyph, in font units.</summary>
    public int LeftSideBearing(int glyph) => BinaryPrimitives.ReadInt16BigEndian(_horizontalMetrics.AsSpan(
        glyph < _fullMetrics ? (4 * glyph) + 2 : (4 * _fullMetrics) + (2 * (glyph - _fullMetrics))));

    /// <summary>The outline of a glyph as it stands in <c>glyf</c>; empty for blanks.</summary>
    public byte[] ReadOutline(int glyph)
    {
        var (start, end) = _longLocations
            ? (BinaryPrimitives.ReadUInt32BigEndian(_locations.AsSpan(4 * glyph)), BinaryPrimitives.ReadUInt32BigEndian(_locations.AsSpan((4 * glyph) + 4)))
            : (2u * BinaryPrimitives.ReadUInt16BigEndian(_locations.AsSpan(2 * glyph)), 2u * BinaryPrimitives.ReadUInt16BigEndian(_locations.AsSpan((2 * glyph) + 2)));
        return end <= start ? [] : Read(_tables["glyf"].Offset + start, checked((int)(end - start)));
    }

    /// <summary>A table that a font may lack, such as the hinting programs; empty where it does.</summary>
    internal byte[] ReadOptionalTable(string tag) => _tables.ContainsKey(tag) ? ReadTable(tag) : [];

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private Dictionary<string, (uint Offset, int Length)> ReadDirectory()
    {
        var start = Read(0, 12);
        if (BinaryPrimitives.ReadUInt32BigEndian(start) != 0x00010000)
            throw new InvalidDataException($"{Name} is no TrueType font with glyf outlines (collections and CFF are not read).");
        var count = BinaryPrimitives.ReadUInt16BigEndian(start.AsSpan(4));
        var directory = Read(12, 16 * count);
        var tables = new Dictionary<string, (uint, int)>(count);
        for (var at = 0; at < directory.Length; at += 16)
        {
            tables[Encoding.ASCII.GetString(directory, at, 4)] =
                (BinaryPrimitives.ReadUInt32BigEndian(directory.AsSpan(at + 8)), checked((int)BinaryPrimitives.ReadUInt32BigEndian(directory.AsSpan(at + 12))));
        }
        return tables;
    }

    private byte[] ReadTable(string tag) => _tables.TryGetValue(tag, out var table)
        ? Read(table.Offset, table.Length)
        : throw new InvalidDataException($"{Name} lacks the table '{tag}'.");

    private byte[] Read(long offset, int length)
    {
        var bytes = new byte[length];
        for (var done = 0; done < length;)
        {
            var read = RandomAccess.Read(_file, bytes.AsSpan(done), offset + done);
            if (read == 0)
                throw new InvalidDataException($"{Name} ends before byte {offset + length}.");
            done += read;
        }
        return bytes;
    }

    private int ReadCapHeight()
    {
        var os2 = ReadOptionalTable("OS/2");
        return os2.Length >= 90 && BinaryPrimitives.ReadUInt16BigEndian(os2) >= 2
            ? BinaryPrimitives.ReadInt16BigEndian(os2.AsSpan(88))
            : Ascent;
    }
}
