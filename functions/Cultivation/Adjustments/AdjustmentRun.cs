using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;
using PatentFunctions.Cultivation.Library;
using PatentFunctions.Platform.Cases;

namespace PatentFunctions.Cultivation.Adjustments;

/// <summary>动态调整状态.</summary>
public enum AdjustmentState
{
    /// <summary>核查中; the state of a run that does not exist yet is never stored.</summary>
    Computing,

    /// <summary>待确认: every enterprise has its verdict.</summary>
    Proposed,

    /// <summary>出库办理中.</summary>
    Confirming,

    /// <summary>已完成.</summary>
    Done,

    /// <summary>已作废: another run took its place before it was confirmed.</summary>
    Superseded,
}

/// <summary>What can be done with a run.</summary>
public enum AdjustmentAct
{
    /// <summary>完成核查.</summary>
    Propose,

    /// <summary>确认.</summary>
    Confirm,

    /// <summary>完成出库.</summary>
    Finish,

    /// <summary>重新核查.</summary>
    Supersede,
}

/// <summary>One line of the state machine.</summary>
/// <param name="From">State before.</param>
/// <param name="Act">What is done.</param>
/// <param name="Who">Who may do it.</param>
/// <param name="To">State after.</param>
/// <param name="Recorded">What is recorded.</param>
/// <param name="Sent">What is sent.</param>
public sealed record AdjustmentTransition(AdjustmentState From, AdjustmentAct Act, Role Who, AdjustmentState To, string Recorded, string Sent);

/// <summary>The run's state does not permit the act.</summary>
/// <param name="State">State as it is.</param>
/// <param name="Act">What was tried.</param>
public sealed record AdjustmentActRefused(AdjustmentState State, AdjustmentAct Act) : Conflict(
    "sme-adjustment-act-refused", "当前状态不允许此操作", $"该次动态调整当前为“{AdjustmentStates.NameOf(State)}”，不能{AdjustmentStates.NameOf(Act)}；未作任何改动。");

/// <summary>The life of a run of the yearly adjustment (SME-08) as a table: whatever it does not list is refused with 409 and changes nothing.</summary>
public static class AdjustmentStates
{
    /// <summary>Every permitted act.</summary>
    public static IReadOnlyList<AdjustmentTransition> Table { get; } =
    [
        new(
            AdjustmentState.Computing, AdjustmentAct.Propose, Role.System, AdjustmentState.Proposed, "run; a verdict with every reason for each enterprise",
            "sme-adjustment.proposed: in-app and mail to the national office"),
        new(AdjustmentState.Proposed, AdjustmentAct.Supersede, Role.National, AdjustmentState.Superseded, "run", "start of LibraryAdjustment for the run that takes its place"),
        new(AdjustmentState.Proposed, AdjustmentAct.Confirm, Role.National, AdjustmentState.Confirming, "run with who is kept and why", "start of LibraryRemoval"),
        new(AdjustmentState.Confirming, AdjustmentAct.Finish, Role.System, AdjustmentState.Done, "run with what became of the proposals", "—"),
    ];

    /// <summary>The line for an act in a state, or the refusal.</summary>
    public static Outcome<AdjustmentTransition> Find(AdjustmentState state, AdjustmentAct act) =>
        Table.FirstOrDefault(t => t.From == state && t.Act == act) is { } transition ? transition : new AdjustmentActRefused(state, act);

    /// <summary>The refusal where the state does not permit the act; null where it does.</summary>
    public static Refusal? Refuse(AdjustmentState state, AdjustmentAct act) => Find(state, act).Refusal;

    /// <summary>The record after an act; throws the refusal where its state does not permit it.</summary>
    public static AdjustmentRun After(this AdjustmentRun run, AdjustmentAct act) => run with { State = Find(run.State, act).Value.To };

    /// <summary>Chinese name of a state.</summary>
    public static string NameOf(AdjustmentState state) => state switch
    {
        AdjustmentState.Computing => "核查中",
        AdjustmentState.Proposed => "待确认",
        AdjustmentState.Confirming => "出库办理中",
        AdjustmentState.Done => "已完成",
        _ => "已作废",
    };

