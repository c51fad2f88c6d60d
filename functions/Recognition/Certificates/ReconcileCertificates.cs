using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Recognition.Certificates;

/// <summary>
/// Compares recognitions in force with their clocks: the records are the truth, and a clock that is missing, failed or was ended by hand is
/// started again. It goes on from the dates of the certificate.
/// </summary>
public sealed class ReconcileCertificates(RecognitionsByCampaign list, RecognitionRecords recognitions, TimeProvider time, ILogger<ReconcileCertificates> log)
{
    /// <summary>Campaigns whose certificates may be in force: of this year and the two before, as a notice may end in the year after.</summary>
    private const int Campaigns = 3;

    /// <summary>Every day at 02:43 Asia/Shanghai.</summary>
    [Function("ReconcileCertificates")]
    public async Task RunAsync([TimerTrigger("0 43 18 * * *")] TimerInfo timer, [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var (valid, restarted) = (0, 0);
        var thisYear = ChinaTime.Today(time).Year;
        var filter = RecordFilter.Equal("State", nameof(RecognitionState.Recognized));
        for (var year = thisYear - Campaigns + 1; year <= thisYear; year++)
        {
            await foreach (var line in list.OfAsync(year, filter, null, cancellation))
            {
                valid++;
                if (await RestartAsync(line.Id, durable, cancellation)) restarted++;
            }
        }
        if (restarted > 0) log.LogWarning("{Restarted} of {Valid} certificates in force had no running clock and were given one", restarted, valid);
    }

    private Task<bool> RestartAsync(RecognitionId id, DurableTaskClient durable, CancellationToken cancellation) => WorkflowMessages.RestartAsync(
        durable, CertificateValidity.Name, CertificateValidity.InstanceId(id), id.Value,
        async () => await recognitions.FindAsync(id, cancellation) is { Value.State: RecognitionState.Recognized }, cancellation);
}
