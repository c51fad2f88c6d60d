using PatentFunctions.Documents.Sheets;

namespace PatentFunctions.Tests.Documents.Sheets;

[Collection(ProcessMemory.Alone)]
[Trait("Spec", "FIL-13")]
public class XlsxSheetMemoryTests
{
    [Fact]
    public async Task WriteAsync_WhenThereAre200000Rows_NeedsNoMoreMemoryThanForAFew()
    {
        const int rows = 200_000;
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var most = 0L;
        var output = new ForwardStream(keep: false);

        await XlsxSheet.WriteAsync(output, "备案产品", SheetRow.Columns, Watched(), CancellationToken.None);

        Assert.True(output.Written > 2_000_000);
        Assert.InRange(most, 0, 4_000_000);

        async IAsyncEnumerable<SheetRow> Watched()
        {
            await foreach (var row in XlsxSheetTests.Rows(rows))
            {
                if (row.Patents % 40_000 == 0)
                    most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
                yield return row;
            }
        }
    }
}
