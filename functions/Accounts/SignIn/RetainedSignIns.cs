using PatentFunctions.Operations.Retention;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Accounts;

/// <summary>What signing in leaves behind, and for how long (COM-20).</summary>
internal static class RetainedSignIns
{
    /// <summary>登录会话: a month after their end, so that their owner still finds a sign-in that was not his.</summary>
    public static IRetainedData Sessions(IRecordStore records) => new RetainedRows(
        new RetentionRule("sessions", "已到期的登录会话（浏览器名称和时间）", 30, "会话到期", "供本人核对登录记录", "StartRetention"),
        records,
        AccountTables.Accounts,
        _ => new RecordQuery { RowPrefix = AccountTables.SessionRows },
        (row, before) => row.As<Session>().Value.ExpiresAt < before);

    /// <summary>短信验证码: the count of a day is of no use on the next.</summary>
    public static IRetainedData SmsCodes(IRecordStore records) => new RetainedRows(
        new RetentionRule("sms-codes", "短信验证码的次数和摘要", 7, "最后一次发送", "次数按日限制；验证码五分钟失效", "StartRetention"),
        records,
        AccountTables.SmsCodes,
        _ => new RecordQuery { RowFrom = CaseRows.Record, RowBefore = CaseRows.Record + "~" },
        (row, before) => row.As<PhoneCodes>().Value is { } codes && (codes.LastSentAt ?? ChinaTime.EndOfDay(codes.Day)) < before);
}
