using Newtonsoft.Json.Linq;

namespace PatentFunctions.GeneratedClient;

/// <summary>What the chapter leaves behind.</summary>
/// <param name="Minimum">初筛最低分 of the campaign.</param>
/// <param name="NotEligible">Why a product that was never filed is not eligible.</param>
/// <param name="OwnConfirmation">The refusal of an examiner who confirms what the same one proposed.</param>
/// <param name="Held">The notice on the day after its last one, while the objection is open.</param>
/// <param name="FirstReviewer">The refusal of an examiner who reviewed the product and claims the objection.</param>
/// <param name="Objection">The objection as its objector follows it.</param>
/// <param name="Certificate">认定证书, as it was downloaded.</param>
/// <param name="Keys">The public keys.</param>
/// <param name="Check">What the public reads under the certificate's number.</param>
/// <param name="Found">What the public search finds of the unit.</param>
/// <param name="Counted">How many products of the year are counted as recognized.</param>
public sealed record RecognizedProduct(
    decimal Minimum, IReadOnlyList<Finding> NotEligible, ApiException<ProblemBody> OwnConfirmation, PublicNoticeLine Held, ApiException<ProblemBody> FirstReviewer,
    ObjectionProgress Objection, byte[] Certificate, CertificateJwks Keys, CertificateCheck Check, IReadOnlyList<PublicFiling> Found, int Counted);

