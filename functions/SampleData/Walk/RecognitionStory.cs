using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using PatentFunctions.Recognition.Certificates;
using PatentFunctions.Recognition.Supplements;

namespace PatentFunctions.SampleData.Walk;

/// <summary>
/// The second chapter: the filed product in the year's recognition, from the campaign to the certificate in the public's hands, played over HTTP
/// with the sample accounts. It holds an objection of the last minute, and everybody who has to be another person.
/// </summary>
/// <param name="teller">Tells it.</param>
/// <param name="filed">The product of the first chapter.</param>
internal sealed class RecognitionStory(Storyteller teller, FiledProduct filed) : IDisposable
{
    private const decimal LeastPoints = 40;
    private readonly WalkClient anybody = teller.Somebody("公众");
    private readonly WalkClient objector = teller.Somebody("异议人");
    private readonly WalkClient unit = teller.Somebody("单位");
    private readonly WalkClient national = teller.Somebody("国家知识产权局");

    // 备案号 begins with the year of the filing; its figures are those of the year before, as the campaign of that year asks.
    private readonly string year = filed.Number[..4];

    /// <summary>Plays the story; throws <see cref="WalkException"/> where an answer is not the expected one.</summary>
    public async Task PlayAsync()
    {
        var minimum = await OpenCampaignAsync();
        var product = await EnterAsync();
        await ScreenAsync(product, minimum);
        await SupplementAsync(product);
        await ReviewAsync(product);
        var end = await AnnounceAsync(product);
        var objection = await ObjectAsync(product, end);
        await DecideAsync(product, objection);
        await RecognizeAsync(product, end);
        await CertifyAsync(product);
        await CountAsync();
    }

    public void Dispose()
    {
        anybody.Dispose();
        objector.Dispose();
        unit.Dispose();
        national.Dispose();
    }

    private async Task<decimal> OpenCampaignAsync()
    {
        await SignInAsync(national, "national");
        var known = (await national.GetAsync("recognition-campaigns")).Json.EnumerateArray().Any(c => c.GetProperty("year").ToString() == year);
        if (!known)
        {
            await national.PostAsync("recognition-campaigns", new { year = int.Parse(year, CultureInfo.InvariantCulture), form = new { cutOff = $"{year}-12-31", minScore = LeastPoints, supplementDays = 5 } }, once: true, expect: 201);
        }
        var campaign = await national.GetAsync($"recognition-campaigns/{year}");
        teller.Tell($"国家知识产权局{(known ? "已建立" : "建立")}“{campaign.Text("title")}”：备案截止日期 {campaign.Text("cutOff")}，数据年度 {campaign.Text("dataYear")}，初筛最低分 {campaign.Text("minScore")}");
        var opened = await national.PostAsync($"recognition-campaigns/{year}/entry-runs", etag: campaign.ETag, expect: 202);
        var run = opened;
        await Storyteller.WaitAsync(async () => (run = await national.GetAsync($"recognition-campaigns/{year}/entry-runs/{opened.Text("runs")}")).Text("state") == "completed", "认定条件核查");
        teller.Tell($"启动认定工作，核查全部已备案产品 {run.Text("total")} 件：符合 {run.Text("eligible")} 件，不符合 {run.Text("notEligible")} 件");
        var others = await national.GetAsync($"recognition-campaigns/{year}/entry-runs/{opened.Text("runs")}/not-eligible?take=3");
        foreach (var other in others.Json.GetProperty("items").EnumerateArray())
            teller.Detail($"✗ {other.GetProperty("filingNumber").GetString()} {other.GetProperty("product").GetString()}：{ReasonsOf(other)}");
        return campaign.Json.GetProperty("minScore").GetDecimal();
    }

