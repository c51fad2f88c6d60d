using System.Buffers.Binary;
using System.Text;
using PatentFunctions.Documents;
using PatentFunctions.Documents.Pdf;

namespace PatentFunctions.Tests.Documents.Pdf;

public class FontSubsetTests
{
    [Theory]
    [InlineData("专")]
    [InlineData("A")]
    [InlineData("㎡")]
    [InlineData("℃")]
    [InlineData("䶮")]
    [InlineData("①")]
    public void TryGetGlyph_WhenTheFontHasTheCharacter_FindsAnOutline(string character)
    {
        Assert.True(DocumentFont.NotoSansSc.TryGetGlyph(Rune.GetRuneAt(character, 0), out var glyph));
        Assert.NotEmpty(DocumentFont.NotoSansSc.ReadOutline(glyph));
    }

    [Fact]
    public void TryGetGlyph_WhenTheFontLacksTheCharacter_SaysSo() =>
        Assert.False(DocumentFont.NotoSansSc.TryGetGlyph(new Rune(0x20BB7), out _));

    [Fact]
    public void ToFontFile_WhenFewCharactersAreUsed_HoldsOnlyTheirGlyphs()
    {
        var subset = new FontSubset(DocumentFont.NotoSansSc);
        foreach (var character in "专利备案专利".EnumerateRunes())
            subset.Number(character);

        var file = new FontFile(subset.ToFontFile());

        Assert.Equal(5, subset.Count);
        Assert.Equal(5, file.GlyphCount);
        Assert.True(DocumentFont.NotoSansSc.TryGetGlyph(new Rune('利'), out var glyph));
        var outline = DocumentFont.NotoSansSc.ReadOutline(glyph);
        Assert.Equal(outline, file.Outline(subset.Number(new Rune('利')))[..outline.Length]);
        Assert.InRange(file.Bytes.Length, 500, 5_000);
    }

    [Fact]
    public void ToFontFile_WhenAGlyphIsMadeOfOthers_BringsThemAlongUnderTheirNewNumbers()
    {
        using var source = Opened(SyntheticFont.Build());
        var subset = new FontSubset(source.Font);
        var number = subset.Number(new Rune('Ä'));

        var file = new FontFile(subset.ToFontFile());

        var outline = file.Outline(number);
        Assert.Equal(1, number);
        Assert.Equal(4, file.GlyphCount);
        Assert.Equal((2, 3), ((outline[12] << 8) | outline[13], (outline[20] << 8) | outline[21]));
        Assert.Equal(source.Font.ReadOutline(1), file.Outline(2)[..source.Font.ReadOutline(1).Length]);
    }

    [Theory]
    [InlineData('A', 700, 1, 20)]
    [InlineData(0xA8, 700, 2, 30)]
    [InlineData(0xC4, 700, 3, 40)]
    public void Open_WhenTheFontHasAFormat4MapAndFewWidths_ReadsThem(int character, int advance, int expected, int bearing)
    {
        using var source = Opened(SyntheticFont.Build());

        Assert.True(source.Font.TryGetGlyph(new Rune(character), out var glyph));
        Assert.Equal((expected, advance, bearing), (glyph, source.Font.AdvanceWidth(glyph), source.Font.LeftSideBearing(glyph)));
        Assert.False(source.Font.TryGetGlyph(new Rune('B'), out _));
    }

    [Fact]
    public void ToFontFile_WhenSummedUp_HasTheChecksumThatTheFormatAsksFor()
    {
        var subset = new FontSubset(DocumentFont.NotoSansSc);
        subset.Number(new Rune('专'));

        var words = subset.ToFontFile().Chunk(4).Select(word => BinaryPrimitives.ReadUInt32BigEndian(word));

        Assert.Equal(0xB1B0AFBA, words.Aggregate(0u, (sum, word) => unchecked(sum + word)));
    }

    [Fact]
    public void Number_WhenTwoCharactersShareAGlyph_KeepsThemApart()
    {
        // U+2F00 is the radical 一; the font draws both with one glyph.
        var subset = new FontSubset(DocumentFont.NotoSansSc);

        Assert.NotEqual(subset.Number(new Rune('一')), subset.Number(new Rune(0x2F00)));
    }

    [Fact]
    public void Open_WhenTheFileIsNoTrueTypeFont_IsRefused()
    {
        var failure = Assert.Throws<InvalidDataException>(() => Opened("%PDF-1.7 is no font"u8.ToArray()));

        Assert.Contains("no TrueType font", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_WhenTheFileIsCutShort_IsRefused() =>
        Assert.Throws<InvalidDataException>(() => Opened(SyntheticFont.Build()[..200]));

    private static OpenedFont Opened(byte[] bytes)
    {
        var path = Path.GetTempFileName();
        File.WriteAllBytes(path, bytes);
        try
        {
            return new OpenedFont(path, TrueTypeFont.Open(path));
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    private sealed record OpenedFont(string Path, TrueTypeFont Font) : IDisposable
    {
        public void Dispose()
        {
            Font.Dispose();
            File.Delete(Path);
        }
    }

    /// <summary>A font program as a PDF reader sees it: without a character map.</summary>
    private sealed record FontFile(byte[] Bytes)
    {
        public int GlyphCount => BinaryPrimitives.ReadUInt16BigEndian(Table("maxp")[4..]);

        public byte[] Outline(int glyph)
        {
            var locations = Table("loca");
            return Table("glyf")[BinaryPrimitives.ReadInt32BigEndian(locations[(4 * glyph)..])..BinaryPrimitives.ReadInt32BigEndian(locations[((4 * glyph) + 4)..])].ToArray();
        }

        private ReadOnlySpan<byte> Table(string tag)
        {
            var entry = 12 + (16 * Enumerable.Range(0, Bytes[5]).First(index => Encoding.ASCII.GetString(Bytes, 12 + (16 * index), 4) == tag));
            return Bytes.AsSpan(BinaryPrimitives.ReadInt32BigEndian(Bytes.AsSpan(entry + 8)), BinaryPrimitives.ReadInt32BigEndian(Bytes.AsSpan(entry + 12)));
        }
    }
}
