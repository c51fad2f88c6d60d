using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Moq;
using PatentFunctions.Identifiers;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Reviews;
using PatentFunctions.Tests.Platform;
using PatentFunctions.Units;

namespace PatentFunctions.Tests.Units;

[Trait("Spec", "UNI-01")]
public sealed class RealnameTests : IDisposable
{
    private readonly UnitPlatform bed = new();

    public void Dispose() => bed.Dispose();

    [Fact]
    public async Task SaveDraft_Incomplete_LosesNothingAndNeedsTheETagFromThenOn()
    {
        var etag = await bed.SaveDraftAsync(new RealnameDraft { Name = "半个名字", Uscc = "91" });

        var again = bed.Request("PUT", "/api/units/me/realname/draft", UnitSamples.Admin, new RealnameDraft());
        Assert.IsType<IfMatchRequired>((await Assert.ThrowsAsync<RefusedException>(() => bed.Platform.Create<SaveRealnameDraft>().RunAsync(again, bed.Platform.Durable, default))).Refusal);
        await bed.SaveDraftAsync(new RealnameDraft { Name = "全名" }, ifMatch: etag);
        await Assert.ThrowsAsync<RefusedException>(() => bed.SaveDraftAsync(new RealnameDraft(), ifMatch: etag));

        var read = bed.Platform.Request("GET", "/api/units/me/realname/draft", UnitSamples.Admin);
        var answer = await TestPlatform.ReadAsync<UnitFormAnswer<RealnameDraft>>(read, await bed.Platform.Create<ReadRealnameDraft>().RunAsync(read, default));
        Assert.Equal(("全名", true, true), (answer.Form.Name, answer.Saved, answer.Editable));
    }

    [Fact]
    public async Task Submit_WithMistakes_ListsAllAndChangesNothing()
    {
        var etag = await bed.SaveDraftAsync(UnitSamples.Draft with { Uscc = "1", Name = null });

        var refusal = Assert.IsType<FieldsInvalid>(await bed.SubmitAsync(etag));

        Assert.Contains(refusal.Findings, f => f.Pointer == "/uscc");
        Assert.Contains(refusal.Findings, f => f.Pointer == "/name");
        Assert.Equal(3, refusal.Findings.Count(f => f.Code == "file.not-found"));
        Assert.Equal(RealnameState.None, (await bed.Units.FindAsync(UnitSamples.Id))!.Value.State);
    }

    [Fact]
    [Trait("Spec", "UNI-07")]
    [Trait("Spec", "UNI-11")]
    [Trait("Spec", "COM-02")]
    public async Task Submit_ThenApprove_PutsTheDataInForceAndTellsTheUnitOnce()
    {
        await bed.UploadFilesAsync(UnitSamples.Id);
        var etag = await bed.SaveDraftAsync(UnitSamples.Draft with { Name = " " + UnitSamples.Name, Uscc = UnitSamples.Uscc.ToLowerInvariant() });
        var request = bed.Platform.Request("POST", "/", UnitSamples.Admin);
        var receipt = await TestPlatform.ReadAsync<Receipt>(request, await bed.SubmitAsync(etag));
        Assert.Equal((1, 64), (receipt.Round, receipt.Sha256.Length));
        Assert.StartsWith("信息已提交，请等待（审核中，预计12月1日前", await StatusAsync(), StringComparison.Ordinal);
        Assert.Null(await bed.Units.VerifiedAsync(UnitSamples.Id));

        Assert.Null(await bed.ApproveAsync(UnitReviews.Realname, UnitSamples.Id));

        var unit = (await bed.Units.VerifiedAsync(UnitSamples.Id))!;
        Assert.Equal((UnitSamples.Name, UnitSamples.Uscc, "320102", "320000", 1), (unit.Name, unit.Uscc.Value, unit.Division, unit.Province, unit.Version));
        Assert.Equal(UnitSamples.Assets.Revenue, (await bed.Units.AssetsAsync(UnitSamples.Id, 2025))!.Figures.Revenue);
        Assert.Empty(await bed.Units.StandingAsync(UnitSamples.Id));
        Assert.Equal("已通过实名认证", await StatusAsync());
        Assert.Equal(["realname.approved"], await bed.NotificationsAsync(UnitTables.Address(UnitSamples.Id)));
        Assert.Empty(await bed.Platform.Cases.VerifyAuditAsync(UnitTables.Address(UnitSamples.Id)));
    }

