using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Accounts;

/// <summary>Requests of one kind from one client address within an hour.</summary>
/// <param name="Count">How many.</param>
public sealed record ClientCount(int Count);

/// <summary>Limits per client address (ACC-04), counted in the store so that they hold for all instances together.</summary>
public sealed class ClientLimits(IRecordStore records, TimeProvider time, IOptions<AccountsOptions> options)
{
    // An office of many people behind one address asks at once: whoever loses the race tries again, a little later each time.
    private const int Attempts = 50;

    /// <summary>Counts one SMS code.</summary>
    public Task<Refusal?> CountSmsCodeAsync(HttpRequest request, CancellationToken cancellation) => CountAsync("sms", request, options.Value.SmsCodesPerAddressPerHour, cancellation);

    /// <summary>Counts one sign-in.</summary>
    public Task<Refusal?> CountLoginAsync(HttpRequest request, CancellationToken cancellation) => CountAsync("login", request, options.Value.LoginsPerAddressPerHour, cancellation);

    /// <summary>Counts one captcha.</summary>
    public Task<Refusal?> CountCaptchaAsync(HttpRequest request, CancellationToken cancellation) => CountAsync("captcha", request, options.Value.CaptchasPerAddressPerHour, cancellation);

    /// <summary>Counts one upload by the public.</summary>
    public Task<Refusal?> CountPublicUploadAsync(HttpRequest request, CancellationToken cancellation) => CountAsync("upload", request, options.Value.PublicUploadsPerAddressPerHour, cancellation);

    /// <summary>
    /// The client's address. Behind a front end it is the last entry of X-Forwarded-For, the one the front end itself appended; earlier
    /// entries are whatever the client claims. IPv6 counts by its /64, which one customer holds as a whole.
    /// </summary>
    internal static string AddressOf(HttpRequest request, bool behindFrontEnd)
    {
        var address = request.HttpContext.Connection.RemoteIpAddress;
        if (behindFrontEnd && request.Headers["X-Forwarded-For"].ToString().Split(',')[^1].Trim() is { Length: > 0 } hop)
            address = IPEndPoint.TryParse(hop, out var end) ? end.Address : address;
        if (address is null) return "unknown";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return address.ToString();
        var bytes = address.GetAddressBytes();
        Array.Clear(bytes, 8, 8);
        return new IPAddress(bytes).ToString();
    }

    private async Task<Refusal?> CountAsync(string kind, HttpRequest request, int limit, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        // Addresses are personal data: the key does not show them.
        var row = NewId.Derived(kind, AddressOf(request, options.Value.BehindFrontEnd));
        var partition = HourlyRows.Partition(now, row);
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var counted = await records.FindAsync<ClientCount>(AccountTables.Limits, partition, row, cancellation);
            if (counted?.Value.Count >= limit) break;
            var document = TypedRecords.ToDocument(new ClientCount((counted?.Value.Count ?? 0) + 1));
            RecordOperation operation = counted is null ? new InsertRecord(row) { Document = document } : new ReplaceRecord(row, counted.ETag) { Document = document };
            try
            {
                await records.CommitAsync(AccountTables.Limits, partition, [operation], cancellation);
                return null;
            }
            catch (StoreConflictException)
            {
                await Task.Delay(Random.Shared.Next(1, 2 * attempt), cancellation);
            }
        }
        return new AddressTooMany { RetryAfterSeconds = 3600 - (int)(now.ToUnixTimeSeconds() % 3600) };
    }
}
