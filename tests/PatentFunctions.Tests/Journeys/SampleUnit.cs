using PatentFunctions.Catalogs;
using PatentFunctions.Filing;
using PatentFunctions.SampleData;
using PatentFunctions.SampleData.Walk;
using PatentFunctions.Units;

namespace PatentFunctions.Tests.Journeys;

/// <summary>A unit of the sample data with what it hands in; its administrator acts through a <see cref="TestClient"/>.</summary>
public sealed record SampleUnit(string Username, string Name, string Uscc, string Division, string Address, string Industry, string LegalRepresentative, string Phone, string Mail)
{
    public static SampleUnit Bearing { get; } = new(
        "bearing", "江苏示例精密轴承有限公司", "91320102MA9X00011U", "320102", "江苏省南京市玄武区示例大道1号", "3451", "赵示例", "19910000061", "bearing@sample.test");

    public static SampleUnit Medical { get; } = new(
        "medical", "厦门示例医疗器械有限公司", "91350203MA9X00046E", "350203", "福建省厦门市思明区示例街4号", "3581", "李示例", "19910000062", "medical@sample.test");

    public UnitId Id => SampleAccounts.UnitOf(Uscc);

    /// <summary>Uploads what the form names and fills the form without a mistake.</summary>
    public async Task<RealnameDraft> RealnameFormAsync(TestClient admin, int assetYear) => new()
    {
        UnitType = UnitType.Enterprise,
        IndependentLegalPerson = true,
        EnterpriseType = "173",
        EnterpriseSize = EnterpriseSize.Small,
        Uscc = Uscc,
        Name = Name,
        Division = Division,
        RegisteredAddress = Address,
        OfficeSameAsRegistered = true,
        RegisteredCapital = 5000m,
        Industry = Industry,
        LegalRepresentative = LegalRepresentative,
        LegalRepresentativePhone = "16900000001",
        Contact = "吴示例",
        ContactPhone = Phone,
        BusinessLicence = new FileId(await admin.UploadAsync("business-licence", SampleImage.Bitmap(0xE0), "营业执照.bmp")),
        IntegrityPledge = new FileId(await admin.UploadAsync("integrity-pledge", SampleImage.Bitmap(0xF0), "诚信承诺书.bmp")),
        AssetsLater = false,
        AssetYear = assetYear,
        Assets = await FiguresAsync(admin),
    };

    /// <summary>A year's asset information with its uploaded statement.</summary>
    public static async Task<AssetFigures> FiguresAsync(TestClient admin) => new()
    {
        TotalCost = 6200m,
        IpInvestment = 310m,
        NetProfit = 820m,
        Revenue = 8600m,
        TotalProductSales = 8100m,
        ProfitStatement = new FileId(await admin.UploadAsync("profit-statement", SampleImage.Bitmap(0xD0), "利润表.bmp")),
        Employees = 96,
        TotalAssets = 15000m,
    };

    /// <summary>Saves the form and hands it in; the answer is the receipt.</summary>
    public static async Task<TestAnswer> SubmitRealnameAsync(TestClient admin, RealnameDraft form)
    {
        var read = await admin.GetAsync("units/me/realname/draft");
        var saved = (await admin.PutAsync("units/me/realname/draft", form, read.ETag)).Expect(200);
        return (await admin.PostAsync("units/me/realname/submission", etag: saved.ETag)).Expect(200);
    }

    /// <summary>A filled draft of a bearing, ready to be submitted; every filing has its own files.</summary>
    public static async Task<FilledFiling> FillFilingAsync(TestClient admin, string model, string name = "深沟球轴承")
    {
        var created = (await admin.PostAsync("filings", key: NewId.Random("fill"))).Expect(201);
        var id = created.Text("id");
        var product = Product(name, model, new FileId(await admin.UploadAsync("product-image", SampleImage.Bitmap(0xB0), "主图.bmp")));
        var proof = new ProofForm
        {
            Economic = new EconomicProof
            {
                File = new FileId(await admin.UploadAsync("economic-proof", SampleImage.Bitmap(0xC0), "经济效益证明.bmp")),
                ProductName = name,
                Model = model,
                Figures = product.Figures,
            },
        };
        var saved = (await admin.PutAsync($"filings/{id}/draft/product", product, created.ETag)).Expect(200);
        saved = (await admin.PutAsync($"filings/{id}/draft/patents", Patents, saved.ETag)).Expect(200);
        saved = (await admin.PutAsync($"filings/{id}/draft/proof", proof, saved.ETag)).Expect(200);
        return new FilledFiling(id, saved.ETag!, product);
    }

    /// <summary>A filing that has been handed in.</summary>
    public static async Task<FilledFiling> SubmitFilingAsync(TestClient admin, string model)
    {
        var filled = await FillFilingAsync(admin, model);
        (await admin.PostAsync($"filings/{filled.Id}/submission", etag: filled.ETag)).Expect(200);
        return filled;
    }

    /// <summary>Fills a year's update in: new figures, a new sheet, the rest as prefilled. The answer has the draft's ETag.</summary>
    public static async Task<TestAnswer> FillUpdateAsync(TestClient admin, string id, int year)
    {
        var path = $"filings/{id}/updates/{year}";
        var read = (await admin.GetAsync(path)).Expect(200);
        var product = System.Text.Json.JsonSerializer.Deserialize<ProductForm>(read.At("content.product").GetRawText(), PlatformJson.Options)! with
        {
            Figures = new ProductFigures { Year = year - 1, TotalCost = 2000m, Sales = 2900m, ExportValue = 0m, Profit = 470m, IpInvestment = 100m, MarketShare = 3.6m },
        };
        var sheet = new FileId(await admin.UploadAsync("economic-proof", SampleImage.Bitmap(0xC1), "经济效益证明.bmp"));
        var proof = new ProofForm { Economic = new EconomicProof { File = sheet, ProductName = product.Name, Model = product.Model, Figures = product.Figures } };
        var saved = (await admin.PutAsync($"{path}/draft/product", product, read.ETag)).Expect(200);
        saved = (await admin.PutAsync($"{path}/draft/patents", read.At("content.patents"), saved.ETag)).Expect(200);
        return (await admin.PutAsync($"{path}/draft/proof", proof, saved.ETag)).Expect(200);
    }

    private static PatentsForm Patents { get; } = new()
    {
        Publish = true,
        Links =
        [
            new PatentLink { Number = "ZL201819900001.7", Weight = PatentWeight.Core, ContributionRate = 100m },
            new PatentLink { Number = "202129900001.4", Weight = PatentWeight.Other },
        ],
    };

    private static ProductForm Product(string name, string model, FileId image) => new()
    {
        Name = name,
        Model = model,
        Category = "3451",
        Industry = "3451",
        Introduction = "深沟球轴承由内圈、外圈、钢球、保持架和密封圈组成，材质为高碳铬轴承钢，用于家用电器和小型电机的旋转支承，噪声低、温升小、寿命长。",
        Purposes = ["recognition"],
        TakesPartInRecognition = true,
        Exported = false,
        Figures = new ProductFigures { Year = 2025, TotalCost = 1900m, Sales = 2600m, ExportValue = 0m, Profit = 420m, IpInvestment = 95m, MarketShare = 3.5m },
        Contribution = new ContributionIndex { Method = ContributionMethod.InvestmentShare, K = 1m },
        MainImage = image,
    };
}

/// <summary>A draft that waits for its submission.</summary>
/// <param name="Id">The filing.</param>
/// <param name="ETag">Of the draft.</param>
/// <param name="Product">Its first step.</param>
public sealed record FilledFiling(string Id, string ETag, ProductForm Product);