    [Fact]
    public async Task Submit_WhileUnderReview_IsRefusedAndTheDraftIsLocked()
    {
        await bed.UploadFilesAsync(UnitSamples.Id);
        var etag = await bed.SaveDraftAsync(UnitSamples.Draft);
        await bed.SubmitAsync(etag);

        Assert.IsType<RealnameUnderReview>(await bed.SubmitAsync(etag));
        var save = bed.Request("PUT", "/api/units/me/realname/draft", UnitSamples.Admin, UnitSamples.Draft, etag);
        Assert.IsType<RealnameUnderReview>(await bed.Platform.Create<SaveRealnameDraft>().RunAsync(save, bed.Platform.Durable, default));
    }

    [Fact]
    [Trait("Spec", "COM-19")]
    [Trait("Spec", "UNI-07")]
    public async Task Return_ShowsEachReasonAtItsField_AndTheCorrectionIsANewRound()
    {
        await bed.UploadFilesAsync(UnitSamples.Id);
        await bed.SubmitAsync(await bed.SaveDraftAsync(UnitSamples.Draft));

        Assert.Null(await bed.DecideAsync(UnitReviews.Realname, UnitSamples.Id, new Verdict(null, null, [new ReasonChoice("pledge.unstamped")]), false));

        var read = bed.Platform.Request("GET", "/api/units/me/realname/draft", UnitSamples.Admin);
        var result = await bed.Platform.Create<ReadRealnameDraft>().RunAsync(read, default);
        var etag = read.HttpContext.Response.Headers.ETag.ToString();
        var answer = await TestPlatform.ReadAsync<UnitFormAnswer<RealnameDraft>>(read, result);
        Assert.Equal("/integrityPledge", Assert.Single(answer.Reasons).Pointer);
        Assert.True(answer.Editable);
        Assert.Equal(["realname.returned"], await bed.NotificationsAsync(UnitTables.Address(UnitSamples.Id)));

        var request = bed.Platform.Request("POST", "/", UnitSamples.Admin);
        Assert.Equal(2, (await TestPlatform.ReadAsync<Receipt>(request, await bed.SubmitAsync(etag))).Round);
        Assert.Null(await bed.ApproveAsync(UnitReviews.Realname, UnitSamples.Id));
        Assert.IsType<RealnameApproved>(await bed.SubmitAsync(etag));
    }

    [Fact]
    [Trait("Spec", "UNI-03")]
    public async Task Approve_WithTheUsccOfAnotherVerifiedUnit_IsRefusedAndOverwritesNothing()
    {
        await bed.VerifyAsync();
        await bed.UploadFilesAsync(UnitSamples.OtherId, "-2");
        var draft = UnitSamples.Draft with { BusinessLicence = new FileId("f-licence-2"), IntegrityPledge = new FileId("f-pledge-2"), Assets = UnitSamples.Assets with { ProfitStatement = new FileId("f-profit-2") } };
        Assert.IsNotType<Refusal>(await bed.SubmitAsync(await bed.SaveDraftAsync(draft, UnitSamples.OtherAdmin), UnitSamples.OtherAdmin), exactMatch: false);

        var round = await bed.Platform.Cases.FindAsync<ReviewRound>(UnitTables.Address(UnitSamples.OtherId), ReviewRound.RowOf("realname", 1));
        Assert.Contains(round!.Value.Warnings, f => f.Code == UnitExamination.UsccConflict);
        Assert.IsType<UsccHeldByAnother>(await bed.ApproveAsync(UnitReviews.Realname, UnitSamples.OtherId));
        Assert.Null(await bed.Units.VerifiedAsync(UnitSamples.OtherId));
        Assert.NotNull(await bed.Units.VerifiedAsync(UnitSamples.Id));
    }

