using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using PatentFunctions.Filing;
using PatentFunctions.Filing.Updates;
using PatentFunctions.Platform;
using PatentFunctions.Platform.Local;
using PatentFunctions.Platform.Storage;
using PatentFunctions.PublicSite;
using PatentFunctions.Recognition;
using PatentFunctions.Units;

namespace Benchmarks;

/// <summary>
/// The public search over many filings next to plain SQL with LIKE over one table of the same texts, in turns within one run, and the statistics.
/// </summary>
public static class PublicBenchmark
{
    private const int Warmup = 5;

    private static readonly string[] Kinds = ["滚动", "深沟球", "推力", "变频", "高压", "电动", "液压", "智能", "便携式", "节能", "耐磨", "精密", "医用", "家用", "工业", "风冷", "水冷", "自动", "数控", "激光"];
    private static readonly string[] Things = ["轴承", "水泵", "阀门", "电冰箱", "压缩机", "传感器", "机器人", "减速机", "电动机", "变压器", "注射器", "切割机", "显示屏", "连接器", "电池组", "过滤器", "搅拌机", "输送带", "换热器", "芯片"];
    private static readonly string[] Places = ["湖南", "江苏", "浙江", "广东", "山东", "北京", "上海", "四川", "湖北", "安徽"];
    private static readonly string[] Codes = ["43", "32", "33", "44", "37", "11", "31", "51", "42", "34"];
    private static readonly string[] Brands = ["华", "明", "达", "海", "天", "金", "瑞", "科", "信", "东", "宏", "远", "泰", "恒", "新"];
    private static readonly string[] Industries = ["C3451", "C3441", "C3851", "C3829", "C3584", "C3979", "C4011", "C3491", "I6513", "C3912"];

