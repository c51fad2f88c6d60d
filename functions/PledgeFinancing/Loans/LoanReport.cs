using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using PatentFunctions.Files;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.PledgeFinancing.Loans;

/// <summary>信息反馈: identifies what a unit reported about a loan, <c>lr-</c> and 16 letters.</summary>
[JsonConverter(typeof(StringIdConverter<LoanReportId>))]
public readonly record struct LoanReportId(string Value) : IStringId<LoanReportId>
{
    /// <summary>Prefix of every id.</summary>
    public const string Prefix = "lr";

    /// <inheritdoc />
    public static LoanReportId From(string value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value;
}

/// <summary>What the bank made of a report.</summary>
public enum LoanReportOutcome
{
    /// <summary>已更正.</summary>
    Corrected,

    /// <summary>已补充录入.</summary>
    Recorded,

    /// <summary>经核对无误，未作更改.</summary>
    Declined,
}

/// <summary>银行答复.</summary>
/// <param name="Outcome">What the bank did.</param>
/// <param name="Text">In its words.</param>
/// <param name="Loan">The loan that was corrected or recorded.</param>
/// <param name="At">When.</param>
public sealed record LoanReportReply(LoanReportOutcome Outcome, string? Text, LoanId? Loan, DateTimeOffset At);

/// <summary>信息反馈 (LOA-01): a unit reports an error of a loan, or a loan that is missing, to the bank. Row <c>case</c> of its partition.</summary>
/// <param name="Id">The report.</param>
/// <param name="Unit">The unit.</param>
/// <param name="UnitName">Its verified name then.</param>
/// <param name="Uscc">Its USCC.</param>
/// <param name="Bank">Code of the bank.</param>
/// <param name="BankName">The bank.</param>
/// <param name="Loan">The loan that is wrong; null where one is missing.</param>
/// <param name="LoanNumber">Its 质押贷款报送编号.</param>
/// <param name="Text">What is wrong or missing, in the unit's words.</param>
/// <param name="Files">证明材料.</param>
/// <param name="ReportedAt">When.</param>
public sealed record LoanReport(
    LoanReportId Id, UnitId Unit, string UnitName, string Uscc, string Bank, string BankName, LoanId? Loan, string? LoanNumber, string Text, IReadOnlyList<FileId> Files, DateTimeOffset ReportedAt)
{
    /// <summary>The bank's answer; null while it is to be given.</summary>
    public LoanReportReply? Reply { get; init; }

    /// <summary>反馈状态, Chinese.</summary>
    [JsonIgnore]
    public string StateName => Reply?.Outcome switch
    {
        null => "待银行处理",
        LoanReportOutcome.Corrected => "已更正",
        LoanReportOutcome.Recorded => "已补充录入",
        _ => "经核对未作更改",
    };
}

/// <summary>A report as the unit fills it in.</summary>
public sealed record LoanReportForm
{
    /// <summary>The loan that is wrong; left out where a loan is missing.</summary>
    public LoanId? Loan { get; init; }

    /// <summary>Code of the bank whose loan is missing; left out where a loan is named.</summary>
    [MaxLength(50)]
    public string? Bank { get; init; }

    /// <summary>What is wrong or missing, required.</summary>
    [MaxLength(LoanReportRules.LongestText)]
    public string? Text { get; init; }

    /// <summary>证明材料, at most five; purpose <c>loan-material</c>.</summary>
    public IReadOnlyList<FileId>? Files { get; init; }
}

/// <summary>The bank's answer as it fills it in.</summary>
public sealed record LoanReportReplyForm
{
    /// <summary>What the bank did, required.</summary>
    public LoanReportOutcome? Outcome { get; init; }

    /// <summary>In its words; required where nothing was changed.</summary>
    [MaxLength(LoanReportRules.LongestText)]
    public string? Text { get; init; }

    /// <summary>The loan that was recorded, required for that outcome.</summary>
    public LoanId? Loan { get; init; }
}

/// <summary>What a report and its answer need, as pure rules.</summary>
public static class LoanReportRules
{
    /// <summary>Characters of a text at most.</summary>
    public const int LongestText = 1000;

    /// <summary>Files of a report at most.</summary>
    public const int MostFiles = 5;

    /// <summary>Every finding of a report, files and the loan itself aside.</summary>
    /// <param name="form">The report.</param>
    /// <param name="bankIsKnown">Whether the bank named is one of the platform's.</param>
    public static IReadOnlyList<Finding> Check(LoanReportForm form, bool bankIsKnown)
    {
        var findings = new List<Finding>();
        if (form.Loan is null && string.IsNullOrWhiteSpace(form.Bank)) findings.Add(Finding.Blocks("loan-report.bank-missing", "/bank", "请选择贷款银行。"));
        else if (form.Loan is null && !bankIsKnown) findings.Add(Finding.Blocks("loan-report.bank-unknown", "/bank", "平台上没有该银行。"));
        if (form.Loan is not null && form.Bank is not null) findings.Add(Finding.Blocks("loan-report.bank-unneeded", "/bank", "反馈某笔贷款的错误时无需选择银行。"));
        if (string.IsNullOrWhiteSpace(form.Text)) findings.Add(Finding.Blocks("loan-report.text-missing", "/text", form.Loan is null ? "请说明缺少的贷款，如合同编号、金额和放款日期。" : "请说明贷款信息有何错误。"));
        if (form.Files?.Count > MostFiles) findings.Add(Finding.Blocks("loan-report.files-many", "/files", $"证明材料最多{MostFiles}份。"));
        if (form.Files?.Distinct().Count() < form.Files?.Count) findings.Add(Finding.Blocks("loan-report.file-twice", "/files", "同一份证明材料重复上传。"));
        return findings;
    }

    /// <summary>Every finding of an answer.</summary>
    /// <param name="report">The report.</param>
    /// <param name="form">The answer.</param>
    /// <param name="loan">The loan that the answer is about, as it is now: the one reported, or the one named as recorded; null where there is none.</param>
    public static IReadOnlyList<Finding> Check(LoanReport report, LoanReportReplyForm form, LoanRecord? loan)
    {
        var findings = new List<Finding>();
        if (form.Outcome is null) findings.Add(Finding.Blocks("loan-report.outcome-missing", "/outcome", "请选择处理结果。"));
        if (form.Outcome == LoanReportOutcome.Corrected && report.Loan is null) findings.Add(Finding.Blocks("loan-report.nothing-to-correct", "/outcome", "企业反馈的是缺少贷款，请补充录入或说明情况。"));
        else if (form.Outcome == LoanReportOutcome.Corrected && !(loan?.CorrectedAt >= report.ReportedAt))
            findings.Add(Finding.Blocks("loan-report.not-corrected", "/outcome", "该贷款在企业反馈之后尚未更正，请先更正贷款信息。"));
        if (form.Outcome == LoanReportOutcome.Recorded && (form.Loan is null || loan is null || loan.Uscc != report.Uscc || loan.Bank != report.Bank))
            findings.Add(Finding.Blocks("loan-report.not-recorded", "/loan", "请先录入贷款，并选择贵行为该企业录入的贷款。"));
        if (form.Outcome == LoanReportOutcome.Declined && string.IsNullOrWhiteSpace(form.Text)) findings.Add(Finding.Blocks("loan-report.text-missing", "/text", "未作更改的，请说明理由。"));
        return findings;
    }

    /// <summary>The fields of a report that name files.</summary>
    public static IEnumerable<FileField> FilesOf(LoanReportForm form) =>
        (form.Files ?? []).Select((file, i) => new FileField(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"/files/{i}"), file, FilePurposes.LoanMaterial));
}

