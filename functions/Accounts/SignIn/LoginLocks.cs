using PatentFunctions.Accounts.Rules;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Accounts;

/// <summary>Counts failed sign-ins in a row, for accounts and in the same way for names that nobody has (ACC-05).</summary>
public sealed class LoginLocks(IRecordStore records)
{
    private const int Attempts = 10;

    /// <summary>Counts a try before its password is looked at; refused while locked.</summary>
    /// <param name="key">Account id, or the typed name where nobody has it.</param>
    /// <param name="now">The instant.</param>
    /// <param name="cancellation">Ends waiting.</param>
    public async Task<Outcome<LoginFailures>> CountTryAsync(string key, DateTimeOffset now, CancellationToken cancellation)
    {
        var partition = Partition(key);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var read = await records.FindAsync<LoginFailures>(AccountTables.LoginFailures, partition, CaseRows.Record, cancellation);
            if (!LoginRules.CountTry(read?.Value, now).TryGet(out var counted, out var locked)) return locked;
            var document = TypedRecords.ToDocument(counted);
            RecordOperation operation = read is null ? new InsertRecord(CaseRows.Record) { Document = document } : new ReplaceRecord(CaseRows.Record, read.ETag) { Document = document };
            try
            {
                await records.CommitAsync(AccountTables.LoginFailures, partition, [operation], cancellation);
                return counted;
            }
            catch (StoreConflictException)
            {
                // Tried at the same time elsewhere: count on top of it.
            }
        }
        return new AddressTooMany { RetryAfterSeconds = 1 };
    }

    /// <summary>A right password ends the row of failures, and so does a reset.</summary>
    public async Task ClearAsync(string key, CancellationToken cancellation)
    {
        try
        {
            await records.CommitAsync(AccountTables.LoginFailures, Partition(key), [new DeleteRecord(CaseRows.Record)], cancellation);
        }
        catch (StoreConflictException)
        {
            // There was none.
        }
    }

    private static string Partition(string key) => NewId.Derived("l", key);
}
