using System.Text;

namespace PatentFunctions.GeneratedClient;

/// <summary>What the chapter leaves behind.</summary>
/// <param name="Id">The filing.</param>
/// <param name="Number">备案号.</param>
/// <param name="Checked">What the public reads under it.</param>
/// <param name="Certificate">备案证明, as it was downloaded.</param>
/// <param name="CertificateName">The name that a browser saves it under.</param>
/// <param name="NameFindings">What the pre-check says of a product name that is none.</param>
/// <param name="StaleSave">The refusal of a save upon a version that is gone.</param>
/// <param name="EarlySubmission">The refusal of a submission that is not complete.</param>
public sealed record FiledProduct(
    string Id, string Number, FilingCheck Checked, byte[] Certificate, string CertificateName, IReadOnlyList<Finding> NameFindings, ApiException<ProblemBody> StaleSave, ApiException<ProblemBody> EarlySubmission);

/// <summary>The first chapter of the walk, from registration to certificate, played with nothing but the generated client.</summary>
/// <param name="stage">Where it is played.</param>
public sealed class FilingChapter(Stage stage)
{
    /// <summary>企业名称.</summary>
    public const string UnitName = "湖南示例轴承制造有限公司";

    private const string Uscc = "91430102MA9770077W";
    private const string Phone = "13797700701";
    private const string Username = "generated";
    private const string Password = "Chapter#2026a";

    private readonly Person anybody = stage.Somebody();
    private readonly Person unit = stage.Somebody();

    /// <summary>Signs the unit in, as it has to after a while.</summary>
    public static Task SignInAsync(Person unit) => unit.SignInAsync(Username, Password, Stage.CaptchaAnswer);

    /// <summary>Plays it.</summary>
    public async Task<FiledProduct> PlayAsync()
    {
        await LoadRegistersAsync();
        await RegisterAsync();
        await VerifyAsync();
        var patents = await ImportPatentsAsync();
        var (filing, findings, stale, early) = await FileAsync(patents);
        await ReviewAsync(filing);
        return await CertifyAsync(filing, findings, stale, early);
    }

    private async Task LoadRegistersAsync()
    {
        var @operator = await stage.SignedInAsync("operator");
        using var business = Csv("uscc,name,formerNames,unitType,enterpriseType,division,registeredAddress,registeredCapital,industryCode,legalRepresentative,phone\n"
            + Uscc + "," + UnitName + ",,enterprise,173,430102,湖南省长沙市芙蓉区示例路1号,5000,3451,周示例,13900000000\n");
        await @operator.Client.ImportBusinessRegisterAsync(business);
        using var register = Csv("number,title,type,owners,ipc,applicationDate,grantDate,status,abstract\n"
            + "202019977001.4,一种低噪声深沟球轴承,invention," + UnitName + ",F16C19/06,2020-03-12,2022-05-19,valid,公开了一种低噪声深沟球轴承。\n"
            + "202029977002.2,轴承保持架,utility-model," + UnitName + ",F16C33/38,2021-06-01,2022-01-11,valid,公开了一种轴承保持架。\n");
        var import = (await @operator.Client.ImportPatentRegisterAsync(@operator.Key(), register)).Result;
        await Stage.UntilAsync(async () => (await @operator.Client.ReadPatentRegisterImportAsync(import.Id)).Result.FinishedAt is not null);
    }

    private async Task RegisterAsync()
    {
        var code = await Stage.SmsCodeAsync(anybody, Phone, SmsPurpose.Register);
        var agreement = (await anybody.Client.GetAgreementAsync()).Result;
        await anybody.Client.RegisterAsync(anybody.Key(), new RegistrationForm
        {
            Username = Username,
            Phone = Phone,
            Mail = "generated@sample.test",
            SmsCode = code,
            Password = Password,
            PasswordAgain = Password,
            AgreementVersion = agreement.Version,
        });
        await SignInAsync(unit);
    }

    private async Task VerifyAsync()
    {
        var registry = (await unit.Client.QueryBusinessRegistryAsync(new BusinessRegistryQuery { Uscc = Uscc })).Result;
        var today = await stage.TodayAsync();
        var saved = await unit.Client.SaveRealnameDraftAsync(new RealnameDraft
        {
            UnitType = UnitType.Enterprise,
            IndependentLegalPerson = true,
            EnterpriseType = "173",
            EnterpriseSize = EnterpriseSize.Small,
            Uscc = Uscc,
            Name = registry.Entry!.Name,
            Division = "430102",
            RegisteredAddress = "湖南省长沙市芙蓉区示例路1号",
            OfficeSameAsRegistered = true,
            RegisteredCapital = 5000m,
            Industry = "3451",
            LegalRepresentative = "周示例",
            LegalRepresentativePhone = "13900000000",
            Contact = "吴示例",
            ContactPhone = Phone,
            BusinessLicence = await unit.UploadAsync("business-licence", stage.Image(0xE0), "营业执照.bmp"),
            IntegrityPledge = await unit.UploadAsync("integrity-pledge", stage.Image(0xF0), "诚信承诺书.bmp"),
            AssetsLater = false,
            AssetYear = today.Year - 1,
            Assets = new AssetFigures
            {
                TotalCost = 6200m,
                IpInvestment = 310m,
                NetProfit = 820m,
                Revenue = 8600m,
                TotalProductSales = 8100m,
                ProfitStatement = await unit.UploadAsync("profit-statement", stage.Image(0xD0), "利润表.bmp"),
                Employees = 96,
                TotalAssets = 15000m,
            },
        });
        var receipt = (await unit.Client.SubmitRealnameAsync(Person.ETagOf(saved))).Result;
        var examiner = await stage.SignedInAsync("examiner1");
        await examiner.ApproveAsync("realname", receipt.Case);
        await SignInAsync(unit);
    }

