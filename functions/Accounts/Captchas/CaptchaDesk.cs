using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Accounts.Captchas;

/// <summary>A captcha that waits for its answer; it never leaves the server.</summary>
/// <param name="Answer">Upper case.</param>
/// <param name="ExpiresAt">End of its life.</param>
public sealed record WaitingCaptcha(string Answer, DateTimeOffset ExpiresAt);

/// <summary>图形验证码 (ACC-03): one use, five minutes, answered without regard to case.</summary>
public sealed class CaptchaDesk(IRecordStore records, TimeProvider time, IOptions<AccountsOptions> options)
{
    private const int Characters = 5;
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(5);

    /// <summary>Makes one.</summary>
    public async Task<CaptchaAnswer> IssueAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var text = RandomNumberGenerator.GetString(CaptchaGlyphs.Alphabet, Characters);
        var row = NewId.Random("c");
        var partition = HourlyRows.Partition(now, row);
        var waiting = new WaitingCaptcha(options.Value.FixedCaptchaAnswer?.ToUpperInvariant() ?? text, now + Life);
        await records.CommitAsync(AccountTables.Captchas, partition, [new InsertRecord(row) { Document = TypedRecords.ToDocument(waiting) }], cancellation);
        var image = CaptchaImage.Draw(text, new Random(RandomNumberGenerator.GetInt32(int.MaxValue)));
        return new CaptchaAnswer(partition + "." + row, "data:image/png;base64," + Convert.ToBase64String(image), waiting.ExpiresAt);
    }

    /// <summary>Uses one up; true where the answer is right. Of two that come at once one counts.</summary>
    public async Task<bool> TryUseAsync(string? id, string? answer, CancellationToken cancellation)
    {
        if (id?.Split('.') is not [var partition, var row] || !RecordLimits.IsKey(partition) || !RecordLimits.IsKey(row)) return false;
        if (await records.FindAsync<WaitingCaptcha>(AccountTables.Captchas, partition, row, cancellation) is not { } waiting) return false;
        try
        {
            await records.CommitAsync(AccountTables.Captchas, partition, [new DeleteRecord(row, waiting.ETag)], cancellation);
        }
        catch (StoreConflictException)
        {
            return false;
        }
        return waiting.Value.ExpiresAt > time.GetUtcNow() && string.Equals(waiting.Value.Answer, answer?.Trim(), StringComparison.OrdinalIgnoreCase);
    }
}
