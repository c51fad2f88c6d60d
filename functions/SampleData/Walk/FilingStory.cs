using System.Globalization;
using System.Text.Json;
using PatentFunctions.Identifiers;

namespace PatentFunctions.SampleData.Walk;

/// <summary>What the filing story leaves to the chapters after it.</summary>
/// <param name="Id">The filing.</param>
/// <param name="Number">备案号.</param>
/// <param name="UnitName">备案单位.</param>
/// <param name="Username">Username of its 企业管理员.</param>
/// <param name="Password">The password.</param>
internal sealed record FiledProduct(string Id, string Number, string UnitName, string Username, string Password);

/// <summary>
/// One filing from registration to certificate, played over HTTP step by step: what a unit and an examiner do, what the clock does, and
/// every SMS and mail as it leaves.
/// </summary>
/// <param name="teller">Tells it.</param>
internal sealed class FilingStory(Storyteller teller)
{
    private string UnitName => $"湖南示例轴承{teller.Tag}有限公司";

    private string Phone => "137" + teller.Tag + "01";

    private string Username => "walk" + teller.Tag;

    private string Password => "Walk#" + teller.Tag + "a";

    /// <summary>Plays the story; throws <see cref="WalkException"/> where an answer is not the expected one.</summary>
    public async Task<FiledProduct> PlayAsync()
    {
        using var anybody = teller.Somebody("访客");
        using var unit = teller.Somebody("单位");
        using var examiner = teller.Somebody("审核员");
        using var @operator = teller.Somebody("运维");
        var health = await anybody.GetAsync("health/ready");
        teller.Tell($"平台就绪：{teller.Address}（{health.Status}）");
        await @operator.SignInAsync("operator", SampleDataOptions.DefaultPassword);
        var uscc = await LoadRegistersAsync(@operator);
        await RegisterAsync(anybody, unit);
        await VerifyAsync(unit, examiner, uscc);
        var patents = await ImportPatentsAsync(unit);
        var filing = await FileAsync(unit, patents);
        await ReviewAsync(unit, examiner, filing);
        var number = await CertifyAsync(anybody, unit, filing);
        return new FiledProduct(filing, number, UnitName, Username, Password);
    }

    private async Task<string> LoadRegistersAsync(WalkClient @operator)
    {
        var uscc = NewCode();
        await @operator.PostCsvAsync(
            "units/business-register/imports",
            "uscc,name,formerNames,unitType,enterpriseType,division,registeredAddress,registeredCapital,industryCode,legalRepresentative,phone\n" +
            $"{uscc},{UnitName},,enterprise,173,430102,湖南省长沙市芙蓉区示例路1号,5000,3451,周示例,13900000000\n");
        var (first, second) = (NewPatentNumber('1'), NewPatentNumber('2'));
        var import = await @operator.PostCsvAsync(
            "patents/register/imports",
            "number,title,type,owners,ipc,applicationDate,grantDate,status,abstract\n" +
            $"{first},一种低噪声深沟球轴承,invention,{UnitName},F16C19/06,2020-03-12,2022-05-19,valid,公开了一种低噪声深沟球轴承。\n" +
            $"{second},轴承保持架,utility-model,{UnitName};示例理工大学,F16C33/38,2021-06-01,2022-01-11,valid,公开了一种轴承保持架。\n");
        await Storyteller.WaitAsync(async () => IsFinished(await @operator.GetAsync($"patents/register/imports/{import.Text("id")}")), "专利登记簿导入");
        teller.Tell($"运维导入工商登记 1 条（{uscc} {UnitName}）、专利登记簿 2 条（{first}、{second}）");
        return uscc;
    }

    private async Task RegisterAsync(WalkClient anybody, WalkClient unit)
    {
        var captcha = await anybody.PostAsync("captchas");
        await anybody.PostAsync("sms-codes", new { phone = Phone, purpose = "register", captchaId = captcha.Text("id"), captchaAnswer = SampleDataOptions.DefaultCaptchaAnswer });
        var code = await teller.SmsCodeAsync(Phone);
        var agreement = await anybody.GetAsync("accounts/agreement");
        await anybody.PostAsync(
            "accounts/registration",
            new { username = Username, phone = Phone, mail = $"{Username}@sample.test", smsCode = code, password = Password, passwordAgain = Password, agreementVersion = agreement.Text("version") },
            once: true,
            expect: 201);
        await unit.SignInAsync(Username, Password);
        teller.Tell($"单位注册并登录：用户名 {Username}，手机 {Phone[..3]}****{Phone[^4..]}");
        await teller.TellLettersAsync();
    }

