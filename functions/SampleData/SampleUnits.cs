using Microsoft.Extensions.Configuration;
using PatentFunctions.Catalogs;
using PatentFunctions.Identifiers;
using PatentFunctions.Patents;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Units;

namespace PatentFunctions.SampleData;

/// <summary>
/// Loads the sample registers of businesses and patents at the first start and verifies two of the sample units, so that one can try filing
/// at once (software, agri) as well as realname verification (bearing, medical).
/// </summary>
internal sealed class SampleUnits(IRecordStore records, BusinessRegister businesses, PatentRegister patents, UnitRecords units, UnitCodes codes, IConfiguration configuration, TimeProvider time) : IHostedService
{
    private static readonly string[] Verified = ["91110108MA9X00054E", "91370102MA9X00070K"];

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!SampleDataOptions.From(configuration).Enabled || await units.FindAsync(SampleAccounts.UnitOf(Verified[^1]), cancellationToken) is not null) return;
        await using (var csv = EmbeddedData.Open("SampleData/data/business-register.csv")) await businesses.LoadAsync(csv, cancellationToken);
        await using (var csv = EmbeddedData.Open("SampleData/data/patents.csv"))
            await patents.WriteAsync([.. PatentRegisterCsv.Read(csv).Select(r => r.Patent).OfType<RegisterPatent>()], cancellationToken);
        foreach (var code in Verified) await VerifyAsync(code, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task VerifyAsync(string code, CancellationToken cancellation)
    {
        var id = SampleAccounts.UnitOf(code);
        var entry = UnifiedSocialCreditCode.TryParse(code, out var uscc, out _) ? await businesses.FindAsync(uscc, cancellation) : null;
        var now = time.GetUtcNow();
        var data = UnitForms.ToVerified(Form(entry ?? throw new InvalidOperationException(code)), id, 1, now, []);
        if (await codes.ClaimAsync(data.Uscc, id, cancellation) is { } refusal) throw new InvalidOperationException(refusal.Code);
        var year = ChinaTime.DateOf(now).Year - 1;
        var write = new CaseWrite(UnitTables.Address(id), ActStamp.BySystem(time, "SeedSampleData"))
            .Insert(CaseRows.Record, new Unit(id, RealnameState.Approved) { InForce = data, Rounds = 1 })
            .Insert(UnitTables.VersionRow(1), data)
            .Insert(UnitTables.AssetRow(year), new AssetYear(year, Figures, now))
            .Timeline("realname.approved", "实名认证通过（样例数据）");
        await records.CommitAsync(write.Address.Table, write.Address.Partition, write.ToBatch(null), cancellation);
    }

    private static readonly AssetFigures Figures = new()
    {
        TotalCost = 4200m,
        IpInvestment = 260m,
        NetProfit = 610m,
        Revenue = 5900m,
        TotalProductSales = 5600m,
        ProfitStatement = SampleScan,
        TotalAssets = 9800m,
        Employees = 85,
    };

    // Sample units have no scans; the id is of no file.
    private static FileId SampleScan => new("f-sample");

    private static RealnameDraft Form(BusinessEntry entry) => new()
    {
        UnitType = UnitType.Enterprise,
        IndependentLegalPerson = true,
        EnterpriseType = entry.EnterpriseType,
        EnterpriseSize = EnterpriseSize.Small,
        Uscc = entry.Uscc,
        Name = entry.Name,
        Division = entry.Division,
        RegisteredAddress = entry.RegisteredAddress,
        OfficeSameAsRegistered = true,
        RegisteredCapital = entry.RegisteredCapital,
        Industry = entry.Industry,
        LegalRepresentative = entry.LegalRepresentative,
        LegalRepresentativePhone = entry.Phone,
        Contact = entry.LegalRepresentative,
        ContactPhone = entry.Phone,
        BusinessLicence = SampleScan,
        IntegrityPledge = SampleScan,
    };
}
