using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Notifications.Deliveries;

/// <summary>Technical index of finally failed deliveries, newest first; an entry whose delivery has not failed (any more) is passed over.</summary>
internal static class FailedDeliveries
{
    public const string Partition = "failed";

    public static async Task AddAsync(IRecordStore records, DeliveryId id, CancellationToken cancellation) =>
        await records.CommitAsync(DeliveryId.FailedTable, Partition, [new UpsertRecord(Row(id)) { Document = TypedRecords.ToDocument(id.ToString()) }], cancellation);

    public static async Task RemoveAsync(IRecordStore records, DeliveryId id, CancellationToken cancellation)
    {
        try
        {
            await records.CommitAsync(DeliveryId.FailedTable, Partition, [new DeleteRecord(Row(id))], cancellation);
        }
        catch (StoreConflictException)
        {
            // Gone already.
        }
    }

    private static string Row(DeliveryId id) => id.Row + "." + id.Partition;
}
