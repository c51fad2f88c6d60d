using System.Diagnostics;
using System.Globalization;
using System.Text;
using PatentFunctions.Revitalization.Search;

namespace Benchmarks;

/// <summary>
/// A PostgreSQL server of its own in a folder, with the same texts under a trigram index. It is driven through psql, whose \timing is the
/// server's answer time without a new connection.
/// </summary>
internal sealed class TrigramServer : IDisposable
{
    private readonly string programs;
    private readonly string folder;
    private readonly Process psql;

    private TrigramServer(string programs, string folder)
    {
        (this.programs, this.folder) = (programs, folder);
        // The server refuses to run as root.
        Run("chown", "-R", "postgres", folder);
        AsPostgres(Path.Combine(programs, "initdb"), "-D", Data, "-E", "UTF8", "--locale=C.UTF-8", "-A", "trust");
        AsPostgres(Path.Combine(programs, "pg_ctl"), "-D", Data, "-l", Path.Combine(folder, "log"), "-w", "-o", $"-k {folder} -h '' -c shared_buffers=1GB -c maintenance_work_mem=1GB -c fsync=off", "start");
        psql = Process.Start(new ProcessStartInfo("psql", ["-h", folder, "-U", "postgres", "-qAt", "-v", "ON_ERROR_STOP=1", "postgres"]) { RedirectStandardInput = true, RedirectStandardOutput = true, StandardInputEncoding = new UTF8Encoding(false), StandardOutputEncoding = Encoding.UTF8 })!;
        Say("CREATE EXTENSION pg_trgm; CREATE TABLE p (id int PRIMARY KEY, body text); SET max_parallel_workers_per_gather = 0;");
    }

    private string Data => Path.Combine(folder, "data");

    /// <summary>The server, or null where it is not on the machine, which is said.</summary>
    public static TrigramServer? StartOrSay(string parent)
    {
        var versions = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").Select(d => Path.Combine(d, "bin")).Where(d => File.Exists(Path.Combine(d, "initdb"))).Order().ToList() : [];
        if (versions.Count == 0)
        {
            Console.WriteLine("PostgreSQL is not on this machine: pg_trgm is left out (apt-get install postgresql)");
            return null;
        }
        Run("chmod", "755", parent);
        return new TrigramServer(versions[^1], Directory.CreateDirectory(Path.Combine(parent, "pg")).FullName);
    }

    /// <summary>Loads the texts and builds the index.</summary>
    public void Load(IEnumerable<ResourceDocument> documents)
    {
        var watch = Stopwatch.StartNew();
        var input = psql.StandardInput;
        input.Write("COPY p FROM STDIN;\n");
        var id = 0;
        foreach (var document in documents)
            input.Write(string.Create(CultureInfo.InvariantCulture, $"{id++}\t{document.Title} {document.Patents[0].Abstract} {document.UniversityName} {string.Join(' ', document.Dossier.Keywords)} {document.Patents[0].Number.Value}\n"));
        input.Write("\\.\n");
        Say("CREATE INDEX p_body ON p USING gin (body gin_trgm_ops); ANALYZE p;");
        var size = Say("SELECT pg_total_relation_size('p') / 1048576;");
        Console.WriteLine($"PostgreSQL: loaded and indexed in {watch.Elapsed.TotalSeconds:N0} s, {size[0]} MB");
    }

    /// <summary>Milliseconds of the same question: every word in the text, the most similar first.</summary>
    public double Ask(string[] words)
    {
        var where = string.Join(" AND ", words.Select(w => $"body LIKE '%{w}%'"));
        var lines = Say($"\\timing on\nSELECT id FROM p WHERE {where} ORDER BY similarity(body, '{string.Join(' ', words)}') DESC LIMIT 20;\n\\timing off");
        return double.Parse(lines.Last(l => l.StartsWith("Time: ", StringComparison.Ordinal)).Split(' ')[1], CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        psql.StandardInput.Close();
        psql.WaitForExit();
        psql.Dispose();
        AsPostgres(Path.Combine(programs, "pg_ctl"), "-D", Data, "-m", "fast", "-w", "stop");
    }

    private List<string> Say(string text)
    {
        psql.StandardInput.Write(text + "\n\\echo ~done\n");
        psql.StandardInput.Flush();
        var lines = new List<string>();
        while (psql.StandardOutput.ReadLine() is { } line && line != "~done") lines.Add(line);
        return psql.HasExited ? throw new InvalidOperationException("psql ended") : lines;
    }

    private static void AsPostgres(string program, params string[] arguments) => Run("runuser", ["-u", "postgres", "--", program, .. arguments]);

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        // pg_ctl leaves its output to the server, so that it never ends: only what runs is waited for.
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {process.ExitCode}");
    }
}