    public static async Task RunAsync(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        var count = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 200_000;
        var queries = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 200;
        var folder = Directory.CreateTempSubdirectory("public-benchmark-").FullName;
        try
        {
            using var records = new SqliteRecordStore(Path.Combine(folder, "records.db"));
            await using var services = Services(records);
            await using var plain = new SqliteConnection($"Data Source={Path.Combine(folder, "plain.db")}");
            await LoadAsync(records, services.GetRequiredService<PublicIndex>(), plain, count);
            await CompareAsync(services, plain, queries);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static ServiceProvider Services(IRecordStore records)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddPlatform();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(records);
        services.AddSingleton<UnitRecords>();
        services.AddSingleton<FilingRecords>();
        services.AddSingleton<FilingUpdates>();
        services.AddSingleton<FilingsByUnit>();
        services.AddSingleton<RecognitionRecords>();
        services.AddPublicSite();
        return services.BuildServiceProvider();
    }

    private static async Task LoadAsync(SqliteRecordStore records, PublicIndex index, SqliteConnection plain, int count)
    {
        var watch = Stopwatch.StartNew();
        await plain.OpenAsync();
        Execute(plain, "PRAGMA journal_mode = WAL; CREATE TABLE f (number TEXT PRIMARY KEY, product TEXT, model TEXT, unit TEXT, titles TEXT)");
        using var transaction = plain.BeginTransaction();
        var blocks = new HashSet<NumberBlock>();
        var batch = new List<RecordOperation>();
        string? partition = null;
        var random = new Random(1);
        foreach (var entry in Enumerable.Range(0, count).Select(i => Entry(random, i, count)))
        {
            var (home, row) = PublicIndex.MarkedRow(entry);
            if (batch.Count > 0 && (home != partition || batch.Count == RecordLimits.BatchOperations)) await FlushAsync();
            partition = home;
            batch.Add(row);
            blocks.Add(NumberBlock.Of(entry.Public.Number).Block);
            using var insert = plain.CreateCommand();
            insert.Transaction = transaction;
            insert.CommandText = "INSERT INTO f VALUES ($n, $p, $m, $u, $t)";
            insert.Parameters.AddWithValue("$n", entry.Public.Number);
            insert.Parameters.AddWithValue("$p", entry.Public.Product);
            insert.Parameters.AddWithValue("$m", entry.Public.Model);
            insert.Parameters.AddWithValue("$u", entry.Public.UnitName);
            insert.Parameters.AddWithValue("$t", string.Join(' ', (entry.Public.Patents ?? []).Select(p => p.Title)));
            insert.ExecuteNonQuery();
        }
        await FlushAsync();
        transaction.Commit();
        Console.WriteLine($"{count:N0} filings written in {watch.Elapsed.TotalSeconds:N0} s");
        watch.Restart();
        foreach (var block in blocks) await index.WriteBlockAsync(block, CancellationToken.None);
        Console.WriteLine($"{blocks.Count} blocks of terms written in {watch.Elapsed.TotalSeconds:N0} s");

        async Task FlushAsync()
        {
            await records.CommitAsync(PublicIndex.Table, partition!, batch);
            batch.Clear();
        }
    }

    private static PublicEntry Entry(Random random, int i, int count)
    {
        T Pick<T>(T[] from) => from[random.Next(from.Length)];
        // Five years of one fifth each, the serials without gaps.
        var (year, serial) = (2022 + (int)(5L * i / count), (i % ((count + 4) / 5)) + 1);
        var number = FilingNumbers.Format(year, serial);
        var (kind, thing, place) = (Pick(Kinds), Pick(Things), random.Next(Places.Length));
        var unit = $"{Places[place]}{Pick(Brands)}{Pick(Brands)}{thing}{Pick(["制造", "科技", "股份"])}有限公司";
        var patents = random.Next(2) == 0 ? null : Enumerable.Range(0, 3).Select(p => new PublicPatent($"ZL{random.NextInt64(1_000_000_000_000)}", $"一种{Pick(Kinds)}{thing}的{Pick(["密封结构", "控制方法", "冷却装置", "安装支架"])}", "发明")).ToList();
        var state = (PublicState)(random.Next(10) < 7 ? 0 : random.Next(6));
        var shown = new PublicFiling(number, state, PublicStates.NameOf(state), state != PublicState.Ended, kind + thing, unit, year, new DateOnly(year, 6, 1))
        {
            Model = $"{(char)('A' + random.Next(26))}{(char)('A' + random.Next(26))}-{random.Next(100, 9999)}",
            Introduction = new string('述', 200),
            Patents = patents,
        };
        var facts = new PublicFacts(year, Codes[place], Pick(Industries), "3451", random.Next(2) == 0 ? "none" : "0107") { Updated = random.Next(3) == 0 ? [year] : [], Recognized = random.Next(5) == 0 ? [year] : [] };
        return new PublicEntry(new FilingId("p-" + number), shown, facts);
    }

    private static async Task CompareAsync(ServiceProvider services, SqliteConnection plain, int queries)
    {
        var search = services.GetRequiredService<PublicSearch>();
        Console.WriteLine($"{"",-34}{"index p50",12}{"p99",10}{"LIKE p50",12}{"p99",10}   of {queries} queries, ms; both give 20 entries and the total");
        await LineAsync("two characters", () => $"{Pick(Things)[..2]}", null);
        await LineAsync("two words", () => $"{Pick(Kinds)} {Pick(Places)}", null);
        await LineAsync("three characters or more", () => $"{Pick(Kinds)}{Pick(Things)}", null);
        await LineAsync("found nowhere", () => "锒铛", null);
        await LineAsync("number's beginning", () => string.Create(CultureInfo.InvariantCulture, $"{2022 + Random.Shared.Next(5)}00{Random.Shared.Next(10)}"), null);
        await LineAsync("two characters, page far behind", () => $"{Pick(Things)[..2]}", "2022004000");

        var table = services.GetRequiredService<StatisticsTable>();
        foreach (var by in Dimension.All.Prepend(null))
        {
            var times = new List<double>();
            for (var i = 0; i < 10; i++) times.Add(await TimeAsync(async () => _ = (await table.ComputeAsync(new StatisticsScope(new PublicFilter(), null), by, default)).Value));
            Console.WriteLine($"statistics by {by?.Code ?? "year",-12} {times.Order().ElementAt(times.Count / 2),10:N1} ms");
        }

        async Task LineAsync(string name, Func<string> text, string? before)
        {
            var (index, like) = (new List<double>(), new List<double>());
            for (var i = -Warmup; i < queries; i++)
            {
                var asked = text();
                var condition = new PublicFilter { Text = asked }.ToCondition().Value;
                long? total = null;
                var one = await TimeAsync(async () => total = (await search.FindAsync(condition, 20, before, default)).Total);
                long counted = 0;
                var other = await TimeAsync(() =>
                {
                    counted = Like(plain, asked, before);
                    return Task.CompletedTask;
                });
                if (total is { } exact && exact != counted) throw new InvalidOperationException($"{asked}: {exact} by the index, {counted} by LIKE");
                if (i < 0) continue;
                index.Add(one);
                like.Add(other);
            }
            Console.WriteLine($"{name,-34}{Part(index, 0.5),12:N2}{Part(index, 0.99),10:N2}{Part(like, 0.5),12:N2}{Part(like, 0.99),10:N2}");
        }
    }

    private static long Like(SqliteConnection plain, string text, string? before)
    {
        using var command = plain.CreateCommand();
        var where = new List<string>();
        foreach (var word in text.Split(' '))
        {
            var name = "$w" + command.Parameters.Count.ToString(CultureInfo.InvariantCulture);
            command.Parameters.AddWithValue(name, word);
            where.Add($"(product LIKE '%' || {name} || '%' OR model LIKE '%' || {name} || '%' OR unit LIKE '%' || {name} || '%' OR titles LIKE '%' || {name} || '%' OR number LIKE {name} || '%')");
        }
        var condition = string.Join(" AND ", where);
        command.Parameters.AddWithValue("$before", before ?? "9999999999");
        command.CommandText = $"SELECT number FROM f WHERE {condition} AND number < $before ORDER BY number DESC LIMIT 20";
        using (var reader = command.ExecuteReader())
        {
            while (reader.Read()) _ = reader.GetString(0);
        }
        command.CommandText = $"SELECT count(*) FROM f WHERE {condition}";
        return (long)command.ExecuteScalar()!;
    }

    private static T Pick<T>(T[] from) => from[Random.Shared.Next(from.Length)];

    private static double Part(List<double> times, double part) => times.Order().ElementAt((int)(part * (times.Count - 1)));

    private static async Task<double> TimeAsync(Func<Task> what)
    {
        var start = Stopwatch.GetTimestamp();
        await what();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
