using PatentFunctions.Filing;
using PatentFunctions.Filing.Withdrawals;

namespace PatentFunctions.Tests.Filing.Withdrawals;

public sealed class WithdrawalRulesTests
{
    [Theory]
    [Trait("Spec", "WDR-01")]
    [InlineData(null, null, 0, "withdrawal.reason-missing")]
    [InlineData(WithdrawalReason.LeftMarket, null, 0, "")]
    [InlineData(WithdrawalReason.PatentsLapsed, "", 5, "")]
    [InlineData(WithdrawalReason.PatentsTransferred, "已转让给子公司", 0, "")]
    [InlineData(WithdrawalReason.Other, "产品线停产", 0, "")]
    [InlineData(WithdrawalReason.Other, "  ", 0, "withdrawal.text-missing")]
    [InlineData(WithdrawalReason.LeftMarket, null, 6, "withdrawal.files-many")]
    [InlineData(null, null, 6, "withdrawal.reason-missing withdrawal.files-many")]
    public void Check_SaysEverythingAtOnce(WithdrawalReason? reason, string? text, int files, string codes)
    {
        var form = new WithdrawalForm { Reason = reason, Text = text, Files = [.. Enumerable.Range(0, files).Select(i => new FileId($"f-{i}"))] };
        Assert.Equal(codes, string.Join(' ', WithdrawalRules.Check(form).Select(f => f.Code)));
    }

    [Fact]
    [Trait("Spec", "WDR-01")]
    public void Check_OfOneFileNamedTwice_SaysSo() =>
        Assert.Equal(["withdrawal.file-twice"], WithdrawalRules.Check(new WithdrawalForm { Reason = WithdrawalReason.LeftMarket, Files = [new FileId("f-1"), new FileId("f-1")] }).Select(f => f.Code));

    /// <summary>What a unit says in its own words is for the office, not for everybody.</summary>
    [Theory]
    [Trait("Spec", "WDR-01")]
    [InlineData(WithdrawalOrigin.Requested, WithdrawalReason.Other, "产品线停产", "其他原因", "其他原因：产品线停产")]
    [InlineData(WithdrawalOrigin.Requested, WithdrawalReason.LeftMarket, null, "产品已退出市场", "产品已退出市场")]
    [InlineData(WithdrawalOrigin.Explained, WithdrawalReason.PatentsLapsed, "仍在使用", "关联专利已全部失效", "关联专利已全部失效")]
    public void EndOf_KeepsTheUnitsWordsFromThePublic(WithdrawalOrigin origin, WithdrawalReason reason, string? text, string forPublic, string forUnit) =>
        Assert.Equal(
            new FilingEndReason(forPublic, forUnit),
            WithdrawalRules.EndOf(new WithdrawalCase("w-1", origin, reason, WithdrawalRules.NameOf(reason), "2026000001", "电冰箱", null) { Text = text }));

    [Theory]
    [Trait("Spec", "WDR-01")]
    [InlineData(RecognitionStanding.Valid, 1)]
    [InlineData(RecognitionStanding.Expired, 0)]
    public void Warnings_NameARecognitionThatWouldEndToo(RecognitionStanding standing, int warnings)
    {
        var recognition = new FilingRecognition(2026, "2026-1", new DateOnly(2026, 12, 1), new DateOnly(2027, 11, 30), standing);
        var filing = new FilingRecord(new FilingId("p-1"), new UnitId("u-1"), "甲", FilingState.Filed, 1, default) { Recognition = recognition };
        Assert.Equal(warnings, WithdrawalRules.Warnings(filing).Count());
    }

    [Theory]
    [Trait("Spec", "WDR-03")]
    [InlineData(null, null, "revocation.reason-missing", null)]
    [InlineData(RevocationReason.ObjectionUpheld, null, "", "异议成立")]
    [InlineData(RevocationReason.Untrue, "销售额与审计报告不符", "", "信息不真实：销售额与审计报告不符")]
    [InlineData(RevocationReason.Other, null, "revocation.text-missing", null)]
    [InlineData(RevocationReason.Other, "单位已注销", "", "单位已注销")]
    public void Revocation_NeedsAReasonAndSaysIt(RevocationReason? reason, string? text, string codes, string? said)
    {
        Assert.Equal(codes, string.Join(' ', RevocationRules.Check(new RevocationForm { Reason = reason, Text = text }).Select(f => f.Code)));
        if (said is not null) Assert.Equal(said, RevocationRules.TextOf(new RevocationCase("v-1", reason!.Value, RevocationRules.NameOf(reason.Value), text, "2026000001", "电冰箱", null)));
    }
}
