using PatentFunctions.Catalogs;

namespace PatentFunctions.Tests.Catalogs;

[Trait("Spec", "COM-15")]
public sealed class AdministrativeDivisionsTests
{
    [Theory]
    [InlineData("32", "江苏省")]
    [InlineData("320000", "江苏省")]
    [InlineData("3201", "江苏省南京市")]
    [InlineData("320100", "江苏省南京市")]
    [InlineData("320102", "江苏省南京市玄武区")]
    [InlineData("110108", "北京市海淀区")]
    [InlineData("441900", "广东省东莞市")]
    [InlineData("429004", "湖北省仙桃市")]
    [InlineData("71", "台湾省")]
    [InlineData("999999", null)]
    [InlineData(null, null)]
    public void FullNameOf_ReadsAsAnAddressDoes(string? code, string? expected) =>
        Assert.Equal(expected, AdministrativeDivisions.FullNameOf(code));

    [Theory]
    [InlineData("320102", "32")]
    [InlineData("440000", "44")]
    [InlineData("000000", null)]
    public void ProvinceOf_GivesTwoDigits(string code, string? expected) => Assert.Equal(expected, AdministrativeDivisions.ProvinceOf(code));

    [Theory]
    [Trait("Spec", "ACC-06")]
    [InlineData("江苏省", "南京市", "玄武区", "320102")]
    [InlineData("江苏", "南京", "玄武区", "320102")]
    [InlineData("江苏省", "南京市", "", "3201")]
    [InlineData("江苏省", null, null, "32")]
    [InlineData("北京市", "北京市", "海淀区", "110108")]
    [InlineData("北京市", "市辖区", "海淀区", "110108")]
    [InlineData("北京", "", "海淀区", "110108")]
    [InlineData("新疆", "乌鲁木齐市", "", "6501")]
    [InlineData("内蒙古自治区", "", "", "15")]
    [InlineData("香港", "", "", "81")]
    [InlineData("江苏省", "杭州市", "", null)]
    [InlineData("江苏省", "南京市", "西湖区", null)]
    [InlineData("江南省", "", "", null)]
    [InlineData("", "", "", null)]
    public void Resolve_FindsTheDivisionThatNamesStandFor(string province, string? city, string? district, string? expected) =>
        Assert.Equal(expected, AdministrativeDivisions.Resolve(province, city, district)?.Code);
}
