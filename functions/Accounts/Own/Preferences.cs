using PatentFunctions.Notifications.Templates;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Accounts;

/// <summary>通知偏好.</summary>
/// <param name="Switches">Every kind on every channel.</param>
public sealed record PreferencesAnswer(IReadOnlyList<PreferenceAnswer> Switches)
{
    internal static PreferencesAnswer Of(IReadOnlyList<string> refused) =>
        new([.. NotificationSwitches.Of(refused).Select(s => new PreferenceAnswer(s.Kind, s.Channel, s.On, NotificationTemplate.IsMandatoryKind(s.Kind)))]);
}

/// <summary>One switch as it stands.</summary>
/// <param name="Kind">Kind of notification.</param>
/// <param name="Channel">Channel.</param>
/// <param name="On">Whether it is sent.</param>
/// <param name="Mandatory">True where it cannot be switched off.</param>
public sealed record PreferenceAnswer(NotificationKind Kind, NotificationChannel Channel, bool On, bool Mandatory);

/// <summary>通知偏好 to set.</summary>
/// <param name="Switches">Those to change; the others stay.</param>
public sealed record PreferencesForm(IReadOnlyList<NotificationSwitch> Switches);

/// <summary>查看通知偏好 (ACC-12).</summary>
public sealed class GetPreferences(AccountStore accounts)
{
    /// <summary>One's own switches.</summary>
    [Function("GetPreferences")]
    [Allow(Role.UnitAdmin, Role.Expert, Role.University, Role.Examiner, Role.Provincial, Role.National, Role.Bank, Role.FinanceOfficer, Role.Operator)]
    [Answers(200, typeof(PreferencesAnswer), ETag = true)]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "accounts/me/preferences")] HttpRequest request, CancellationToken cancellation)
    {
        if (await accounts.FindAsync(request.Caller().Account, cancellation) is not { } read) return new SignInRequired();
        request.SetETag(VersionOf(read.Value));
        return Results.Json(PreferencesAnswer.Of(read.Value.Refused), PlatformJson.Options);
    }

    // The account also changes with every sign-in; the switches have a version of their own.
    internal static string VersionOf(Account account) => "preferences " + string.Join(' ', account.Refused);
}

/// <summary>修改通知偏好 (ACC-12).</summary>
public sealed class SetPreferences(AccountStore accounts, TimeProvider time)
{
    /// <summary>Sets one's own switches.</summary>
    [Function("SetPreferences")]
    [Allow(Role.UnitAdmin, Role.Expert, Role.University, Role.Examiner, Role.Provincial, Role.National, Role.Bank, Role.FinanceOfficer, Role.Operator)]
    [Accepts(typeof(PreferencesForm)), Answers(200, typeof(PreferencesAnswer), ETag = true), Refuses(typeof(FieldsInvalid)), Needs(IfMatch = true)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "accounts/me/preferences")] HttpRequest request, [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var form = await request.ReadBodyAsync<PreferencesForm>(cancellation);
        if (await accounts.FindAsync(request.Caller().Account, cancellation) is not { } read) return new SignInRequired();
        var version = GetPreferences.VersionOf(request.Matching(read with { ETag = GetPreferences.VersionOf(read.Value) }).Value);
        var findings = NotificationSwitches.Check(form.Switches);
        if (findings.AnyBlocks()) return new FieldsInvalid { Findings = findings };
        var changed = await accounts.ChangeAsync(read.Value.Id, request.Stamp(time, "SetPreferences"), durable, account => Decide(account, version, form.Switches), cancellation);
        if (!changed.TryGet(out var next, out var refusal)) return refusal;
        request.SetETag(GetPreferences.VersionOf(next));
        return Results.Json(PreferencesAnswer.Of(next.Refused), PlatformJson.Options);
    }

    private static Outcome<AccountChange> Decide(Account account, string version, IReadOnlyList<NotificationSwitch> switches)
    {
        if (GetPreferences.VersionOf(account) != version) return new RecordChanged();
        return new AccountChange(account with { Refused = NotificationSwitches.Apply(account.Refused, switches) });
    }
}
