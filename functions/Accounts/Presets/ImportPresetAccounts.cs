using PatentFunctions.Catalogs;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Accounts;

/// <summary>The list is not CSV.</summary>
public sealed record NotCsv(string Received) : UnsupportedMedia("not-csv", "文件类型不支持", $"请以 text/csv（UTF-8）上传；收到的类型为“{Received}”。");

/// <summary>导入结果.</summary>
/// <param name="Created">Accounts created.</param>
/// <param name="Existing">Accounts that an earlier import of the same rows had created; they are left as they are.</param>
/// <param name="Findings">Bad rows, by line.</param>
public sealed record PresetImportReport(int Created, int Existing, IReadOnlyList<RowFinding> Findings);

/// <summary>导入预置账号 (ACC-06).</summary>
public sealed class ImportPresetAccounts(AccountStore accounts, Passwords passwords, TimeProvider time)
{
    private const int MostBytes = 1024 * 1024;

    /// <summary>Creates an account for each good row. The same list may be sent again: it creates only what is missing.</summary>
    [Function("ImportPresetAccounts")]
    [Allow(Role.Operator)]
    [AcceptsRaw("text/csv"), Answers(200, typeof(PresetImportReport)), Refuses(typeof(NotCsv), typeof(BodyMissing), typeof(BodyTooLarge))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "accounts/preset-imports")] HttpRequest request, [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        if (request.ContentType?.StartsWith("text/csv", StringComparison.OrdinalIgnoreCase) != true) return new NotCsv(request.ContentType ?? "");
        using var csv = await request.ReadRawAsync(MostBytes, cancellation);
        var (rows, findings) = PresetRows.Read(csv);
        var (created, existing, all) = (0, 0, findings.ToList());
        var stamp = request.Stamp(time, "ImportPresetAccounts");
        foreach (var row in rows)
        {
            var id = new AccountId(NewId.Derived("a", "preset", row.Username.ToLowerInvariant()));
            if (await accounts.FindAsync(id, cancellation) is not null)
            {
                existing++;
                continue;
            }
            if (await CreateAsync(id, row, stamp, durable, cancellation)) created++;
            else all.Add(new RowFinding(row.Line, "username.taken", $"用户名“{row.Username}”已被其他账号使用。"));
        }
        return Results.Json(new PresetImportReport(created, existing, [.. all.OrderBy(f => f.Line)]), PlatformJson.Options);
    }

    private async Task<bool> CreateAsync(AccountId id, PresetRow row, ActStamp stamp, DurableTaskClient durable, CancellationToken cancellation)
    {
        var account = new Account(id, row.Username, Role.UnitAdmin, row.Unit.Name, passwords.Hash(row.Password), PendingSetup.BindPhone, stamp.When) { Unit = new UnitId(NewId.Derived("u", id.Value)) };
        var write = new CaseWrite(AccountTables.Address(id), stamp).Insert(AccountTables.PresetUnitRow, row.Unit);
        try
        {
            return (await accounts.CreateAsync(account, write, durable, cancellation)).Count == 0;
        }
        catch (StoreConflictException)
        {
            // The same list was sent twice at once.
            return true;
        }
    }
}