    [Fact]
    [Trait("Spec", "UNI-03")]
    public async Task Claim_OfAnApprovalThatNeverHappened_CanBeTakenOverAfterTenMinutes()
    {
        Assert.True(UnifiedSocialCreditCode.TryParse(UnitSamples.Uscc, out var uscc, out _));
        var codes = bed.Platform.Get<UnitCodes>();
        Assert.Null(await codes.ClaimAsync(uscc, UnitSamples.OtherId, default));

        Assert.IsType<RecordChanged>(await codes.ClaimAsync(uscc, UnitSamples.Id, default));
        bed.Platform.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Null(await codes.ClaimAsync(uscc, UnitSamples.Id, default));
    }

    [Fact]
    [Trait("Spec", "UNI-04")]
    public async Task Submit_WhileTheRegistryIsDown_GoesThroughWithAMarkForTheExaminer()
    {
        using var down = new UnitPlatform(services => services.AddTransient(_ => DownRegistry()));
        await down.UploadFilesAsync(UnitSamples.Id);
        Assert.IsNotType<Refusal>(await down.SubmitAsync(await down.SaveDraftAsync(UnitSamples.Draft)), exactMatch: false);

        var round = await down.Platform.Cases.FindAsync<ReviewRound>(UnitTables.Address(UnitSamples.Id), ReviewRound.RowOf("realname", 1));
        Assert.Contains(round!.Value.Warnings, f => f.Code == UnitExamination.RegistryDown);

        var ask = down.Request("POST", "/api/units/me/business-registry", UnitSamples.Admin, new BusinessRegistryQuery(UnitSamples.Uscc));
        var answer = await TestPlatform.ReadAsync<BusinessRegistryAnswer>(ask, await down.Platform.Create<QueryBusinessRegistry>().RunAsync(ask, default));
        Assert.Equal(RegistryOutcome.Unavailable, answer.Outcome);
        Assert.Contains("手工填写", answer.Notice, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Spec", "ACC-06")]
    public async Task ReadDraft_OfAPresetAccount_IsPrefilled()
    {
        var preset = new Mock<IPresetUnits>();
        preset.Setup(p => p.FindAsync(UnitSamples.Admin.Account, It.IsAny<CancellationToken>())).ReturnsAsync(new PresetUnitData("预置单位", UnitSamples.Uscc, "430102", "湖南省长沙市芙蓉区", "3451"));
        using var preset2 = new UnitPlatform(services => services.AddSingleton(preset.Object));
        var read = preset2.Platform.Request("GET", "/api/units/me/realname/draft", UnitSamples.Admin);
        var answer = await TestPlatform.ReadAsync<UnitFormAnswer<RealnameDraft>>(read, await preset2.Platform.Create<ReadRealnameDraft>().RunAsync(read, default));
        Assert.Equal(("预置单位", "430102", false), (answer.Form.Name, answer.Form.Division, answer.Saved));
    }

    // Submitted on Friday 27 November 2026: the first working day ends on Monday, the second on Tuesday.
    [Fact]
    [Trait("Spec", "UNI-06")]
    public async Task Review_RemindsAfterOneWorkingDayAndEscalatesAfterTwo_OnceEach()
    {
        await bed.UploadFilesAsync(UnitSamples.Id);
        await bed.SubmitAsync(await bed.SaveDraftAsync(UnitSamples.Draft));
        var tick = bed.Platform.Create<TickReview>();
        async Task<(DateTimeOffset? Next, string Sent)> TickAsync()
        {
            var next = (await tick.RunAsync(ReviewSubmission.InputOf(UnitReviews.Realname, UnitSamples.Id.Value, 1), bed.Platform.Durable, default)).NextAt;
            return (next, string.Join(' ', await bed.NotificationsAsync(UnitTables.Address(UnitSamples.Id))));
        }

        var monday = new DateTimeOffset(2026, 11, 30, 17, 30, 0, TimeSpan.FromHours(8));
        var tuesdayOver = new DateTimeOffset(2026, 12, 2, 0, 0, 0, TimeSpan.FromHours(8));
        Assert.Equal((monday, ""), await TickAsync());
        bed.Platform.Clock.Set(monday);
        Assert.Equal((tuesdayOver, "realname.review-reminder"), await TickAsync());
        Assert.Equal((tuesdayOver, "realname.review-reminder"), await TickAsync());
        bed.Platform.Clock.Set(tuesdayOver);
        Assert.Equal((null, "realname.review-reminder realname.review-escalation realname.review-escalation"), await TickAsync());
        Assert.Null((await TickAsync()).Next);
        Assert.Equal(3, (await bed.NotificationsAsync(UnitTables.Address(UnitSamples.Id))).Count);
    }

    [Fact]
    [Trait("Spec", "UNI-05")]
    public async Task Submit_WithTheFileOfAnotherUnitOrPurpose_IsRefusedAtItsField()
    {
        await bed.UploadFilesAsync(UnitSamples.OtherId);
        Assert.Equal(3, Assert.IsType<FieldsInvalid>(await bed.SubmitAsync(await bed.SaveDraftAsync(UnitSamples.Draft))).Findings.Count(f => f.Code == "file.not-found"));

        await bed.UploadFilesAsync(UnitSamples.OtherId, "-2");
        var swapped = UnitSamples.Draft with { BusinessLicence = new FileId("f-pledge-2"), IntegrityPledge = new FileId("f-pledge-2"), Assets = UnitSamples.Assets with { ProfitStatement = new FileId("f-profit-2") } };
        var refusal = Assert.IsType<FieldsInvalid>(await bed.SubmitAsync(await bed.SaveDraftAsync(swapped, UnitSamples.OtherAdmin), UnitSamples.OtherAdmin));
        Assert.Equal(("file.wrong-purpose", "/businessLicence"), refusal.Findings.Where(f => f.Severity == Severity.Blocks).Select(f => (f.Code, f.Pointer)).Single());
    }

    [Fact]
    [Trait("Spec", "COM-19")]
    public void Reasons_PointAtFieldsOfTheirForm()
    {
        var realname = System.Text.Json.JsonSerializer.SerializeToNode(UnitSamples.Draft, PlatformJson.Stored)!;
        var change = System.Text.Json.JsonSerializer.SerializeToNode(UnitForms.ToChangeDraft(UnitSamples.Verified) with { Proof = new FileId("f-proof") }, PlatformJson.Stored)!;
        Assert.All(UnitReviews.Realname.Reasons, r => Assert.True(Has(realname, r.Pointer), r.Pointer));
        Assert.All(UnitReviews.Change.Reasons, r => Assert.True(Has(change, r.Pointer), r.Pointer));

        static bool Has(System.Text.Json.Nodes.JsonNode form, string pointer) =>
            pointer.Split('/', StringSplitOptions.RemoveEmptyEntries).Aggregate((System.Text.Json.Nodes.JsonNode?)form, (node, name) => node?[name]) is not null;
    }

    private static IBusinessRegistry DownRegistry()
    {
        var registry = new Mock<IBusinessRegistry>();
        registry.Setup(r => r.FindAsync(It.IsAny<UnifiedSocialCreditCode>(), It.IsAny<CancellationToken>())).ThrowsAsync(new BusinessRegistryDownException("down"));
        return registry.Object;
    }

    private async Task<string> StatusAsync()
    {
        var request = bed.Platform.Request("GET", "/api/units/me", UnitSamples.Admin);
        return (await TestPlatform.ReadAsync<UnitAnswer>(request, await bed.Platform.Create<ReadUnit>().RunAsync(request, default))).Status;
    }
}
