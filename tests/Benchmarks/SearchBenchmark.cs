using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using PatentFunctions.Platform.Local;
using PatentFunctions.Revitalization.Resources;
using PatentFunctions.Revitalization.Search;

namespace Benchmarks;

/// <summary>
/// 专利转化资源库 with many patents: the search as the app calls it (hits with their documents and highlights), next to plain SQL on the same FTS5
/// index and to PostgreSQL with pg_trgm where its programs are on the machine; the three are asked the same in turns within one run.
/// </summary>
public static class SearchBenchmark
{
    private const int Seed = 20261129;
    private const int Warmup = 200;
    private const int AtOnce = 2000;
    private const string Weighted = "bm25(words, 8, 6, 3, 1, 10, 0)";

    public static async Task RunAsync(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        var count = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1_000_000;
        var queries = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 200;
        var kept = args.Length > 2 ? Directory.CreateDirectory(args[2]).FullName : null;
        var folder = kept ?? Directory.CreateTempSubdirectory("search-benchmark-").FullName;
        try
        {
            var file = Path.Combine(folder, "search.db");
            var known = File.Exists(file);
            using var search = new SqliteResourceSearch(file);
            if (!known) await BuildAsync(search, file, count);
            using var postgres = args.Length > 3 && args[3] == "without-postgres" ? null : TrigramServer.StartOrSay(folder);
            postgres?.Load(new SyntheticPatents(Seed).Make(count));
            await CompareAsync(search, file, postgres, count, queries);
        }
        finally
        {
            if (kept is null) Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task BuildAsync(SqliteResourceSearch search, string file, int count)
    {
        var watch = Stopwatch.StartNew();
        foreach (var batch in new SyntheticPatents(Seed).Make(count).Chunk(AtOnce)) await search.PutAsync(batch, CancellationToken.None);
        var written = watch.Elapsed;
        await search.SettleAsync(CancellationToken.None);
        Console.WriteLine($"{count:N0} patents: index written in {written.TotalSeconds:N0} s, merged in {(watch.Elapsed - written).TotalSeconds:N0} s, {new FileInfo(file).Length / 1048576.0:N0} MB");
    }

    private static async Task CompareAsync(SqliteResourceSearch search, string file, TrigramServer? postgres, int count, int queries)
    {
        await using var plain = new SqliteConnection($"Data Source={file};Mode=ReadOnly");
        await plain.OpenAsync();
        using (var settings = plain.CreateCommand())
        {
            settings.CommandText = "PRAGMA mmap_size = 8589934592; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY";
            settings.ExecuteNonQuery();
        }
        using var ranked = Prepared(plain, $"SELECT rowid FROM words WHERE words MATCH $m ORDER BY {Weighted} LIMIT 20");
        using var newest = Prepared(plain, "SELECT rowid FROM words WHERE words MATCH $m ORDER BY rowid LIMIT 20");
        using var total = Prepared(plain, "SELECT count(*) FROM words WHERE words MATCH $m");
        var words = new SyntheticPatents(Seed + 1);
        string Two() => words.Word() + " " + words.Word();
        string None() => "锒铛 " + words.Word();

        Console.WriteLine($"{"",-44}{"search p50",11}{"p99",9}{"plain p50",11}{"p99",9}{"ratio",7}{"pg_trgm p50",13}   of {queries} queries, ms");
        await LineAsync("two words, ranked, top 20", Two, q => q, ranked, pg: queries / 10);
        await LineAsync("two words, newest 20", Two, q => q with { Sort = ResourceSort.Newest }, newest);
        await LineAsync("one word of two characters, newest 20", words.ShortWord, q => q with { Sort = ResourceSort.Newest }, newest);
        await LineAsync("one word of two characters, ranked", words.ShortWord, q => q, ranked, pg: queries / 20);
        await LineAsync("one character, newest 20", () => words.ShortWord()[..1], q => q with { Sort = ResourceSort.Newest }, newest);
        await LineAsync("two words, ranked, with total", Two, q => q with { WithTotal = true }, ranked, total);
        await LineAsync("two words, ranked, with total and facets", Two, q => q with { WithTotal = true, WithFacets = true }, ranked, total);
        await LineAsync("two words, ranked, province and industry", Two, q => q with { Provinces = ["43"], Industries = ["C"] }, null);
        await LineAsync("two words, newest, province and industry", Two, q => q with { Sort = ResourceSort.Newest, Provinces = ["43"], Industries = ["C"] }, null);
        await LineAsync("two words, best evaluated", Two, q => q with { Sort = ResourceSort.Rating }, null);
        await LineAsync("patent number, beginning of 8 digits", () => string.Create(CultureInfo.InvariantCulture, $"ZL{Random.Shared.Next(2010, 2024)}1{Random.Shared.Next(count / 10000):D3}"), q => q, null);
        await LineAsync("nothing found", None, q => q, ranked);
        await LineAsync("no word, newest 20", () => "", q => q, null);
        await LineAsync("no word, province, newest 20", () => "", q => q with { Provinces = ["43"] }, null);

        async Task LineAsync(string name, Func<string> text, Func<ResourceQuery, ResourceQuery> with, SqliteCommand? plainly, SqliteCommand? also = null, int pg = 0)
        {
            var (ours, theirs, trigrams) = (new List<double>(), new List<double>(), new List<double>());
            for (var i = -Warmup; i < queries; i++)
            {
                var asked = text();
                var match = SqliteResourceSearch.Match(SearchWords.Parse(asked), any: false);
                var query = with(new ResourceQuery { Text = asked });
                // Who comes first finds the pages cold: each is first in turn.
                double plainTime = 0;
                if (i % 2 == 0) plainTime = Plainly();
                var start = Stopwatch.GetTimestamp();
                await search.FindAsync(query, CancellationToken.None);
                var time = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
                if (i % 2 != 0) plainTime = Plainly();
                if (i < 0) continue;
                ours.Add(time);
                if (plainly is not null) theirs.Add(plainTime);
                if (i < pg && postgres is not null) trigrams.Add(postgres.Ask(asked.Split(' ')));

                double Plainly() => plainly is null ? 0 : Time(plainly, match!) + (also is null ? 0 : Time(also, match!));
            }
            var ratio = theirs.Count == 0 ? "" : (Part(ours, 0.5) / Part(theirs, 0.5)).ToString("N2", CultureInfo.InvariantCulture);
            Console.WriteLine($"{name,-44}{Part(ours, 0.5),11:N2}{Part(ours, 0.99),9:N1}{Shown(theirs, 0.5),11}{Shown(theirs, 0.99),9}{ratio,7}{Shown(trigrams, 0.5),13}");
        }
    }

    private static SqliteCommand Prepared(SqliteConnection connection, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.Add(new SqliteParameter("$m", SqliteType.Text));
        return command;
    }

    private static double Time(SqliteCommand command, string match)
    {
        var start = Stopwatch.GetTimestamp();
        command.Parameters[0].Value = match;
        using (var reader = command.ExecuteReader())
        {
            while (reader.Read()) _ = reader.GetInt64(0);
        }
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static string Shown(List<double> times, double part) => times.Count == 0 ? "" : Part(times, part).ToString("N2", CultureInfo.InvariantCulture);

    private static double Part(List<double> times, double part) => times.Order().ElementAt((int)(part * (times.Count - 1)));
}
