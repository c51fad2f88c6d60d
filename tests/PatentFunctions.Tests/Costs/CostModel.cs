namespace PatentFunctions.Tests.Costs;

/// <summary>A line of the bill of a month.</summary>
/// <param name="Name">What is paid for.</param>
/// <param name="Formula">How it is calculated, by the names of docs/cost.json.</param>
/// <param name="Amount">In dollars.</param>
public sealed record CostLine(string Name, string Formula, decimal Amount);

/// <summary>The sums of docs/cost.md.</summary>
/// <param name="file">Assumptions and prices.</param>
/// <param name="size">The size.</param>
public sealed class CostModel(CostFile file, Size size)
{
    private const decimal HoursPerMonth = 730;
    private const decimal Kilo = 1000;
    private const decimal Million = 1_000_000;

    /// <summary>HTTP requests a month.</summary>
    public decimal Requests => size.Units * file.Monthly.Values.Sum(m => m.Count * m.Requests);

    /// <summary>Events of workflows a month.</summary>
    public decimal Events => (size.Units * Sum(a => a.Events)) + (HoursPerMonth * file.Acts["idleHour"].Events);

    /// <summary>Runs of timers a month.</summary>
    public decimal TimerRuns => HoursPerMonth * file.A("timerRunsPerHour");

    /// <summary>Transactions of the tables a month that the app asks for.</summary>
    public decimal Tables =>
        (size.Units * (Sum(a => a.Tables) + (file.A("weeklyMails") * file.A("tablesPerWeeklyMail"))))
        + (HoursPerMonth * file.Acts["idleHour"].Tables)
        + (HoursPerMonth * size.Units * file.A("openCases") * file.A("tablesPerReconciledCase"));

    /// <summary>Text messages a month.</summary>
    public decimal Sms => size.Units * (Sum(a => a.Sms) + file.A("smsBesides"));

    /// <summary>Mails a month.</summary>
    public decimal Mails => size.Units * (Sum(a => a.Mails) + file.A("weeklyMails"));

    /// <summary>Seconds in which an instance is billed.</summary>
    public decimal ActiveSeconds
    {
        get
        {
            var seconds = file.A("busyHours") * 3600;
            var rate = Requests / seconds;
            // An instance is billed for a second at least: single requests are billed alone, many at once share it, until they need more than one.
            var shared = seconds * (decimal)(1 - Math.Exp(-(double)rate));
            var needed = Requests * file.A("cpuSecondsPerRequest") / file.A("utilization");
            return Math.Max(shared, needed) + (Events * file.A("cpuSecondsPerEvent") / file.A("utilization")) + (HoursPerMonth * 60);
        }
    }

    /// <summary>GB of files after a year.</summary>
    public decimal FileGigabytes => size.Units * file.Monthly["upload"].Count * 12 * file.A("megabytesPerFile") / Kilo;

    /// <summary>GB of telemetry a month.</summary>
    public decimal TelemetryGigabytes => (Requests + Events + TimerRuns) * file.A("telemetryKilobytes") * file.A("sampled") / Million;

    /// <summary>GB that leave Azure a month.</summary>
    public decimal EgressGigabytes => ((Requests * file.A("kilobytesPerAnswer")) + (size.Units * file.A("filesRead") * file.A("megabytesPerFile") * Kilo)) / Million;

    /// <summary>What a million events of workflows cost in the storage account: above what price the Durable Task Scheduler is dearer.</summary>
    public decimal StoragePerMillionEvents =>
        Million / 10_000 * ((file.A("durableTablesPerEvent") * file.P("tableTransactions")) + (file.A("durableQueueOperationsPerEvent") * file.P("queueOperations")));

