using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace PatentFunctions.Recognition.Certificates;

/// <summary>
/// <c>verify FILE [--key FILE]</c>: checks a certificate's PDF, or a text file with the content of its QR code, without a network and without
/// starting the app (REC-06). docs/certificates.md tells how to do the same with openssl.
/// </summary>
public static class VerifyCommand
{
    private const string Usage = "用法：verify 文件 [--key 公钥文件]\n文件：认定证书 PDF，或存有二维码内容的文本文件；公钥文件：JWK Set（/api/public/certificate-keys）或 PEM（/api/public/certificate-keys.pem）。";

    /// <summary>Checks and says what it found.</summary>
    /// <param name="arguments">What follows <c>verify</c>.</param>
    /// <param name="ownKeys">Keys of this machine, for where no file of keys is named.</param>
    /// <param name="today">Today's date, Asia/Shanghai.</param>
    /// <param name="output">Where it says so, Chinese.</param>
    /// <returns>0 where everything is as it was signed, else 1.</returns>
    public static int Run(IReadOnlyList<string> arguments, Func<IReadOnlyList<CertificateKey>> ownKeys, DateOnly today, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(ownKeys);
        ArgumentNullException.ThrowIfNull(output);
        if (arguments is not ([_] or [_, "--key", _]))
        {
            output.WriteLine(Usage);
            return 1;
        }
        try
        {
            var keys = arguments.Count == 3 ? ReadKeys(File.ReadAllText(arguments[2])) : ownKeys();
            if (keys.Count == 0) return No(output, "没有可用的公钥：请用 --key 指明从平台下载的公钥文件。");
            return Check(File.ReadAllBytes(arguments[0]), keys, today, output);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or FormatException or CryptographicException or ArgumentException or KeyNotFoundException or InvalidOperationException)
        {
            return No(output, $"不能读取文件：{e.Message}");
        }
    }

    /// <summary>The public keys of a file: a JWK Set or PEM.</summary>
    public static IReadOnlyList<CertificateKey> ReadKeys(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.TrimStart().StartsWith('{'))
        {
            using var set = JsonDocument.Parse(text);
            return [.. set.RootElement.GetProperty("keys").EnumerateArray().Select(k => CertificateKey.Of(Coordinate(k, "x"), Coordinate(k, "y")))];
        }
        var keys = new List<CertificateKey>();
        for (var rest = text.AsSpan(); PemEncoding.TryFind(rest, out var fields); rest = rest[fields.Location.End..])
        {
            using var key = ECDsa.Create();
            key.ImportFromPem(rest[fields.Location]);
            keys.Add(CertificateKey.Of(key));
        }
        return keys;
    }

    private static byte[] Coordinate(JsonElement key, string name) => Base64Url.DecodeFromChars(key.GetProperty(name).GetString());

    private static int Check(byte[] file, IReadOnlyList<CertificateKey> keys, DateOnly today, TextWriter output)
    {
        string content;
        if (file.AsSpan().StartsWith("%PDF-"u8))
        {
            if (CertificateSeal.Find(file) is not { } seal) return No(output, "文件没有完整的电子封签：不是平台签发的原文件，或封签已被去除、改动。");
            if (keys.All(k => k.Id != seal.KeyId)) return No(output, $"封签所用密钥 {seal.KeyId} 不在公钥文件中：请下载最新公钥后再试；仍然如此的，不是平台签发的文件。");
            if (!seal.IsOf(file, keys)) return No(output, "电子封签与文件内容不符：文件已被改动。");
            output.WriteLine($"电子封签有效（密钥 {seal.KeyId}）：文件自签发后未被改动。");
            if (CertificateDocument.TokenOf(file) is not { } named) return No(output, "文件不是认定证书：没有核验码。");
            content = named;
        }
        else
        {
            content = Encoding.UTF8.GetString(file).Trim();
        }
        if (CertificateToken.Parse(content) is not { } token) return No(output, "不是认定证书的二维码内容，或内容已被改动。");
        if (keys.All(k => k.Id != token.KeyId)) return No(output, $"签名所用密钥 {token.KeyId} 不在公钥文件中：请下载最新公钥后再试；仍然如此的，不是平台签发的证书。");
        if (!token.IsSignedBy(keys)) return No(output, "签名无效：内容已被改动，或不是平台签发。");
        Print(token, today, output);
        return 0;
    }

    private static void Print(CertificateToken token, DateOnly today, TextWriter output)
    {
        var facts = token.Facts;
        output.WriteLine($"签名有效（密钥 {token.KeyId}）。请核对下列内容与所持证书一致：");
        output.WriteLine($"  证书编号：{facts.Number}");
        output.WriteLine($"  产品名称：{facts.Product}");
        output.WriteLine($"  规格型号：{facts.Model ?? "—"}");
        output.WriteLine($"  备案单位：{facts.UnitName}");
        output.WriteLine($"  认定年度：{facts.Year.ToString(CultureInfo.InvariantCulture)}");
        output.WriteLine($"  发证日期：{ChinaTime.FullDate(facts.IssuedOn)}");
        output.WriteLine($"  有效期至：{ChinaTime.FullDate(facts.ValidUntil)}{(today > facts.ValidUntil ? "（按本机日期已过有效期）" : "")}");
        output.WriteLine($"  专利总数：{facts.Patents.ToString(CultureInfo.InvariantCulture)} 件");
        output.WriteLine("离线核验只能证明证书由平台签发且未被改动；是否已撤销认定，请联网查询。");
    }

    private static int No(TextWriter output, string text)
    {
        output.WriteLine("核验不通过：" + text);
        return 1;
    }
}