    private async Task<string> EnterAsync()
    {
        await unit.SignInAsync(filed.Username, filed.Password);
        var answer = await unit.GetAsync($"filings/{filed.Id}/recognition-eligibility?year={year}");
        if (!answer.Json.TryGetProperty("recognition", out var product) || product.GetString() is not { } id)
            throw new WalkException($"产品未进入{year}年度认定：{ReasonsOf(answer.Json)}。在另一数据目录中重新开始即可。");
        teller.Tell($"单位查询备案号 {filed.Number} 是否符合认定条件：符合，认定状态“{answer.Text("stateName")}”");
        var draft = await unit.PostAsync("filings", once: true, expect: 201);
        var other = await unit.GetAsync($"filings/{draft.Text("id")}/recognition-eligibility?year={year}");
        teller.Tell("单位查询另一未备案产品为什么不符合认定条件");
        foreach (var reason in other.Json.GetProperty("reasons").EnumerateArray()) teller.Detail("✗ " + reason.GetProperty("text").GetString());
        return id;
    }

    private async Task ScreenAsync(string product, decimal minimum)
    {
        using var examiner = await OfficerAsync("examiner1");
        var suggestion = (await examiner.GetAsync($"recognitions/{product}")).Json.GetProperty("suggestion");
        var scored = await examiner.ActAsync(product, "score", new { suggested = true });
        teller.Tell($"审核员 examiner1 初筛计分，采用系统建议分，总分 {scored.Text("score")}");
        foreach (var (criterion, name) in new[] { ("economicBenefit", "经济效益"), ("protectionStrength", "专利保护强度"), ("valueContribution", "专利价值贡献"), ("patentDependence", "对专利的依赖度") })
        {
            var points = suggestion.GetProperty(criterion);
            teller.Detail($"{name} {points.GetProperty("points")} 分（{points.GetProperty("basis").GetString()}）");
        }
        if (scored.Json.GetProperty("score").GetDecimal() < minimum)
        {
            scored = await examiner.ActAsync(product, "score", new { economicBenefit = minimum, protectionStrength = minimum, valueContribution = minimum, patentDependence = minimum, note = "经核对材料，人工计分" });
            teller.Tell($"低于该年度初筛最低分 {minimum}，审核员核对材料后人工计分，总分 {scored.Text("score")}");
        }
        await examiner.ActAsync(product, "pass-screening");
        teller.Tell($"审核员初筛通过，最低分 {minimum}");
        var asked = await examiner.ActAsync(product, "request-supplement");
        teller.Tell($"审核员通知补充材料，截止日期 {asked.Text("supplementDueOn")}");
        await teller.TellLettersAsync();
    }

    private async Task SupplementAsync(string product)
    {
        var asked = await unit.GetAsync($"recognitions/{product}/supplement");
        var remind = SupplementTerms.Before(Day(asked.Text("dueOn")), SupplementTerms.RemindBefore[0], Calendar.WorkingDayCalendar.BuiltIn);
        await teller.MoveAsync(remind.ToDateTime(SupplementTerms.RemindAt).AddMinutes(1), "截止日期前第三个工作日：提醒单位补充材料");

        await unit.SignInAsync(filed.Username, filed.Password);
        var report = await unit.UploadAsync("recognition-supplement", SampleImage.Zip(0xA0, "report.bmp"), "专利评价报告.zip");
        var form = await unit.GetAsync($"recognitions/{product}/supplement");
        var saved = await unit.PutAsync(
            $"recognitions/{product}/supplement",
            new
            {
                protectionStrength = "发明专利保护深沟球轴承的滚道和游隙，实用新型专利保护保持架，覆盖产品的核心结构，均维持有效。",
                valueContribution = "低噪声结构是客户选用本产品的首要原因，专利产品单价高出同类产品两成，主要销售增长来自该专利。",
                patentDependence = "同等噪声指标须采用专利结构方可达到，同类产品须取得许可后才能生产。",
                files = new[] { report },
            },
            form.ETag);
        var receipt = await unit.PostAsync($"recognitions/{product}/supplement/submission", etag: saved.ETag);
        teller.Tell($"单位保存并提交补充材料，回执 SHA-256 {receipt.Text("sha256")[..16]}…：专家评审，{receipt.Text("status")}");
        await teller.TellLettersAsync();
    }

