using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Revitalization.Resources;
using PatentFunctions.Revitalization.Search;

namespace PatentFunctions.Platform.Local;

/// <summary>
/// 专利转化资源库's index in one SQLite file of its own, by FTS5 over what <see cref="ResourceTerms"/> gives: the local twin of Azure AI Search.
/// <list type="bullet">
/// <item>Row numbers descend with 登记入库时间, so that the newest are the first that FTS5 comes to.</item>
/// <item>Each value of a facet is one token of the index (a condition is an intersection of lists) and one character of <c>facts.codes</c>
/// (a condition on ranked hits is a look for a character, and counting is counting characters).</item>
/// <item>The words are not stored a second time: what is to be removed is taken apart anew from the document.</item>
/// </list>
/// </summary>
internal sealed class SqliteResourceSearch : IResourceSearch, IDisposable
{
    /// <summary>Version of tables and tokens: an index of another version is empty until an operator has it rebuilt.</summary>
    private const int Format = 1;

    private const int MostCached = 500;
    private const int MostRead = 10_000;
    private const int MostFacetValues = 200;
    private const string Rank = "bm25(words, 8, 6, 3, 1, 10, 0)";

    private readonly string connectionString;
    private readonly SemaphoreSlim writing = new(1, 1);
    private readonly ConcurrentBag<Reader> idle = [];
    private readonly FacetCodes codes = new();
    private readonly ConcurrentDictionary<string, object> counted = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<long, ResourceDocument> read = new();
    private long written;
    private bool disposed;

    /// <summary>Opens or makes the file.</summary>
    public SqliteResourceSearch(string path)
    {
        SQLitePCL.Batteries_V2.Init();
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        connectionString = new SqliteConnectionStringBuilder { DataSource = path, DefaultTimeout = 30, Pooling = false }.ToString();
        using var reader = new Reader(connectionString);
        reader.Run("PRAGMA journal_mode = WAL");
        if (reader.Number("PRAGMA user_version") != Format) Create(reader);
        codes.Load(reader);
    }

    /// <inheritdoc />
    public async Task<ResourcePage> FindAsync(ResourceQuery query, CancellationToken cancellation)
    {
        if (query.Take is < 1 or > 1000) throw new ArgumentOutOfRangeException(nameof(query), "a page holds 1 to 1,000 hits");
        var words = SearchWords.Parse(query.Text);
        if (Scope(query, words) is not { } scope) return new ResourcePage([], null, query.WithTotal ? 0 : null, query.WithFacets ? [] : null);
        // Counting takes longer than finding twenty: each goes its own way at the same time.
        var total = query.WithTotal ? Task.Run(() => Counted("total", scope, Total), cancellation) : null;
        var facets = query.WithFacets ? Task.Run(() => Counted("facets", scope, Facets), cancellation) : null;
        var (hits, next) = Hits(query, words, scope);
        return new ResourcePage(hits, next, total is null ? null : await total, facets is null ? null : await facets);
    }

    /// <inheritdoc />
    public async Task PutAsync(IReadOnlyList<ResourceDocument> documents, CancellationToken cancellation)
    {
        if (documents.Count == 0) return;
        await WriteAsync(writer =>
        {
            foreach (var document in documents) writer.Put(document);
        }, cancellation);
    }

    /// <inheritdoc />
    public async Task RemoveAsync(IReadOnlyList<ResourceId> resources, CancellationToken cancellation)
    {
        if (resources.Count == 0) return;
        await WriteAsync(writer =>
        {
            foreach (var resource in resources) writer.Remove(resource);
        }, cancellation);
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<ResourceId> AllAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.CompletedTask;
        for (var after = ""; ;)
        {
            var page = With(r => r.Texts("SELECT id FROM documents WHERE id > $0 ORDER BY id LIMIT 1000", after));
            foreach (var id in page) yield return new ResourceId(id);
            cancellation.ThrowIfCancellationRequested();
            if (page.Count == 0) yield break;
            after = page[^1];
        }
    }

    /// <inheritdoc />
    public async Task SettleAsync(CancellationToken cancellation)
    {
        await WriteAsync(writer => writer.Run("INSERT INTO words(words) VALUES('optimize')"), cancellation);
        With(r => r.Number("PRAGMA wal_checkpoint(TRUNCATE)"));
    }

    /// <inheritdoc />
    public void Dispose()
    {
        disposed = true;
        while (idle.TryTake(out var reader)) reader.Dispose();
        writing.Dispose();
    }

    /// <summary>What FTS5 is asked for the words of a query; null where it has none.</summary>
    internal static string? Match(IReadOnlyList<SearchWord> words, bool any) =>
        words.Count == 0 ? null : string.Join(any ? " OR " : " AND ", words.Select(w => Group(w.Alternatives.Select(p => Quoted(string.Join(' ', p.Tokens)) + (p.IsPrefix ? " *" : "")))));

    private static string Group(IEnumerable<string> alternatives) => alternatives.ToList() is [var only] ? only : "(" + string.Join(" OR ", alternatives) + ")";

