using System.Text;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Tests.Platform.Storage;

/// <summary>What every record store promises; derived once for each implementation.</summary>
[Trait("Spec", "COM-02")]
public abstract class RecordStoreContract
{
    private const string Table = "Things";
    private static readonly DateTimeOffset Friday = new(2026, 11, 27, 2, 0, 0, TimeSpan.Zero);

    /// <summary>The store under test, empty.</summary>
    protected abstract IRecordStore Store { get; }

    /// <summary>Closes the store and opens another on the same data.</summary>
    protected abstract IRecordStore Reopen();

    [Fact]
    public async Task Insert_ANewRow_CanBeReadWithItsDocument()
    {
        var etags = await Store.CommitAsync(Table, "p", [Insert("r", "一种轴承")]);
        var read = await Store.FindAsync(Table, "p", "r");
        Assert.NotNull(read);
        Assert.Equal(("p", "r", etags.Single(), "\"一种轴承\""), (read.Partition, read.Row, read.ETag, Text(read)));
        Assert.NotEmpty(read.ETag);
    }

    [Theory]
    [InlineData("Things", "p", "other")]
    [InlineData("Things", "other", "r")]
    [InlineData("Others", "p", "r")]
    [InlineData("Things", "P", "r")]
    [InlineData("Things", "p", "R")]
    public async Task Find_ARowThatDoesNotExist_IsNull(string table, string partition, string row)
    {
        await Store.CommitAsync(Table, "p", [Insert("r", 1)]);
        Assert.Null(await Store.FindAsync(table, partition, row));
    }

    [Fact]
    public async Task Commit_WhatDoesNotMeetWhatIsStored_NamesTheOperation()
    {
        var etag = (await Store.CommitAsync(Table, "p", [Insert("r", 1)])).Single();
        var newer = (await Store.CommitAsync(Table, "p", [Replace("r", etag, 2)])).Single();
        await ConflictAsync(StoreConflict.Exists, Insert("r", 3));
        await ConflictAsync(StoreConflict.Missing, Replace("gone", newer, 3));
        await ConflictAsync(StoreConflict.Stale, Replace("r", etag, 3));
        await ConflictAsync(StoreConflict.Missing, new DeleteRecord("gone"));
        await ConflictAsync(StoreConflict.Missing, new DeleteRecord("gone", newer));
        await ConflictAsync(StoreConflict.Stale, new DeleteRecord("r", etag));
        Assert.Equal("2", Text((await Store.FindAsync(Table, "p", "r"))!));
    }

    [Fact]
    public async Task Commit_ABatchWithOneConflict_WritesNothing()
    {
        await Store.CommitAsync(Table, "p", [Insert("b", 1)]);
        var conflict = await Assert.ThrowsAsync<StoreConflictException>(() => Store.CommitAsync(Table, "p", [Upsert("a", 2), Insert("b", 2), Insert("c", 2)]));
        Assert.Equal((1, "b", StoreConflict.Exists), (conflict.OperationIndex, conflict.Row, conflict.Conflict));
        Assert.Null(await Store.FindAsync(Table, "p", "a"));
        Assert.Null(await Store.FindAsync(Table, "p", "c"));
    }

    [Fact]
    public async Task Commit_AllKindsInOneBatch_WritesAll()
    {
        var etags = await Store.CommitAsync(Table, "p", [Insert("replaced", 1), Insert("deleted", 1), Insert("upserted", 1)]);
        var written = await Store.CommitAsync(Table, "p", [Replace("replaced", etags[0], 2), new DeleteRecord("deleted", etags[1]), Upsert("upserted", 2), Upsert("new", 2), Insert("inserted", 2)]);
        Assert.Equal("", written[1]);
        var read = (await Store.QueryAsync(Table, new RecordQuery { Partition = "p" })).Records;
        // Two rows of one batch may have the same: it is of the row's versions only.
        Assert.Equal([("inserted", written[4]), ("new", written[3]), ("replaced", written[0]), ("upserted", written[2])], read.Select(r => (r.Row, r.ETag)));
        Assert.All(read, r => Assert.Equal("2", Text(r)));
    }

