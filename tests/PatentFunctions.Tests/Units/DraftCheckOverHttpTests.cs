namespace PatentFunctions.Tests.Units;

/// <summary>The checks of the unit's two forms before anything is submitted.</summary>
public sealed class DraftCheckOverHttpTests
{
    [Fact]
    [Trait("Spec", "UNI-01")]
    [Trait("Spec", "UNI-10")]
    public async Task Draft_WhenChecked_NamesWhatIsMissingAndSubmitsNothing()
    {
        await using var app = await TestApp.StartAsync();
        var (fresh, verified) = (await app.SignInAsync("bearing"), await app.SignInAsync("software"));

        Assert.Equal("unit-draft-missing", (await fresh.PostAsync("units/me/realname/draft/check")).Problem);
        Assert.Equal(200, (await fresh.PutAsync("units/me/realname/draft", new { unitType = "enterprise", name = "江苏示例轴承制造有限公司" }, null)).Status);
        var check = await fresh.PostAsync("units/me/realname/draft/check");
        Assert.False(check.At("maySubmit").GetBoolean());
        var missing = check.At("findings").EnumerateArray().Select(f => f.GetProperty("pointer").GetString()).ToList();
        Assert.Contains("/uscc", missing);
        Assert.DoesNotContain("/name", missing);
        Assert.Equal("none", (await fresh.GetAsync("units/me")).Text("state"));

        Assert.Equal("unit-not-verified", (await fresh.PostAsync("units/me/change/draft/check")).Problem);
        var form = (await verified.GetAsync("units/me/change/draft")).At("form");
        Assert.Equal(200, (await verified.PutAsync("units/me/change/draft", form, null)).Status);
        var unchanged = await verified.PostAsync("units/me/change/draft/check");
        Assert.False(unchanged.At("maySubmit").GetBoolean());
        Assert.NotEqual(0, unchanged.At("findings").GetArrayLength());
        Assert.Equal("none", (await verified.GetAsync("units/me")).Text("change"));
    }
}
