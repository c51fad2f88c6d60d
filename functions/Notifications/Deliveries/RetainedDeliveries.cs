using PatentFunctions.Operations.Retention;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Notifications.Deliveries;

/// <summary>发送记录, with phones and mail addresses, are kept for a year (COM-20).</summary>
internal sealed class RetainedDeliveries(IRecordStore records) : IRetainedData
{
    private readonly RetainedRows rows = new(
        new RetentionRule("deliveries", "短信和邮件发送记录（含手机号、邮箱和内容）", 365, "发送", "足以核对一个认定年度内的送达；结果本身在办理记录中", "StartRetention"),
        records,
        DeliveryId.Table,
        DeliveryId.OlderThan);

    public RetentionRule Rule => rows.Rule;

    public Task<RetentionSlice> FindAsync(DateTimeOffset before, string? continuation, DurableTaskClient durable, CancellationToken cancellation) =>
        rows.FindAsync(before, continuation, durable, cancellation);

    public async Task RemoveAsync(RetainedKey key, DateTimeOffset before, DurableTaskClient durable, CancellationToken cancellation)
    {
        await FailedDeliveries.RemoveAsync(records, new DeliveryId(key.Partition, key.Row), cancellation);
        await rows.RemoveAsync(key, before, durable, cancellation);
    }
}