    [Fact]
    public async Task Write_TheSameContentAgain_ChangesTheETag()
    {
        var first = (await Store.CommitAsync(Table, "p", [Upsert("r", 1)])).Single();
        var second = (await Store.CommitAsync(Table, "p", [Upsert("r", 1)])).Single();
        Assert.NotEqual(first, second);
        Assert.Equal(second, (await Store.FindAsync(Table, "p", "r"))!.ETag);
    }

    [Fact]
    public async Task Write_ARowThatWasDeleted_IsAnotherVersion()
    {
        var first = (await Store.CommitAsync(Table, "p", [Insert("r", 1)])).Single();
        await Store.CommitAsync(Table, "p", [new DeleteRecord("r", first)]);
        await Store.CommitAsync(Table, "p", [Insert("r", 1)]);
        await ConflictAsync(StoreConflict.Stale, Replace("r", first, 2));
    }

    [Fact]
    public async Task Write_AnotherSetOfProperties_ReplacesAllOfThem()
    {
        await Store.CommitAsync(Table, "p", [Upsert("r", 1, ("Old", "x"))]);
        await Store.CommitAsync(Table, "p", [Upsert("r", 1, ("New", "y"))]);
        Assert.Equal(["New"], (await Store.FindAsync(Table, "p", "r"))!.Properties.Keys);
    }

