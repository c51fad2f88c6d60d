using Microsoft.Extensions.Options;
using PatentFunctions.Accounts.Rules;
using PatentFunctions.Identifiers;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Accounts;

/// <summary>
/// The first operator comes from the configuration at the first start (ACC-10); there is no built-in password. Without it and without any
/// operator the app does not start, since nobody could ever create an account of the staff.
/// </summary>
internal sealed class FirstOperator(AccountStore accounts, AccountLists lists, Passwords passwords, Projector projector, IOptions<AccountsOptions> options, TimeProvider time) : IHostedLifecycleService
{
    /// <summary>Fixed, so that two instances that start at once make one operator.</summary>
    internal static readonly AccountId Id = new(NewId.Derived("a", "first-operator"));

    /// <summary>After the other services have started: sample data may bring an operator of its own.</summary>
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        if ((await lists.OfRoleAsync(Role.Operator, 1, null, cancellationToken)).Records.Count > 0) return;
        if (await accounts.FindAsync(Id, cancellationToken) is not null)
        {
            // A crash came between the account and its place in the list.
            await projector.RefreshAsync(AccountLists.ProjectionName, AccountTables.Address(Id), cancellationToken);
            return;
        }
        var first = options.Value.FirstOperator;
        var faults = Faults(first);
        if (faults.Count > 0)
            throw new InvalidOperationException("There is no operator yet, and the configuration Accounts:FirstOperator (Username, Password, Phone, Mail) names none that can be created: " + string.Join(" ", faults));
        var account = new Account(Id, first.Username!, Role.Operator, "平台运维", passwords.Hash(first.Password!), PendingSetup.ReplacePassword, time.GetUtcNow())
        {
            Phone = RegistrationRules.Checked<MobileNumber>(first.Phone).Value,
            Mail = RegistrationRules.Checked<EmailAddress>(first.Mail).Value,
        };
        try
        {
            var taken = await accounts.CreateAsync(account, new CaseWrite(AccountTables.Address(Id), ActStamp.BySystem(time, "CreateFirstOperator")), null, cancellationToken);
            if (taken.Count > 0) throw new InvalidOperationException("The first operator cannot be created: another account has its " + string.Join(", ", taken.Select(n => n.Kind)));
        }
        catch (StoreConflictException)
        {
            // Another instance started at the same time and made it.
        }
    }

    /// <inheritdoc />
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    internal static IReadOnlyList<string> Faults(FirstOperatorOptions first) =>
    [
        .. new[]
        {
            UsernameRules.Check(first.Username),
            PasswordRules.Check(first.Password, first.Username),
            RegistrationRules.Identifier<MobileNumber>(first.Phone, "/phone"),
            RegistrationRules.Identifier<EmailAddress>(first.Mail, "/mail"),
        }.SelectMany(f => f).Select(f => f.Text),
    ];
}
