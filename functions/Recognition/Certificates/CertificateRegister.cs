using System.Globalization;
using PatentFunctions.Filing;

namespace PatentFunctions.Recognition.Certificates;

/// <summary>What the register says of a certificate.</summary>
/// <param name="Recognition">The recognition, with its certificate.</param>
/// <param name="Filing">The filing as it is now.</param>
public sealed record RegisteredCertificate(RecognitionRecord Recognition, FilingRecord Filing);

/// <summary>Finds certificates by their number: from the records themselves, so that a revocation shows at once.</summary>
public sealed class CertificateRegister(RecognitionRecords recognitions, FilingRecords filings, FilingNumbers numbers)
{
    /// <summary>A certificate; null where none of this number was issued.</summary>
    public async Task<RegisteredCertificate?> FindAsync(string number, CancellationToken cancellation)
    {
        if (number.Length != 15 || number[4] != '-' || !int.TryParse(number.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year)) return null;
        if (await numbers.FilingOfAsync(number[5..], cancellation) is not { } id) return null;
        return await recognitions.FindAsync(RecognitionId.Of(year, id), cancellation) is { Value: { Certificate: not null } recognition } && await filings.FindAsync(id, cancellation) is { } filing
            ? new RegisteredCertificate(recognition, filing.Value)
            : null;
    }
}
