using System.Globalization;
using System.Runtime.CompilerServices;
using PatentFunctions.Cultivation.Reports;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Cultivation.Library;

/// <summary>样板企业: an enterprise that is or was in 专利产业化样板企业库 (SME-08), row <c>case</c> of the partition named by its unit.</summary>
/// <param name="Unit">The enterprise.</param>
/// <param name="UnitName">企业名称, as in the report it entered with.</param>
/// <param name="Uscc">统一社会信用代码.</param>
/// <param name="Province">Province, GB/T 2260 code of six digits.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Level">培育级别, code of <see cref="LibraryRules.Levels"/>.</param>
/// <param name="LevelName">Its name when it was given.</param>
/// <param name="Report">The report it entered with.</param>
/// <param name="Year">入库年度.</param>
/// <param name="Since">When it came into this state.</param>
public sealed record LibraryMember(
    UnitId Unit, string UnitName, string Uscc, string Province, LibraryState State, string Level, string LevelName, AnnualReportId Report, int Year, DateTimeOffset Since)
{
    /// <summary>国民经济行业小类 at the entry.</summary>
    public string? Industry { get; init; }

    /// <summary>Support measures recorded so far.</summary>
    public int Measures { get; init; }

    /// <summary>Run of the yearly adjustment that last kept or removed it, e.g. <c>2027-1</c>: a slice taken up again does nothing twice.</summary>
    public string? AdjustedBy { get; init; }

    /// <summary>出库原因.</summary>
    public string? RemovedWhy { get; init; }
}

/// <summary>支持措施: one measure, a row of the enterprise's partition.</summary>
/// <param name="Number">1, 2, 3 …</param>
/// <param name="Kind">Code of <see cref="LibraryRules.Measures"/>.</param>
/// <param name="KindName">Its name when it was recorded.</param>
/// <param name="Title">What was done.</param>
/// <param name="On">Day of the measure, Asia/Shanghai.</param>
/// <param name="Amount">支持金额, 万元.</param>
/// <param name="Note">Remark that the enterprise may read.</param>
/// <param name="Recorded">Who recorded it, when.</param>
public sealed record SupportMeasure(int Number, string Kind, string KindName, string Title, DateOnly On, decimal? Amount, string? Note, ActStamp Recorded)
{
    internal const string RowPrefix = "measure-";

    internal static string RowOf(int number) => string.Create(CultureInfo.InvariantCulture, $"{RowPrefix}{number:D4}");
}

/// <summary>Reads the library.</summary>
public sealed class LibraryMembers(CaseStore cases)
{
    /// <summary>Table of the enterprises; partition = unit.</summary>
    public const string Table = "SmeLibrary";

    /// <summary>Where an enterprise lives.</summary>
    public static CaseAddress AddressOf(UnitId unit) => new(Table, unit.Value);

    /// <summary>An enterprise that is or was in the library, or null.</summary>
    public async Task<Stored<LibraryMember>?> FindAsync(UnitId unit, CancellationToken cancellation) =>
        RecordLimits.IsKey(unit.Value) ? await cases.FindAsync<LibraryMember>(AddressOf(unit), CaseRows.Record, cancellation) : null;

    /// <summary>An enterprise that an office may know of: one of its own province, or any for an office of the whole country; throws the refusal (404) otherwise.</summary>
    public async Task<Stored<LibraryMember>> ForOfficeAsync(string unit, Platform.Http.Caller caller, CancellationToken cancellation) =>
        await FindAsync(new UnitId(unit), cancellation) is { } member && (caller.Role != Role.Provincial || caller.Province == member.Value.Province)
            ? member
            : throw new RefusedException(new NothingHere());

    /// <summary>Its support measures, oldest first.</summary>
    public async Task<IReadOnlyList<SupportMeasure>> MeasuresAsync(UnitId unit, CancellationToken cancellation)
    {
        var measures = new List<SupportMeasure>();
        await foreach (var measure in cases.RowsAsync<SupportMeasure>(AddressOf(unit), SupportMeasure.RowPrefix, cancellation)) measures.Add(measure.Value);
        return measures;
    }
}

/// <summary>One line of the library.</summary>
/// <param name="Unit">The enterprise.</param>
/// <param name="UnitName">企业名称.</param>
/// <param name="Uscc">统一社会信用代码.</param>
/// <param name="Province">Province, six digits.</param>
/// <param name="State">Where it stands.</param>
/// <param name="StateName">Chinese.</param>
/// <param name="Level">培育级别.</param>
/// <param name="LevelName">Chinese.</param>
/// <param name="Year">入库年度.</param>
/// <param name="Measures">Support measures, 项.</param>
/// <param name="Since">When it came into this state.</param>
public sealed record LibraryLine(
    UnitId Unit, string UnitName, string Uscc, string Province, LibraryState State, string StateName, string Level, string LevelName, int Year, int Measures, DateTimeOffset Since)
{
    internal static LibraryLine Of(LibraryMember m) => new(m.Unit, m.UnitName, m.Uscc, m.Province, m.State, LibraryStates.NameOf(m.State), m.Level, m.LevelName, m.Year, m.Measures, m.Since);
}

/// <summary>Keeps a line for each enterprise that is or was in the library, a partition for each province, in order of the units' ids.</summary>
public sealed class LibraryByProvince(LibraryMembers members, IRecordStore records) : IProjection
{
    /// <summary>Name of the projection.</summary>
    public const string ProjectionName = "sme-library-by-province";

    /// <summary>Table: partition is the province, row the unit.</summary>
    public const string Table = "SmeLibraryByProvince";

    /// <inheritdoc />
    public string Name => ProjectionName;

    /// <inheritdoc />
    public string SourceTable => LibraryMembers.Table;

    /// <inheritdoc />
    public async Task<IReadOnlyList<ProjectedRow>> ComputeAsync(CaseAddress address, CancellationToken cancellation) =>
        await members.FindAsync(new UnitId(address.Partition), cancellation) is { Value: var member }
            ? [ProjectedRow.Of(Table, member.Province, member.Unit.Value, LibraryLine.Of(member))]
            : [];

    /// <summary>The enterprises of one province or (null) of all, province by province.</summary>
    public async IAsyncEnumerable<LibraryLine> OfAsync(string? province, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var code in province is null ? ReportsByProvince.Provinces : [province])
            await foreach (var line in records.AllAsync<LibraryLine>(Table, new RecordQuery { Partition = code, Take = RecordLimits.PageRecords }, cancellation)) yield return line.Value;
    }
}
