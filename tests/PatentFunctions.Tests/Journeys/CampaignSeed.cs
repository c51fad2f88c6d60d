using System.Globalization;
using PatentFunctions.Accounts;
using PatentFunctions.Filing;
using PatentFunctions.Identifiers;
using PatentFunctions.LocalHost;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;
using PatentFunctions.SampleData;
using PatentFunctions.Tests.Filing;
using PatentFunctions.Units;

namespace PatentFunctions.Tests.Journeys;

/// <summary>A filed product of the seed.</summary>
/// <param name="Id">The filing.</param>
/// <param name="Number">备案号.</param>
/// <param name="Unit">Its unit, by number.</param>
/// <param name="Product">产品名称, different for each.</param>
/// <param name="Eligible">Whether it meets the conditions of the campaign of 2026.</param>
internal sealed record SeededProduct(FilingId Id, string Number, int Unit, string Product, bool Eligible);

/// <summary>
/// Verified units with accounts and filed products, written as the acts of months would have left them: a campaign over thousands of products
/// cannot wait for thousands of reviews.
/// </summary>
internal static class CampaignSeed
{
    public const int ProductsPerUnit = 20;

    public static string UsernameOf(int unit) => string.Create(CultureInfo.InvariantCulture, $"seed{unit:0000}");

    public static string PhoneOf(int unit) => string.Create(CultureInfo.InvariantCulture, $"139{unit:00000000}");

    public static UnitId UnitOf(int unit) => new(NewId.Derived("u", "seed", UsernameOf(unit)));

    /// <summary>Writes so many products, twenty for each unit; one in ten is not eligible, for different reasons.</summary>
    public static async Task<List<SeededProduct>> WriteAsync(LocalHostServer server, int products)
    {
        var (records, accounts) = (Service<IRecordStore>(server), Service<AccountStore>(server));
        var sample = (await accounts.FindAsync(SampleAccounts.IdOf("software"), default))!.Value;
        var time = Service<TimeProvider>(server);
        for (var unit = 0; unit * ProductsPerUnit < products; unit++) await WriteUnitAsync(records, accounts, sample, unit, time);
        var seeded = new List<SeededProduct>();
        for (var i = 0; i < products; i++) seeded.Add(await WriteFilingAsync(Service<CaseStore>(server), Service<FilingNumbers>(server), server.Workflows, i, time));
        return seeded;
    }

    private static async Task WriteUnitAsync(IRecordStore records, AccountStore accounts, Account sample, int unit, TimeProvider time)
    {
        var (id, name) = (UnitOf(unit), NameOf(unit));
        var account = sample with
        {
            Id = new AccountId(NewId.Derived("a", "seed", UsernameOf(unit))),
            Username = UsernameOf(unit),
            Office = name,
            Phone = PhoneOf(unit),
            Mail = UsernameOf(unit) + "@example.com",
            Unit = id,
        };
        var stamp = ActStamp.BySystem(time, "Seed");
        Assert.Empty(await accounts.CreateAsync(account, new CaseWrite(new CaseAddress("Accounts", account.Id.Value), stamp), null, default));
        var verified = new VerifiedUnit(id, 1, stamp.When, UnitType.Enterprise, CodeOf(unit), name, "示例路1号", "示例路1号", 1000, "3851", "赵示例", PhoneOf(unit), "钱示例", PhoneOf(unit), "430100", new FileId("f-licence"), new FileId("f-pledge"));
        await records.CommitAsync(UnitTables.Units, id.Value, new CaseWrite(UnitTables.Address(id), stamp).Insert(CaseRows.Record, new Unit(id, RealnameState.Approved) { InForce = verified, Rounds = 1 }).ToBatch(null));
    }

    private static async Task<SeededProduct> WriteFilingAsync(CaseStore cases, FilingNumbers numbers, DurableTaskClient durable, int i, TimeProvider time)
    {
        var unit = i / ProductsPerUnit;
        var (older, late, declines) = (i % 30 == 7, i % 30 == 17, i % 30 == 27);
        var filedAt = TestApp.China(older ? "2025-06-02T10:00" : late ? "2026-10-20T10:00" : "2026-06-01T10:00").AddSeconds(i);
        var year = filedAt.Year;
        var id = new FilingId(NewId.Derived(FilingId.Prefix, "seed", i.ToString(CultureInfo.InvariantCulture)));
        var product = new SeededProduct(
            id, await numbers.AllocateAsync(id, year, default), unit, string.Create(CultureInfo.InvariantCulture, $"示例产品{i:00000}"), !(older || late || declines));
        var draft = FilingSample.Draft;
        var form = draft.Product with { Name = product.Product, Model = "BCD-520", TakesPartInRecognition = !declines };
        var content = new FilingContent(form, draft.Patents with { Publish = i % 2 == 0 }, draft.Proof, FilingSample.Facts with { UnitName = NameOf(unit), DataYear = year - 1 });
        var filing = new FilingRecord(product.Id, UnitOf(unit), NameOf(unit), FilingState.Filed, 1, filedAt)
        {
            Number = product.Number,
            FilingYear = year,
            SubmittedAt = filedAt,
            FiledAt = filedAt,
            Content = content,
        };
        var write = new CaseWrite(FilingRecords.AddressOf(product.Id), ActStamp.BySystem(time, "Seed"))
            .Insert(CaseRows.Record, filing)
            .Insert(FilingRecords.DraftRow, draft with { Product = form })
            .Timeline("filing.filed", $"已备案，备案号：{product.Number}");
        foreach (var projection in new[] { FilingsByUnit.ProjectionName, FilingLinks.ProjectionName, PublicFilings.ProjectionName }) write.Send(ProjectionMessages.Refresh(projection));
        await cases.CommitAsync(write, durable);
        return product;
    }

    private static string NameOf(int unit) => string.Create(CultureInfo.InvariantCulture, $"示例第{unit:0000}制造有限公司");

    private static UnifiedSocialCreditCode CodeOf(int unit)
    {
        var body = string.Create(CultureInfo.InvariantCulture, $"91430100MB{unit:0000000}");
        foreach (var check in "0123456789ABCDEFGHJKLMNPQRTUWXY")
            if (UnifiedSocialCreditCode.TryParse(body + check, out var code, out _)) return code;
        throw new InvalidOperationException(body);
    }

    private static T Service<T>(LocalHostServer server)
        where T : notnull => (T)server.Services.GetService(typeof(T))!;
}
