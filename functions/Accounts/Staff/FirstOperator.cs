using Microsoft.Extensions.Options;
using PatentFunctions.Accounts.Rules;
using PatentFunctions.Identifiers;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.Accounts;

/// <summary>
/// The first operator comes from the configuration at the first start (ACC-10); there is no built-in password. Without it and without any
/// operator the app does not start, since nobody could ever create an account of the staff.
/// </summary>
internal sealed class FirstOperator(AccountLists lists, AccountSeeding seeding, IOptions<AccountsOptions> options) : IHostedService
{
    /// <inheritdoc />
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if ((await lists.OfRoleAsync(Role.Operator, 1, null, cancellationToken)).Records.Count > 0) return;
        var first = options.Value.FirstOperator;
        var faults = Faults(first);
        if (faults.Count > 0)
            throw new InvalidOperationException("There is no operator yet, and the configuration Accounts:FirstOperator (Username, Password, Phone, Mail) names none that can be created: " + string.Join(" ", faults));
        await seeding.SeedAsync(
            new SeededAccount(first.Username!, first.Password!, Role.Operator, "平台运维")
            {
                Phone = RegistrationRules.Checked<MobileNumber>(first.Phone).Value,
                Mail = RegistrationRules.Checked<EmailAddress>(first.Mail).Value,
                Setup = PendingSetup.ReplacePassword,
            },
            cancellationToken);
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

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
