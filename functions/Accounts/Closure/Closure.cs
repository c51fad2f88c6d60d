namespace PatentFunctions.Accounts.Closure;

/// <summary>Why a unit's account cannot be closed yet. Registered in DI by every area that has something open with a unit (ACC-13).</summary>
public interface IClosureHindrance
{
    /// <summary>What is open, one blocking finding for each; nothing where the area is done with the unit.</summary>
    IAsyncEnumerable<Finding> OfUnitAsync(UnitId unit, CancellationToken cancellation);
}

/// <summary>注销申请: a row of the account's partition until the account is closed or the owner thinks better of it.</summary>
/// <param name="RequestedAt">When it was asked for.</param>
/// <param name="On">Last day on which it can be taken back; the account is closed at its end, Asia/Shanghai.</param>
public sealed record Closure(DateTimeOffset RequestedAt, DateOnly On)
{
    /// <summary>Row of the account's partition.</summary>
    public const string Row = "closure";

    /// <summary>Table of the <see cref="Platform.Storage.DueIndex"/> of closures.</summary>
    public const string DueTable = "ClosuresDue";

    /// <summary>Days in which it can be taken back.</summary>
    public const int Days = 15;

    /// <summary>A request of now.</summary>
    public static Closure Asked(DateTimeOffset now) => new(now, ChinaTime.DateOf(now).AddDays(Days));
}

/// <summary>注销 as the account's owner sees it.</summary>
/// <param name="RequestedAt">When it was asked for; absent where it was not.</param>
/// <param name="On">The account is closed at the end of this day unless it is taken back.</param>
/// <param name="Hindrances">What has to be finished first.</param>
public sealed record ClosureAnswer(DateTimeOffset? RequestedAt, DateOnly? On, IReadOnlyList<Finding> Hindrances);

/// <summary>Something is still open; the findings name all of it.</summary>
public sealed record ClosureHindered() : Conflict("closure-hindered", "暂不能注销", "贵单位仍有未办结的业务，请先办结下列事项再申请注销。");

/// <summary>Nothing to take back.</summary>
public sealed record NoClosure() : Conflict("closure-not-requested", "没有注销申请", "该账号没有待生效的注销申请。");

/// <summary>Everything that hinders the closure of an account.</summary>
public sealed class ClosureHindrances(IEnumerable<IClosureHindrance> hindrances, UnitAccounts units, AccountStore accounts)
{
    /// <summary>All of it; nothing for a unit that other administrators still act for.</summary>
    internal async Task<IReadOnlyList<Finding>> OfAsync(Account account, CancellationToken cancellation)
    {
        var findings = new List<Finding>();
        if (account.Unit is not { } unit || await HasOtherAdministratorAsync(account, unit, cancellation)) return findings;
        foreach (var hindrance in hindrances)
        {
            await foreach (var finding in hindrance.OfUnitAsync(unit, cancellation)) findings.Add(finding);
        }
        return findings;
    }

    /// <summary>Whether somebody else administers the unit.</summary>
    internal async Task<bool> HasOtherAdministratorAsync(Account account, UnitId unit, CancellationToken cancellation)
    {
        foreach (var id in await units.IdsAsync(unit, account.Role, cancellation))
        {
            if (id != account.Id && await accounts.FindAsync(id, cancellation) is { Value.IsActive: true }) return true;
        }
        return false;
    }
}
