using PatentFunctions.Reviews;
using PatentFunctions.Tests.Platform;
using PatentFunctions.Units;

namespace PatentFunctions.Tests.Units;

[Trait("Spec", "UNI-10")]
public sealed class UnitChangeTests : IDisposable
{
    private const string NewName = "江苏示例轴承科技股份有限公司";
    private readonly UnitPlatform bed = new();

    public void Dispose() => bed.Dispose();

    [Fact]
    public async Task Change_OfAnUnverifiedUnit_IsRefused()
    {
        var request = bed.Platform.Request("GET", "/api/units/me/change/draft", UnitSamples.Admin);
        Assert.IsType<UnitNotVerified>(await bed.Platform.Create<ReadUnitChangeDraft>().RunAsync(request, default));
    }

    [Fact]
    public async Task Change_OfTheName_KeepsTheOldDataInForceUntilApprovalAndTheOldNameAfterwards()
    {
        await bed.VerifyAsync();
        await SubmitAsync(await PrefilledAsync() with { Name = NewName, Proof = new FileId("f-proof") });

        Assert.Equal(UnitSamples.Name, (await bed.Units.VerifiedAsync(UnitSamples.Id))!.Name);
        Assert.Equal(UnitStanding.ChangeUnderReview, Assert.Single(await bed.Units.StandingAsync(UnitSamples.Id)).Code);
        var timeline = await bed.Platform.Cases.TimelineAsync(UnitTables.Address(UnitSamples.Id));
        Assert.Equal("已提交，等待审核", timeline[^1].Text);

        Assert.Null(await bed.ApproveAsync(UnitReviews.Change, UnitSamples.Id));

        var unit = (await bed.Units.VerifiedAsync(UnitSamples.Id))!;
        Assert.Equal((NewName, 2), (unit.Name, unit.Version));
        Assert.Equal(new FormerName(UnitSamples.Name, new DateOnly(2026, 11, 27)), Assert.Single(unit.FormerNames));
        Assert.Empty(await bed.Units.StandingAsync(UnitSamples.Id));
        Assert.Equal(NewName, (await PrefilledAsync()).Name);
        Assert.NotNull(await bed.Platform.Cases.FindAsync<VerifiedUnit>(UnitTables.Address(UnitSamples.Id), UnitTables.VersionRow(1)));
    }

    [Fact]
    public async Task Change_Returned_LeavesTheDataInForceAndTheUnitFreeToSubmit()
    {
        await bed.VerifyAsync();
        await SubmitAsync(await PrefilledAsync() with { Name = NewName });

        Assert.Null(await bed.DecideAsync(UnitReviews.Change, UnitSamples.Id, new Verdict(null, null, [new ReasonChoice("proof.insufficient")]), false));

        Assert.Equal(UnitSamples.Name, (await bed.Units.VerifiedAsync(UnitSamples.Id))!.Name);
        Assert.Empty(await bed.Units.StandingAsync(UnitSamples.Id));
    }

    [Fact]
    [Trait("Spec", "UNI-08")]
    public async Task SaveAssets_OfAnotherYear_NeedsTheETagOnlyFromThenOn()
    {
        await bed.VerifyAsync();
        var first = bed.Request("PUT", "/api/units/me/assets/2024", UnitSamples.Admin, UnitSamples.Assets);
        Assert.Equal(200, (await TestPlatform.ExecuteAsync(first, await bed.Platform.Create<SaveAssets>().RunAsync(first, 2024, bed.Platform.Durable, default))).Status);
        var second = bed.Request("PUT", "/api/units/me/assets/2024", UnitSamples.Admin, UnitSamples.Assets);
        await Assert.ThrowsAsync<RefusedException>(() => bed.Platform.Create<SaveAssets>().RunAsync(second, 2024, bed.Platform.Durable, default));
        var future = bed.Request("PUT", "/api/units/me/assets/2026", UnitSamples.Admin, UnitSamples.Assets);
        Assert.IsType<FieldsInvalid>(await bed.Platform.Create<SaveAssets>().RunAsync(future, 2026, bed.Platform.Durable, default));
        Assert.Equal([2024, 2025], await bed.Units.AssetYearsAsync(UnitSamples.Id));
    }

    private async Task<UnitChangeDraft> PrefilledAsync()
    {
        var request = bed.Platform.Request("GET", "/api/units/me/change/draft", UnitSamples.Admin);
        return (await TestPlatform.ReadAsync<UnitFormAnswer<UnitChangeDraft>>(request, await bed.Platform.Create<ReadUnitChangeDraft>().RunAsync(request, default))).Form;
    }

    private async Task SubmitAsync(UnitChangeDraft draft)
    {
        var save = bed.Request("PUT", "/api/units/me/change/draft", UnitSamples.Admin, draft);
        var (_, headers, _) = await TestPlatform.ExecuteAsync(save, await bed.Platform.Create<SaveUnitChangeDraft>().RunAsync(save, bed.Platform.Durable, default));
        var submit = bed.Platform.Request("POST", "/api/units/me/change/submission", UnitSamples.Admin);
        submit.Headers.IfMatch = headers.ETag.ToString();
        var result = await bed.Platform.Create<SubmitUnitChange>().RunAsync(submit, bed.Platform.Durable, default);
        Assert.False(result is Refusal, result.ToString());
    }
}