/// <summary>The second chapter of the walk, from the campaign to the certificate in the public's hands, played with nothing but the generated client.</summary>
/// <param name="stage">Where it is played.</param>
/// <param name="filed">The product of the first chapter.</param>
public sealed class RecognitionChapter(Stage stage, FiledProduct filed)
{
    private const string ObjectorPhone = "13897700702";
    private readonly Person anybody = stage.Somebody();
    private readonly Person unit = stage.Somebody();
    private readonly int year = int.Parse(filed.Number[..4], System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Plays it.</summary>
    public async Task<RecognizedProduct> PlayAsync()
    {
        var minimum = await OpenCampaignAsync();
        await FilingChapter.SignInAsync(unit);
        var product = (await unit.Client.ReadRecognitionEligibilityAsync(filed.Id, year)).Result.Recognition!;
        var draft = (await unit.Client.CreateFilingAsync(unit.Key())).Result.Id;
        var notEligible = (await unit.Client.ReadRecognitionEligibilityAsync(draft, year)).Result.Reasons;
        await ScreenAsync(product, minimum);
        await SupplementAsync(product);
        var own = await ReviewAsync(product);
        var end = await AnnounceAsync(product);
        var receipt = await ObjectAsync(product, end);
        var held = (await anybody.Client.ReadPublicNoticeAsync(product)).Result.Notice;
        var first = await DecideAsync(product);
        var followed = (await anybody.Client.FollowObjectionAsync(receipt.Number, receipt.Secret)).Result;
        await Stage.UntilAsync(async () => (await anybody.Client.CheckFilingNumberAsync(filed.Number)).Result.Filing.State == PublicState.Recognized);

        await FilingChapter.SignInAsync(unit);
        var certificate = await Stage.ReadAsync(await unit.Client.DownloadRecognitionCertificateAsync(product));
        var number = (await unit.Client.ReadRecognitionAsync(product)).Result.Line.Certificate!;
        var keys = (await anybody.Client.ReadCertificateKeysAsync()).Result;
        var check = (await anybody.Client.CheckCertificateNumberAsync(number)).Result;
        var (found, counted) = await CountAsync();
        return new RecognizedProduct(minimum, [.. notEligible], own, held, first, followed, certificate, keys, check, found, counted);
    }

    private async Task<decimal> OpenCampaignAsync()
    {
        var national = await stage.SignedInAsync("national");
        if ((await national.Client.ListRecognitionCampaignsAsync()).Result.All(c => c.Year != year))
        {
            var form = new CampaignForm { CutOff = new DateOnly(year, 12, 31), MinScore = 40, SupplementDays = 5 };
            await national.Client.CreateRecognitionCampaignAsync(national.Key(), new CreateCampaignRequest { Year = year, Form = form });
        }
        var campaign = await national.Client.ReadRecognitionCampaignAsync(year);
        var run = (await national.Client.OpenRecognitionCampaignAsync(year, Person.ETagOf(campaign))).Result.Runs;
        await Stage.UntilAsync(async () => (await national.Client.ReadRecognitionEntryRunAsync(year, run)).Result.State == BatchState.Completed);
        return campaign.Result.MinScore;
    }

    private async Task ScreenAsync(string product, decimal minimum)
    {
        var examiner = await stage.SignedInAsync("examiner1");
        var scored = await ActAsync(examiner, product, "score", new ScoreParameters { Suggested = true });
        if (scored.Score < minimum)
            await ActAsync(examiner, product, "score", new ScoreParameters { EconomicBenefit = minimum, ProtectionStrength = minimum, ValueContribution = minimum, PatentDependence = minimum, Note = "人工计分" });
        await ActAsync(examiner, product, "pass-screening");
        await ActAsync(examiner, product, "request-supplement", new SupplementParameters { What = "专利评价报告" });
    }

    private async Task SupplementAsync(string product)
    {
        var report = await unit.UploadAsync("recognition-supplement", stage.Archive(0xA0), "专利评价报告.zip");
        var asked = await unit.Client.ReadRecognitionSupplementAsync(product);
        var form = new SupplementForm
        {
            ProtectionStrength = "发明专利保护深沟球轴承的滚道和游隙，实用新型专利保护保持架，覆盖产品的核心结构，均维持有效。",
            ValueContribution = "低噪声结构是客户选用本产品的首要原因，专利产品单价高出同类产品两成，主要销售增长来自该专利。",
            PatentDependence = "同等噪声指标须采用专利结构方可达到，同类产品须取得许可后才能生产。",
            Files = [report],
        };
        var saved = await unit.Client.SaveRecognitionSupplementAsync(product, Person.ETagOf(asked), form);
        await unit.Client.SubmitRecognitionSupplementAsync(product, Person.ETagOf(saved));
    }

    private async Task<ApiException<ProblemBody>> ReviewAsync(string product)
    {
        var first = await stage.SignedInAsync("examiner1");
        await first.ApproveAsync("recognition", product);
        var refused = await Stage.RefusalAsync(() => ConfirmAsync(first, product));
        await ConfirmAsync(await stage.SignedInAsync("examiner2"), product);
        return refused;
    }

    private static async Task ConfirmAsync(Person examiner, string product) =>
        await examiner.Client.ConfirmReviewAsync("recognition", product, Person.ETagOf(await examiner.Client.ReadReviewAsync("recognition", product)));

    private async Task<DateOnly> AnnounceAsync(string product)
    {
        var national = await stage.SignedInAsync("national");
        var announcement = new AnnouncementForm { Year = year, Number = "示例公告第977号", Title = $"关于{year}年度专利密集型产品拟认定名单的公示", Text = "现予公示，公示期为10个工作日。" };
        var published = (await national.Client.PublishAnnouncementAsync(national.Key(), announcement)).Result;
        await ActAsync(national, product, "start-notice", new StartNoticeParameters { Announcement = published.Id });
        return (await anybody.Client.ReadPublicNoticeAsync(product)).Result.Notice.EndsOn;
    }

    private async Task<ObjectionReceipt> ObjectAsync(string product, DateOnly end)
    {
        await stage.MoveAsync(end, 23, 50);
        var objector = stage.Somebody();
        var code = await Stage.SmsCodeAsync(objector, ObjectorPhone, SmsPurpose.Objection);
        var session = (await objector.Client.OpenObjectorSessionAsync(new ObjectorSessionForm { Phone = ObjectorPhone, SmsCode = code })).Result.Token;
        var form = new ObjectionForm
        {
            By = ObjectorKind.Person,
            Name = "孙示例",
            Mail = "sun977@sample.test",
            IdentityProof = await UploadAsync(objector, session, UploadObjectionFilePurpose.ObjectorIdentity, stage.Image(0x90), "身份证明.bmp"),
            Grounds = "该产品备案所填销售额与单位公开披露的数据不符，关联专利是否用于该产品存疑，见所附材料。",
            Evidence = [await UploadAsync(objector, session, UploadObjectionFilePurpose.ObjectionEvidence, stage.Archive(0x80), "证明材料.zip")],
        };
        await stage.MoveAsync(end, 23, 59);
        var receipt = (await objector.Client.FileObjectionAsync(product, objector.Key(), session, form)).Result;
        await stage.MoveAsync(end.AddDays(1), 9, 0);
        return receipt;
    }

    private static async Task<string> UploadAsync(Person objector, string session, UploadObjectionFilePurpose purpose, byte[] content, string name)
    {
        using var stream = new MemoryStream(content);
        return (await objector.Client.UploadObjectionFileAsync(purpose, objector.Key(), session, name, new FileParameter(stream, name, "application/octet-stream"))).Result.Id;
    }

    private async Task<ApiException<ProblemBody>> DecideAsync(string product)
    {
        var first = await stage.SignedInAsync("examiner1");
        var refused = await Stage.RefusalAsync(() => first.ClaimAsync("objection", product));
        var third = await stage.SignedInAsync("examiner3");
        var claimed = await third.ClaimAsync("objection", product);
        var reason = claimed.Result.Reasons.Single(r => r.Code == "facts.untrue");
        await third.Client.ReturnReviewAsync("objection", product, Person.ETagOf(claimed), new Verdict { Reasons = [new ReasonChoice { Code = reason.Code, Note = "所附材料为另一产品的数据" }] });
        return refused;
    }

    private async Task<(IReadOnlyList<PublicFiling> Found, int Counted)> CountAsync()
    {
        var found = (await anybody.Client.SearchPublicFilingsAsync(unit: FilingChapter.UnitName, state: PublicState.Recognized, recognitionYear: year)).Result.Items;
        var national = await stage.SignedInAsync("national");
        var line = (await national.Client.ReadStatisticsAsync(by: ReadStatisticsBy.Year)).Result.Lines.Single(l => l.Value == year.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return ([.. found], line.Figures.Single(f => f.Measure == "recognized").Count);
    }

    // Which of the types the parameters have depends on the act; the generator makes one open class of them.
    private static async Task<RecognitionLine> ActAsync(Person officer, string product, string act, object? parameters = null)
    {
        var command = new ActCommand { Parameters = parameters is null ? null : JObject.FromObject(parameters).ToObject<Parameters>() };
        return (await officer.Client.ActOnRecognitionAsync(product, act, Person.ETagOf(await officer.Client.ReadRecognitionAsync(product)), command)).Result;
    }
}