    private async Task VerifyAsync(WalkClient unit, WalkClient examiner, string uscc)
    {
        var today = await teller.TodayAsync();
        var registry = await unit.PostAsync("units/me/business-registry", new { uscc });
        teller.Tell($"获取工商信息：{Storyteller.Shorten(registry.Json)}");
        var licence = await unit.UploadAsync("business-licence", SampleImage.Bitmap(0xE0), "营业执照.bmp");
        var pledge = await unit.UploadAsync("integrity-pledge", SampleImage.Bitmap(0xF0), "诚信承诺书.bmp");
        var profit = await unit.UploadAsync("profit-statement", SampleImage.Bitmap(0xD0), "利润表.bmp");
        var saved = await unit.PutAsync("units/me/realname/draft", new
        {
            unitType = "enterprise",
            independentLegalPerson = true,
            enterpriseType = "173",
            enterpriseSize = "small",
            uscc,
            name = UnitName,
            division = "430102",
            registeredAddress = "湖南省长沙市芙蓉区示例路1号",
            officeSameAsRegistered = true,
            registeredCapital = 5000m,
            industry = "3451",
            legalRepresentative = "周示例",
            legalRepresentativePhone = "13900000000",
            contact = "吴示例",
            contactPhone = Phone,
            businessLicence = licence,
            integrityPledge = pledge,
            assetsLater = false,
            assetYear = today.Year - 1,
            assets = new { totalCost = 6200m, ipInvestment = 310m, netProfit = 820m, revenue = 8600m, totalProductSales = 8100m, profitStatement = profit, employees = 96, totalAssets = 15000m },
        });
        var receipt = await unit.PostAsync("units/me/realname/submission", etag: saved.ETag);
        teller.Tell($"提交实名认证，回执 {receipt.Text("case")}：{receipt.Text("status")}");
        await teller.MoveAsync(NextWorkingClose(today), "第一个工作日下班：提醒审核员");
        await examiner.SignInAsync("examiner1", SampleDataOptions.DefaultPassword);
        await examiner.ApproveAsync("realname", receipt.Text("case"));
        teller.Tell("审核员领取、核对要点、通过实名认证");
        await teller.TellLettersAsync();
    }

    private async Task<IReadOnlyList<string>> ImportPatentsAsync(WalkClient unit)
    {
        await RefreshSignInAsync(unit);
        await unit.PostAsync("patents/imports", once: true);
        await Storyteller.WaitAsync(async () => IsFinished(await unit.GetAsync("patents/imports/latest")), "自动导入专利");
        var patents = await unit.GetAsync("patents");
        teller.Tell($"自动导入专利 {patents.Text("total")} 件：" + string.Join("、", patents.Json.GetProperty("items").EnumerateArray().Select(p => $"{p.GetProperty("number").GetString()} {p.GetProperty("title").GetString()}")));
        return [.. patents.Json.GetProperty("items").EnumerateArray().Select(p => p.GetProperty("number").GetString()!)];
    }

    private async Task<string> FileAsync(WalkClient unit, IReadOnlyList<string> patents)
    {
        var created = await unit.PostAsync("filings", once: true, expect: 201);
        var filing = created.Text("id");
        var year = (await teller.TodayAsync()).Year - 1;
        var main = await unit.UploadAsync("product-image", SampleImage.Bitmap(0xB0), "主图.bmp");
        var proof = await unit.UploadAsync("economic-proof", SampleImage.Bitmap(0xC0), "经济效益证明.bmp");
        var figures = new { year, totalCost = 1900m, sales = 2600m, exportValue = 0m, profit = 420m, ipInvestment = 95m, marketShare = 3.5m };
        object Product(string name) => new
        {
            name,
            model = "6204-2RS",
            category = "3451",
            industry = "3451",
            introduction = "深沟球轴承由内圈、外圈、钢球、保持架和密封圈组成，材质为高碳铬轴承钢，用于家用电器和小型电机的旋转支承，噪声低、温升小、寿命长。",
            purposes = new[] { "recognition" },
            takesPartInRecognition = true,
            exported = false,
            figures,
            contribution = new { method = "investmentShare", k = 1m },
            mainImage = main,
        };
        var product = await unit.PutAsync($"filings/{filing}/draft/product", Product("一种低噪声深沟球轴承的制造方法"), created.ETag);
        var check = await unit.PostAsync($"filings/{filing}/draft/check");
        teller.Tell("预审：产品名称“一种低噪声深沟球轴承的制造方法”");
        foreach (var finding in check.Json.GetProperty("findings").EnumerateArray().Where(f => f.GetProperty("pointer").GetString() == "/product/name"))
            teller.Detail($"✗ {finding.GetProperty("text").GetString()}");
        product = await unit.PutAsync($"filings/{filing}/draft/product", Product("深沟球轴承"), product.ETag);
        var links = patents.Select((number, i) => new { number, weight = i == 0 ? "core" : "other", contributionRate = i == 0 ? 100m : (decimal?)null, disputed = false });
        var linked = await unit.PutAsync($"filings/{filing}/draft/patents", new { links, publish = true }, product.ETag);
        var proved = await unit.PutAsync($"filings/{filing}/draft/proof", new { economic = new { file = proof, productName = "深沟球轴承", model = "6204-2RS", figures, officialSealInstead = false } }, linked.ETag);
        var receipt = await unit.PostAsync($"filings/{filing}/submission", etag: proved.ETag);
        teller.Tell($"提交产品备案，回执 {receipt.Text("case")}，SHA-256 {receipt.Text("sha256")[..16]}…：{receipt.Text("status")}");
        return filing;
    }

