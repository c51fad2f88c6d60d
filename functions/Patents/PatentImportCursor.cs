using System.Globalization;

namespace PatentFunctions.Patents;

/// <summary>What an import does next.</summary>
public enum PatentImportStage
{
    /// <summary>Reads what the registry lists under the unit's names.</summary>
    Names,

    /// <summary>Looks the unit's list up again: legal status, patents that went to others.</summary>
    Refresh,

    /// <summary>Tells the unit about products whose patents have all lapsed, and ends.</summary>
    Finish,
}

/// <summary>Where an import stands.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Run">The run.</param>
/// <param name="Step">Counts the steps of the run, so that a repeated one is told.</param>
/// <param name="Stage">What is done next.</param>
/// <param name="Name">Index of the name that is being read.</param>
/// <param name="Page">Where to go on within it.</param>
public sealed record PatentImportCursor(UnitId Unit, string Run, int Step, PatentImportStage Stage, int Name, string? Page)
{
    /// <summary>Nothing is left to do.</summary>
    public const string End = "";

    /// <summary>The beginning of a run.</summary>
    public static PatentImportCursor Start(UnitId unit, string run) => new(unit, run, 1, PatentImportStage.Names, 0, null);

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static PatentImportCursor Parse(string text)
    {
        var parts = text.Split('|', 6);
        return new PatentImportCursor(
            new UnitId(parts[0]), parts[1], int.Parse(parts[2], CultureInfo.InvariantCulture), Enum.Parse<PatentImportStage>(parts[3]),
            int.Parse(parts[4], CultureInfo.InvariantCulture), parts[5].Length == 0 ? null : parts[5]);
    }

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Unit}|{Run}|{Step}|{Stage}|{Name}|{Page}");

    /// <summary>The next step.</summary>
    public PatentImportCursor Next(PatentImportStage stage, int name = 0, string? page = null) => this with { Step = Step + 1, Stage = stage, Name = name, Page = page };
}