    private async Task ReviewAsync(string product)
    {
        using var first = await OfficerAsync("examiner1");
        var proposed = await first.ApproveAsync("recognition", product, "经济效益高，专利保护强度、专利价值贡献和对专利的依赖度符合评价基准。");
        teller.Tell("审核员 examiner1 专家评审通过，等待另一名审核员复核");
        var refused = await first.PostAsync($"reviews/recognition/{product}/confirm", etag: proposed.ETag, expect: 409);
        teller.Tell($"同一审核员 examiner1 复核：不受理（{refused.Status}）");
        teller.Detail("✗ " + refused.Text("detail"));
        using var second = await OfficerAsync("examiner2");
        await second.PostAsync($"reviews/recognition/{product}/confirm", etag: (await second.GetAsync($"reviews/recognition/{product}")).ETag);
        teller.Tell($"审核员 examiner2 复核通过：{await StatusAsync(product)}");
        await teller.TellLettersAsync();
    }

    private async Task<DateOnly> AnnounceAsync(string product)
    {
        await SignInAsync(national, "national");
        var announcement = await national.PostAsync(
            "notice-announcements",
            new { year = int.Parse(year, CultureInfo.InvariantCulture), number = $"示例公告第{teller.Tag}号", title = $"关于{year}年度专利密集型产品拟认定名单的公示", text = "现将拟认定的专利密集型产品予以公示，公示期为10个工作日。公示期内，任何单位或个人如有异议，可实名提出并附证明材料。" },
            once: true,
            expect: 201);
        await national.ActAsync(product, "start-notice", new { announcement = announcement.Text("id") });
        var notice = (await anybody.GetAsync($"public/notices/{product}")).Json.GetProperty("notice");
        var end = Day(notice.GetProperty("endsOn").GetString()!);
        teller.Tell($"国家知识产权局发布公示公告（{announcement.Text("number")}）并开始公示：{notice.GetProperty("beganOn").GetString()} 起 10 个工作日，至 {end:yyyy-MM-dd} 24:00");
        await teller.TellLettersAsync();
        teller.Tell($"公众在通知公告中看到：{notice.GetProperty("product").GetString()}，{notice.GetProperty("unitName").GetString()}，专利总数 {notice.GetProperty("patents")} 件，{notice.GetProperty("status").GetString()}");
        XElement? entry = null;
        XNamespace atom = "http://www.w3.org/2005/Atom";
        await Storyteller.WaitAsync(
            async () => (entry = XDocument.Parse(Encoding.UTF8.GetString((await anybody.GetAsync("public/notices/feed")).Body)).Descendants(atom + "entry").FirstOrDefault(e => e.Element(atom + "summary")!.Value.Contains(filed.Number, StringComparison.Ordinal))) is not null,
            "公示订阅源更新");
        teller.Tell($"公示订阅源（Atom）：{entry!.Element(atom + "title")!.Value}，{entry.Element(atom + "updated")!.Value}");
        teller.Detail(entry.Element(atom + "summary")!.Value);
        return end;
    }

