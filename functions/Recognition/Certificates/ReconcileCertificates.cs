using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Recognition.Certificates;

/// <summary>
/// Compares recognitions in force with their clocks: the records are the truth, and a clock that is missing, failed or was ended by hand is
/// started again. It goes on from the dates of the certificate.
/// </summary>
public sealed class ReconcileCertificates(RecognitionsByCampaign list, RecognitionRecords recognitions, TimeProvider time, ReconcilerLog runs)
{
    /// <summary>Campaigns whose certificates may be in force: of this year and the two before, as a notice may end in the year after.</summary>
    private const int Campaigns = 3;

    internal static readonly Reconciler Reconciler = new("ReconcileCertificates", "有效证书与有效期时钟", LateAfterHours: 27);

    /// <summary>Every day at 02:43 Asia/Shanghai.</summary>
    [Function("ReconcileCertificates")]
    public Task RunAsync([TimerTrigger("0 43 18 * * *")] TimerInfo timer, [DurableClient] DurableTaskClient durable, CancellationToken cancellation) =>
        runs.RunAsync(Reconciler.Name, tally => LookAsync(tally, durable, cancellation), cancellation);

    private async Task LookAsync(ReconcilerTally tally, DurableTaskClient durable, CancellationToken cancellation)
    {
        var thisYear = ChinaTime.Today(time).Year;
        var filter = RecordFilter.Equal("State", nameof(RecognitionState.Recognized));
        for (var year = thisYear - Campaigns + 1; year <= thisYear; year++)
        {
            await foreach (var line in list.OfAsync(year, filter, null, cancellation))
            {
                tally.Looked++;
                if (await RestartAsync(line.Id, durable, cancellation)) tally.Restarted++;
            }
        }
    }

    private Task<bool> RestartAsync(RecognitionId id, DurableTaskClient durable, CancellationToken cancellation) => WorkflowMessages.RestartAsync(
        durable, CertificateValidity.Name, CertificateValidity.InstanceId(id), id.Value,
        async () => await recognitions.FindAsync(id, cancellation) is { Value.State: RecognitionState.Recognized }, cancellation);
}