    private static string Quoted(string tokens) => '"' + tokens + '"';

    private static void Create(Reader reader) => reader.Run($"""
        BEGIN IMMEDIATE;
        DROP TABLE IF EXISTS words;
        DROP TABLE IF EXISTS documents;
        DROP TABLE IF EXISTS facts;
        DROP TABLE IF EXISTS facet_values;
        CREATE VIRTUAL TABLE words USING fts5(title, keywords, university, body, numbers, facets, content = '', tokenize = "unicode61 remove_diacritics 0 tokenchars '_'");
        CREATE TABLE documents (place INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, registered INTEGER NOT NULL, json BLOB NOT NULL);
        CREATE INDEX documents_registered ON documents (registered);
        CREATE TABLE facts (place INTEGER PRIMARY KEY, codes TEXT NOT NULL, stars REAL);
        CREATE INDEX facts_stars ON facts (stars DESC, place);
        CREATE TABLE facet_values (code INTEGER PRIMARY KEY, facet TEXT NOT NULL, value TEXT NOT NULL, UNIQUE (facet, value));
        PRAGMA user_version = {Format};
        COMMIT;
        """);

    // Null where nothing can meet the query.
    private SearchScope? Scope(ResourceQuery query, IReadOnlyList<SearchWord> words)
    {
        if (words.Count == 0 && !string.IsNullOrWhiteSpace(query.Text)) return null;
        var conditions = new List<IReadOnlyList<int>>();
        foreach (var (facet, values) in ResourceFacets.Of(query))
        {
            var known = values.Select(v => codes.Find(facet, v)).OfType<int>().ToList();
            if (known.Count == 0) return null;
            conditions.Add(known);
        }
        long? first = null, last = null;
        if (query.RegisteredTo is { } to)
        {
            first = With(r => r.NumberOrNull("SELECT min(place) FROM documents WHERE registered = (SELECT max(registered) FROM documents WHERE registered < $0)", ChinaTime.EndOfDay(to).UtcTicks));
            if (first is null) return null;
        }
        if (query.RegisteredFrom is { } from)
        {
            last = With(r => r.NumberOrNull("SELECT max(place) FROM documents WHERE registered = (SELECT min(registered) FROM documents WHERE registered >= $0)", ChinaTime.StartOfDay(from).UtcTicks));
            if (last is null) return null;
        }
        var match = Match(words, query.AnyWord);
        var tokens = conditions.Select(c => Group(c.Select(code => Quoted(FacetCodes.Token(code))))).ToList();
        var all = match is null ? tokens : [query.AnyWord ? $"({match})" : match, .. tokens];
        return new SearchScope(match, all.Count == 0 ? null : string.Join(" AND ", all), conditions, first, last);
    }

    private (IReadOnlyList<ResourceHit> Hits, string? Next) Hits(ResourceQuery query, IReadOnlyList<SearchWord> words, SearchScope scope)
    {
        var order = query.Sort == ResourceSort.Relevance && scope.Words is null ? ResourceSort.Newest : query.Sort;
        var after = SearchPosition.Read(query.Continuation, order);
        return With(reader =>
        {
            var found = order switch
            {
                ResourceSort.Relevance => Ranked(reader, scope, after, query.Take + 1),
                ResourceSort.Rating => Rated(reader, scope, after, query.Take + 1),
                _ => Newest(reader, scope, after, query.Take + 1),
            };
            var hits = new List<ResourceHit>(Math.Min(found.Count, query.Take));
            foreach (var position in found.Take(query.Take))
            {
                // Gone since it was found: a page may be short, its continuation holds.
                if (DocumentAt(reader, position.Place) is not { } document) continue;
                hits.Add(new ResourceHit(document, order == ResourceSort.Relevance ? -position.Value : null, ResourceHighlighter.Of(document, words)));
            }
            return (hits, found.Count > query.Take ? found[query.Take - 1].Write(order) : null);
        });
    }

    private ResourceDocument? DocumentAt(Reader reader, long place)
    {
        if (read.TryGetValue(place, out var known)) return known;
        var generation = Volatile.Read(ref written);
        if (reader.Bytes("SELECT json FROM documents WHERE place = $0", place) is not { } json) return null;
        var document = JsonSerializer.Deserialize<ResourceDocument>(json, PlatformJson.Stored)!;
        if (read.Count >= MostRead) read.Clear();
        if (generation == Volatile.Read(ref written)) read[place] = document;
        return document;
    }

    private static List<SearchPosition> Newest(Reader reader, SearchScope scope, SearchPosition? after, int take)
    {
        var (table, place) = scope.All is null ? ("facts", "place") : ("words", "rowid");
        var where = scope.Where(place, scope.All, after?.Place);
        return reader.Positions($"SELECT {place}, NULL FROM {table} WHERE {where.Sql} ORDER BY {place} LIMIT $n", where.Values, take);
    }

