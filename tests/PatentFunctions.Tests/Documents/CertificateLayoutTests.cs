namespace PatentFunctions.Tests.Documents;

[Trait("Spec", "FIL-12")]
public class CertificateLayoutTests
{
    [Fact]
    public void Render_WhenPatentsArePublic_StaysUnder100Kilobytes()
    {
        var file = CertificateSample.Render(6);
        Assert.InRange(file.Length, 5_000, 100_000);
    }
}
