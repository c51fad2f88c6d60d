using System.Net;
using System.Web;
using PatentFunctions.Notifications;
using PatentFunctions.Notifications.Mainland;
using PatentFunctions.Tests.Platform;

namespace PatentFunctions.Tests.Notifications;

[Trait("Spec", "COM-09")]
public sealed class AlibabaCloudSmsTests
{
    private static readonly SmsMessage Message = new(
        "u-1.123-d-abc",
        "+8613800138000",
        "贵单位申报的“机床”产品已备案，备案号：2026000123。可登录平台查询和浏览。",
        "filing.approved",
        new Dictionary<string, string> { ["product"] = "机床", ["number"] = "2026000123" },
        Repeated: false,
        TestPlatform.Start);

    [Fact]
    public void Authorization_OfTheVendorsExample_IsTheVendorsSignature()
    {
        // The worked example of "V3版本请求体和签名机制", help.aliyun.com/zh/sdk/product-overview/v3-request-structure-and-signature.
        const string empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        var query = AlibabaCloudSignature.CanonicalQuery([new("RegionId", "cn-shanghai"), new("ImageId", "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd")]);
        var headers = new Dictionary<string, string>
        {
            ["x-acs-version"] = "2014-05-26",
            ["x-acs-signature-nonce"] = "3156853299f313e23d1673dc12e1703d",
            ["x-acs-date"] = "2023-10-26T10:22:32Z",
            ["x-acs-content-sha256"] = empty,
            ["x-acs-action"] = "RunInstances",
            ["host"] = "ecs.cn-shanghai.aliyuncs.com",
        };
        Assert.Equal(
            "ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0",
            AlibabaCloudSignature.Authorization("POST", query, headers, empty, "YourAccessKeyId", "YourAccessKeySecret"));
    }

    [Fact]
    public void CanonicalQuery_EncodesByRfc3986() =>
        Assert.Equal("A=a%20b%2A~%2B&B=%E6%9C%BA", AlibabaCloudSignature.CanonicalQuery([new("B", "机"), new("A", "a b*~+")]));

    [Fact]
    public async Task Send_HandsOverApprovedTemplateSignatureAndParameters()
    {
        using var handler = new Answers("""{"Code":"OK","BizId":"900619746936498440^0","Message":"OK","RequestId":"x"}""");
        Assert.Equal(new GatewayAccepted("900619746936498440^0"), await Gateway(handler).SendAsync(Message, CancellationToken.None));
        var request = Assert.Single(handler.Requests);
        var query = HttpUtility.ParseQueryString(request.RequestUri!.Query);
        Assert.Equal("dysmsapi.aliyuncs.com", request.RequestUri.Host);
        Assert.Equal(("13800138000", "专利密集型产品平台", "SMS_154950909", "u-1.123-d-abc"), (query["PhoneNumbers"], query["SignName"], query["TemplateCode"], query["OutId"]));
        Assert.Equal("""{"product":"机床","number":"2026000123"}""", query["TemplateParam"]);
        Assert.Equal("SendSms", request.Headers.GetValues("x-acs-action").Single());
        Assert.StartsWith("ACS3-HMAC-SHA256 Credential=id,SignedHeaders=host;x-acs-action;", request.Headers.GetValues("Authorization").Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("isv.MOBILE_NUMBER_ILLEGAL", typeof(GatewayRejected))]
    [InlineData("isv.SMS_TEMPLATE_ILLEGAL", typeof(GatewayRejected))]
    [InlineData("isv.BUSINESS_LIMIT_CONTROL", typeof(GatewayUnreachable))]
    [InlineData("isp.SYSTEM_ERROR", typeof(GatewayUnreachable))]
    [InlineData("Throttling.User", typeof(GatewayUnreachable))]
    public async Task Send_WhenRefused_TellsWhetherToTryAgain(string code, Type expected)
    {
        using var handler = new Answers($$"""{"Code":"{{code}}","Message":"…"}""") { Status = HttpStatusCode.BadRequest };
        Assert.IsType(expected, await Gateway(handler).SendAsync(Message, CancellationToken.None));
    }

    [Fact]
    public async Task Send_AgainAfterALostAnswer_AsksFirst()
    {
        using var handler = new Answers("""{"Code":"OK","SmsSendDetailDTOs":{"SmsSendDetailDTO":[{"OutId":"u-1.123-d-abc","SendStatus":3}]}}""");
        Assert.IsType<GatewayAccepted>(await Gateway(handler).SendAsync(Message with { Repeated = true }, CancellationToken.None));
        Assert.Equal("QuerySendDetails", Assert.Single(handler.Requests).Headers.GetValues("x-acs-action").Single());
    }

    [Fact]
    public async Task Send_AgainThatTheGatewayNeverSaw_Sends()
    {
        using var handler = new Answers("""{"Code":"OK","SmsSendDetailDTOs":{"SmsSendDetailDTO":[]}}""");
        await Gateway(handler).SendAsync(Message with { Repeated = true, Since = TestPlatform.Start.AddDays(-1) }, CancellationToken.None);
        Assert.Equal(["QuerySendDetails", "QuerySendDetails", "SendSms"], handler.Requests.Select(r => r.Headers.GetValues("x-acs-action").Single()));
    }

    [Fact]
    public async Task Send_WithoutAnApprovedTemplate_IsRejectedWithoutACall()
    {
        using var handler = new Answers("{}");
        Assert.IsType<GatewayRejected>(await Gateway(handler).SendAsync(Message with { Template = "realname.approved", Values = new Dictionary<string, string>() }, CancellationToken.None));
        Assert.Empty(handler.Requests);
    }

    private static AlibabaCloudSms Gateway(Answers handler) => new(
        new HttpClient(handler),
        new MainlandSmsOptions("dysmsapi.aliyuncs.com", "id", "secret", "专利密集型产品平台", new Dictionary<string, string> { ["filing.approved"] = "SMS_154950909" }),
        new TestClock(TestPlatform.Start));

    private sealed class Answers(string body) : HttpMessageHandler
    {
        public HttpStatusCode Status { get; init; } = HttpStatusCode.OK;

        public List<HttpRequestMessage> Requests { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests.Add(request);
            return Task.FromResult(new HttpResponseMessage(Status) { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") });
        }
    }
}
