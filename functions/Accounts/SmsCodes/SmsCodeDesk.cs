using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using PatentFunctions.Accounts.Rules;
using PatentFunctions.Notifications;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Accounts;

/// <summary>短信验证码 (ACC-04): makes, sends, checks and uses up codes.</summary>
public sealed class SmsCodeDesk(CaseStore cases, AccountNames names, IDataProtectionProvider protection, TimeProvider time)
{
    private const int Attempts = 5;
    private readonly IDataProtector protector = protection.CreateProtector("Accounts.SmsCode.v1");

    /// <summary>
    /// Sends one SMS to the number: the code or, where it would be of no use, a notice why. The caller of the endpoint cannot tell which.
    /// </summary>
    public async Task<Refusal?> SendAsync(string phone, SmsPurpose purpose, ActStamp stamp, DurableTaskClient durable, CancellationToken cancellation)
    {
        var isRegistered = await names.FindAsync(AccountName.Phone(phone), cancellation) is not null;
        for (var attempt = 1; ; attempt++)
        {
            var read = await FindAsync(phone, cancellation);
            if (!SmsCodeRules.CountOne(read?.Value, stamp.When).TryGet(out var book, out var refusal)) return refusal;
            var write = new CaseWrite(Address(phone), stamp);
            if (purpose == SmsPurpose.Objection || isRegistered == (purpose == SmsPurpose.ResetPassword))
            {
                var code = RandomNumberGenerator.GetString("0123456789", 6);
                book = book with { Live = [.. book.Live.Where(c => c.Purpose != purpose), Seal(phone, purpose, code, stamp.When)] };
                write.Send(Notify.Phone("account.sms-code", phone, ("code", code)));
            }
            else
            {
                write.Send(Notify.Phone(isRegistered ? "account.phone-registered" : "account.phone-unknown", phone));
            }
            if (read is null) write.Insert(CaseRows.Record, book);
            else write.Replace(read, book);
            try
            {
                await cases.CommitAsync(write, durable, cancellation);
                return null;
            }
            catch (StoreConflictException) when (attempt < Attempts)
            {
                // Asked for at the same time elsewhere: the rules look again.
            }
        }
    }

    /// <summary>True where the code is right; a wrong one is counted. It stays usable until <see cref="TryUseAsync"/>.</summary>
    public async Task<bool> IsRightAsync(string phone, SmsPurpose purpose, string code, CancellationToken cancellation)
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var read = await FindAsync(phone, cancellation);
            if (SmsCodeRules.Triable(read?.Value, purpose, time.GetUtcNow()) is not { } live) return false;
            if (Matches(live, phone, code)) return true;
            if (await TryReplaceAsync(phone, read!, [.. read!.Value.Live.Select(c => c == live ? c with { Wrong = c.Wrong + 1 } : c)], cancellation)) return false;
        }
        return false;
    }

    /// <summary>Uses the code up; true for exactly one of those who try.</summary>
    public async Task<bool> TryUseAsync(string phone, SmsPurpose purpose, string code, CancellationToken cancellation)
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var read = await FindAsync(phone, cancellation);
            if (SmsCodeRules.Triable(read?.Value, purpose, time.GetUtcNow()) is not { } live || !Matches(live, phone, code)) return false;
            if (await TryReplaceAsync(phone, read!, [.. read!.Value.Live.Where(c => c != live)], cancellation)) return true;
        }
        return false;
    }

    private static CaseAddress Address(string phone) => new(AccountTables.SmsCodes, NewId.Derived("p", phone));

    private Task<Stored<PhoneCodes>?> FindAsync(string phone, CancellationToken cancellation) => cases.FindAsync<PhoneCodes>(Address(phone), CaseRows.Record, cancellation);

    private async Task<bool> TryReplaceAsync(string phone, Stored<PhoneCodes> read, IReadOnlyList<LiveCode> live, CancellationToken cancellation)
    {
        var address = Address(phone);
        try
        {
            await cases.Records.CommitAsync(address.Table, address.Partition, [new ReplaceRecord(read.Row, read.ETag) { Document = TypedRecords.ToDocument(read.Value with { Live = live }) }], cancellation);
            return true;
        }
        catch (StoreConflictException)
        {
            return false;
        }
    }

    private LiveCode Seal(string phone, SmsPurpose purpose, string code, DateTimeOffset now)
    {
        var key = RandomNumberGenerator.GetBytes(32);
        return new LiveCode(purpose, Hash(key, phone, purpose, code), Convert.ToBase64String(protector.Protect(key)), now + SmsCodeRules.Life, 0);
    }

    private bool Matches(LiveCode live, string phone, string code) =>
        CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(live.Hash),
            Encoding.ASCII.GetBytes(Hash(protector.Unprotect(Convert.FromBase64String(live.ProtectedKey)), phone, live.Purpose, code)));

    private static string Hash(byte[] key, string phone, SmsPurpose purpose, string code) =>
        Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{purpose}\n{phone}\n{code}")));
}
