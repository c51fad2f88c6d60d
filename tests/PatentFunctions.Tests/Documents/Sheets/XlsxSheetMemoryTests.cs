using PatentFunctions.Documents.Sheets;

namespace PatentFunctions.Tests.Documents.Sheets;

[Collection(ProcessMemory.Alone)]
[Trait("Spec", "FIL-13")]
public class XlsxSheetMemoryTests
{
    private const int Rows = 200_000;
    private const long Most = 4_000_000;

    [Fact]
    public async Task WriteAsync_WhenThereAre200000Rows_NeedsNoMoreMemoryThanForAFew() =>
        Assert.InRange(await ProcessMemory.LeastAsync(MostAliveAsync, Most), 0, Most);

    private static async Task<long> MostAliveAsync()
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var most = 0L;
        var output = new ForwardStream(keep: false);

        await XlsxSheet.WriteAsync(output, "备案产品", SheetRow.Columns, Watched(), CancellationToken.None);

        Assert.True(output.Written > 2_000_000);
        return most;

        async IAsyncEnumerable<SheetRow> Watched()
        {
            await foreach (var row in XlsxSheetTests.Rows(Rows))
            {
                if (row.Patents % 40_000 == 0)
                    most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
                yield return row;
            }
        }
    }
}
