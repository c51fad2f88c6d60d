using Microsoft.Extensions.Options;
using PatentFunctions.Documents;
using PatentFunctions.Files;
using PatentFunctions.Filing;
using PatentFunctions.Filing.Rules;

namespace PatentFunctions.PledgeFinancing.Subsidies;

/// <summary>
/// 专利密集型产品备案证明 (SUB-02): taken over by itself from this platform's filings in force that link a pledged patent and were filed or updated
/// in the campaign's filing year. Rendered and kept at the submission, because what a filing says later is not what was submitted.
/// </summary>
public sealed class SubsidyCertificates(FilingsByUnit list, FilingRecords filings, MadeFiles made, IOptions<FilingOptions> options, TimeProvider time)
{
    /// <summary>The filings whose certificates an application takes over, without their files.</summary>
    public async Task<IReadOnlyList<AttachedCertificate>> FindAsync(UnitId unit, SubsidyLoan loan, SubsidyTerms terms, CancellationToken cancellation)
    {
        var pledged = loan.Pledged.Select(p => (p.Number, Patent: SubsidyLoans.PatentOf(p))).Where(p => p.Patent is not null).ToList();
        if (pledged.Count == 0 || !terms.Materials.Contains(SubsidyMaterial.FilingCertificate)) return [];
        var found = new List<AttachedCertificate>();
        foreach (var line in (await list.OfAsync(unit, cancellation)).Where(l => l.FilingYear == terms.FilingYear || l.UpdateYear == terms.FilingYear))
        {
            if (await filings.FindAsync(line.Id, cancellation) is not { Value: { Content: { } content } filing } || !FilingStates.IsInForce(filing.State)) continue;
            if (filing.FilingYear != terms.FilingYear && filing.UpdateYear != terms.FilingYear) continue;
            var linked = LinkedPatents.NumbersOf(content.Patents).ToHashSet();
            var covered = pledged.Where(p => linked.Contains(p.Patent!)).Select(p => p.Number).ToList();
            if (covered.Count > 0) found.Add(new AttachedCertificate(filing.Id.Value, filing.Number!, content.Product.Name ?? "", terms.FilingYear, covered, null));
        }
        return [.. found.OrderBy(c => c.Number, StringComparer.Ordinal)];
    }

    /// <summary>
    /// Renders and keeps the certificates for a submission. One that says what it said in the submission before is taken over as it is, and the same
    /// version of a draft on the same day finds those it made before.
    /// </summary>
    public async Task<IReadOnlyList<AttachedCertificate>> KeepAsync(
        SubsidyRecord subsidy, string draftETag, IReadOnlyList<AttachedCertificate> certificates, ActStamp stamp, DurableTaskClient durable, CancellationToken cancellation)
    {
        var kept = new List<AttachedCertificate>();
        foreach (var certificate in certificates)
        {
            if (subsidy.Content?.Certificates.FirstOrDefault(c => SaysTheSame(c, certificate)) is { File: not null } before)
            {
                kept.Add(before);
                continue;
            }
            var filing = (await filings.FindAsync(new FilingId(certificate.Filing), cancellation))!.Value;
            var now = time.GetUtcNow();
            var id = new FileId(NewId.Derived("f", "subsidy-certificate", subsidy.Id.Value, certificate.Filing, draftETag, ChinaTime.DateOf(now).ToString("O", System.Globalization.CultureInfo.InvariantCulture)));
            var pdf = CertificateLayout.Render(DownloadCertificate.ContentOf(filing, options.Value.PublicBaseUrl, now), DocumentFont.NotoSansSc);
            await made.KeepAsync(id, subsidy.Unit.Value, FilePurposes.SubsidyFilingCertificate, $"备案证明-{certificate.Number}.pdf", pdf, stamp, durable, cancellation);
            kept.Add(certificate with { File = id });
        }
        return kept;
    }

    private static bool SaysTheSame(AttachedCertificate a, AttachedCertificate b) =>
        (a.Filing, a.Number, a.Product, a.Year) == (b.Filing, b.Number, b.Product, b.Year) && a.Patents.SequenceEqual(b.Patents);
}