    /// <summary>The lines of a month, without what is only there when asked for.</summary>
    public IReadOnlyList<CostLine> Lines =>
    [
        new("Functions: memory and time", "(activeSeconds × memoryGigabytes − freeGigabyteSeconds) × gigabyteSecond", Beyond(ActiveSeconds * file.A("memoryGigabytes"), "freeGigabyteSeconds") * file.P("gigabyteSecond")),
        new("Functions: executions", "(requests + events + timer runs − freeExecutions) × executions", Beyond(Requests + Events + TimerRuns, "freeExecutions") / Million * file.P("executions")),
        new("Tables: transactions of the app", "transactions ÷ 10,000 × tableTransactions", Tables / 10_000 * file.P("tableTransactions")),
        new("Tables: what is kept", "units × kilobytesPerUnit × tableGigabyte", size.Units * file.A("kilobytesPerUnit") / Million * file.P("tableGigabyte")),
        new("Workflows in the storage account", "events × (durableTablesPerEvent, durableQueueOperationsPerEvent), polling", (Events / Million * StoragePerMillionEvents) + (HoursPerMonth * file.A("pollsPerHour") / 10_000 * file.P("queueOperations"))),
        new("Files: what is kept", "GB after a year × blobGigabyte", FileGigabytes * file.P("blobGigabyte")),
        new("Files: operations", "uploads × blobWrites, reads × blobReads", size.Units / 10_000 * ((file.Monthly["upload"].Count * file.P("blobWrites")) + (file.A("filesRead") * file.P("blobReads")))),
        new("Files: malware scan", "defenderAccount + GB of the month × defenderGigabyte", file.P("defenderAccount") + (FileGigabytes / 12 * file.P("defenderGigabyte"))),
        new("Telemetry", "((requests + events + timer runs) × telemetryKilobytes × sampled − freeTelemetryGigabytes) × telemetryGigabyte", Beyond(TelemetryGigabytes, "freeTelemetryGigabytes") * file.P("telemetryGigabyte")),
        new("AI Search", "search units × price of the tier", size.SearchUnits * file.P(size.SearchTier)),
        new("Key Vault", "vaultOperations ÷ 10,000 × vaultOperations", file.A("vaultOperations") / 10_000 * file.P("vaultOperations")),
        new("Text messages, mainland", "messages × mainlandSms ÷ yuanPerDollar", Sms * file.P("mainlandSms") / file.A("yuanPerDollar")),
        new("Mail", "the cheapest plans that hold the mails", MailPlans()),
        new("Traffic out", "(GB − freeEgressGigabytes) × egressGigabyte", Beyond(EgressGigabytes, "freeEgressGigabytes") * file.P("egressGigabyte")),
    ];

    /// <summary>Only with PRIVATE_NETWORK=true.</summary>
    public decimal PrivateEndpoints =>
        (file.A("privateEndpoints") * HoursPerMonth * file.P("privateEndpointHour")) + (((FileGigabytes / 12) + (size.Units * file.A("filesRead") * file.A("megabytesPerFile") / Kilo)) * file.P("privateEndpointGigabyte"));

    /// <summary>Only where text messages leave by Communication Services: their receipts.</summary>
    public decimal EventGrid => Beyond(Sms, "freeEventOperations") / Million * file.P("eventOperations");

    /// <summary>The month.</summary>
    public decimal Total => Lines.Sum(l => l.Amount);

    private decimal Sum(Func<Measured, decimal> of) => file.Monthly.Where(m => file.Acts.ContainsKey(m.Key)).Sum(m => m.Value.Count * of(file.Acts[m.Key]));

    private decimal Beyond(decimal amount, string free) => Math.Max(0, amount - file.A(free));

    // As many of the largest plan as are full, and the smallest that holds the rest.
    private decimal MailPlans()
    {
        var largest = file.MailPlans[^1];
        var full = Math.Floor(Mails / largest.Mails);
        var rest = Mails - (full * largest.Mails);
        return (full * largest.Value) + (rest == 0 ? 0 : file.MailPlans.First(p => p.Mails >= rest).Value);
    }
}
