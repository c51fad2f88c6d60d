using System.Globalization;
using PatentFunctions.Filing;

namespace PatentFunctions.Recognition.Certificates;

/// <summary>核验结论.</summary>
public enum CertificateVerdict
{
    /// <summary>有效.</summary>
    Valid,

    /// <summary>已到期.</summary>
    Expired,

    /// <summary>已撤销.</summary>
    Revoked,

    /// <summary>无此证书: nothing of this number is on record.</summary>
    Unknown,

    /// <summary>签名无效: not issued by the platform, or changed.</summary>
    Forged,
}

/// <summary>Where a recognition stands on a day.</summary>
/// <param name="State">State.</param>
/// <param name="StateName">认定状态, Chinese.</param>
/// <param name="On">Day on which it came to be so, Asia/Shanghai.</param>
/// <param name="Reason">Public reason of a revocation.</param>
public sealed record CertificateStanding(RecognitionState State, string StateName, DateOnly On, string? Reason = null);

/// <summary>What paper and register state differently.</summary>
/// <param name="Field">Name of the fact.</param>
/// <param name="Label">Its Chinese name.</param>
/// <param name="OnPaper">As the certificate states it.</param>
/// <param name="InRegister">As the register has it now.</param>
public sealed record CertificateDifference(string Field, string Label, string OnPaper, string InRegister);

/// <summary>核验结果 of a certificate (REC-06).</summary>
/// <param name="Verdict">The result.</param>
/// <param name="Text">What it means, Chinese.</param>
/// <param name="CheckedAt">When it was checked.</param>
public sealed record CertificateCheck(CertificateVerdict Verdict, string Text, DateTimeOffset CheckedAt)
{
    /// <summary>Whether the signature is the platform's; absent where only a number was asked for.</summary>
    public bool? SignatureValid { get; init; }

    /// <summary>What the certificate states, as signed at issue.</summary>
    public CertificateFacts? Facts { get; init; }

    /// <summary>State at issue.</summary>
    public CertificateStanding? AtIssue { get; init; }

    /// <summary>State now.</summary>
    public CertificateStanding? Now { get; init; }

    /// <summary>关联专利, public since the recognition.</summary>
    public IReadOnlyList<PublicPatent> Patents { get; init; } = [];

    /// <summary>What has changed since the issue; empty where paper and register agree.</summary>
    public IReadOnlyList<CertificateDifference> Differences { get; init; } = [];
}

/// <summary>Compares what a certificate states with the register, as pure rules.</summary>
public static class CertificateChecks
{
    /// <summary>The answer to a scanned token.</summary>
    /// <param name="token">The token; null for what is none.</param>
    /// <param name="isSigned">Whether one of the platform's keys signed it.</param>
    /// <param name="registered">What the register has under the token's number.</param>
    /// <param name="now">The present instant.</param>
    public static CertificateCheck OfToken(CertificateToken? token, bool isSigned, RegisteredCertificate? registered, DateTimeOffset now)
    {
        // What is not signed is not shown: an official page must not repeat a forger's words.
        if (token is null || !isSigned)
            return new CertificateCheck(CertificateVerdict.Forged, "签名无效：该二维码不是本平台签发，或内容已被改动。请谨防伪造，可按证书编号另行查询。", now) { SignatureValid = false };
        if (registered is null)
            return new CertificateCheck(CertificateVerdict.Unknown, "签名有效，但登记中没有此证书，请与平台联系核实。", now) { SignatureValid = true, Facts = token.Facts };
        return Of(token.Facts, registered, now) with { SignatureValid = true };
    }

    /// <summary>The answer to a certificate's number.</summary>
    public static CertificateCheck OfNumber(RegisteredCertificate? registered, DateTimeOffset now) =>
        registered is null
            ? new CertificateCheck(CertificateVerdict.Unknown, "没有此编号的认定证书，请核对证书编号；如持有印有该编号的证书，请谨防伪造。", now)
            : Of(registered.Recognition.Certificate!.Facts, registered, now);

    private static CertificateCheck Of(CertificateFacts paper, RegisteredCertificate registered, DateTimeOffset now)
    {
        var standing = StandingOf(registered.Recognition, now);
        var (verdict, text) = standing.State switch
        {
            RecognitionState.Recognized => (CertificateVerdict.Valid, $"证书有效，有效期至{ChinaTime.FullDate(paper.ValidUntil)}。"),
            RecognitionState.Expired => (CertificateVerdict.Expired, $"证书已到期，有效期至{ChinaTime.FullDate(paper.ValidUntil)}。"),
            _ => (CertificateVerdict.Revoked, $"认定已于{ChinaTime.FullDate(standing.On)}撤销，证书失效。原因：{standing.Reason}"),
        };
        return new CertificateCheck(verdict, text, now)
        {
            Facts = paper,
            AtIssue = new CertificateStanding(RecognitionState.Recognized, RecognitionStates.NameOf(RecognitionState.Recognized), paper.IssuedOn),
            Now = standing,
            Patents = registered.Filing.Content is { } content ? PublicFilings.PatentsOf(content) : [],
            Differences = [.. Differences(paper, registered)],
        };
    }

    private static CertificateStanding StandingOf(RecognitionRecord recognition, DateTimeOffset now)
    {
        var facts = recognition.Certificate!.Facts;
        // A clock that is late must not make an old certificate look valid.
        var state = recognition.State == RecognitionState.Recognized && now >= ChinaTime.EndOfDay(facts.ValidUntil) ? RecognitionState.Expired : recognition.State;
        var last = recognition.Steps.LastOrDefault(s => s.To == state);
        return state switch
        {
            RecognitionState.Recognized => new CertificateStanding(state, RecognitionStates.NameOf(state), facts.IssuedOn),
            RecognitionState.Expired => new CertificateStanding(state, RecognitionStates.NameOf(state), facts.ValidUntil.AddDays(1)),
            _ => new CertificateStanding(state, RecognitionStates.NameOf(state), ChinaTime.DateOf(last!.At), last.Why),
        };
    }

    private static IEnumerable<CertificateDifference> Differences(CertificateFacts paper, RegisteredCertificate registered)
    {
        var issued = registered.Recognition.Certificate!.Facts;
        var content = registered.Filing.Content;
        (string Field, string Label, string Paper, string Register)[] facts =
        [
            ("product", "产品名称", paper.Product, content?.Product.Name ?? issued.Product),
            ("model", "规格型号", paper.Model ?? "", (content is null ? issued.Model : content.Product.Model) ?? ""),
            ("unitName", "备案单位", paper.UnitName, registered.Filing.UnitName),
            ("year", "认定年度", Text(paper.Year), Text(issued.Year)),
            ("issuedOn", "发证日期", ChinaTime.FullDate(paper.IssuedOn), ChinaTime.FullDate(issued.IssuedOn)),
            ("validUntil", "有效期至", ChinaTime.FullDate(paper.ValidUntil), ChinaTime.FullDate(issued.ValidUntil)),
            ("patents", "专利总数", Text(paper.Patents), Text(content?.Patents.Links?.Count ?? issued.Patents)),
        ];
        return facts.Where(f => f.Paper != f.Register).Select(f => new CertificateDifference(f.Field, f.Label, f.Paper, f.Register));
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
