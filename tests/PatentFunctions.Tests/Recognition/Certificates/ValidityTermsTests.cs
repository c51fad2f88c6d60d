using PatentFunctions.Platform;
using PatentFunctions.Recognition;
using PatentFunctions.Recognition.Certificates;

namespace PatentFunctions.Tests.Recognition.Certificates;

[Trait("Spec", "REC-05")]
public sealed class ValidityTermsTests
{
    private static readonly CertificateFacts s_facts = new("2026-2025000123", "轴承", null, "单位", 2026, new DateOnly(2026, 11, 20), new DateOnly(2027, 11, 20), 3);

    [Theory]
    [InlineData("2026-11-20T10:00", false, null, "2027-10-21T09:00")]
    [InlineData("2027-10-21T08:59", false, null, "2027-10-21T09:00")]
    [InlineData("2027-10-21T09:00", false, RecognitionAct.RemindExpiry, "2027-11-21T00:00")]
    [InlineData("2027-11-10T03:00", false, RecognitionAct.RemindExpiry, "2027-11-21T00:00")]
    [InlineData("2027-10-21T09:00", true, null, "2027-11-21T00:00")]
    [InlineData("2027-11-20T23:59", true, null, "2027-11-21T00:00")]
    [InlineData("2027-11-21T00:00", true, RecognitionAct.Expire, null)]
    [InlineData("2027-11-21T00:00", false, RecognitionAct.Expire, null)]
    [InlineData("2029-01-01T00:00", true, RecognitionAct.Expire, null)]
    public void Due_AtAnInstant_IsWhatTheDatesSay(string now, bool reminded, RecognitionAct? act, string? next)
    {
        var due = ValidityTerms.Due(Product(RecognitionState.Recognized, reminded), TestApp.China(now));

        Assert.Equal(new ValidityStep(act, next is null ? null : TestApp.China(next)), due);
    }

    [Theory]
    [InlineData(RecognitionState.Expired)]
    [InlineData(RecognitionState.Revoked)]
    [InlineData(RecognitionState.NotRecognized)]
    public void Due_OnceTheRecognitionHasEnded_IsNothing(RecognitionState state) =>
        Assert.Equal(new ValidityStep(null, null), ValidityTerms.Due(Product(state, false), TestApp.China("2027-11-21T00:00")));

    private static RecognitionRecord Product(RecognitionState state, bool reminded) => CertificateBench.Product() with
    {
        State = state,
        Certificate = new RecognitionCertificate(s_facts, "00000000", ""),
        Steps = reminded ? [new RecognitionStep(RecognitionAct.RemindExpiry, state, Actor.System, TestApp.China("2027-10-21T09:00"), null)] : [],
    };
}
