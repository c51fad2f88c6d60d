using System.Globalization;
using PatentFunctions.GeneratedClient;
using PatentFunctions.Recognition.Certificates;
using PatentFunctions.SampleData.Walk;
using PatentFunctions.Tests.Platform.OpenApi.Conformance;

namespace PatentFunctions.Tests.SampleData;

/// <summary>The document as others use it: a client that a generator made of it plays the walk.</summary>
[Trait("Spec", "COM-11")]
public sealed class GeneratedClientTests
{
    [Fact]
    public async Task GeneratedClient_FromRegistrationToCertificatesAndSubsidy_PlaysTheWalk()
    {
        await using var app = await TestApp.StartAsync("2026-09-28T10:00");
        using var stage = new Stage(app.Server.Address, () => new ConformanceHandler(ClientManners.Faultless), shade => SampleImage.Bitmap(shade), shade => SampleImage.Zip(shade, "file.bmp"));
        var filed = await new FilingChapter(stage).PlayAsync();
        Check(filed);
        Check(filed, await new RecognitionChapter(stage, filed).PlayAsync());
        Check(await new SubsidyChapter(stage, filed).PlayAsync());
    }

    private static void Check(GeneratedClient.FiledProduct filed)
    {
        Assert.Equal("2026000001", filed.Number);
        Assert.Equal(filed.Number, filed.Checked.Filing.Number);
        Assert.Equal("深沟球轴承", filed.Checked.Filing.Product);
        Assert.Equal("%PDF"u8, filed.Certificate.AsSpan(0, 4));
        Assert.Contains("备案证明-2026000001.pdf", filed.CertificateName, StringComparison.Ordinal);
        Assert.Contains(filed.NameFindings, f => f.Code == "product-name.not-a-product" && f.Severity == GeneratedClient.Severity.Blocks);
        Assert.Equal((412, "/api/problems/record-changed"), (filed.StaleSave.StatusCode, filed.StaleSave.Result.Type));
        Assert.Equal((422, "/api/problems/fields-invalid"), (filed.EarlySubmission.StatusCode, filed.EarlySubmission.Result.Type));
        Assert.Contains(filed.EarlySubmission.Result.Errors!, e => e.Pointer.StartsWith("/patents", StringComparison.Ordinal));
    }

    private static void Check(GeneratedClient.FiledProduct filed, RecognizedProduct recognized)
    {
        Assert.Equal(40m, recognized.Minimum);
        Assert.NotEmpty(recognized.NotEligible);
        Assert.Equal(409, recognized.OwnConfirmation.StatusCode);
        Assert.Contains("您已提出审核意见，不能再进行复核", recognized.OwnConfirmation.Result.Detail, StringComparison.Ordinal);
        Assert.Equal((GeneratedClient.RecognitionState.InNotice, false), (recognized.Held.State, recognized.Held.TakesObjections));
        Assert.Equal(409, recognized.FirstReviewer.StatusCode);
        Assert.Equal((GeneratedClient.ObjectionState.Rejected, filed.Number), (recognized.Objection.State, recognized.Objection.FilingNumber));
        Assert.Equal(GeneratedClient.CertificateVerdict.Valid, recognized.Check.Verdict);
        Assert.Equal(filed.Number, Assert.Single(recognized.Found).Number);
        Assert.Equal(1, recognized.Counted);
        Assert.Equal(0, Verify(recognized.Certificate, recognized.Keys));
        recognized.Certificate[recognized.Certificate.Length / 2] ^= 1;
        Assert.Equal(1, Verify(recognized.Certificate, recognized.Keys));
    }

    private static void Check(PaidSubsidy subsidy)
    {
        Assert.True(subsidy.Preview.Complete);
        Assert.Equal((177_937.50m, 148_281m), (subsidy.Preview.Amount.Applied, subsidy.Preview.Amount.Granted));
        Assert.Equal("2026000001", Assert.Single(subsidy.Preview.Certificates).Number);
        Assert.Equal(422, subsidy.Again.StatusCode);
        Assert.NotEmpty(subsidy.Again.Result.Errors!);
        Assert.Equal("%PDF"u8, subsidy.ApplicationForm.AsSpan(0, 4));
        Assert.Equal(["补贴申请表", "知识产权质押贷款信息材料（银行）"], subsidy.PapersDue);
        Assert.Equal(409, subsidy.OwnConfirmation.StatusCode);
        Assert.Equal("PK"u8, subsidy.PaymentList.AsSpan(0, 2));
        Assert.Equal((GeneratedClient.SubsidyState.Paid, 148_281m, new DateOnly(2026, 10, 22)), (subsidy.Paid.State, subsidy.Paid.Amounts!.Paid, subsidy.Paid.Amounts.PaidOn));
        Assert.Equal((1, 355_875m, 148_281m), (subsidy.Total.Applications, subsidy.Total.Interest, subsidy.Total.Paid));
    }

    // Without a network, and with the keys as the client read them: what it left out would be missing.
    private static int Verify(byte[] certificate, GeneratedClient.CertificateJwks keys)
    {
        var folder = Directory.CreateTempSubdirectory("generated-");
        try
        {
            var (file, key) = (Path.Combine(folder.FullName, "certificate.pdf"), Path.Combine(folder.FullName, "keys.json"));
            File.WriteAllBytes(file, certificate);
            File.WriteAllText(key, Newtonsoft.Json.JsonConvert.SerializeObject(keys));
            using var said = new StringWriter(CultureInfo.InvariantCulture);
            return VerifyCommand.Run([file, "--key", key], () => [], new DateOnly(2026, 11, 1), said);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
