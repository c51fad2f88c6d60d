using PatentFunctions.Cultivation.Enterprises;
using PatentFunctions.Files;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Audit;

namespace PatentFunctions.Tests.Cultivation.Enterprises;

/// <summary>企业信息: pre-filled, saved, submitted once, corrected only by the operator.</summary>
[Trait("Spec", "SME-01")]
public sealed class EnterpriseTests : IDisposable
{
    private readonly CultivationBench bench = new();

    public static TheoryData<string, EnterpriseForm, string> Slips => new()
    {
        { "/name", Good with { Name = " " }, "sme-enterprise.missing" },
        { "/uscc", Good with { Uscc = null }, "sme-enterprise.missing" },
        { "/uscc", Good with { Uscc = "91320102MA9X00011A" }, "sme-enterprise.uscc" },
        { "/registeredCapital", Good with { RegisteredCapital = null }, "sme-enterprise.missing" },
        { "/registeredCapital", Good with { RegisteredCapital = 0 }, "sme-enterprise.registered-capital" },
        { "/registeredCapital", Good with { RegisteredCapital = 5_000_000_000m }, "sme-enterprise.registered-capital" },
        { "/division", Good with { Division = null }, "sme-enterprise.missing" },
        { "/division", Good with { Division = "320000" }, "sme-enterprise.division" },
        { "/division", Good with { Division = "999999" }, "sme-enterprise.division" },
        { "/industry", Good with { Industry = "" }, "sme-enterprise.missing" },
        { "/industry", Good with { Industry = "345" }, "sme-enterprise.industry" },
        { "/contact", Good with { Contact = null }, "sme-enterprise.missing" },
        { "/contactPhone", Good with { ContactPhone = "12345" }, "sme-enterprise.phone" },
        { "/businessLicence", Good with { BusinessLicence = null }, "sme-enterprise.missing" },
    };

    private static EnterpriseForm Good { get; } = new()
    {
        Name = "厦门示例医疗器械有限公司",
        Uscc = "91350203MA9X00046E",
        RegisteredCapital = 2000,
        Division = "350203",
        Industry = "3581",
        Contact = "李示例",
        ContactPhone = "0592-8888888",
        BusinessLicence = new FileId("f-b"),
    };