    /// <summary>Chinese name of an act.</summary>
    public static string NameOf(AdjustmentAct act) => act switch
    {
        AdjustmentAct.Propose => "完成核查",
        AdjustmentAct.Confirm => "确认",
        AdjustmentAct.Finish => "完成出库",
        _ => "重新核查",
    };

    /// <summary>The table as the README prints it.</summary>
    public static string ToMarkdown()
    {
        var text = new StringBuilder("| state | act | who | next state | recorded | sent |\n|---|---|---|---|---|---|\n");
        foreach (var t in Table)
            text.Append(CultureInfo.InvariantCulture, $"| {NameOf(t.From)} `{t.From}` | {NameOf(t.Act)} `{t.Act}` | {t.Who} | {NameOf(t.To)} `{t.To}` | {t.Recorded} | {t.Sent} |\n");
        return text.ToString();
    }
}

/// <summary>年度动态调整 of a year: row <c>case</c> of its partition.</summary>
/// <param name="Year">上报年度.</param>
/// <param name="Runs">Runs so far.</param>
public sealed record AdjustmentYear(int Year, int Runs);

/// <summary>Decided otherwise than proposed: an enterprise that is kept.</summary>
/// <param name="Unit">The enterprise.</param>
/// <param name="Why">Reason; the enterprise reads it.</param>
public sealed record KeptEnterprise(UnitId Unit, [property: System.ComponentModel.DataAnnotations.MaxLength(500)] string? Why);

/// <summary>动态调整: one run over the library, a row of its year's partition; the enterprises it goes through stand in its slices.</summary>
/// <param name="Year">上报年度.</param>
/// <param name="Number">1, 2, 3 …</param>
/// <param name="State">Where it stands.</param>
/// <param name="Ordered">Who, when.</param>
/// <param name="Rules">The rules it judges by, as they were when it was ordered.</param>
/// <param name="Total">Enterprises.</param>
/// <param name="Slices">Slices of at most <see cref="SliceSize"/> enterprises.</param>
/// <param name="Set">Which rows of slices are the run's: those of a twin of the request that lost are nobody's.</param>
public sealed record AdjustmentRun(int Year, int Number, AdjustmentState State, ActStamp Ordered, LibraryRules Rules, int Total, int Slices, string Set)
{
    /// <summary>Enterprises of a slice: the work of one activity.</summary>
    public const int SliceSize = 50;

    /// <summary>Table of the runs; partition = year.</summary>
    public const string Table = "SmeAdjustments";

    /// <summary>Id of the request that ordered it: a repetition is answered with this run.</summary>
    public string? Request { get; init; }

    /// <summary>拟保留, 家.</summary>
    public int Keep { get; init; }

    /// <summary>拟出库, 家.</summary>
    public int Remove { get; init; }

    /// <summary>待定, 家.</summary>
    public int Pending { get; init; }

    /// <summary>Who confirmed it, when.</summary>
    public ActStamp? Confirmed { get; init; }

    /// <summary>Who is kept although it was proposed for removal.</summary>
    public IReadOnlyList<KeptEnterprise> Kept { get; init; } = [];

    /// <summary>出库, 家; less than proposed where an enterprise was kept or has put right what was missing.</summary>
    public int Removed { get; init; }

    /// <summary>Key of the run: year and number.</summary>
    [JsonIgnore]
    public string Key => KeyOf(Year, Number);

    /// <summary>Where the runs of a year live.</summary>
    public static CaseAddress AddressOf(int year) => new(Table, year.ToString("D4", CultureInfo.InvariantCulture));

    /// <summary>Instance id of a run's first half, which computes.</summary>
    public static string ComputeInstance(int year, int number) => "library-adjustment-" + KeyOf(year, number);

    /// <summary>Instance id of a run's second half, which removes.</summary>
    public static string RemovalInstance(int year, int number) => "library-removal-" + KeyOf(year, number);

    internal static string KeyOf(int year, int number) => string.Create(CultureInfo.InvariantCulture, $"{year:D4}-{number}");