    [Fact]
    public async Task Query_OrdersByPartitionThenRowOrdinally()
    {
        string[] rows = ["a", "B", "b", "~", "1", "10", "2", "中", "é", "a-", "a0", "😀"];
        foreach (var partition in new[] { "q", "P", "p", "pp" })
            await Store.CommitAsync(Table, partition, [.. rows.Select(r => Insert(r, 1))]);
        var read = await AllAsync(new RecordQuery { Take = 7 });
        var expected = from p in new[] { "P", "p", "pp", "q" } from r in rows.Order(StringComparer.Ordinal) select (p, r);
        Assert.Equal(expected, read.Select(r => (r.Partition, r.Row)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(1000)]
    public async Task Query_PageByPage_ReturnsEveryRecordOnce(int take)
    {
        for (var p = 0; p < 3; p++) await Store.CommitAsync(Table, $"p{p}", [.. Enumerable.Range(0, 10).Select(i => Insert($"r{i}", i))]);
        var read = await AllAsync(new RecordQuery { Take = take });
        Assert.Equal(30, read.Count);
        Assert.Equal(30, read.Select(r => (r.Partition, r.Row)).Distinct().Count());
    }

    [Fact]
    public async Task Query_WhenThePageEndsWithTheData_GivesNoContinuation()
    {
        await Store.CommitAsync(Table, "p", [Insert("a", 1), Insert("b", 1)]);
        Assert.Null((await Store.QueryAsync(Table, new RecordQuery { Partition = "p", Take = 2 })).Continuation);
        Assert.NotNull((await Store.QueryAsync(Table, new RecordQuery { Partition = "p", Take = 1 })).Continuation);
        Assert.Empty((await Store.QueryAsync("Nothing", new RecordQuery())).Records);
    }

    [Fact]
    public async Task Query_WhileRowsComeAndGo_NeitherRepeatsNorSkipsTheOthers()
    {
        await Store.CommitAsync(Table, "p", [.. "bdfhj".Select(c => Insert(c.ToString(), 1))]);
        var first = await Store.QueryAsync(Table, new RecordQuery { Partition = "p", Take = 2 });
        await Store.CommitAsync(Table, "p", [Insert("a", 1), Insert("e", 1), new DeleteRecord("d"), new DeleteRecord("f")]);
        var rest = await AllAsync(new RecordQuery { Partition = "p", Take = 2, Continuation = first.Continuation });
        Assert.Equal(["b", "d"], first.Records.Select(r => r.Row));
        Assert.Equal(["e", "h", "j"], rest.Select(r => r.Row));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("bm9uc2Vuc2U=")]
    [InlineData("'; DROP TABLE records; --")]
    public async Task Query_WithAContinuationOfNoPage_IsRefused(string continuation) =>
        await Assert.ThrowsAsync<BadContinuationException>(() => Store.QueryAsync(Table, new RecordQuery { Continuation = continuation }));

    [Theory]
    [InlineData("round-", "round-0001,round-0002,round-9999")]
    [InlineData("round", "round,round-0001,round-0002,round-9999,rounds")]
    [InlineData("zzz", "")]
    [InlineData("中", "中,中文")]
    [InlineData("%", "")]
    [InlineData("_", "")]
    public async Task Query_ByPrefix_TakesItLiterally(string prefix, string expected)
    {
        await Store.CommitAsync(Table, "p", [.. new[] { "round", "round-0001", "round-0002", "round-9999", "rounds", "roun", "中", "中文", "丮" }.Select(r => Insert(r, 1))]);
        Assert.Equal(expected, string.Join(',', (await Store.QueryAsync(Table, new RecordQuery { Partition = "p", RowPrefix = prefix })).Records.Select(r => r.Row)));
    }

    [Fact]
    public async Task Query_ByRange_IncludesTheFirstAndExcludesTheLast()
    {
        await Store.CommitAsync(Table, "p", [.. "abcdef".Select(c => Insert(c.ToString(), 1))]);
        Assert.Equal(["b", "c", "d"], (await Store.QueryAsync(Table, new RecordQuery { Partition = "p", RowFrom = "b", RowBefore = "e" })).Records.Select(r => r.Row));
        Assert.Equal(["c", "d"], (await AllAsync(new RecordQuery { Partition = "p", RowFrom = "b", RowBefore = "e", Take = 1, Continuation = (await Store.QueryAsync(Table, new RecordQuery { Partition = "p", RowFrom = "b", RowBefore = "e", Take = 1 })).Continuation })).Select(r => r.Row));
    }

    private static readonly string[] Awkward = ["plain", "O'Brien", "''", "' OR '1'='1", "\"; DROP TABLE records; --", "%", "_", "\\", "备案号：2026000123", "😀", "t2026-11-27T00:00:00.0000000Z", "t", "s", "true", "1", "", " ", "é", "e\u0301"];

    public static TheoryData<string> AwkwardTexts => [.. Awkward];

    [Theory]
    [MemberData(nameof(AwkwardTexts))]
    public async Task Filter_ByText_MeansExactlyThatText(string text)
    {
        await Store.CommitAsync(Table, "p", [.. Awkward.Select((t, i) => Insert($"r{i:D2}", t, ("Text", t)))]);
        var found = Assert.Single((await Store.QueryAsync(Table, new RecordQuery { Partition = "p", Filter = RecordFilter.Equal("Text", text) })).Records);
        Assert.Equal(text, found.Properties["Text"]);
        Assert.Equal(Awkward.Length - 1, (await Store.QueryAsync(Table, new RecordQuery { Partition = "p", Filter = RecordFilter.Where("Text", Comparison.NotEqual, text) })).Records.Count);
    }

    [Theory]
    [InlineData(Comparison.Equal, "3")]
    [InlineData(Comparison.NotEqual, "1,2,4,5")]
    [InlineData(Comparison.Less, "1,2")]
    [InlineData(Comparison.LessOrEqual, "1,2,3")]
    [InlineData(Comparison.Greater, "4,5")]
    [InlineData(Comparison.GreaterOrEqual, "3,4,5")]
    public async Task Filter_ByComparison_HoldsForEveryType(Comparison comparison, string expected)
    {
        static DateTimeOffset Instant(int i) => new(2026, 11, 27, i, 0, 0, TimeSpan.FromHours(8));
        await Store.CommitAsync(Table, "p", [.. Enumerable.Range(1, 5).Select(i => Insert(
            i.ToString(System.Globalization.CultureInfo.InvariantCulture),
            i,
            ("Int", i),
            ("Long", i * 10_000_000_000L),
            ("Double", i / 10.0),
            ("Text", "x" + i),
            ("Instant", Instant(i))))]);
        foreach (var (name, value) in new (string, object)[] { ("Int", 3), ("Int", 3L), ("Long", 30_000_000_000L), ("Double", 0.3), ("Text", "x3"), ("Instant", Instant(3)), ("Instant", Instant(3).ToUniversalTime()) })
        {
            var found = (await Store.QueryAsync(Table, new RecordQuery { Partition = "p", Filter = RecordFilter.Where(name, comparison, value) })).Records;
            Assert.Equal(expected, string.Join(',', found.Select(r => r.Row)));
        }
    }

    [Fact]
    public async Task Filter_ByTruth_TellsTrueFromFalse()
    {
        await Store.CommitAsync(Table, "p", [Insert("yes", 1, ("Open", true)), Insert("no", 1, ("Open", false)), Insert("none", 1)]);
        Assert.Equal("yes", Assert.Single((await Store.QueryAsync(Table, new RecordQuery { Partition = "p", Filter = RecordFilter.Equal("Open", true) })).Records).Row);
        Assert.Equal("no", Assert.Single((await Store.QueryAsync(Table, new RecordQuery { Partition = "p", Filter = RecordFilter.Equal("Open", false) })).Records).Row);
    }

    [Fact]
    public async Task Filter_ByAPropertyThatARowLacks_DoesNotTakeIt()
    {
        await Store.CommitAsync(Table, "p", [Insert("with", 1, ("State", "open")), Insert("without", 1)]);
        Assert.Equal("with", Assert.Single((await Store.QueryAsync(Table, new RecordQuery { Partition = "p", Filter = RecordFilter.Equal("State", "open") })).Records).Row);
        Assert.Empty((await Store.QueryAsync(Table, new RecordQuery { Partition = "p", Filter = RecordFilter.Equal("Missing", "open") })).Records);
    }

    [Fact]
    public async Task Filter_InGroups_CombinesThem()
    {
        await Store.CommitAsync(Table, "p", [.. Enumerable.Range(0, 12).Select(i => Insert($"{i:D2}", i, ("Province", i % 2 == 0 ? "430000" : "440000"), ("Stage", i % 3)))]);
        var filter = RecordFilter.All(RecordFilter.Equal("Province", "430000"), RecordFilter.Any(RecordFilter.Equal("Stage", 0), RecordFilter.Equal("Stage", 1)));
        Assert.Equal(["00", "04", "06", "10"], (await AllAsync(new RecordQuery { Partition = "p", Filter = filter, Take = 3 })).Select(r => r.Row));
    }

    [Fact]
    public async Task Filter_WithPaging_FillsEachPage()
    {
        for (var p = 0; p < 4; p++) await Store.CommitAsync(Table, $"p{p}", [.. Enumerable.Range(0, 50).Select(i => Insert($"{i:D2}", i, ("Open", i % 10 == 0)))]);
        var read = await AllAsync(new RecordQuery { Filter = RecordFilter.Equal("Open", true), Take = 3 });
        Assert.Equal(20, read.Count);
    }

    [Fact]
    public async Task Properties_ComeBackAsTheTypeTheyWere()
    {
        var instant = new DateTimeOffset(2026, 11, 27, 10, 30, 15, 123, TimeSpan.FromHours(8)).AddTicks(4567);
        await Store.CommitAsync(Table, "p", [Insert("r", 1, ("Text", "文本"), ("Empty", ""), ("Int", 7), ("Long", long.MaxValue), ("Min", long.MinValue), ("Whole", 3.0), ("Tiny", 1.5e-12), ("Huge", 1.7e300), ("Third", 1 / 3.0), ("Yes", true), ("No", false), ("Instant", instant))]);
        var read = (await Store.FindAsync(Table, "p", "r"))!.Properties;
        Assert.Equal("文本", read["Text"]);
        Assert.Equal("", read["Empty"]);
        Assert.Equal(7L, read["Int"]);
        Assert.Equal(long.MaxValue, read["Long"]);
        Assert.Equal(long.MinValue, read["Min"]);
        Assert.Equal(3.0, read["Whole"]);
        Assert.Equal(1.5e-12, read["Tiny"]);
        Assert.Equal(1.7e300, read["Huge"]);
        Assert.Equal(1 / 3.0, read["Third"]);
        Assert.Equal(true, read["Yes"]);
        Assert.Equal(false, read["No"]);
        Assert.Equal(instant, read["Instant"]);
    }

    [Fact]
    public async Task Properties_OfATextThatLooksLikeAnInstant_StayAText()
    {
        await Store.CommitAsync(Table, "p", [Insert("r", 1, ("Text", "t2026-11-27T02:00:00.0000000Z"), ("Number", "12.5"))]);
        var read = (await Store.FindAsync(Table, "p", "r"))!.Properties;
        Assert.Equal("t2026-11-27T02:00:00.0000000Z", read["Text"]);
        Assert.Equal("12.5", read["Number"]);
    }

    [Fact]
    public async Task Document_OfAlmostAMebibyte_ComesBackWhole()
    {
        var document = Encoding.UTF8.GetBytes('"' + string.Concat(Enumerable.Repeat("专利密集型产品", 49_000)) + '"');
        Assert.InRange(document.Length, 1_020_000, RecordLimits.EntityBytes);
        await Store.CommitAsync(Table, "p", [new InsertRecord("r") { Document = document }]);
        var read = await Store.FindAsync(Table, "p", "r");
        Assert.True(read!.Document.Span.SequenceEqual(document));
    }

    public static TheoryData<string> BrokenLimits => ["no operation", "101 operations", "row twice", "entity too large", "batch too large", "text too long", "253 properties", "property name", "reserved property", "document property", "property type"];

    [Theory]
    [MemberData(nameof(BrokenLimits))]
    public async Task Commit_AboveALimitOfAzureTables_IsRefusedWhole(string limit)
    {
        IReadOnlyList<RecordOperation> batch = limit switch
        {
            "no operation" => [],
            "101 operations" => [.. Enumerable.Range(0, 101).Select(i => Insert($"r{i}", i))],
            "row twice" => [Insert("first", 1), Insert("r", 1), Upsert("r", 2)],
            "entity too large" => [Insert("first", 1), new InsertRecord("r") { Document = new byte[RecordLimits.EntityBytes] }],
            "batch too large" => [.. Enumerable.Range(0, 5).Select(i => new InsertRecord($"r{i}") { Document = new byte[900_000] })],
            "text too long" => [Insert("r", 1, ("Text", new string('x', (32 * 1024) + 1)))],
            "253 properties" => [Insert("r", 1, [.. Enumerable.Range(0, 252).Select(i => ($"P{i}", (object)i))])],
            "property name" => [Insert("r", 1, ("1x", 1))],
            "reserved property" => [Insert("r", 1, ("RowKey", "x"))],
            "document property" => [Insert("r", 1, ("Doc1", "x"))],
            _ => [Insert("r", 1, ("Money", 1.5m))],
        };
        await Assert.ThrowsAsync<RecordLimitException>(() => Store.CommitAsync(Table, "p", batch));
        Assert.Empty((await Store.QueryAsync(Table, new RecordQuery())).Records);
    }

    [Fact]
    public async Task Commit_AtTheLimits_IsWritten()
    {
        await Store.CommitAsync(Table, "p", [.. Enumerable.Range(0, 100).Select(i => Insert($"r{i}", i))]);
        await Store.CommitAsync(Table, new string('p', 512), [Insert(new string('r', 512), 1, ("Text", new string('x', 32 * 1024)))]);
        await Store.CommitAsync(Table, "q", [Insert("r", 1, [.. Enumerable.Range(0, 251).Select(i => ($"P{i}", (object)i))])]);
        Assert.Equal(102, (await AllAsync(new RecordQuery())).Count);
    }

    [Fact]
    public async Task Commit_OfAlmostFourMebibytes_IsWritten()
    {
        // Base64 makes 4.0 million characters of them; the batch may have 4,194,304 bytes with its headers.
        await Store.CommitAsync(Table, "p", [.. Enumerable.Range(0, 3).Select(i => new InsertRecord($"r{i}") { Document = Encoding.UTF8.GetBytes('"' + new string('x', 1_000_000) + '"') })]);
        Assert.All(await AllAsync(new RecordQuery()), r => Assert.Equal(1_000_002, r.Document.Length));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("a\nb")]
    [InlineData("a\u0085b")]
    [InlineData("513")]
    public async Task Commit_AKeyThatAzureTablesRefuses_IsRefused(string key)
    {
        key = key == "513" ? new string('x', 513) : key;
        await Assert.ThrowsAsync<RecordLimitException>(() => Store.CommitAsync(Table, "p", [Insert(key, 1)]));
        await Assert.ThrowsAsync<RecordLimitException>(() => Store.CommitAsync(Table, key, [Insert("r", 1)]));
    }

    [Theory]
    [InlineData("ab")]
    [InlineData("1Things")]
    [InlineData("My-Things")]
    [InlineData("Things'; DROP TABLE records")]
    [InlineData("表名称")]
    public async Task Commit_ATableNameThatAzureTablesRefuses_IsRefused(string table) =>
        await Assert.ThrowsAsync<RecordLimitException>(() => Store.CommitAsync(table, "p", [Insert("r", 1)]));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1001)]
    public async Task Query_WithAPageSizeThatAzureTablesRefuses_IsRefused(int take) =>
        await Assert.ThrowsAsync<RecordLimitException>(() => Store.QueryAsync(Table, new RecordQuery { Take = take }));