    private static List<SearchPosition> Ranked(Reader reader, SearchScope scope, SearchPosition? after, int take)
    {
        var where = scope.Where("words.rowid", scope.Words, null);
        var values = where.Values.ToList();
        var sql = new StringBuilder($"SELECT words.rowid, {Rank} AS score FROM words");
        if (scope.Conditions.Count > 0) sql.Append(" CROSS JOIN facts ON facts.place = words.rowid");
        sql.Append(" WHERE ").Append(where.Sql);
        foreach (var condition in scope.Conditions) sql.Append(" AND ").Append(Has(condition, values));
        if (after is null) return reader.Positions(sql.Append(" ORDER BY score, words.rowid LIMIT $n").ToString(), values, take);
        var (score, place) = (Parameter(values, after.Value.Value!), Parameter(values, after.Value.Place));
        return reader.Positions($"SELECT * FROM ({sql}) WHERE score > {score} OR (score = {score} AND rowid > {place}) ORDER BY score, rowid LIMIT $n", values, take);
    }

    // Those without stars come last, as NULL is the least there is.
    private static List<SearchPosition> Rated(Reader reader, SearchScope scope, SearchPosition? after, int take)
    {
        var (from, place) = scope.All is null ? ("facts", "facts.place") : ("words CROSS JOIN facts ON facts.place = words.rowid", "words.rowid");
        var where = scope.Where(place, scope.All, null);
        var values = where.Values.ToList();
        var sql = $"SELECT {place}, facts.stars FROM {from} WHERE {where.Sql}";
        if (after is { Value: { } stars } last)
        {
            var (at, behind) = (Parameter(values, stars), Parameter(values, last.Place));
            sql += $" AND (facts.stars < {at} OR (facts.stars = {at} AND {place} > {behind}) OR facts.stars IS NULL)";
        }
        else if (after is { } unrated)
        {
            sql += $" AND facts.stars IS NULL AND {place} > {Parameter(values, unrated.Place)}";
        }
        return reader.Positions(sql + $" ORDER BY facts.stars DESC, {place} LIMIT $n", values, take);
    }

    private static long Total(Reader reader, SearchScope scope)
    {
        var (table, place) = scope.All is null ? ("facts", "place") : ("words", "rowid");
        var where = scope.Where(place, scope.All, null);
        return reader.Number($"SELECT count(*) FROM {table} WHERE {where.Sql}", [.. where.Values]);
    }

    private IReadOnlyList<ResourceFacet> Facets(Reader reader, SearchScope scope)
    {
        var (from, place) = scope.All is null ? ("facts", "place") : ("words CROSS JOIN facts ON facts.place = words.rowid", "words.rowid");
        var where = scope.Where(place, scope.All, null);
        var counts = new long[FacetCodes.Most];
        foreach (var text in reader.Stream($"SELECT facts.codes FROM {from} WHERE {where.Sql}", [.. where.Values]))
        {
            foreach (var character in text) counts[FacetCodes.CodeOf(character)]++;
        }
        var values = new List<(string Facet, FacetCount Count)>();
        for (var code = 0; code < counts.Length; code++)
        {
            if (counts[code] > 0 && codes.Read(code) is var (facet, value)) values.Add((facet, new FacetCount(value, counts[code])));
        }
        return [.. ResourceFacets.Names.Select(name => new ResourceFacet(name, [.. values
            .Where(v => v.Facet == name).Select(v => v.Count)
            .OrderByDescending(c => c.Count).ThenBy(c => c.Value, StringComparer.Ordinal).Take(MostFacetValues)]))];
    }

    private T Counted<T>(string what, SearchScope scope, Func<Reader, SearchScope, T> count)
        where T : notnull
    {
        var key = $"{what}|{scope.All}|{scope.First}|{scope.Last}";
        if (counted.TryGetValue(key, out var known)) return (T)known;
        var generation = Volatile.Read(ref written);
        var result = With(r => count(r, scope));
        if (counted.Count >= MostCached) counted.Clear();
        // What was counted while something was written holds for nobody else.
        if (generation == Volatile.Read(ref written)) counted[key] = result;
        return result;
    }

    private static string Has(IReadOnlyList<int> condition, List<object> values) =>
        "(" + string.Join(" OR ", condition.Select(code => $"instr(facts.codes, {Parameter(values, FacetCodes.Character(code).ToString())}) > 0")) + ")";

    private static string Parameter(List<object> values, object value)
    {
        values.Add(value);
        return "$" + (values.Count - 1).ToString(CultureInfo.InvariantCulture);
    }

    private T With<T>(Func<Reader, T> read)
    {
        if (!idle.TryTake(out var reader)) reader = new Reader(connectionString);
        try
        {
            return read(reader);
        }
        finally
        {
            if (disposed) reader.Dispose();
            else idle.Add(reader);
        }
    }

    private async Task WriteAsync(Action<SearchWriter> write, CancellationToken cancellation)
    {
        await writing.WaitAsync(cancellation);
        try
        {
            With(reader =>
            {
                using var writer = new SearchWriter(reader, codes);
                write(writer);
                writer.Commit();
                return true;
            });
        }
        finally
        {
            Interlocked.Increment(ref written);
            counted.Clear();
            read.Clear();
            writing.Release();
        }
    }
}
