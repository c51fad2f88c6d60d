using System.Text;
using System.Text.Json;
using PatentFunctions.Platform;
using PatentFunctions.Recognition.Certificates;

namespace PatentFunctions.Tests.Recognition.Certificates;

[Trait("Spec", "REC-06")]
public sealed class VerifyCommandTests : IDisposable
{
    private readonly CertificateBench _bench = new();

    public static TheoryData<string, string> Tampered => new()
    {
        { "seal removed", "没有完整的电子封签" },
        { "seal of another certificate", "与文件内容不符" },
        { "seal by a key of somebody else", "不在公钥文件中" },
        { "seal in lower case", "没有完整的电子封签" },
        { "a line after the seal", "没有完整的电子封签" },
        { "the last line feed removed", "没有完整的电子封签" },
        { "a second seal", "与文件内容不符" },
        { "product name in the properties", "与文件内容不符" },
        { "token of another certificate", "与文件内容不符" },
        { "contents stream of another certificate", "与文件内容不符" },
        { "first byte", "不是认定证书的二维码内容" },
        { "key id of the seal", "不在公钥文件中" },
        { "empty file", "不是认定证书的二维码内容" },
    };

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Verify_AnUntouchedFile_PrintsTheFactsAndEndsWith0()
    {
        var certificate = await _bench.IssueAsync();

        var (code, text) = await _bench.VerifyAsync(await _bench.Document.RenderAsync(certificate, default));

        Assert.Equal(0, code);
        foreach (var fact in (string[])["电子封签有效", "签名有效", "证书编号：2026-2025000123", "产品名称：高速数控立式加工中心", "规格型号：VMC-850", "备案单位：湖南某某科技有限公司", "有效期至：2027年11月20日", "专利总数：12 件"])
            Assert.Contains(fact, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_TheContentOfTheCode_PrintsTheFactsAndEndsWith0()
    {
        var certificate = await _bench.IssueAsync();

        var (code, text) = await _bench.VerifyAsync(Encoding.UTF8.GetBytes(_bench.Document.AddressOf(certificate) + "\n"));

        Assert.Equal(0, code);
        Assert.Contains("产品名称：高速数控立式加工中心", text, StringComparison.Ordinal);
        Assert.DoesNotContain("封签", text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Tampered))]
    public async Task Verify_ATamperedFile_SaysSoAndEndsWith1(string how, string says)
    {
        var (code, text) = await _bench.VerifyAsync(await TamperedAsync(how));

        Assert.True(code == 1 && text.Contains("核验不通过", StringComparison.Ordinal) && text.Contains(says, StringComparison.Ordinal), $"{how}: {code} {text}");
    }

    [Fact]
    public async Task Verify_AnyByteChanged_Fails()
    {
        var file = await _bench.Document.RenderAsync(await _bench.IssueAsync(), default);
        var keys = await _bench.Keys.PublicAsync(default);
        // Every byte of the seal and the end of the file, and one in 97 of the rest: a bit of each.
        for (var at = 5; at < file.Length; at += at > file.Length - 400 ? 1 : 97)
        {
            var changed = (byte[])file.Clone();
            changed[at] ^= (byte)(1 << (at % 8));
            var seal = CertificateSeal.Find(changed);
            Assert.False(seal is not null && seal.IsOf(changed, keys), $"byte {at} of {file.Length}");
        }
    }

    [Fact]
    public async Task Verify_WithTheJwkSet_DoesTheSameAsWithPem()
    {
        var file = _bench.Write("certificate.pdf", await _bench.Document.RenderAsync(await _bench.IssueAsync(), default));
        var set = new CertificateJwks([.. (await _bench.Keys.PublicAsync(default)).Select(CertificateJwk.Of)]);
        var jwks = _bench.Write("keys.json", JsonSerializer.SerializeToUtf8Bytes(set, PlatformJson.Options));

        Assert.Equal(0, VerifyCommand.Run([file, "--key", jwks], () => [], CertificateBench.IssuedOn, TextWriter.Null));
    }

    [Fact]
    public async Task Verify_WithoutKeyFile_TakesTheKeysOfThisMachine()
    {
        var file = _bench.Write("certificate.pdf", await _bench.Document.RenderAsync(await _bench.IssueAsync(), default));

        Assert.Equal(0, VerifyCommand.Run([file], _bench.Keys.Read, CertificateBench.IssuedOn, TextWriter.Null));
        Assert.Equal(1, VerifyCommand.Run([file], () => [], CertificateBench.IssuedOn, TextWriter.Null));
    }

    [Fact]
    public async Task Verify_AfterTheLastDay_SaysSoThoughTheSignatureHolds()
    {
        var file = _bench.Write("certificate.pdf", await _bench.Document.RenderAsync(await _bench.IssueAsync(), default));
        var output = new StringWriter();

        Assert.Equal(0, VerifyCommand.Run([file], _bench.Keys.Read, new DateOnly(2027, 11, 21), output));
        Assert.Contains("按本机日期已过有效期", output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData()]
    [InlineData("a", "--key")]
    [InlineData("a", "b", "c")]
    [InlineData("no-such-file")]
    [InlineData("no-such-file", "--key", "no-such-file-either")]
    public void Verify_WithoutAFileToRead_EndsWith1(params string[] arguments) => Assert.Equal(1, VerifyCommand.Run(arguments, _bench.Keys.Read, CertificateBench.IssuedOn, TextWriter.Null));

    private async Task<byte[]> TamperedAsync(string how)
    {
        var certificate = await _bench.IssueAsync();
        var file = await _bench.Document.RenderAsync(certificate, default);
        var other = await _bench.IssueAsync("乙产品");
        var otherFile = await _bench.Document.RenderAsync(other, default);
        var seal = CertificateSeal.Find(file)!;
        var body = file[..seal.Sealed];
        var line = Encoding.ASCII.GetString(file[seal.Sealed..]);
        using var forger = new CertificateBench();
        return how switch
        {
            "seal removed" => body,
            "seal of another certificate" => [.. body, .. otherFile[CertificateSeal.Find(otherFile)!.Sealed..]],
            "seal by a key of somebody else" => await forger.Document.RenderAsync(certificate, default),
            "seal in lower case" => [.. body, .. Encoding.ASCII.GetBytes(line.Replace(seal.KeyId + " " + Convert.ToHexString(seal.Signature), seal.KeyId + " " + Convert.ToHexStringLower(seal.Signature), StringComparison.Ordinal))],
            "a line after the seal" => [.. file, .. "%more\n"u8],
            "the last line feed removed" => file[..^1],
            "a second seal" => [.. file, .. Encoding.ASCII.GetBytes(line)],
            "product name in the properties" => Replace(file, Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes("专利密集型产品认定证书")), Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes("专利密集型服务认定证书"))),
            "token of another certificate" => Replace(file, certificate.Token, (await _bench.IssueAsync("高速数控立式加工中央")).Token),
            "contents stream of another certificate" => [.. otherFile[..(CertificateSeal.Find(otherFile)!.Sealed / 2)], .. file[(seal.Sealed / 2)..]],
            "first byte" => [(byte)'x', .. file[1..]],
            "key id of the seal" => [.. body, .. Encoding.ASCII.GetBytes(line.Replace(seal.KeyId, "00000000", StringComparison.Ordinal))],
            "empty file" => [],
            _ => throw new ArgumentOutOfRangeException(nameof(how), how, null),
        };
    }

    private static byte[] Replace(byte[] file, string before, string after)
    {
        Assert.Equal(before.Length, after.Length);
        var at = file.AsSpan().IndexOf(Encoding.ASCII.GetBytes(before));
        Assert.True(at > 0, before);
        return [.. file[..at], .. Encoding.ASCII.GetBytes(after), .. file[(at + after.Length)..]];
    }
}
