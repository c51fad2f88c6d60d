using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PatentFunctions.Accounts;
using PatentFunctions.Notifications.LocalOutbox;
using PatentFunctions.Platform.Storage;
using PatentFunctions.SampleData.Walk;
using PatentFunctions.Tests.Platform.OpenApi.Conformance;
using PatentFunctions.Tests.Recognition.Objections;

namespace PatentFunctions.Tests.SampleData;

/// <summary>
/// Plays the whole walk with every log line kept, down to the finest level, and looks in them for whatever personal data the walk has made: the
/// phones and mails of all accounts and recipients, codes, passwords, tokens, names of persons (COM-12). What is new in the walk is looked for too.
/// </summary>
[Trait("Spec", "COM-12")]
public sealed partial class LogPrivacyTests
{
    [Fact]
    public async Task Walk_WithEverythingLogged_LeavesNoPersonalDataInTheLogs()
    {
        using var logs = new ObjectionScene.KeptLogs();
        await using var app = await TestApp.StartAsync(
            services => services.AddLogging(l => l.AddProvider(logs)).PostConfigure<LoggerFilterOptions>(o =>
            {
                o.Rules.Clear();
                o.MinLevel = LogLevel.Trace;
            }), "2026-09-28T10:00");
        var folder = Directory.CreateTempSubdirectory("walk-logs-");
        try
        {
            using var output = new StringWriter(CultureInfo.InvariantCulture);
            using var teller = new Storyteller(app.Server.Address, folder.FullName, output, () => new ConformanceHandler(ClientManners.Faultless));
            using var recognition = new RecognitionStory(teller, await new FilingStory(teller).PlayAsync());
            await recognition.PlayAsync();
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        var secrets = await SecretsAsync(app.Service<IRecordStore>());
        Assert.True(secrets.Count > 30, $"{secrets.Count} secrets");
        Assert.True(logs.Lines.Count > 1000, $"{logs.Lines.Count} lines");
        // The desk of a developer's machine is asked for the letters to a number, by which its address names one; it does not exist on Azure.
        var leaks = logs.Lines.Where(line => !line.Contains("/api/local/", StringComparison.Ordinal)).SelectMany(line => secrets.Where(s => line.Contains(s, StringComparison.OrdinalIgnoreCase)).Select(s => $"{s}: {(line.Length > 300 ? line[..300] : line)}")).Distinct().Take(20).ToList();
        Assert.True(leaks.Count == 0, string.Join('\n', leaks));
    }

    private static async Task<HashSet<string>> SecretsAsync(IRecordStore records)
    {
        HashSet<string> secrets = [TestApp.Password, "Bearer "];
        await foreach (var row in records.AllAsync("Accounts", new RecordQuery { RowPrefix = "case", Take = RecordLimits.PageRecords }))
        {
            var account = row.As<Account>().Value;
            secrets.UnionWith(new[] { account.Phone, account.Mail, account.Expert?.Name }.OfType<string>());
            if (account.PasswordHash.Length > 0) secrets.Add(account.PasswordHash);
        }
        await foreach (var letter in records.AllAsync<OutboxLetter>(OutboxRecords.Table, new RecordQuery { Partition = OutboxRecords.Partition, RowBefore = "~", Take = RecordLimits.PageRecords }))
        {
            secrets.Add(letter.Value.To);
            if (Code().Match(letter.Value.Text) is { Success: true } code) secrets.Add("验证码为" + code.Groups[1].Value);
        }
        return secrets;
    }

    [GeneratedRegex("验证码为([0-9]{6})")]
    private static partial Regex Code();
}
