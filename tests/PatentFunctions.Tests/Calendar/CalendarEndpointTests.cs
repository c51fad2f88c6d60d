using System.Text;
using PatentFunctions.Calendar;

namespace PatentFunctions.Tests.Calendar;

[Trait("Spec", "COM-10")]
public sealed class CalendarEndpointTests : IAsyncLifetime
{
    private TestApp app = null!;

    public async Task InitializeAsync() => app = await TestApp.StartAsync();

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task Count_AcrossTheNationalHoliday_SkipsIt()
    {
        var answer = await app.Anybody().GetAsync("calendar/working-days?from=2026-09-30&days=1");
        Assert.Equal("2026-10-08", answer.Text("date"));
        Assert.False(answer.At("provisional").GetBoolean());
    }

    [Theory]
    [InlineData("calendar/working-days?from=2026-9-30&days=1")]
    [InlineData("calendar/working-days?from=2026-09-30")]
    [InlineData("calendar/working-days?days=1001")]
    [InlineData("calendar/1999")]
    public async Task Query_WhenOutOfRange_IsRefused(string path) =>
        Assert.Equal("calendar-query-invalid", (await app.Anybody().GetAsync(path)).Problem);

    [Fact]
    public async Task Year_WithoutANotice_IsProvisional()
    {
        Assert.True((await app.Anybody().GetAsync("calendar/2031")).At("provisional").GetBoolean());
        Assert.False((await app.Anybody().GetAsync("calendar/2026")).At("provisional").GetBoolean());
    }

    [Fact]
    [Trait("Spec", "COM-13")]
    public async Task Import_OfTheNextYear_Holds()
    {
        var last = WorkingDayCalendar.BuiltIn.CoveredYears.Max();
        var client = await app.SignInAsync("operator");
        var before = await client.GetAsync("calendar");
        var csv = new StringBuilder("date,kind,name,notice\n");
        foreach (var day in WorkingDayCalendar.BuiltIn.Days.Where(d => d.Notice == last && d.Date.Year == last && d.Kind == CalendarDayKind.Holiday))
            csv.Append(System.Globalization.CultureInfo.InvariantCulture, $"{day.Date.AddYears(1):yyyy-MM-dd},holiday,{day.Name},{last + 1}\n");
        Assert.Equal("rows-invalid", (await client.PostAsync("calendar", Csv("date,kind,name,notice\n2027-13-01,holiday,元旦,2027\n"), before.ETag)).Problem);
        var imported = await client.PostAsync("calendar", Csv(csv.ToString()), before.ETag);
        Assert.True(imported.Status == 200, imported.ToString());
        Assert.Equal(last + 1, imported.At("years").EnumerateArray().Last().GetInt32());
        Assert.False((await app.Anybody().GetAsync($"calendar/{last + 1}")).At("provisional").GetBoolean());
        Assert.Equal("record-changed", (await client.PostAsync("calendar", Csv(csv.ToString()), before.ETag)).Problem);
        Assert.True((await client.GetAsync("operations/audit/Calendars/current")).At("intact").GetBoolean());
    }

    private static ByteArrayContent Csv(string text) => new(Encoding.UTF8.GetBytes(text)) { Headers = { { "Content-Type", "text/csv" } } };
}
