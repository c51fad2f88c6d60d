using System.Text;
using PatentFunctions.Files;
using PatentFunctions.Files.Signatures;

namespace PatentFunctions.Tests.Files;

[Trait("Spec", "COM-08")]
public sealed class FileInspectionTests
{
    public static TheoryData<FileKind, string> Sound => new()
    {
        { FileKind.Png, "png" },
        { FileKind.Png, "png-padded" },
        { FileKind.Png, "qr" },
        { FileKind.Jpg, "jpg" },
        { FileKind.Bmp, "bmp" },
        { FileKind.Pdf, "pdf" },
        { FileKind.Mp4, "mp4" },
        { FileKind.Zip, "zip" },
        { FileKind.Zip, "zip-comment" },
        { FileKind.Rar, "rar4" },
        { FileKind.Rar, "rar5" },
        { FileKind.SevenZip, "7z" },
    };

    [Theory]
    [MemberData(nameof(Sound))]
    public void Inspect_ASoundFile_FindsItsKindHoweverItIsCut(FileKind kind, string name)
    {
        var file = Make(name);
        Assert.Equal(kind, FileInspection.Recognize(file));
        foreach (var step in new[] { 1, 2, 3, 7, 64, 1000, file.Length }) Assert.Null(Inspect(file, kind, step));
    }

    [Theory]
    [MemberData(nameof(Sound))]
    public void Inspect_ATruncatedFile_SaysSo(FileKind kind, string name)
    {
        // Of a RAR only the main header is checked: its end is not marked reliably.
        if (kind == FileKind.Rar) return;
        var file = Make(name);
        for (var cut = FileInspection.HeadBytes + 1; cut < file.Length - 1; cut += Math.Max(1, file.Length / 50))
        {
            // White space at the end of a PDF may be missing.
            if (kind == FileKind.Pdf && cut >= file.Length - 1) continue;
            Assert.NotNull(Inspect(file[..cut], kind, 64));
        }
    }

    [Theory]
    [InlineData("png")]
    [InlineData("jpg")]
    [InlineData("bmp")]
    [InlineData("pdf")]
    [InlineData("mp4")]
    [InlineData("zip")]
    [InlineData("7z")]
    public void Inspect_WithASecondFileBehindTheEnd_RefusesIt(string name)
    {
        var file = Make(name);
        byte[] polyglot = [.. file, .. "<script>alert(1)</script>"u8, .. new byte[2000]];
        var fault = Inspect(polyglot, FileInspection.Recognize(file)!.Value, 64);
        Assert.NotNull(fault);
    }