    private async Task ReviewAsync(WalkClient unit, WalkClient examiner, string filing)
    {
        await examiner.SignInAsync("examiner1", SampleDataOptions.DefaultPassword);
        var review = await examiner.GetAsync($"reviews/filing/{filing}");
        var (remind, due) = (DateOnly.ParseExact(review.Text("remindOn"), "O", CultureInfo.InvariantCulture), DateOnly.ParseExact(review.Text("dueOn"), "O", CultureInfo.InvariantCulture));
        await teller.MoveAsync(remind.ToDateTime(new TimeOnly(17, 31)), $"第三个工作日（{remind:M月d日}）下班：提醒审核员");
        await teller.MoveAsync(due.AddDays(1).ToDateTime(new TimeOnly(9, 0)), $"第五个工作日（{due:M月d日}）已过：升级督办");

        await examiner.SignInAsync("examiner1", SampleDataOptions.DefaultPassword);
        var claimed = await examiner.ClaimAsync("filing", filing);
        var reason = claimed.Json.GetProperty("reasons").EnumerateArray().First(r => r.GetProperty("pointer").GetString()!.StartsWith("/product/introduction", StringComparison.Ordinal));
        await examiner.PostAsync(
            $"reviews/filing/{filing}/return",
            new { reasons = new[] { new { code = reason.GetProperty("code").GetString(), note = "请补充产品的结构和性能参数" } } },
            claimed.ETag);
        teller.Tell($"审核员退回：{reason.GetProperty("text").GetString()}（请补充产品的结构和性能参数）");
        await teller.TellLettersAsync();

        await RefreshSignInAsync(unit);
        var draft = await unit.GetAsync($"filings/{filing}");
        var product = draft.Json.GetProperty("content").GetProperty("product").Deserialize<Dictionary<string, JsonElement>>(PlatformJson.Stored)!;
        product["introduction"] = JsonSerializer.SerializeToElement("深沟球轴承由内圈、外圈、钢球、尼龙保持架和双面密封圈组成，材质为高碳铬轴承钢，内径20毫米，噪声不高于28分贝，用于家用电器和小型电机的旋转支承。");
        var saved = await unit.PutAsync($"filings/{filing}/draft/product", product, draft.ETag);
        var receipt = await unit.PostAsync($"filings/{filing}/submission", etag: saved.ETag);
        teller.Tell($"单位修改后重新提交（第 {receipt.Text("round")} 次）：{receipt.Text("status")}");

        await examiner.SignInAsync("examiner2", SampleDataOptions.DefaultPassword);
        var again = await examiner.GetAsync($"reviews/filing/{filing}");
        foreach (var change in again.Json.GetProperty("changes").EnumerateArray())
            teller.Detail($"↺ {change.GetProperty("pointer").GetString()}（因 {string.Join("、", change.GetProperty("becauseOf").EnumerateArray().Select(c => c.GetString()))}）");
        await examiner.ApproveAsync("filing", filing);
        var filed = await unit.GetAsync($"filings/{filing}");
        teller.Tell($"另一名审核员通过：备案号 {filed.Text("number")}，{filed.Text("status")}");
        await teller.TellLettersAsync();
    }

    private async Task<string> CertifyAsync(WalkClient anybody, WalkClient unit, string filing)
    {
        var pdf = await unit.GetAsync($"filings/{filing}/certificate");
        var number = (await unit.GetAsync($"filings/{filing}")).Text("number");
        var path = await teller.KeepAsync($"备案证明-{number}.pdf", pdf.Body);
        var check = await anybody.GetAsync($"public/filings/{number}");
        teller.Tell($"公众查验 {number}：{Storyteller.Shorten(check.Json)}");
        teller.Tell($"备案证明：{path}（{pdf.Body.Length / 1024.0:0.0} KB）");
        return number;
    }

    private Task RefreshSignInAsync(WalkClient unit) => unit.SignInAsync(Username, Password);

    private static DateTime NextWorkingClose(DateOnly today) =>
        Calendar.WorkingDayCalendar.BuiltIn.AddWorkingDays(today, 1).Date.ToDateTime(new TimeOnly(17, 31));

    private static bool IsFinished(WalkAnswer import) => import.Json.TryGetProperty("finishedAt", out _);

    private static string NewCode()
    {
        const string alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
        var stem = "91430102MA9" + Random.Shared.Next(100_000, 999_999).ToString(CultureInfo.InvariantCulture);
        return alphabet.Select(check => stem + check).First(code => UnifiedSocialCreditCode.TryParse(code, out _, out _));
    }

    private static string NewPatentNumber(char type)
    {
        var stem = $"2020{type}99" + Random.Shared.Next(10_000, 99_999).ToString(CultureInfo.InvariantCulture);
        return "0123456789X".Select(check => $"{stem}.{check}").First(number => PatentNumber.TryParse(number, out _, out _));
    }
}