    [Fact]
    public async Task Replace_ByManyWithTheSameETag_OneWins()
    {
        var etag = (await Store.CommitAsync(Table, "p", [Insert("r", 0)])).Single();
        var results = await Task.WhenAll(Enumerable.Range(1, 20).Select(i => Task.Run(() => TryAsync(Replace("r", etag, i)))));
        Assert.Single(results, won => won);
    }

    [Fact]
    public async Task Insert_ByManyOfTheSameRow_OneWins()
    {
        var results = await Task.WhenAll(Enumerable.Range(1, 20).Select(i => Task.Run(() => TryAsync(Insert("r", i)))));
        Assert.Single(results, won => won);
    }

    [Fact]
    public async Task Increment_ByManyWithRetries_LosesNone()
    {
        await Store.CommitAsync(Table, "p", [Insert("r", 0)]);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            for (var done = 0; done < 10;)
            {
                var read = (await Store.FindAsync<int>(Table, "p", "r"))!;
                if (await TryAsync(Replace("r", read.ETag, read.Value + 1))) done++;
            }
        })));
        Assert.Equal(80, (await Store.FindAsync<int>(Table, "p", "r"))!.Value);
    }

    [Fact]
    public async Task Reopen_AfterWrites_FindsEverything()
    {
        var etag = (await Store.CommitAsync(Table, "p", [Insert("r", "保留", ("When", Friday))])).Single();
        var other = Reopen();
        var read = await other.FindAsync(Table, "p", "r");
        Assert.Equal((etag, "\"保留\""), (read!.ETag, Text(read)));
        Assert.Equal(Friday, read.Properties["When"]);
        await other.CommitAsync(Table, "p", [Replace("r", etag, 2)]);
    }

    private static InsertRecord Insert<T>(string row, T value, params (string Name, object Value)[] properties) =>
        new(row) { Document = TypedRecords.ToDocument(value), Properties = properties.ToDictionary(p => p.Name, p => p.Value) };

    private static UpsertRecord Upsert<T>(string row, T value, params (string Name, object Value)[] properties) =>
        new(row) { Document = TypedRecords.ToDocument(value), Properties = properties.ToDictionary(p => p.Name, p => p.Value) };

    private static ReplaceRecord Replace<T>(string row, string etag, T value) => new(row, etag) { Document = TypedRecords.ToDocument(value) };

    private static string Text(StoredRecord record) => Encoding.UTF8.GetString(record.Document.Span);

    private async Task<bool> TryAsync(RecordOperation operation)
    {
        try
        {
            await Store.CommitAsync(Table, "p", [operation]);
            return true;
        }
        catch (StoreConflictException)
        {
            return false;
        }
    }

    private async Task ConflictAsync(StoreConflict expected, RecordOperation operation)
    {
        var conflict = await Assert.ThrowsAsync<StoreConflictException>(() => Store.CommitAsync(Table, "p", [Upsert("before", 1), operation]));
        Assert.Equal((1, operation.Row, expected), (conflict.OperationIndex, conflict.Row, conflict.Conflict));
    }

    private async Task<List<StoredRecord>> AllAsync(RecordQuery query)
    {
        var all = new List<StoredRecord>();
        await foreach (var record in Store.AllAsync(Table, query)) all.Add(record);
        return all;
    }
}
