using PatentFunctions.Recognition;
using PatentFunctions.Tests.Files;
using PatentFunctions.Tests.Journeys;

namespace PatentFunctions.Tests.Recognition.Objections;

[Trait("Spec", "REC-04")]
public sealed class FileObjectionTests(ObjectionScene scene) : IClassFixture<ObjectionScene>
{
    [Fact]
    public async Task File_ByAPerson_GivesAReceiptAndHoldsTheProduct()
    {
        var product = await scene.ProductAsync();
        var objector = await scene.ObjectorAsync("13811110001");
        var receipt = await objector.FiledAsync(product);

        Assert.Matches("^YY2026-[A-Z0-9]{8}$", receipt.Text("number"));
        Assert.Equal("审核中，预计12月7日前", receipt.Text("status"));
        Assert.Equal(64, receipt.Text("sha256").Length);
        var now = await scene.NowAsync(product.Id);
        Assert.Equal((RecognitionState.InNotice, 1, RecognitionAct.FileObjection), (now.State, now.OpenObjections, now.Steps[^1].Act));
        var letters = await scene.App.Anybody().LettersToAsync(objector.Phone);
        Assert.Equal("objection.received", letters[0].Template);
        Assert.Contains(receipt.Text("number"), letters[0].Text, StringComparison.Ordinal);
        var mail = Assert.Single(await scene.App.Anybody().LettersToAsync("sun@sample.test"), l => l.Text.Contains(receipt.Text("number"), StringComparison.Ordinal));
        Assert.DoesNotContain(receipt.Text("secret"), mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_ByAUnitThatIsSignedIn_LeavesNoTraceOfTheAccount()
    {
        var product = await scene.ProductAsync();
        var objector = await scene.ObjectorAsync("13811110002");
        objector.Client.Http.DefaultRequestHeaders.Authorization = (await scene.App.SignInAsync("medical")).Http.DefaultRequestHeaders.Authorization;
        (await objector.FileAsync(product, await objector.UnitFormAsync("厦门示例医疗器械有限公司", "李联系", "unit@sample.test"))).Expect(201);

        Assert.Equal(Actor.Public, (await scene.NowAsync(product.Id)).Steps[^1].By);
        Assert.DoesNotContain("厦门示例", (await scene.Bearing.GetAsync($"recognitions/{product.Id}/objections")).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Spec", "COM-05")]
    public async Task File_WithTheSameKeyAgain_GivesTheSameReceipt()
    {
        var product = await scene.ProductAsync();
        var objector = await scene.ObjectorAsync("13811110003");
        var form = await objector.PersonFormAsync("孙示例", "sun@sample.test");
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => objector.FileAsync(product, form, "the-same-key")));

        Assert.All(answers, a => Assert.Equal(201, a.Status));
        Assert.Single(answers.Select(a => a.ToString()).Distinct());
        Assert.Equal(1, (await scene.NowAsync(product.Id)).OpenObjections);
        Assert.Equal("idempotency-key-reused", (await objector.FileAsync(product, await objector.PersonFormAsync("孙示例", "other@sample.test"), "the-same-key")).Expect(422).Problem);
    }

    [Fact]
    public async Task File_BySeveralAtOnce_CountsEachOfThem()
    {
        var product = await scene.ProductAsync();
        var objectors = new List<(SampleObjector Who, object Form)>();
        for (var i = 0; i < 4; i++)
        {
            var objector = await scene.ObjectorAsync($"1381112000{i}");
            objectors.Add((objector, await objector.PersonFormAsync("孙示例", "sun@sample.test")));
        }
        var receipts = await Task.WhenAll(objectors.Select(o => o.Who.FileAsync(product, o.Form)));

        Assert.All(receipts, r => Assert.Equal(201, r.Status));
        Assert.Equal(4, receipts.Select(r => r.Text("number")).Distinct().Count());
        Assert.Equal(4, (await scene.NowAsync(product.Id)).OpenObjections);
        Assert.Equal([1, 2, 3, 4], (await scene.Bearing.GetAsync($"recognitions/{product.Id}/objections")).Json.EnumerateArray().Select(o => o.GetProperty("objection").GetInt32()));
        Assert.Equal(4, (await scene.Examiner1.GetAsync($"reviews/objection?take=200&q={Uri.EscapeDataString(product.Product)}")).Items().Count);
    }

    [Fact]
    public async Task File_TwiceByOnePhone_IsRefusedWhileTheFirstIsOpen()
    {
        var product = await scene.ProductAsync();
        var objector = await scene.ObjectorAsync("13811110004");
        var first = await objector.FiledAsync(product);
        Assert.Equal("objection-open-already", (await objector.FileAsync(product, await objector.PersonFormAsync("孙示例", "sun@sample.test"))).Expect(409).Problem);

        var read = (await objector.FollowAsync(first.Text("number"))).Expect(200);
        Assert.Equal(428, (await objector.Client.PostAsync($"public/objections/{first.Text("number")}/withdrawal")).Status);
        var withdrawn = (await objector.Client.PostAsync($"public/objections/{first.Text("number")}/withdrawal", etag: read.ETag)).Expect(200);
        Assert.Equal(("withdrawn", "异议人已撤回"), (withdrawn.Text("state"), withdrawn.Text("status")));
        Assert.Equal(0, (await scene.NowAsync(product.Id)).OpenObjections);
        Assert.Equal(409, (await objector.Client.PostAsync($"public/objections/{first.Text("number")}/withdrawal", etag: withdrawn.ETag)).Status);
        await objector.FiledAsync(product);
    }

    [Fact]
    public async Task File_SixTimesADay_IsRefusedUntilTomorrow()
    {
        var objector = await scene.ObjectorAsync("13811110005");
        for (var i = 0; i < 5; i++) await objector.FiledAsync(await scene.ProductAsync());
        var refused = (await objector.FileAsync(await scene.ProductAsync(), await objector.PersonFormAsync("孙示例", "sun@sample.test"))).Expect(429);
        Assert.Equal("objections-used-up", refused.Problem);
    }

    [Fact]
    public async Task File_WithEverythingWrong_NamesEveryFieldAtOnce()
    {
        var product = await scene.ProductAsync();
        var objector = await scene.ObjectorAsync("13811110006");
        var another = await scene.ObjectorAsync("13811110007");
        var form = new { by = "person", name = "", mail = "no", identityProof = await objector.UploadAsync("objection-evidence"), grounds = "不真实", evidence = new[] { await another.UploadAsync("objection-evidence") } };
        var refused = (await objector.FileAsync(product, form)).Expect(422);
        Assert.Equal(["/name", "/mail", "/grounds", "/identityProof", "/evidence/0"], refused.Pointers);
        Assert.Equal(["objection.name.missing", "email.at", "objection.grounds-short", "file.wrong-purpose", "file.not-found"], refused.Codes);
        Assert.Equal(0, (await scene.NowAsync(product.Id)).OpenObjections);
    }

    [Fact]
    public async Task File_WithoutAVerifiedPhone_IsRefused()
    {
        var product = await scene.ProductAsync();
        var nobody = new SampleObjector(scene.App.Anybody(), "13811110008", "");
        Assert.Equal("objector-session-required", (await nobody.FileAsync(product, new { by = "person" })).Expect(401).Problem);
        Assert.Equal("objector-session-required", (await nobody.SendFileAsync("objection-evidence", SampleFiles.Pdf(), "a.pdf")).Expect(401).Problem);
        nobody.Client.Http.DefaultRequestHeaders.Add("X-Objector-Session", "forged");
        Assert.Equal(401, (await nobody.FileAsync(product, new { by = "person" })).Status);
    }

    [Theory]
    [InlineData("13811110009", "000000", "/smsCode", "sms-code.wrong")]
    [InlineData("13811110009", null, "/smsCode", "sms-code.missing")]
    [InlineData("1", "123456", "/phone", "mobile.length")]
    public async Task Session_WithAWrongOrAbsentCode_IsRefused(string phone, string? smsCode, string pointer, string code)
    {
        var refused = (await scene.App.Anybody().PostAsync("public/objector-sessions", new { phone, smsCode })).Expect(422);
        Assert.Equal((pointer, code), (Assert.Single(refused.Pointers), Assert.Single(refused.Codes)));
    }

    [Fact]
    public async Task Session_WithACodeThatWasUsed_IsRefused()
    {
        var objector = await scene.ObjectorAsync("13811110010");
        Assert.Equal(["sms-code.wrong"], (await scene.App.Anybody().PostAsync("public/objector-sessions", new { phone = objector.Phone, smsCode = objector.Code })).Expect(422).Codes);
    }

    [Fact]
    [Trait("Spec", "COM-08")]
    public async Task Upload_OfAProgramNamedAsAnImage_IsRefused()
    {
        var objector = await scene.ObjectorAsync("13811110011");
        byte[] program = [(byte)'M', (byte)'Z', 0x90, 0, .. new byte[2000]];
        Assert.Equal("file-kind-refused", (await objector.SendFileAsync("objector-identity", program, "身份证.png")).Expect(415).Problem);
        Assert.Equal("file-kind-refused", (await objector.SendFileAsync("objector-identity", SampleFiles.Zip(), "身份证.png")).Expect(415).Problem);
        Assert.Equal("file-purpose-unknown", (await objector.SendFileAsync("business-licence", SampleFiles.Png(), "a.png")).Expect(400).Problem);
        Assert.Equal("file-too-large", (await objector.SendFileAsync("objector-identity", new byte[(10 * 1024 * 1024) + 1], "身份证.png")).Expect(413).Problem);
    }

    [Fact]
    public async Task Upload_OfTheFortyFirstFileOfADay_IsRefused()
    {
        var objector = await scene.ObjectorAsync("13811110012");
        for (var i = 0; i < 40; i++) await objector.UploadAsync("objection-evidence");
        Assert.Equal("objections-used-up", (await objector.SendFileAsync("objection-evidence", SampleFiles.Pdf(), "a.pdf")).Expect(429).Problem);
    }

    [Fact]
    public async Task Follow_ByNumber_NeedsTheSecretOrThePhone()
    {
        var product = await scene.ProductAsync();
        var objector = await scene.ObjectorAsync("13811110013");
        var receipt = await objector.FiledAsync(product);
        var number = receipt.Text("number");
        var another = await scene.ObjectorAsync("13811110014");

        Assert.Equal(404, (await scene.App.Anybody().GetAsync("public/objections/" + number)).Status);
        Assert.Equal(404, (await another.FollowAsync(number)).Status);
        Assert.Equal(404, (await objector.FollowAsync("YY2026-00000000")).Status);
        var byPhone = (await objector.FollowAsync(number.ToLowerInvariant())).Expect(200);
        Assert.Equal(("underReview", product.Product, SampleUnit.Bearing.Name), (byPhone.Text("state"), byPhone.Text("product"), byPhone.Text("unitName")));
        var holder = scene.App.Anybody();
        holder.Http.DefaultRequestHeaders.Add("X-Objection-Secret", receipt.Text("secret"));
        Assert.Equal(byPhone.ToString(), (await holder.GetAsync("public/objections/" + number)).Expect(200).ToString());
        holder.Http.DefaultRequestHeaders.Remove("X-Objection-Secret");
        holder.Http.DefaultRequestHeaders.Add("X-Objection-Secret", receipt.Text("secret")[1..]);
        Assert.Equal(404, (await holder.GetAsync("public/objections/" + number)).Status);
    }

    [Fact]
    public async Task File_AgainstAProductThatNeverWasInNotice_RevealsNothing()
    {
        var objector = await scene.ObjectorAsync("13811110015");
        Assert.Equal(404, (await objector.FileAsync(new RecognitionRecord(new RecognitionId("r2026-p-none"), 2026, default, "", default, "", "", null, RecognitionState.Eligible), new { by = "person" })).Status);
    }
}