    [Theory]
    [InlineData("MZ\x90\0\x03\0\0\0\x04\0\0\0\xFF\xFF\0\0", "an executable")]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\"/>", "an SVG")]
    [InlineData("GIF89a__________", "a GIF")]
    [InlineData("BM is a text that begins like a bitmap", "a text")]
    [InlineData("\0\0\0\x18ftypheic\0\0\0\0mif1heic", "a HEIC image")]
    [InlineData("\0\0\0\x14ftypqt  \0\0\0\0qt  ", "a QuickTime film")]
    [InlineData("", "nothing")]
    [InlineData("PK", "two letters")]
    public void Recognize_AnythingElse_FindsNothing(string content, string what) =>
        Assert.True(FileInspection.Recognize(Encoding.Latin1.GetBytes(content)) is null, what);

    [Theory]
    [InlineData(50_000, 50_000)]
    [InlineData(20_001, 1)]
    [InlineData(20_000, 20_000)]
    [InlineData(0, 5)]
    public void Inspect_APngOfImpossibleSize_RefusesItFromItsHeader(int width, int height) =>
        Assert.NotNull(Inspect(SampleFiles.Png(width, height), FileKind.Png, 64));

    [Fact]
    public void Inspect_AJpgOfImpossibleSize_RefusesItFromItsHeader() => Assert.NotNull(Inspect(SampleFiles.Jpg(60_000, 60_000), FileKind.Jpg, 64));

    [Fact]
    public void Inspect_APngWithAWrongChecksum_RefusesIt()
    {
        var file = SampleFiles.Png(padding: 100);
        file[60] ^= 1;
        Assert.Equal(FileInspection.Broken, Inspect(file, FileKind.Png, 64));
    }

    [Fact]
    public void Inspect_ABmpWhoseHeaderPromisesMorePixels_RefusesIt()
    {
        var file = SampleFiles.Bmp();
        file[18] = 200;
        Assert.Equal(FileInspection.Incomplete, Inspect(file, FileKind.Bmp, 64));
    }

    [Fact]
    public void Inspect_AZipWithAnExecutableBeforeIt_IsNotRecognized()
    {
        byte[] file = [.. "MZ"u8, .. new byte[100], .. SampleFiles.Zip()];
        Assert.Null(FileInspection.Recognize(file));
    }

    [Fact]
    public void Inspect_AnMp4WithoutMovie_RefusesIt()
    {
        var file = SampleFiles.Mp4();
        file[file.AsSpan().IndexOf("moov"u8)] = (byte)'f';
        Assert.NotNull(Inspect(file, FileKind.Mp4, 64));
    }

    [Theory]
    [InlineData("营业执照.JPG", "营业执照.png")]
    [InlineData("../../etc/passwd", "passwd.png")]
    [InlineData("C:\\temp\\照片.jpg", "照片.png")]
    [InlineData("a\u202Egpj.exe", "agpj.png")]
    [InlineData("", "附件.png")]
    [InlineData("...", "附件.png")]
    [InlineData(null, "附件.png")]
    [InlineData("a\"b<c>d\r\n.png", "a_b_c_d.png")]
    [InlineData("第1.2版", "第1.2版.png")]
    [InlineData("\uD800坏", "坏.png")]
    public void Clean_AName_KeepsOnlyWhatAPersonMayRead(string? given, string expected) => Assert.Equal(expected, FileName.Clean(given, FileKind.Png));

    [Fact]
    public void Clean_AVeryLongName_CutsIt() => Assert.Equal(104, FileName.Clean(new string('长', 5000), FileKind.Png).Length);

    [Fact]
    public void Purposes_AllowWhatTheManualSays()
    {
        string[] images = ["business-licence", "integrity-pledge", "profit-statement", "product-image", "product-other-image", "presentation-image"];
        Assert.All(images, code =>
        {
            var purpose = FilePurposes.Get(code);
            Assert.Equal([FileKind.Png, FileKind.Bmp, FileKind.Jpg], purpose.Kinds);
            Assert.Equal(5 * 1024 * 1024, purpose.MaxBytes);
        });
        string[] proofs = ["economic-proof", "production-licence", "compulsory-certification"];
        Assert.All(proofs, code => Assert.Equal(20 * 1024 * 1024, FilePurposes.Get(code).MaxBytes));
        Assert.Equal([FileKind.Mp4], FilePurposes.Get("presentation-video").Kinds);
        Assert.Equal([FileKind.Zip, FileKind.Rar, FileKind.SevenZip], FilePurposes.Get("sme-archive").Kinds);
        Assert.All(FilePurposes.All.Where(p => p.Code.StartsWith("subsidy-", StringComparison.Ordinal)), p => Assert.Equal([FileKind.Pdf, FileKind.Jpg, FileKind.Png, FileKind.Rar, FileKind.Zip], p.Kinds));
    }

    private static byte[] Make(string name) => name switch
    {
        "png" => SampleFiles.Png(),
        "png-padded" => SampleFiles.Png(padding: 5000),
        "qr" => QRCoder.PngByteQRCodeHelper.GetQRCode("a picture by another program", QRCoder.QRCodeGenerator.ECCLevel.M, 4),
        "jpg" => SampleFiles.Jpg(),
        "bmp" => SampleFiles.Bmp(),
        "pdf" => SampleFiles.Pdf(),
        "mp4" => SampleFiles.Mp4(),
        "zip" => SampleFiles.Zip(),
        "zip-comment" => SampleFiles.Zip("说明 PK"),
        "rar4" => SampleFiles.Rar4(),
        "rar5" => SampleFiles.Rar5(),
        "7z" => SampleFiles.SevenZip(),
        _ => throw new ArgumentException(name),
    };

    private static string? Inspect(byte[] file, FileKind kind, int step)
    {
        var inspection = FileInspection.Of(kind);
        for (var at = 0; at < file.Length; at += step) inspection.Append(file.AsSpan(at, Math.Min(step, file.Length - at)));
        inspection.Finish(file.Length);
        return inspection.Fault;
    }
}
