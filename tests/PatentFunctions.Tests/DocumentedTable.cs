namespace PatentFunctions.Tests;

/// <summary>
/// Compares a table that the code prints with the page that shows it, between two marker comments. With UPDATE_DOCS=1 the page is rewritten instead.
/// </summary>
internal static class DocumentedTable
{
    public static void Check(string page, string name, string printed)
    {
        var path = Path.Combine(RepositoryFolder.Path, page);
        var text = File.ReadAllText(path);
        var (open, close) = ($"<!-- table:{name} -->\n", $"<!-- /table:{name} -->");
        var start = text.IndexOf(open, StringComparison.Ordinal);
        var end = text.IndexOf(close, StringComparison.Ordinal);
        Assert.True(start >= 0 && end > start, $"{page} has no markers {open.Trim()} … {close}");
        var shown = text[(start + open.Length)..end];
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
            File.WriteAllText(path, text[..(start + open.Length)] + printed + text[end..]);
        else
            Assert.True(shown == printed, $"{page} no longer shows what the code prints; run the tests once with UPDATE_DOCS=1");
    }
}