    private async Task<WalkAnswer> ObjectAsync(string product, DateOnly end)
    {
        await teller.MoveAsync(end.ToDateTime(new TimeOnly(23, 50)), "公示期的最后一个晚上");
        var phone = "138" + teller.Tag + "02";
        var captcha = await objector.PostAsync("captchas");
        await objector.PostAsync("sms-codes", new { phone, purpose = "objection", captchaId = captcha.Text("id"), captchaAnswer = SampleDataOptions.DefaultCaptchaAnswer });
        var session = await objector.PostAsync("public/objector-sessions", new { phone, smsCode = await teller.SmsCodeAsync(phone) }, expect: 201);
        objector.Carry("X-Objector-Session", session.Text("token"));
        var identity = await objector.UploadAsync("objector-identity", SampleImage.Bitmap(0x90), "身份证明.bmp", "public/objection-files");
        var evidence = await objector.UploadAsync("objection-evidence", SampleImage.Zip(0x80, "evidence.bmp"), "证明材料.zip", "public/objection-files");
        teller.Tell("一名个人（没有账号）以短信验证码验证手机号，上传身份证明和证明材料");
        await teller.TellLettersAsync();
        await teller.MoveAsync(end.ToDateTime(new TimeOnly(23, 59)), "公示期的最后一分钟");
        var receipt = await objector.PostAsync(
            $"public/notices/{product}/objections",
            new { by = "person", name = "孙示例", mail = $"sun{teller.Tag}@sample.test", identityProof = identity, grounds = "该产品备案所填销售额与单位公开披露的数据不符，关联专利是否用于该产品存疑，见所附材料。", evidence = new[] { evidence } },
            once: true,
            expect: 201);
        teller.Tell($"实名提出异议，异议编号 {receipt.Text("number")}，SHA-256 {receipt.Text("sha256")[..16]}…：{receipt.Text("status")}");
        await teller.TellLettersAsync();
        await teller.MoveAsync(end.AddDays(1).ToDateTime(new TimeOnly(9, 0)), "公示期已满");
        var notice = (await anybody.GetAsync($"public/notices/{product}")).Json.GetProperty("notice");
        if (notice.GetProperty("state").GetString() != "inNotice") throw new WalkException("有未办结的异议，产品却不在公示中：" + Storyteller.Shorten(notice));
        teller.Tell($"产品未予认定，仍在公示中：{notice.GetProperty("status").GetString()}");
        return receipt;
    }

    private async Task DecideAsync(string product, WalkAnswer objection)
    {
        using var first = await OfficerAsync("examiner1");
        var refused = await first.PostAsync($"reviews/objection/{product}/claim", etag: (await first.GetAsync($"reviews/objection/{product}")).ETag, expect: 409);
        teller.Tell($"审核员 examiner1 领取异议：不受理（{refused.Status}）");
        teller.Detail("✗ " + refused.Text("detail"));
        using var third = await OfficerAsync("examiner3");
        var claimed = await third.ClaimAsync("objection", product);
        var reason = claimed.Json.GetProperty("reasons").EnumerateArray().First(r => r.GetProperty("code").GetString() == "facts.untrue");
        await third.PostAsync($"reviews/objection/{product}/return", new { reasons = new[] { new { code = "facts.untrue", note = "所附材料为另一产品的数据" } } }, claimed.ETag);
        objector.Carry("X-Objection-Secret", objection.Text("secret"));
        var followed = await objector.GetAsync("public/objections/" + objection.Text("number"));
        teller.Tell($"审核员 examiner3 审核：{reason.GetProperty("text").GetString()}（所附材料为另一产品的数据）；异议人凭查询码查得：{followed.Text("status")}");
        await teller.TellLettersAsync();
    }

    private async Task RecognizeAsync(string product, DateOnly end)
    {
        var notice = (await anybody.GetAsync($"public/notices/{product}")).Json.GetProperty("notice");
        // A last day that falls into a year without published holidays is provisional: nothing is recognized until ten more weekdays have passed.
        if (notice.GetProperty("state").GetString() == "inNotice" && notice.GetProperty("provisional").GetBoolean())
            await teller.MoveAsync(end.AddDays(15).ToDateTime(new TimeOnly(9, 0)), "放假安排尚未公布，公示期满后再过十个工作日");
        await Storyteller.WaitAsync(async () => (await anybody.GetAsync($"public/filings/{filed.Number}")).Json.GetProperty("filing").GetProperty("state").GetString() == "recognized", "认定");
        await unit.SignInAsync(filed.Username, filed.Password);
        teller.Tell($"异议全部办结，产品随即认定：{await StatusAsync(product)}");
        await teller.TellLettersAsync();
    }

