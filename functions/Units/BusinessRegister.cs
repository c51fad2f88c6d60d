using System.Globalization;
using PatentFunctions.Catalogs;
using PatentFunctions.Identifiers;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Units;

/// <summary>What an import of the business register did.</summary>
/// <param name="Loaded">Rows taken over.</param>
/// <param name="Refused">Rows refused.</param>
/// <param name="Errors">Why, by line; the first 1,000.</param>
public sealed record BusinessRegisterImported(int Loaded, int Refused, IReadOnlyList<RowFinding> Errors);

/// <summary>The business register that the operator has loaded: a partition for each USCC.</summary>
public sealed class BusinessRegister(IRecordStore records) : IBusinessRegistry
{
    private const int MostErrors = 1000;

    /// <inheritdoc />
    public async Task<BusinessEntry?> FindAsync(UnifiedSocialCreditCode uscc, CancellationToken cancellation) =>
        (await records.FindAsync<BusinessEntry>(UnitTables.BusinessRegister, uscc.Value, UnitTables.BusinessEntryRow, cancellation))?.Value;

    /// <summary>
    /// Loads a CSV with the columns uscc, name, registeredAddress, legalRepresentative, phone and optionally registeredCapital (万元),
    /// industryCode, enterpriseType, division. Good rows are taken over, bad ones reported with their lines.
    /// </summary>
    public async Task<BusinessRegisterImported> LoadAsync(Stream csv, CancellationToken cancellation)
    {
        using var rows = new CsvRows(csv);
        var missing = rows.MissingColumns("uscc", "name", "registeredAddress", "legalRepresentative", "phone").ToList();
        if (missing.Count > 0) return new BusinessRegisterImported(0, 0, missing);
        var (loaded, refused) = (0, 0);
        var errors = new List<RowFinding>();
        while (rows.Next())
        {
            if (Read(rows, out var faults) is { } entry)
            {
                await records.CommitAsync(UnitTables.BusinessRegister, entry.Uscc, [new UpsertRecord(UnitTables.BusinessEntryRow) { Document = TypedRecords.ToDocument(entry) }], cancellation);
                loaded++;
            }
            else
            {
                refused++;
                errors.AddRange(faults.Take(MostErrors - errors.Count));
            }
        }
        return new BusinessRegisterImported(loaded, refused, errors);
    }

    private static BusinessEntry? Read(CsvRows rows, out List<RowFinding> faults)
    {
        var found = new List<RowFinding>();
        void Fault(string code, string text) => found.Add(new RowFinding(rows.Line, code, text));
        if (!UnifiedSocialCreditCode.TryParse(rows["uscc"], out var uscc, out var problem)) Fault(problem.Code, problem.Text);
        if (rows["name"].Length == 0) Fault("name.missing", "缺少单位名称。");
        if (CsvRows.IsGarbled(rows["name"])) Fault("not-utf8", "文件编码不是 UTF-8，请另存为 UTF-8 后重新导入。");
        decimal? capital = null;
        if (rows["registeredCapital"] is { Length: > 0 } text)
        {
            if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)) capital = amount;
            else Fault("registered-capital.invalid", $"注册资本“{text}”无效，应为以万元为单位的数字。");
        }
        faults = found;
        if (found.Count > 0) return null;
        static string? Optional(string value) => value.Length == 0 ? null : value;
        return new BusinessEntry(uscc!.Value, rows["name"], rows["registeredAddress"], rows["legalRepresentative"], rows["phone"])
        {
            RegisteredCapital = capital,
            Industry = Optional(rows["industryCode"]),
            EnterpriseType = Optional(rows["enterpriseType"]),
            Division = Optional(rows["division"]),
        };
    }
}
