using System.Text.Json;

namespace PatentFunctions.Tests.Costs;

/// <summary>What an act costs, counted.</summary>
/// <param name="Tables">Transactions of the tables.</param>
/// <param name="Events">Events in the histories of workflows.</param>
/// <param name="Sms">Text messages.</param>
/// <param name="Mails">Mails.</param>
public sealed record Measured(long Tables, long Events, long Sms, long Mails)
{
    public static Measured operator -(Measured a, Measured b) => new(a.Tables - b.Tables, a.Events - b.Events, a.Sms - b.Sms, a.Mails - b.Mails);
}

/// <summary>An assumption.</summary>
/// <param name="Value">Its value.</param>
/// <param name="What">What it is, and from where.</param>
public sealed record Assumption(decimal Value, string What);

/// <summary>A price.</summary>
/// <param name="Value">In the currency.</param>
/// <param name="Unit">For how much.</param>
/// <param name="Source">Where it was read and when; null where it could not be verified.</param>
public sealed record Price(decimal Value, string Unit, string? Source)
{
    public string Currency { get; init; } = "$";
}

/// <summary>How many of each act a unit and those who serve it do in a month.</summary>
/// <param name="Count">How many.</param>
/// <param name="Requests">HTTP requests of each.</param>
/// <param name="Why">Where the number comes from.</param>
public sealed record Monthly(decimal Count, decimal Requests, string Why);

/// <summary>A size of the platform.</summary>
/// <param name="Units">Units.</param>
/// <param name="Patents">Transferable patents in the library.</param>
/// <param name="SearchTier">Price of a search unit.</param>
/// <param name="SearchUnits">Search units.</param>
public sealed record Size(decimal Units, decimal Patents, string SearchTier, decimal SearchUnits);

/// <summary>A plan of SendGrid.</summary>
/// <param name="Mails">Mails a month.</param>
/// <param name="Value">Its price.</param>
/// <param name="Source">Where it was read; null where it could not be verified.</param>
public sealed record MailPlan(decimal Mails, decimal Value, string? Source);

/// <summary>docs/cost.json.</summary>
/// <param name="Acts">Counted acts.</param>
/// <param name="Monthly">Acts a unit and month.</param>
/// <param name="Assumptions">What else is assumed.</param>
/// <param name="Prices">Prices.</param>
/// <param name="MailPlans">Plans of SendGrid, the smallest first.</param>
/// <param name="Sizes">What is calculated.</param>
public sealed record CostFile(
    IReadOnlyDictionary<string, Measured> Acts, IReadOnlyDictionary<string, Monthly> Monthly, IReadOnlyDictionary<string, Assumption> Assumptions,
    IReadOnlyDictionary<string, Price> Prices, IReadOnlyList<MailPlan> MailPlans, IReadOnlyList<Size> Sizes)
{
    public static CostFile Read() => JsonSerializer.Deserialize<CostFile>(File.ReadAllText(Path.Combine(RepositoryFolder.Path, "docs", "cost.json")), PlatformJson.Options)!;

    public decimal A(string name) => Assumptions[name].Value;

    public decimal P(string name) => Prices[name].Value;
}
