using System.Security.Cryptography;
using System.Text;
using PatentFunctions.Filing;
using PatentFunctions.LocalHost;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Recognition;
using PatentFunctions.Recognition.Certificates;
using PatentFunctions.Tests.Journeys;

namespace PatentFunctions.Tests.Recognition.Certificates;

/// <summary>One certificate from issue to its end, over HTTP and on the moved clock.</summary>
[Trait("Spec", "REC-05")]
public sealed class CertificateLifeTests
{
    [Fact]
    public async Task Certificate_OverAWholeYear_RemindsOnceAndExpiresOnce()
    {
        await using var products = await RecognizedProducts.StartAsync();
        var app = products.App;
        var id = await products.AddAsync();
        var number = (await products.RecordAsync(id)).Certificate!.Facts.Number;

        await app.MoveToAsync("2027-10-21T08:59");
        Assert.Empty(await products.LettersAsync("有效期至2027年11月20日"));
        await app.MoveToAsync("2027-10-21T09:30");
        Assert.Equal(["mail", "sms"], (await products.LettersAsync("有效期至2027年11月20日")).Select(l => l.Channel));

        await app.MoveToAsync("2027-11-20T23:59");
        Assert.Equal("valid", (await app.Anybody().GetAsync($"public/certificates/{number}")).Expect(200).Text("verdict"));
        await app.MoveToAsync("2027-11-21T00:30");
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await app.Server.Workflows.GetInstanceAsync(CertificateValidity.InstanceId(id), default))?.RuntimeStatus);
        await app.MoveToAsync("2027-11-21T10:00");
        var check = (await app.Anybody().GetAsync($"public/certificates/{number}")).Expect(200);
        Assert.Equal("expired", check.Text("verdict"));
        Assert.Equal("2027-11-21", check.Text("now.on"));
        var record = await products.RecordAsync(id);
        Assert.Equal(RecognitionState.Expired, record.State);
        Assert.Equal([RecognitionAct.Recognize, RecognitionAct.RemindExpiry, RecognitionAct.Expire], record.Steps.Select(s => s.Act));
        Assert.Single(await products.LettersAsync("现已到期"));
        Assert.Equal(2, (await products.LettersAsync("有效期至2027年11月20日")).Count(l => !l.Text.Contains("现已到期", StringComparison.Ordinal)));
        Assert.Equal(RecognitionStanding.Expired, (await app.Service<FilingRecords>().FindAsync(record.Filing, default))!.Value.Recognition?.Standing);
        var unit = await app.SignInAsync("bearing");
        Assert.Equal("recognition-certificate-unavailable", (await unit.GetAsync($"recognitions/{id}/certificate")).Expect(409).Problem);
    }

    [Fact]
    [Trait("Spec", "REC-06")]
    public async Task Certificate_Downloaded_IsCheckedOnlineAndOffline()
    {
        await using var products = await RecognizedProducts.StartAsync();
        var app = products.App;
        var id = await products.AddAsync();
        var unit = await app.SignInAsync("bearing");

        var pdf = (await unit.GetAsync($"recognitions/{id}/certificate")).Expect(200).Bytes;
        Assert.Equal("image/png", (await unit.GetAsync($"recognitions/{id}/qr")).Expect(200).MediaType);
        var svg = (await unit.GetAsync($"recognitions/{id}/qr?format=svg")).Expect(200);
        Assert.Contains("width=\"30mm\"", Encoding.UTF8.GetString(svg.Bytes), StringComparison.Ordinal);
        (await unit.GetAsync($"recognitions/{id}/qr?format=gif")).Expect(400);
        (await (await app.SignInAsync("medical")).GetAsync($"recognitions/{id}/certificate")).Expect(404);

        // The published key as somebody else's program takes it.
        var jwk = (await app.Anybody().GetAsync("public/certificate-keys")).Expect(200).At("keys")[0];
        Assert.Equal(("EC", "P-256", "sig", "ES256"), (jwk.GetProperty("kty").GetString(), jwk.GetProperty("crv").GetString(), jwk.GetProperty("use").GetString(), jwk.GetProperty("alg").GetString()));
        using var key = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = System.Buffers.Text.Base64Url.DecodeFromChars(jwk.GetProperty("x").GetString()), Y = System.Buffers.Text.Base64Url.DecodeFromChars(jwk.GetProperty("y").GetString()) },
        });
        var token = (await products.RecordAsync(id)).Certificate!.Token;
        var parsed = CertificateToken.Parse(token)!;
        Assert.True(key.VerifyData(parsed.Signed, parsed.Signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));
        var seal = CertificateSeal.Find(pdf)!;
        Assert.True(key.VerifyData(pdf.AsSpan(0, seal.Sealed), seal.Signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));
        Assert.Equal(jwk.GetProperty("kid").GetString(), seal.KeyId);
        using var pem = ECDsa.Create();
        pem.ImportFromPem(Encoding.ASCII.GetString((await app.Anybody().GetAsync("public/certificate-keys.pem")).Expect(200).Bytes));
        Assert.Equal(key.ExportSubjectPublicKeyInfo(), pem.ExportSubjectPublicKeyInfo());

        var check = (await app.Anybody().GetAsync($"c/{token}")).Expect(200);
        Assert.Equal("valid", check.Text("verdict"));
        Assert.True(check.At("signatureValid").GetBoolean());
        Assert.Equal("电冰箱", check.Text("facts.product"));
        Assert.Equal("已认定", check.Text("atIssue.stateName"));
        Assert.Equal("2026-11-20", check.Text("atIssue.on"));
        Assert.Equal(3, check.At("patents").GetArrayLength());
        Assert.Empty(check.At("differences").EnumerateArray());
        Assert.Equal("valid", (await app.Anybody().PostAsync("public/certificate-checks", new { content = $"HTTPS://X/API/C/{token}\n" })).Expect(200).Text("verdict"));

        using var browser = new HttpRequestMessage(HttpMethod.Get, new Uri($"API/C/{token}", UriKind.Relative));
        browser.Headers.Accept.ParseAdd("text/html");
        using var page = await app.Anybody().Http.SendAsync(browser);
        var html = await page.Content.ReadAsStringAsync();
        Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
        Assert.Contains("证书有效", html, StringComparison.Ordinal);
        Assert.Contains("电冰箱", html, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Spec", "REC-06")]
    public async Task Check_OfATamperedToken_SaysNoAndRepeatsNothing()
    {
        await using var products = await RecognizedProducts.StartAsync();
        var token = (await products.RecordAsync(await products.AddAsync())).Certificate!.Token;
        var tampered = token[..60] + (token[60] == 'A' ? 'B' : 'A') + token[61..];
        foreach (var content in (string[])[tampered, "HELLO", "https://example.cn/", token.ToLowerInvariant()])
        {
            var check = (await products.App.Anybody().PostAsync("public/certificate-checks", new { content })).Expect(200);
            Assert.Equal("forged", check.Text("verdict"));
            Assert.False(check.At("signatureValid").GetBoolean());
            Assert.False(check.Json.TryGetProperty("facts", out _));
            Assert.False(check.Json.TryGetProperty("now", out _));
        }
        Assert.Equal("forged", (await products.App.Anybody().GetAsync($"c/{tampered}")).Expect(200).Text("verdict"));
        Assert.Equal("unknown", (await products.App.Anybody().GetAsync("public/certificates/2026-2026999999")).Expect(200).Text("verdict"));
        Assert.Equal("unknown", (await products.App.Anybody().GetAsync("public/certificates/nothing")).Expect(200).Text("verdict"));
    }

    [Fact]
    [Trait("Spec", "REC-06")]
    public async Task Check_AfterTheFilingWasUpdated_NamesTheDifferences()
    {
        await using var products = await RecognizedProducts.StartAsync();
        var recognition = await products.RecordAsync(await products.AddAsync());
        var cases = products.App.Service<CaseStore>();
        var address = FilingRecords.AddressOf(recognition.Filing);
        var filing = (await cases.FindAsync<FilingRecord>(address, CaseRows.Record))!;
        await products.CommitAsync(products.Write(address).Replace(filing, filing.Value with { UnitName = "江苏示例精密轴承股份有限公司" }));

        var difference = Assert.Single((await products.App.Anybody().GetAsync($"c/{recognition.Certificate!.Token}")).Expect(200).Items("differences"));

        Assert.Equal(("unitName", "江苏示例精密轴承有限公司", "江苏示例精密轴承股份有限公司"), (difference.GetProperty("field").GetString(), difference.GetProperty("onPaper").GetString(), difference.GetProperty("inRegister").GetString()));
    }

    [Fact]
    public async Task Revocation_ProposedAndConfirmedByAnother_HoldsAtOnce()
    {
        await using var products = await RecognizedProducts.StartAsync();
        var app = products.App;
        var id = await products.AddAsync();
        var token = (await products.RecordAsync(id)).Certificate!.Token;
        var (first, second) = (await app.SignInAsync("examiner1"), await app.SignInAsync("examiner2"));

        (await first.PostAsync($"recognitions/{id}/revocation", new { reason = "  " })).Expect(422);
        (await first.PostAsync($"recognitions/{id}/revocation", new { reason = "经核实，产品销售额与事实不符" })).Expect(200);
        Assert.Equal("recognition-revocation-open", (await second.PostAsync($"recognitions/{id}/revocation", new { reason = "再次" })).Expect(409).Problem);
        var read = await first.ReadAsync("recognition-revocation", id.Value);
        Assert.Equal("review-same-person", (await first.PostAsync($"reviews/recognition-revocation/{id}/confirm", etag: read.ETag)).Expect(409).Problem);
        Assert.Equal("valid", (await app.Anybody().GetAsync($"c/{token}")).Text("verdict"));
        Assert.Empty(await app.Service<CaseStore>().TimelineAsync(RecognitionRecords.AddressOf(id)));
        (await second.PostAsync($"reviews/recognition-revocation/{id}/confirm", etag: read.ETag)).Expect(200);

        var check = (await app.Anybody().GetAsync($"c/{token}")).Expect(200);
        Assert.Equal("revoked", check.Text("verdict"));
        Assert.True(check.At("signatureValid").GetBoolean());
        Assert.Equal("经核实，产品销售额与事实不符", check.Text("now.reason"));
        Assert.Equal("已认定", check.Text("atIssue.stateName"));
        Assert.Equal(["mail", "sms"], (await products.LettersAsync("经核实，产品销售额与事实不符")).Select(l => l.Channel));
        var unit = await app.SignInAsync("bearing");
        Assert.Contains("已撤销", (await unit.GetAsync($"recognitions/{id}/certificate")).Expect(409).Text("detail"), StringComparison.Ordinal);
        (await unit.GetAsync($"recognitions/{id}/qr")).Expect(409);
        await app.Server.Clock.WhenIdleAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await app.Server.Workflows.GetInstanceAsync(CertificateValidity.InstanceId(id), default))?.RuntimeStatus);
        Assert.Equal("recognition-act-refused", (await first.PostAsync($"recognitions/{id}/revocation", new { reason = "又一次" })).Expect(409).Problem);
    }

    [Theory]
    [InlineData(RecognitionState.Recognized, RecognitionState.Revoked)]
    [InlineData(RecognitionState.InNotice, RecognitionState.NotRecognized)]
    [InlineData(RecognitionState.Eligible, RecognitionState.NotRecognized)]
    [InlineData(RecognitionState.Expired, RecognitionState.Expired)]
    [InlineData(RecognitionState.NotRecognized, RecognitionState.NotRecognized)]
    [Trait("Spec", "WDR-03")]
    public async Task EndOfTheFiling_WhateverTheState_EndsTheRecognitionOnce(RecognitionState before, RecognitionState after)
    {
        await using var products = await RecognizedProducts.StartAsync();
        var id = await products.AddAsync(before);
        var filing = (await products.RecordAsync(id)).Filing;
        var (first, second) = (await products.App.SignInAsync("examiner1"), await products.App.SignInAsync("examiner2"));
        if (before == RecognitionState.Recognized) (await first.PostAsync($"recognitions/{id}/revocation", new { reason = "待复核" })).Expect(200);

        await products.EndFilingAsync(filing, "填报数据不实");
        await products.EndFilingAsync(filing, "填报数据不实");

        var record = await products.RecordAsync(id);
        Assert.Equal(after, record.State);
        Assert.Equal(before == after ? 0 : 1, record.Steps.Count(s => s.Act == RecognitionAct.LoseFiling));
        if (before != RecognitionState.Recognized) return;
        Assert.Equal("产品备案已撤销：填报数据不实", record.Steps[^1].Why);
        Assert.Equal(["mail", "sms"], (await products.LettersAsync("填报数据不实")).Select(l => l.Channel));
        Assert.Equal("ended", (await second.ReadAsync("recognition-revocation", id.Value)).Text("state"));
        Assert.Equal("revoked", (await products.App.Anybody().GetAsync($"public/certificates/{record.Certificate!.Facts.Number}")).Text("verdict"));
    }

    [Fact]
    public async Task Reconciler_WhereTheClockIsMissing_StartsItAgain()
    {
        await using var products = await RecognizedProducts.StartAsync();
        var id = await products.AddAsync(startClock: false);
        var workflows = products.App.Server.Workflows;
        Assert.Null(await workflows.GetInstanceAsync(CertificateValidity.InstanceId(id), default));

        await products.App.MoveToAsync("2026-11-21T03:00");

        Assert.False((await workflows.GetInstanceAsync(CertificateValidity.InstanceId(id), default))!.IsCompleted);
    }
}
