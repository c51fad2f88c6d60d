using Microsoft.Extensions.Configuration;
using PatentFunctions.Accounts;
using PatentFunctions.Catalogs;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;

namespace PatentFunctions.SampleData;

/// <summary>Configuration section <c>SampleData</c>: data for a first look and for demonstrations, never on Azure's production.</summary>
public sealed class SampleDataOptions
{
    /// <summary>Password of the sample accounts on one's own machine unless configured otherwise.</summary>
    internal const string DefaultPassword = "Sample#2026";

    /// <summary>Answer of every captcha on one's own machine unless configured otherwise (Accounts:FixedCaptchaAnswer).</summary>
    internal const string DefaultCaptchaAnswer = "2026";

    /// <summary>Whether sample data is made at the start.</summary>
    public bool Enabled { get; set; }

    /// <summary>Password of every sample account.</summary>
    public string? Password { get; set; }

    /// <summary>The options of a configuration.</summary>
    public static SampleDataOptions From(IConfiguration configuration) => configuration.GetSection("SampleData").Get<SampleDataOptions>() ?? new();
}

/// <summary>Makes one account of every role at the first start, ready to sign in (data/accounts.csv).</summary>
internal sealed class SampleAccounts(AccountStore accounts, Passwords passwords, IConfiguration configuration, IHostEnvironment environment, TimeProvider time) : IHostedService
{
    private const string File = "SampleData/data/accounts.csv";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var options = SampleDataOptions.From(configuration);
        if (!options.Enabled) return;
        if (!environment.IsDevelopment()) throw new InvalidOperationException("SampleData:Enabled is for development; this environment is " + environment.EnvironmentName);
        if (options.Password is not { Length: > 0 } password) throw new InvalidOperationException("SampleData:Password is missing");
        string? hash = null;
        using var rows = new CsvRows(EmbeddedData.Open(File));
        while (rows.Next())
        {
            var id = IdOf(rows["username"]);
            if (await accounts.FindAsync(id, cancellationToken) is not null) continue;
            // One hash serves all: it is the same password, and a slow hash for each would make every first start wait.
            var account = Read(rows, id, hash ??= passwords.Hash(password));
            await accounts.CreateAsync(account, new CaseWrite(new CaseAddress("Accounts", id.Value), ActStamp.BySystem(time, "SeedSampleData")), null, cancellationToken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Usernames of the sample accounts.</summary>
    public static IEnumerable<string> Usernames()
    {
        using var rows = new CsvRows(EmbeddedData.Open(File));
        while (rows.Next()) yield return rows["username"];
    }

    /// <summary>The account of a sample username.</summary>
    public static AccountId IdOf(string username) => new(NewId.Derived("a", "sample", username));

    /// <summary>The sample unit of a credit code.</summary>
    public static UnitId UnitOf(string creditCode) => new(NewId.Derived("u", "sample", creditCode));

    private Account Read(CsvRows rows, AccountId id, string hash)
    {
        var role = Enum.Parse<Role>(rows["role"], ignoreCase: true);
        return new Account(id, rows["username"], role, rows["office"], hash, PendingSetup.None, time.GetUtcNow())
        {
            Phone = rows["phone"],
            Mail = rows["mail"],
            Province = Text(rows["province"]),
            Bank = Text(rows["bank"]),
            Unit = Text(rows["uscc"]) is { } code ? UnitOf(code) : null,
            AgreementVersion = role == Role.UnitAdmin ? AgreementAnswer.InForce.Version : null,
        };
    }

    private static string? Text(string value) => value.Length == 0 ? null : value;
}
