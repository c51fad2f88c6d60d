using PatentFunctions.Filing;
using PatentFunctions.Recognition;
using PatentFunctions.Tests.Journeys;

namespace PatentFunctions.Tests.Recognition.Objections;

/// <summary>An objection from the phone of who objects to the filing that it ends, all over HTTP.</summary>
[Trait("Spec", "REC-04")]
public sealed class ObjectionJourney(ObjectionScene scene) : IClassFixture<ObjectionScene>
{
    private const string Opinion = "经济效益证明不真实。";

    [Fact]
    public async Task Uphold_OfAnObjection_RevokesTheFiling()
    {
        Task Idle() => scene.App.Server.Clock.WhenIdleAsync();
        await VerifiedUnits.ImportRegistersAsync(await scene.App.SignInAsync("operator"), Idle);
        await VerifiedUnits.VerifyAsync(SampleUnit.Bearing, scene.Bearing, scene.Examiner1, Idle);
        var filed = await SampleUnit.SubmitFilingAsync(scene.Bearing, "6204-2RS");
        await scene.Examiner1.ReadAndApproveAsync("filing", filed.Id);
        await Idle();
        Assert.Equal("filed", (await scene.Bearing.GetAsync($"filings/{filed.Id}")).Expect(200).Text("state"));
        var product = await scene.ProductAsync(new FilingId(filed.Id));
        var objector = await scene.ObjectorAsync("13844440001");
        var number = (await objector.FileAsync(product, await objector.UnitFormAsync("厦门示例医疗器械有限公司", "李联系", "unit@sample.test"))).Expect(201).Text("number");

        var read = await scene.Examiner1.ReadAsync("objection", product.Id.Value);
        var checklist = read.At("checklist").EnumerateArray().ToDictionary(c => c.GetProperty("code").GetString()!, _ => true);
        var proposed = (await scene.Examiner1.PostAsync($"reviews/objection/{product.Id}/approve", new { opinion = Opinion, checklist }, read.ETag)).Expect(200);
        Assert.Equal("filed", (await scene.Bearing.GetAsync($"filings/{filed.Id}")).Text("state"));
        (await scene.Examiner2.PostAsync($"reviews/objection/{product.Id}/confirm", etag: proposed.ETag)).Expect(200);
        await Idle();

        var filing = (await scene.Bearing.GetAsync($"filings/{filed.Id}")).Expect(200);
        Assert.Equal("revoked", filing.Text("state"));
        Assert.Contains(Opinion, filing.ToString(), StringComparison.Ordinal);
        Assert.Equal(RecognitionState.NotRecognized, (await scene.NowAsync(product.Id)).State);
        Assert.Equal(("upheld", Opinion), ((await objector.FollowAsync(number)).Text("state"), (await objector.FollowAsync(number)).Text("outcome.opinion")));
        Assert.Contains(await objector.Client.LettersToAsync("unit@sample.test"), l => l.Subject == $"异议处理结果：异议成立（{number}）" && l.Text.Contains(Opinion, StringComparison.Ordinal));
    }
}
