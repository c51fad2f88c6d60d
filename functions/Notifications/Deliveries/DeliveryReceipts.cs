using PatentFunctions.Notifications.Templates;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Notifications.Deliveries;

/// <summary>回执: brings a delivery to what the gateway reports later. A receipt may come twice, late, or before the gateway's own answer.</summary>
internal sealed class DeliveryReceipts(IRecordStore records, AddressBounces bounces, TimeProvider time)
{
    /// <summary>Applies one receipt; one that fits no delivery or comes too late changes nothing.</summary>
    public async Task ApplyAsync(DeliveryReceipt receipt, CancellationToken cancellation)
    {
        if (DeliveryId.Parse(receipt.OperationId) is not { } id) return;
        while (await records.FindAsync<Delivery>(DeliveryId.Table, id.Partition, id.Row, cancellation) is { Value.State: DeliveryState.Sending or DeliveryState.Sent } stored)
        {
            var delivery = stored.Value;
            var template = TemplateCatalog.Get(delivery.Template);
            if (!receipt.Delivered) await FailedDeliveries.AddAsync(records, id, cancellation);
            if (receipt.AddressIsBad) await bounces.RememberAsync(delivery.Address!, receipt.Reason ?? "", cancellation);
            var next = delivery.To(receipt.Delivered ? DeliveryState.Delivered : DeliveryState.Failed) with
            {
                NextAt = null,
                SentAt = delivery.SentAt ?? time.GetUtcNow(),
                Reason = receipt.Reason,
                Values = template.WithoutSecrets(delivery.Values),
            };
            try
            {
                await records.CommitAsync(DeliveryId.Table, id.Partition, [new ReplaceRecord(id.Row, stored.ETag) { Document = TypedRecords.ToDocument(next) }], cancellation);
                return;
            }
            catch (StoreConflictException)
            {
                // The sender recorded its answer in between: read again.
            }
        }
    }
}
