using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Tests.Platform.Storage;

/// <summary>What is sent to Azure Tables; the local store compares the same trees itself.</summary>
public class RecordFilterTests
{
    public static TheoryData<object, string> Values => new()
    {
        { "轴承", "'轴承'" },
        { "x' or '1' eq '1", "'x'' or ''1'' eq ''1'" },
        { 5, "5L" },
        { -5L, "-5L" },
        { 3.0, "3.0" },
        { 0.25, "0.25" },
        { 1e300, "1E+300" },
        { true, "true" },
        { new DateTimeOffset(2026, 11, 27, 8, 0, 0, TimeSpan.FromHours(8)), "datetime'2026-11-27T00:00:00.0000000Z'" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Literal_IsEscapedAndTyped(object value, string expected) => Assert.Equal("P eq " + expected, RecordFilter.Equal("P", value).ToOData());

    [Fact]
    public void Group_IsBracketedAndNeverEmpty()
    {
        var filter = RecordFilter.All(RecordFilter.Equal("A", 1), RecordFilter.Any(RecordFilter.Where("B", Comparison.Less, "x"), RecordFilter.Where("C", Comparison.GreaterOrEqual, 2)));
        Assert.Equal("(A eq 1L and (B lt 'x' or C ge 2L))", filter.ToOData());
        Assert.Equal("PartitionKey ge ''", RecordFilter.All().ToOData());
        Assert.Equal("PartitionKey lt ''", RecordFilter.Any().ToOData());
    }

    [Theory]
    [InlineData(3_000_000, true)]
    [InlineData(3_300_000, false)]
    public void Batch_IsMeasuredAsItTravels(int bytes, bool fits)
    {
        var operations = Enumerable.Range(0, 5).Select(i => (RecordOperation)new InsertRecord("r" + i) { Document = new byte[bytes / 5] }).ToList();
        var refused = Record.Exception(() => RecordLimits.CheckBatch("Trials", "p", operations));
        Assert.Equal(fits, refused is null);
    }
}