    [Theory]
    [MemberData(nameof(Slips))]
    public void Check_OneSlip_IsFoundAtItsField(string pointer, EnterpriseForm form, string code)
    {
        var finding = Assert.Single(EnterpriseRules.Check(form, null));
        Assert.Equal(pointer, finding.Pointer);
        Assert.StartsWith(code, finding.Code, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_GoodForm_FindsNothing() => Assert.Empty(EnterpriseRules.Check(Good, null));

    [Fact]
    public async Task Read_OfAVerifiedUnit_IsPrefilledFromRealnameWithNamesOfPlaceAndIndustry()
    {
        var read = (await bench.ReadEnterpriseAsync()).Expect(200);
        Assert.Equal("", read.ETag);
        Assert.Equal(("realname", true), (read.Body.GetProperty("origin").GetString(), read.Body.GetProperty("editable").GetBoolean()));
        var form = CultivationBench.Deserialize<EnterpriseForm>(read.Body.GetProperty("form"));
        Assert.Equal(("江苏示例精密轴承有限公司", "91320102MA9X00011U", 5000m, "320102", "3451", null), (form.Name, form.Uscc, form.RegisteredCapital, form.Division, form.Industry, form.BusinessLicence));
        Assert.Equal(["江苏省", "南京市", "玄武区"], read.Body.GetProperty("division").EnumerateArray().Select(d => d.GetString()));
        Assert.Equal(("制造业", "滚动轴承制造"), (read.Body.GetProperty("industry")[0].GetString(), read.Body.GetProperty("industry")[3].GetString()));
        Assert.Equal(["/businessLicence"], read.Body.GetProperty("findings").EnumerateArray().Select(f => f.GetProperty("pointer").GetString()));
    }

    [Fact]
    public async Task Save_Incomplete_IsKeptAndProtectedByItsETag()
    {
        var saved = (await bench.SaveEnterpriseAsync(new { name = "某" }, caller: CultivationBench.B)).Expect(200);
        Assert.Equal("某", saved.Body.GetProperty("form").GetProperty("name").GetString());
        (await bench.SaveEnterpriseAsync(new { name = "乙" }, caller: CultivationBench.B)).Expect(428);
        var again = (await bench.SaveEnterpriseAsync(new { name = "乙" }, saved.ETag, CultivationBench.B)).Expect(200);
        (await bench.SaveEnterpriseAsync(new { name = "丙" }, saved.ETag, CultivationBench.B)).Expect(412);
        Assert.Equal(8, (await bench.SubmitEnterpriseAsync(again.ETag, CultivationBench.B)).Expect(422, "fields-invalid").Errors.Count(e => e.Severity == Severity.Blocks) + 1);
    }

    [Fact]
    public async Task Save_WithAnotherUnitsLicence_IsRefused()
    {
        await bench.UploadAsync(CultivationBench.UnitA, "f-a", FilePurposes.BusinessLicence);
        var refused = (await bench.SaveEnterpriseAsync(Good with { BusinessLicence = new FileId("f-a") }, caller: CultivationBench.B)).Expect(422, "fields-invalid");
        Assert.Equal(["/businessLicence"], refused.Pointers);
    }

    [Fact]
    public async Task Submit_Once_LocksItAndADoubleClickGetsTheReceipt()
    {
        await bench.UploadAsync(CultivationBench.UnitB, "f-b", FilePurposes.BusinessLicence);
        var saved = (await bench.SaveEnterpriseAsync(Good, caller: CultivationBench.B)).Expect(200);
        var first = (await bench.SubmitEnterpriseAsync(saved.ETag, CultivationBench.B)).Expect(200);
        var second = (await bench.SubmitEnterpriseAsync(saved.ETag, CultivationBench.B)).Expect(200);
        Assert.Equal(first.Body.GetRawText(), second.Body.GetRawText());
        var read = await bench.ReadEnterpriseAsync(CultivationBench.B);
        Assert.False(read.Body.GetProperty("editable").GetBoolean());
        (await bench.SaveEnterpriseAsync(Good, read.ETag, CultivationBench.B)).Expect(409, "sme-enterprise-locked");
        (await bench.SubmitEnterpriseAsync(read.ETag, CultivationBench.B)).Expect(409, "sme-enterprise-locked");
    }

    [Fact]
    public async Task Submit_OfAVerifiedUnit_CannotBeForAnotherEnterprise()
    {
        await bench.UploadAsync(CultivationBench.UnitA, "f-b", FilePurposes.BusinessLicence);
        var saved = (await bench.SaveEnterpriseAsync(Good)).Expect(200);
        var refused = (await bench.SubmitEnterpriseAsync(saved.ETag)).Expect(422, "fields-invalid");
        Assert.Equal(["/name", "/uscc"], refused.Pointers);
        Assert.All(refused.Codes, c => Assert.Equal("sme-enterprise.not-as-verified", c));
    }

    [Fact]
    public async Task Submit_WithACodeThatAnotherHolds_IsRefused()
    {
        await bench.UploadAsync(CultivationBench.UnitB, "f-b", FilePurposes.BusinessLicence);
        var saved = (await bench.SaveEnterpriseAsync(Good with { Uscc = "91320102MA9X00011U" }, caller: CultivationBench.B)).Expect(200);
        (await bench.SubmitEnterpriseAsync(saved.ETag, CultivationBench.B)).Expect(409, "sme-enterprise-uscc-taken");
        Assert.True((await bench.ReadEnterpriseAsync(CultivationBench.B)).Body.GetProperty("editable").GetBoolean());
    }

    [Fact]
    public async Task Report_BeforeTheSubmission_IsRefused()
    {
        (await bench.SaveAsync(SmeSample.With())).Expect(409, "sme-enterprise-not-submitted");
        Assert.False((await bench.ListAsync()).Body.GetProperty("enterpriseSubmitted").GetBoolean());
        await bench.EnterpriseAsync();
        (await bench.SaveAsync(SmeSample.With())).Expect(200);
        Assert.True((await bench.ListAsync()).Body.GetProperty("enterpriseSubmitted").GetBoolean());
    }

    [Fact]
    public async Task Correct_ByTheOperator_ChangesOnlyWhatIsNamedWithAuditTimelineAndNote()
    {
        await bench.EnterpriseAsync();
        var read = (await ReadOfUnitAsync("u-a")).Expect(200);
        Assert.Equal(("钱**", "169****0002"), (read.Body.GetProperty("form").GetProperty("contact").GetString(), read.Body.GetProperty("form").GetProperty("contactPhone").GetString()));
        (await CorrectAsync(new { registeredCapital = 6000, reason = "增资，企业书面申请" }, null)).Expect(428);
        Assert.Equal(["sme-enterprise.reason"], (await CorrectAsync(new { registeredCapital = 6000, reason = " " }, read.ETag)).Expect(422).Codes);
        Assert.Equal(["sme-enterprise.nothing"], (await CorrectAsync(new { registeredCapital = 5000, reason = "增资" }, read.ETag)).Expect(422).Codes);
        Assert.Equal(["/name"], (await CorrectAsync(new { name = "别家", reason = "更名" }, read.ETag)).Expect(422).Pointers);
        (await CorrectAsync(new { registeredCapital = 6000, contact = "孙示例", reason = "增资，企业书面申请" }, read.ETag)).Expect(200);
        var record = (await bench.Platform.Get<EnterpriseRecords>().FindAsync(CultivationBench.UnitA, default))!.Value;
        Assert.Equal((6000m, "孙示例", "16900000002", EnterpriseState.Submitted, 1), (record.Form.RegisteredCapital, record.Form.Contact, record.Form.ContactPhone, record.State, record.Corrections));
        var timeline = (await bench.ReadEnterpriseAsync()).Body.GetProperty("timeline");
        Assert.Equal(("企业信息已由平台更正：注册资金、联系人", "增资，企业书面申请"), (timeline[timeline.GetArrayLength() - 1].GetProperty("text").GetString(), timeline[timeline.GetArrayLength() - 1].GetProperty("opinion").GetString()));
        var audit = new List<AuditEntry>();
        await foreach (var entry in bench.Platform.Cases.RowsAsync<AuditEntry>(EnterpriseRecords.AddressOf(CultivationBench.UnitA), CaseRows.Audit)) audit.Add(entry.Value);
        Assert.Equal(("CorrectSmeEnterprise", Role.Operator, "增资，企业书面申请"), (audit[^1].Stamp.Act, audit[^1].Stamp.Who.Role, audit[^1].Stamp.Why));
        Assert.Empty(await bench.Platform.Cases.VerifyAuditAsync(EnterpriseRecords.AddressOf(CultivationBench.UnitA)));
        Assert.Contains(bench.Notes, n => n.Template == "sme-enterprise.corrected" && n.To.Unit == CultivationBench.UnitA);
    }

    [Fact]
    public async Task Correct_OfWhatWasNotSubmittedOrIsNotThere_IsRefused()
    {
        (await ReadOfUnitAsync("u-none")).Expect(404);
        (await CorrectAsync(new { contact = "孙示例", reason = "更正" }, "\"x\"")).Expect(404);
        (await bench.SaveEnterpriseAsync(new { name = "某" })).Expect(200);
        (await CorrectAsync(new { contact = "孙示例", reason = "更正" }, (await ReadOfUnitAsync("u-a")).ETag)).Expect(409, "sme-enterprise-not-submitted-yet");
    }

    public void Dispose() => bench.Dispose();

    private Task<Answer> ReadOfUnitAsync(string unit) =>
        bench.CallAsync("GET", $"/api/sme-enterprises/{unit}", CultivationBench.Operator, null, null, r => bench.Platform.Create<CorrectEnterprise>().ReadAsync(r, unit, default));

    private Task<Answer> CorrectAsync(object body, string? ifMatch) =>
        bench.CallAsync("POST", "/api/sme-enterprises/u-a/corrections", CultivationBench.Operator, body, ifMatch, r => bench.Platform.Create<CorrectEnterprise>().RunAsync(r, "u-a", bench.Platform.Durable, default));
}