    internal static (int Year, int Number) ParseKey(string key)
    {
        var parts = key.Split('-');
        return (int.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    internal static string RowOf(int number) => string.Create(CultureInfo.InvariantCulture, $"run-{number:D4}");

    internal static string SliceRow(string set, int slice) => string.Create(CultureInfo.InvariantCulture, $"slice-{set}-{slice:D6}");

    internal string SliceRow(int slice) => SliceRow(Set, slice);

    internal string FoundPrefix => string.Create(CultureInfo.InvariantCulture, $"found-{Number:D4}-");

    internal string DonePrefix => string.Create(CultureInfo.InvariantCulture, $"done-{Number:D4}-");

    internal string FoundRow(int slice) => string.Create(CultureInfo.InvariantCulture, $"{FoundPrefix}{slice:D6}");

    internal string DoneRow(int slice) => string.Create(CultureInfo.InvariantCulture, $"{DonePrefix}{slice:D6}");
}

/// <summary>核查结论 of one enterprise with every reason.</summary>
/// <param name="Unit">The enterprise.</param>
/// <param name="UnitName">企业名称.</param>
/// <param name="Province">Province, six digits.</param>
/// <param name="Verdict">What is proposed.</param>
/// <param name="VerdictName">Chinese.</param>
/// <param name="Reasons">Every condition, met or not.</param>
public sealed record AdjustmentFinding(UnitId Unit, string UnitName, string Province, AdjustmentVerdict Verdict, string VerdictName, IReadOnlyList<AdjustmentReason> Reasons);

/// <summary>What a slice found.</summary>
/// <param name="Slice">Number of the slice, from 1.</param>
/// <param name="Findings">A finding for each of its enterprises.</param>
public sealed record AdjustmentSlice(int Slice, IReadOnlyList<AdjustmentFinding> Findings);

/// <summary>What became of the proposals of a slice.</summary>
/// <param name="Slice">Number of the slice, from 1.</param>
/// <param name="Removed">Enterprises removed.</param>
/// <param name="Kept">Enterprises kept although they were proposed.</param>
public sealed record RemovalSlice(int Slice, int Removed, int Kept);

/// <summary>Reads runs.</summary>
public sealed class AdjustmentRuns(CaseStore cases)
{
    /// <summary>How many runs a year has had; null where none.</summary>
    public Task<Platform.Storage.Stored<AdjustmentYear>?> YearAsync(int year, CancellationToken cancellation) =>
        cases.FindAsync<AdjustmentYear>(AdjustmentRun.AddressOf(year), CaseRows.Record, cancellation);

    /// <summary>A run, or null.</summary>
    public Task<Platform.Storage.Stored<AdjustmentRun>?> FindAsync(int year, int number, CancellationToken cancellation) =>
        cases.FindAsync<AdjustmentRun>(AdjustmentRun.AddressOf(year), AdjustmentRun.RowOf(number), cancellation);

    /// <summary>The last run of a year, or null.</summary>
    public async Task<Platform.Storage.Stored<AdjustmentRun>?> LastAsync(int year, CancellationToken cancellation) =>
        await YearAsync(year, cancellation) is { } known ? await FindAsync(year, known.Value.Runs, cancellation) : null;

    /// <summary>The run that a request ordered.</summary>
    public async Task<Platform.Storage.Stored<AdjustmentRun>> OfRequestAsync(int year, string request, CancellationToken cancellation)
    {
        var number = (await YearAsync(year, cancellation))!.Value.Runs;
        while (true)
        {
            var run = (await FindAsync(year, number--, cancellation))!;
            if (run.Value.Request == request) return run;
        }
    }

    /// <summary>What a run found, enterprise by enterprise.</summary>
    public async IAsyncEnumerable<AdjustmentFinding> FindingsAsync(AdjustmentRun run, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var slice in cases.RowsAsync<AdjustmentSlice>(AdjustmentRun.AddressOf(run.Year), run.FoundPrefix, cancellation))
            foreach (var finding in slice.Value.Findings) yield return finding;
    }
}
