using System.Text;
using FsCheck;
using FsCheck.Fluent;
using PatentFunctions.Filing;
using PatentFunctions.Platform;
using PatentFunctions.Recognition;
using PatentFunctions.Recognition.Certificates;
using Xunit;

namespace PatentFunctions.Tests.Recognition.Certificates;

[Trait("Spec", "REC-06")]
public sealed class CertificateTokenTests : IDisposable
{
    private readonly CertificateBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("高速数控立式加工中心", "VMC-850", "湖南某某科技有限公司")]
    [InlineData("LED屏", null, "A")]
    [InlineData("𠮷野牌㐂 café 面包机", "Ⅱ型（“豪华”）", "内蒙古ᠮᠣᠩᠭᠣᠯ科技")]
    public async Task Parse_WhatWasIssued_GivesTheFactsAndVerifies(string product, string? model, string unit)
    {
        var issued = await _bench.IssueAsync(product, model, unit);

        var token = CertificateToken.Parse(issued.Token)!;

        Assert.Equal(new CertificateFacts("2026-2025000123", product, model, unit, 2026, CertificateBench.IssuedOn, new DateOnly(2027, 11, 20), 12), token.Facts);
        Assert.Equal(issued.Facts, token.Facts);
        Assert.Equal(issued.KeyId, token.KeyId);
        Assert.True(token.IsSignedBy(await _bench.Keys.PublicAsync(default)));
    }

    [Fact]
    public async Task Parse_AnAddressThatEndsWithIt_ReadsIt()
    {
        var issued = await _bench.IssueAsync();

        Assert.Equal(issued.Facts, CertificateToken.Parse("HTTPS://EXAMPLE.CN/API/C/" + issued.Token)!.Facts);
    }

    [Fact]
    public async Task Parse_AnyBitFlipped_DoesNotVerify()
    {
        var issued = await _bench.IssueAsync();
        var keys = await _bench.Keys.PublicAsync(default);
        var text = Encoding.ASCII.GetBytes(issued.Token);
        for (var at = 0; at < text.Length; at++)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                var changed = (byte[])text.Clone();
                changed[at] ^= (byte)(1 << bit);
                Assert.False(CertificateToken.Parse(Encoding.Latin1.GetString(changed))?.IsSignedBy(keys) ?? false, $"bit {bit} of character {at}");
            }
        }
    }

    [Fact]
    public async Task Parse_CharactersAddedOrLeftOut_DoesNotVerify()
    {
        var token = (await _bench.IssueAsync()).Token;
        var keys = await _bench.Keys.PublicAsync(default);
        foreach (var changed in (string[])[token + "A", token + "=", token + "AAAAAAAA", token[..^1], token[1..], "A" + token, token.ToLowerInvariant(), " " + token, token + "\n", ""])
            Assert.False(CertificateToken.Parse(changed)?.IsSignedBy(keys) ?? false, changed);
    }

    [Fact]
    public void Parse_Anything_NeverThrows()
    {
        var characters = Gen.Elements("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".ToCharArray());
        Prop.ForAll(Gen.Select(Gen.ArrayOf(characters), c => "AE" + new string(c)).ToArbitrary(), text => CertificateToken.Parse(text) is null or { Signature.Length: 64 }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public async Task IsSignedBy_FactsOfOneAndSignatureOfAnother_Fails()
    {
        var (one, other) = (await _bench.IssueAsync("甲产品"), await _bench.IssueAsync("乙产品"));
        var mixed = CertificateToken.ToSign(one.KeyId, one.Facts).With(CertificateToken.Parse(other.Token)!.Signature);

        Assert.False(CertificateToken.Parse(mixed)!.IsSignedBy(await _bench.Keys.PublicAsync(default)));
    }

    [Fact]
    public async Task IsSignedBy_AKeyOfSomebodyElse_Fails()
    {
        using var forger = new CertificateBench();
        var forged = CertificateToken.Parse((await forger.IssueAsync()).Token)!;

        Assert.False(forged.IsSignedBy(await _bench.Keys.PublicAsync(default)));
    }

    [Fact]
    public async Task IsSignedBy_AfterTheKeyWasRotated_StillVerifiesAndTheNewKeySigns()
    {
        var before = await _bench.IssueAsync();
        var next = _bench.Keys.Rotate();
        var after = await _bench.IssueAsync();

        var keys = await _bench.Keys.PublicAsync(default);
        Assert.Equal([next, before.KeyId], keys.Select(k => k.Id));
        Assert.Equal(next, after.KeyId);
        Assert.True(CertificateToken.Parse(before.Token)!.IsSignedBy(keys));
        Assert.True(CertificateToken.Parse(after.Token)!.IsSignedBy(keys));
    }

    [Theory]
    [InlineData("2026-11-20", "2027-11-20")]
    [InlineData("2028-02-29", "2029-02-28")]
    [InlineData("2027-02-28", "2028-02-28")]
    [Trait("Spec", "REC-05")]
    public void ValidUntil_OneYearFromIssue_IsTheSameDayOfTheNextYear(string issued, string until) =>
        Assert.Equal(DateOnly.Parse(until, System.Globalization.CultureInfo.InvariantCulture), CertificateIssuer.ValidUntil(DateOnly.Parse(issued, System.Globalization.CultureInfo.InvariantCulture)));
}
