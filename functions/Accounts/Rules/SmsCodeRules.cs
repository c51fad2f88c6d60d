namespace PatentFunctions.Accounts.Rules;

/// <summary>短信验证码 (ACC-04): one code a minute and ten a day for a number; five minutes, one use, at most five wrong tries.</summary>
public static class SmsCodeRules
{
    /// <summary>How long a code is good for.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(5);

    /// <summary>Least time between two codes for one number.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    /// <summary>Codes for one number on one day (Asia/Shanghai).</summary>
    public const int PerDay = 10;

    /// <summary>Wrong tries after which a code is dead.</summary>
    public const int WrongTries = 5;

    /// <summary>The one text for a code that is wrong, expired, used, dead or was never sent: more would tell whether a number is registered.</summary>
    public static Finding Wrong { get; } = Finding.Blocks("sms-code.wrong", "/smsCode", "短信验证码错误或已过期，请核对或重新获取。");

    /// <summary>Everything wrong with a code as typed.</summary>
    public static IEnumerable<Finding> CheckShape(string? code)
    {
        if (string.IsNullOrEmpty(code))
            yield return Finding.Blocks("sms-code.missing", "/smsCode", "请输入短信验证码。");
        else if (code.Length != 6 || !code.All(char.IsAsciiDigit))
            yield return Finding.Blocks("sms-code.format", "/smsCode", "短信验证码为6位数字。");
    }

    /// <summary>Counts one more code for a number, or refuses.</summary>
    /// <param name="book">What was sent to the number so far; null for nothing.</param>
    /// <param name="now">The instant.</param>
    public static Outcome<PhoneCodes> CountOne(PhoneCodes? book, DateTimeOffset now)
    {
        var today = ChinaTime.DateOf(now);
        book ??= new PhoneCodes(today, 0, null, []);
        if (book.Day != today) book = book with { Day = today, SentThatDay = 0 };
        if (book.LastSentAt is { } last && now - last < Pause)
            return new SmsCodeTooSoon() { RetryAfterSeconds = Seconds(last + Pause - now) };
        if (book.SentThatDay >= PerDay)
            return new SmsCodesUsedUp() { RetryAfterSeconds = Seconds(ChinaTime.EndOfDay(today) - now) };
        return book with { SentThatDay = book.SentThatDay + 1, LastSentAt = now, Live = [.. book.Live.Where(c => c.ExpiresAt > now)] };
    }

    /// <summary>The code of a purpose that may still be tried.</summary>
    public static LiveCode? Triable(PhoneCodes? book, SmsPurpose purpose, DateTimeOffset now) =>
        book?.Live.FirstOrDefault(c => c.Purpose == purpose && c.ExpiresAt > now && c.Wrong < WrongTries);

    private static int Seconds(TimeSpan span) => Math.Max(1, (int)Math.Ceiling(span.TotalSeconds));
}