    private async Task CertifyAsync(string product)
    {
        var pdf = await unit.GetAsync($"recognitions/{product}/certificate");
        var code = await unit.GetAsync($"recognitions/{product}/qr");
        var number = (await unit.GetAsync($"recognitions/{product}")).Json.GetProperty("line").GetProperty("certificate").GetString()!;
        var certificate = await teller.KeepAsync($"认定证书-{number}.pdf", pdf.Body);
        var image = await teller.KeepAsync($"标识二维码-{number}.png", code.Body);
        teller.Tell($"单位下载认定证书：{certificate}（{pdf.Body.Length / 1024.0:0.0} KB），标识二维码：{image}（{code.Body.Length / 1024.0:0.0} KB）");

        var keys = await teller.KeepAsync("公钥.json", (await anybody.GetAsync("public/certificate-keys")).Body);
        var changed = (byte[])pdf.Body.Clone();
        changed[changed.Length / 2] ^= 1;
        var forged = await teller.KeepAsync($"认定证书-{number}-改动一字节.pdf", changed);
        await VerifyAsync("不联网核验认定证书", certificate, keys, expect: 0);
        await VerifyAsync("不联网核验改动了一个字节的副本", forged, keys, expect: 1);

        var check = await anybody.GetAsync("public/certificates/" + number);
        if (check.Text("verdict") != "valid") throw new WalkException("证书核验的结论不是有效：" + Storyteller.Shorten(check.Json));
        teller.Tell($"公众按证书编号 {number} 核验：{check.Text("text")}");
    }

    private async Task VerifyAsync(string what, string file, string keys, int expect)
    {
        using var said = new StringWriter(CultureInfo.InvariantCulture);
        var result = VerifyCommand.Run([file, "--key", keys], () => [], await teller.TodayAsync(), said);
        teller.Tell($"{what}（-- verify {file} --key {keys}）：{(result == 0 ? "通过" : "不通过")}");
        foreach (var line in said.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)) teller.Detail(line);
        if (result != expect) throw new WalkException($"{what}的结论不对。");
    }

    private async Task CountAsync()
    {
        var found = await anybody.GetAsync($"public/filings?state=recognized&recognitionYear={year}&unit={Uri.EscapeDataString(filed.UnitName)}");
        var shown = found.Json.GetProperty("items").EnumerateArray().Single();
        teller.Tell($"公众查询“{filed.UnitName}”已认定的产品：{shown.GetProperty("number").GetString()} {shown.GetProperty("product").GetString()}，{shown.GetProperty("stateName").GetString()}");

        await SignInAsync(national, "national");
        var statistics = await national.GetAsync("statistics?by=year");
        var line = statistics.Json.GetProperty("lines").EnumerateArray().Single(l => l.GetProperty("value").GetString() == year);
        var figure = line.GetProperty("figures").EnumerateArray().Single(f => f.GetProperty("measure").GetString() == "recognized");
        var list = figure.GetProperty("list").GetString()!;
        teller.Tell($"国家知识产权局统计，{line.GetProperty("name").GetString()}：" + string.Join('、', line.GetProperty("figures").EnumerateArray().Select(f => $"{f.GetProperty("name").GetString()} {f.GetProperty("count")} 件")));
        var counted = await national.GetAsync(list["/api/".Length..]);
        if (counted.Json.GetProperty("items").EnumerateArray().All(i => i.GetProperty("number").GetString() != filed.Number)) throw new WalkException("统计清单中没有该产品：" + list);
        teller.Detail($"认定 {figure.GetProperty("count")} 件的清单 {list}：共 {counted.Text("total")} 件，其中有 {filed.Number}");
    }

    private async Task<string> StatusAsync(string product) => (await unit.GetAsync($"recognitions/{product}")).Text("status");

    private async Task<WalkClient> OfficerAsync(string name)
    {
        var officer = teller.Somebody(name);
        await SignInAsync(officer, name);
        return officer;
    }

    private static Task SignInAsync(WalkClient officer, string name) => officer.SignInAsync(name, SampleDataOptions.DefaultPassword);

    private static string ReasonsOf(JsonElement answer) => string.Join('；', answer.GetProperty("reasons").EnumerateArray().Select(r => r.GetProperty("text").GetString()));

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "O", CultureInfo.InvariantCulture);
}
