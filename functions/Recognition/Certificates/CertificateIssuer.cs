namespace PatentFunctions.Recognition.Certificates;

/// <summary>Issues 认定证书: fixes the facts and signs them.</summary>
public sealed class CertificateIssuer(ICertificateKeys keys)
{
    /// <summary>证书编号: 认定年度 and 备案号.</summary>
    public static string NumberOf(int year, string filingNumber) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{year:D4}-{filingNumber}");

    /// <summary>
    /// 有效期至: valid for one year from the day of issue (manual 七). That day itself does not count, the last day is the same day of the next year, or
    /// the last of its month (民法典 第二百零一条、第二百零二条): issued on 2026-11-20, valid until the end of 2027-11-20.
    /// </summary>
    public static DateOnly ValidUntil(DateOnly issuedOn) => issuedOn.AddYears(1);

    /// <summary>The certificate of a product as it stands now; nothing is stored, so that it belongs to the write that recognizes.</summary>
    /// <param name="recognition">The product, before or after the act.</param>
    /// <param name="issuedOn">发证日期, Asia/Shanghai.</param>
    /// <param name="cancellation">Ends waiting for the key.</param>
    public async Task<RecognitionCertificate> IssueAsync(RecognitionRecord recognition, DateOnly issuedOn, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(recognition);
        var facts = new CertificateFacts(
            NumberOf(recognition.Year, recognition.FilingNumber), recognition.Product, recognition.Model is { Length: > 0 } model ? model : null, recognition.UnitName,
            recognition.Year, issuedOn, ValidUntil(issuedOn), recognition.Patents);
        var key = (await keys.PublicAsync(cancellation))[0];
        var token = CertificateToken.ToSign(key.Id, facts);
        return new RecognitionCertificate(facts, key.Id, token.With(await keys.SignAsync(key.Id, token.Signed, cancellation)));
    }
}