    private async Task<IReadOnlyList<string>> ImportPatentsAsync()
    {
        await unit.Client.StartPatentImportAsync();
        await Stage.UntilAsync(async () => (await unit.Client.ReadPatentImportAsync()).Result.FinishedAt is not null);
        return [.. (await unit.Client.ListPatentsAsync(take: 10)).Result.Items.Select(patent => patent.Number)];
    }

    private async Task<(string Filing, IReadOnlyList<Finding> Findings, ApiException<ProblemBody> Stale, ApiException<ProblemBody> Early)> FileAsync(IReadOnlyList<string> patents)
    {
        var created = await unit.Client.CreateFilingAsync(unit.Key());
        var filing = created.Result.Id;
        var figures = new ProductFigures { Year = (await stage.TodayAsync()).Year - 1, TotalCost = 1900m, Sales = 2600m, ExportValue = 0m, Profit = 420m, IpInvestment = 95m, MarketShare = 3.5m };
        var product = new ProductForm
        {
            Name = "一种低噪声深沟球轴承的制造方法",
            Model = "6204-2RS",
            Category = "3451",
            Industry = "3451",
            Introduction = "深沟球轴承由内圈、外圈、钢球、尼龙保持架和双面密封圈组成，材质为高碳铬轴承钢，内径20毫米，噪声不高于28分贝，用于家用电器和小型电机的旋转支承。",
            Purposes = ["recognition"],
            TakesPartInRecognition = true,
            Exported = false,
            Figures = figures,
            Contribution = new ContributionIndex { Method = ContributionMethod.InvestmentShare, K = 1m },
            MainImage = await unit.UploadAsync("product-image", stage.Image(0xB0), "主图.bmp"),
        };
        var saved = await unit.Client.SaveFilingProductAsync(filing, Person.ETagOf(created), product);
        var findings = (await unit.Client.CheckFilingDraftAsync(filing)).Result.Findings.Where(f => f.Pointer == "/product/name").ToList();
        var early = await Stage.RefusalAsync(() => unit.Client.SubmitFilingAsync(filing, Person.ETagOf(saved)));
        product.Name = "深沟球轴承";
        var stale = await Stage.RefusalAsync(() => unit.Client.SaveFilingProductAsync(filing, Person.ETagOf(created), product));
        saved = await unit.Client.SaveFilingProductAsync(filing, Person.ETagOf(saved), product);
        var links = patents.Select((number, i) => new PatentLink { Number = number, Weight = i == 0 ? PatentWeight.Core : PatentWeight.Other, ContributionRate = i == 0 ? 100m : null, Disputed = false });
        saved = await unit.Client.SaveFilingPatentsAsync(filing, Person.ETagOf(saved), new PatentsForm { Links = [.. links], Publish = true });
        var proof = new EconomicProof { File = await unit.UploadAsync("economic-proof", stage.Image(0xC0), "经济效益证明.bmp"), ProductName = product.Name, Model = product.Model, Figures = figures };
        saved = await unit.Client.SaveFilingProofAsync(filing, Person.ETagOf(saved), new ProofForm { Economic = proof });
        await unit.Client.SubmitFilingAsync(filing, Person.ETagOf(saved));
        return (filing, findings, stale, early);
    }

    private async Task ReviewAsync(string filing)
    {
        var examiner = await stage.SignedInAsync("examiner1");
        await stage.MoveAsync((await examiner.Client.ReadReviewAsync("filing", filing)).Result.RemindOn, 17, 31);
        examiner = await stage.SignedInAsync("examiner1");
        var claimed = await examiner.ClaimAsync("filing", filing);
        var reason = claimed.Result.Reasons.First(r => r.Pointer?.StartsWith("/product/introduction", StringComparison.Ordinal) == true);
        await examiner.Client.ReturnReviewAsync("filing", filing, Person.ETagOf(claimed), new Verdict { Reasons = [new ReasonChoice { Code = reason.Code, Note = "请补充产品的结构和性能参数" }] });

        await SignInAsync(unit);
        var returned = await unit.Client.GetFilingAsync(filing);
        var product = returned.Result.Content.Product!;
        product.Introduction += "外形尺寸符合国家标准。";
        var saved = await unit.Client.SaveFilingProductAsync(filing, Person.ETagOf(returned), product);
        await unit.Client.SubmitFilingAsync(filing, Person.ETagOf(saved));
        await (await stage.SignedInAsync("examiner2")).ApproveAsync("filing", filing);
    }

    private async Task<FiledProduct> CertifyAsync(string filing, IReadOnlyList<Finding> findings, ApiException<ProblemBody> stale, ApiException<ProblemBody> early)
    {
        var number = (await unit.Client.GetFilingAsync(filing)).Result.Number!;
        var download = await unit.Client.DownloadFilingCertificateAsync(filing);
        var pdf = await Stage.ReadAsync(download);
        var name = Uri.UnescapeDataString(download.Headers["Content-Disposition"].Single());
        var check = (await anybody.Client.CheckFilingNumberAsync(number)).Result;
        return new FiledProduct(filing, number, check, pdf, name, findings, stale, early);
    }

    private static MemoryStream Csv(string text) => new(Encoding.UTF8.GetBytes(text));
}
