using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Notifications.Deliveries;

/// <summary>An address that a gateway said does not exist.</summary>
/// <param name="At">When.</param>
/// <param name="Reason">The gateway's words.</param>
internal sealed record Bounce(DateTimeOffset At, string Reason);

/// <summary>Remembers for 30 days which numbers and addresses do not exist, by hash: a reputation is lost by writing to them again and again.</summary>
internal sealed class AddressBounces(IRecordStore records, TimeProvider time)
{
    private const string Table = "AddressBounces";
    private const string Row = "bounce";

    private static readonly TimeSpan RememberedFor = TimeSpan.FromDays(30);

    public async Task<bool> IsBouncedAsync(string address, CancellationToken cancellation) =>
        await records.FindAsync<Bounce>(Table, Partition(address), Row, cancellation) is { } bounce && time.GetUtcNow() < bounce.Value.At + RememberedFor;

    public async Task RememberAsync(string address, string reason, CancellationToken cancellation) =>
        await records.CommitAsync(Table, Partition(address), [new UpsertRecord(Row) { Document = TypedRecords.ToDocument(new Bounce(time.GetUtcNow(), reason)) }], cancellation);

    /// <summary>Forgets an address, since an operator tries it again.</summary>
    public async Task ForgetAsync(string address, CancellationToken cancellation)
    {
        try
        {
            await records.CommitAsync(Table, Partition(address), [new DeleteRecord(Row)], cancellation);
        }
        catch (StoreConflictException)
        {
            // It was not remembered.
        }
    }

    private static string Partition(string address) => NewId.Derived("b", address);
}