/// <summary>Reads reports, and whether the caller may know of them: the unit that made it, the bank it is for, the finance-officer.</summary>
public sealed class LoanReports(IRecordStore records, CaseStore cases) : IProjection, IFileReaders
{
    /// <summary>Table of the reports; a report's partition is its id.</summary>
    public const string CaseTable = "LoanReports";

    /// <summary>Name of the projection.</summary>
    public const string ProjectionName = "loan-reports";

    /// <summary>Table of the list of a bank: newest first.</summary>
    public const string ByBank = "LoanReportsByBank";

    /// <summary>Table of the list of a unit: newest first.</summary>
    public const string ByUnit = "LoanReportsByUnit";

    /// <inheritdoc />
    public string Name => ProjectionName;

    /// <inheritdoc />
    public string SourceTable => CaseTable;

    /// <inheritdoc />
    public string Table => CaseTable;

    /// <summary>Where a report lives.</summary>
    public static CaseAddress AddressOf(LoanReportId id) => new(CaseTable, id.Value);

    /// <summary>A report, or null.</summary>
    public async Task<Stored<LoanReport>?> FindAsync(LoanReportId id, CancellationToken cancellation) =>
        RecordLimits.IsKey(id.Value) ? await cases.FindAsync<LoanReport>(AddressOf(id), CaseRows.Record, cancellation) : null;

    /// <summary>A report that the caller may know of; throws the refusal (404) for any other.</summary>
    public async Task<Stored<LoanReport>> ReadableAsync(string id, Caller caller, CancellationToken cancellation) =>
        await FindAsync(new LoanReportId(id), cancellation) is { } report && (caller.Role == Role.UnitAdmin ? caller.Unit == report.Value.Unit : LoanRecords.MayRead(caller, report.Value.Bank))
            ? report
            : throw new RefusedException(new NothingHere());

    /// <inheritdoc />
    public async Task<bool> MayReadAsync(Caller caller, CaseAddress address, CancellationToken cancellation) =>
        await FindAsync(new LoanReportId(address.Partition), cancellation) is { } report && LoanRecords.MayRead(caller, report.Value.Bank);

    /// <inheritdoc />
    public async Task<IReadOnlyList<ProjectedRow>> ComputeAsync(CaseAddress address, CancellationToken cancellation)
    {
        if (await FindAsync(new LoanReportId(address.Partition), cancellation) is not { Value: var report }) return [];
        return [ProjectedRow.Of(ByBank, report.Bank, RowOf(report), report), ProjectedRow.Of(ByUnit, report.Unit.Value, RowOf(report), report)];
    }

    /// <summary>The reports that the caller may know of, newest first; those of every bank one after the other for the finance-officer.</summary>
    public async Task<IReadOnlyList<LoanReport>> ListAsync(HttpRequest request, CancellationToken cancellation)
    {
        var caller = request.Caller();
        var (table, partition) = caller.Role == Role.UnitAdmin ? (ByUnit, caller.RequiredUnit.Value) : (ByBank, BankScope.Of(request));
        var reports = new List<LoanReport>();
        await foreach (var report in records.AllAsync<LoanReport>(table, new RecordQuery { Partition = partition, Take = RecordLimits.PageRecords }, cancellation)) reports.Add(report.Value);
        return reports;
    }

    /// <summary>Row of a report, which is its place in the list.</summary>
    internal static string RowOf(LoanReport report) =>
        (DateTimeOffset.MaxValue.UtcTicks - report.ReportedAt.UtcTicks).ToString("D19", System.Globalization.CultureInfo.InvariantCulture) + "-" + report.Id.Value;
}
