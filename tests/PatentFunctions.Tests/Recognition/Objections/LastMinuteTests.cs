using PatentFunctions.Recognition;
using PatentFunctions.Tests.Journeys;

namespace PatentFunctions.Tests.Recognition.Objections;

/// <summary>The end of the notice, with the clock moved to it: it is 24:00 of 2026-12-04.</summary>
[Trait("Spec", "REC-04")]
public sealed class LastMinuteTests
{
    [Fact]
    public async Task File_AtTheLastInstant_HoldsTheProductAndAnInstantLaterIsRefused()
    {
        var scene = new ObjectionScene();
        await scene.InitializeAsync();
        try
        {
            var (held, lost) = (await scene.ProductAsync(), await scene.ProductAsync());
            await scene.App.MoveToAsync("2026-12-04T22:00");
            var objector = await scene.ObjectorAsync("13833330001");
            var (first, second) = (await objector.PersonFormAsync("孙示例", "sun@sample.test"), await objector.PersonFormAsync("孙示例", "sun@sample.test"));

            await scene.App.MoveToAsync("2026-12-04T23:59:59.9");
            var receipt = (await objector.FileAsync(held, first)).Expect(201);
            await scene.App.MoveToAsync("2026-12-05T00:00");
            var refused = (await objector.FileAsync(lost, second)).Expect(409);
            Assert.Equal("notice-over", refused.Problem);
            Assert.Contains("2026年12月4日 24:00", refused.Text("detail"), StringComparison.Ordinal);

            await scene.App.MoveToAsync("2026-12-05T08:00");
            Assert.Equal((RecognitionState.InNotice, 1), ((await scene.NowAsync(held.Id)).State, (await scene.NowAsync(held.Id)).OpenObjections));
            Assert.Equal((RecognitionState.Recognized, 0), ((await scene.NowAsync(lost.Id)).State, (await scene.NowAsync(lost.Id)).OpenObjections));

            // Past the tenth day it is still decided, and the reviewers are reminded and the operators called.
            await scene.App.MoveToAsync("2026-12-19T09:00");
            Assert.Contains(await objector.Client.LettersToAsync("examiner1@sample.test"), l => l.Subject!.StartsWith("待审核提醒", StringComparison.Ordinal));
            Assert.Contains(await objector.Client.LettersToAsync("operator@sample.test"), l => l.Subject!.StartsWith("审核已超期", StringComparison.Ordinal));
            await scene.SignInAsync();
            await scene.Examiner2.ReadAndReturnAsync("objection", held.Id.Value, "facts.untrue");
            await scene.App.Server.Clock.WhenIdleAsync();
            Assert.Equal((RecognitionState.Recognized, 0), ((await scene.NowAsync(held.Id)).State, (await scene.NowAsync(held.Id)).OpenObjections));
            var holder = scene.App.Anybody();
            holder.Http.DefaultRequestHeaders.Add("X-Objection-Secret", receipt.Text("secret"));
            Assert.Equal("rejected", (await holder.GetAsync("public/objections/" + receipt.Text("number"))).Expect(200).Text("state"));
            Assert.Equal(401, (await objector.FileAsync(lost, second)).Status);
        }
        finally
        {
            await scene.DisposeAsync();
        }
    }
}
