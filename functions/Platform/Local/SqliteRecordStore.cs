using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Platform.Local;

/// <summary>Records in one SQLite file: the local twin of Azure Tables, with the same limits and guarantees.</summary>
internal sealed class SqliteRecordStore : IRecordStore, IDisposable
{
    private readonly string connectionString;
    private readonly SemaphoreSlim writing = new(1, 1);

    /// <summary>Opens or makes the file.</summary>
    public SqliteRecordStore(string path)
    {
        SQLitePCL.Batteries_V2.Init();
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        connectionString = new SqliteConnectionStringBuilder { DataSource = path, DefaultTimeout = 30 }.ToString();
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = """
            PRAGMA journal_mode = WAL;
            CREATE TABLE IF NOT EXISTS records (
                tbl TEXT NOT NULL, partition TEXT NOT NULL, row TEXT NOT NULL,
                etag TEXT NOT NULL, properties TEXT NOT NULL, document BLOB NOT NULL);
            CREATE UNIQUE INDEX IF NOT EXISTS records_key ON records (tbl, partition, row);
            """;
        command.ExecuteNonQuery();
    }

    /// <inheritdoc />
    public Task<StoredRecord?> FindAsync(string table, string partition, string row, CancellationToken cancellation = default)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT partition, row, etag, properties, document FROM records WHERE tbl = $t AND partition = $p AND row = $r";
        command.Parameters.AddWithValue("$t", table);
        command.Parameters.AddWithValue("$p", partition);
        command.Parameters.AddWithValue("$r", row);
        using var reader = command.ExecuteReader();
        return Task.FromResult(reader.Read() ? Read(reader) : null);
    }

    /// <inheritdoc />
    public Task<RecordPage> QueryAsync(string table, RecordQuery query, CancellationToken cancellation = default)
    {
        if (query.Take is < 1 or > RecordLimits.PageRecords) throw new RecordLimitException($"a page holds 1 to {RecordLimits.PageRecords} records");
        using var connection = Open();
        using var command = connection.CreateCommand();
        var sql = new StringBuilder("SELECT partition, row, etag, properties, document FROM records WHERE tbl = $t");
        command.Parameters.AddWithValue("$t", table);
        void And(string condition, string value)
        {
            var name = "$k" + command.Parameters.Count.ToString(CultureInfo.InvariantCulture);
            sql.Append(" AND ").Append(condition.Replace("$", name, StringComparison.Ordinal));
            command.Parameters.AddWithValue(name, value);
        }
        if (query.Partition is { } partition) And("partition = $", partition);
        if (query.RowPrefix is { Length: > 0 } prefix)
        {
            And("row >= $", prefix);
            And("row < $", prefix[..^1] + (char)(prefix[^1] + 1));
        }
        if (query.RowFrom is { } from) And("row >= $", from);
        if (query.RowBefore is { } before) And("row < $", before);
        if (query.Continuation is { } token)
        {
            var (lastPartition, lastRow) = RecordContinuation.Read(token);
            var (p, r) = ("$c0", "$c1");
            sql.Append(" AND (partition, row) > (").Append(p).Append(", ").Append(r).Append(')');
            command.Parameters.AddWithValue(p, lastPartition);
            command.Parameters.AddWithValue(r, lastRow);
        }
        if (query.Filter is { } filter) sql.Append(" AND ").Append(Render(filter, command));
        sql.Append(" ORDER BY partition, row LIMIT ").Append((query.Take + 1).ToString(CultureInfo.InvariantCulture));
        command.CommandText = sql.ToString();
        var records = new List<StoredRecord>(Math.Min(query.Take, 64));
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            if (records.Count == query.Take) return Task.FromResult(new RecordPage(records, RecordContinuation.After(records[^1])));
            records.Add(Read(reader)!);
        }
        return Task.FromResult(new RecordPage(records, null));
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<string>> CommitAsync(string table, string partition, IReadOnlyList<RecordOperation> operations, CancellationToken cancellation = default)
    {
        RecordLimits.CheckBatch(table, partition, operations);
        await writing.WaitAsync(cancellation);
        try
        {
            using var connection = Open();
            Execute(connection, "PRAGMA synchronous = NORMAL"); // survives the death of the process; a power cut may cost the last moments, as the sample data of a developer's machine can afford
            using var transaction = connection.BeginTransaction(deferred: false);
            var etags = new string[operations.Count];
            for (var i = 0; i < operations.Count; i++) etags[i] = Apply(connection, transaction, table, partition, operations[i], i);
            transaction.Commit();
            return etags;
        }
        finally
        {
            writing.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        writing.Dispose();
        using var connection = new SqliteConnection(connectionString);
        SqliteConnection.ClearPool(connection);
    }

    private static string Apply(SqliteConnection connection, SqliteTransaction transaction, string table, string partition, RecordOperation operation, int index)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.Parameters.AddWithValue("$t", table);
        command.Parameters.AddWithValue("$p", partition);
        command.Parameters.AddWithValue("$r", operation.Row);
        command.CommandText = "SELECT etag FROM records WHERE tbl = $t AND partition = $p AND row = $r";
        var current = (string?)command.ExecuteScalar();
        StoreConflict? conflict = operation switch
        {
            InsertRecord when current is not null => StoreConflict.Exists,
            ReplaceRecord or DeleteRecord when current is null => StoreConflict.Missing,
            ReplaceRecord replace when replace.ETag != current => StoreConflict.Stale,
            DeleteRecord { ETag: { } expected } when expected != current => StoreConflict.Stale,
            _ => null,
        };
        if (conflict is { } met) throw new StoreConflictException(index, operation.Row, met);
        if (operation is DeleteRecord)
        {
            command.CommandText = "DELETE FROM records WHERE tbl = $t AND partition = $p AND row = $r";
            command.ExecuteNonQuery();
            return "";
        }
        var etag = Guid.NewGuid().ToString("N");
        command.Parameters.AddWithValue("$e", etag);
        command.Parameters.AddWithValue("$x", WriteProperties(operation.Properties));
        command.Parameters.AddWithValue("$d", operation.Document.ToArray());
        command.CommandText = """
            INSERT INTO records (tbl, partition, row, etag, properties, document) VALUES ($t, $p, $r, $e, $x, $d)
            ON CONFLICT (tbl, partition, row) DO UPDATE SET etag = $e, properties = $x, document = $d
            """;
        command.ExecuteNonQuery();
        return etag;
    }

    private static string Render(RecordFilter filter, SqliteCommand command)
    {
        switch (filter)
        {
            case CompareFilter compare:
                var name = "$f" + command.Parameters.Count.ToString(CultureInfo.InvariantCulture);
                command.Parameters.AddWithValue(name, Encode(compare.Value));
                var path = "$x" + name[1..];
                command.Parameters.AddWithValue(path, "$." + compare.Property);
                return $"json_extract(properties, {path}) {Operator(compare.Comparison)} {name}";
            case GroupFilter { Filters.Count: 0 } empty:
                return empty.Every ? "1" : "0";
            case GroupFilter group:
                return "(" + string.Join(group.Every ? " AND " : " OR ", group.Filters.Select(f => Render(f, command))) + ")";
            default:
                throw new InvalidOperationException(filter.GetType().Name);
        }
    }

    private static string Operator(Comparison comparison) => comparison switch
    {
        Comparison.Equal => "=",
        Comparison.NotEqual => "<>",
        Comparison.Less => "<",
        Comparison.LessOrEqual => "<=",
        Comparison.Greater => ">",
        _ => ">=",
    };

    // Texts and instants are stored as text with a letter before, which keeps their order and tells them apart; booleans compare as 0 and 1:
    // what json_extract gives back compares the right way.
    private static object Encode(object value) => value switch
    {
        string s => "s" + s,
        DateTimeOffset t => Instant(t),
        bool b => b ? 1L : 0L,
        int i => (long)i,
        long or double => value,
        _ => throw new RecordLimitException($"no comparison with {value.GetType().Name}"),
    };

    private static string Instant(DateTimeOffset t) => "t" + t.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture);

    // Every digit, and always a sign that it is no integer.
    private static string Real(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().ContainsAny('.', 'E') ? text : text + ".0";
    }

    private static string WriteProperties(IReadOnlyDictionary<string, object> properties)
    {
        if (properties.Count == 0) return "{}";
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in properties)
            {
                writer.WritePropertyName(name);
                switch (value)
                {
                    case string s: writer.WriteStringValue("s" + s); break;
                    case bool b: writer.WriteBooleanValue(b); break;
                    case int i: writer.WriteNumberValue((long)i); break;
                    case long l: writer.WriteNumberValue(l); break;
                    case double d: writer.WriteRawValue(Real(d)); break;
                    case DateTimeOffset t: writer.WriteStringValue(Instant(t)); break;
                    default: throw new RecordLimitException(name);
                }
            }
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static Dictionary<string, object> ReadProperties(string json)
    {
        var properties = new Dictionary<string, object>(StringComparer.Ordinal);
        if (json == "{}") return properties;
        using var document = JsonDocument.Parse(json);
        foreach (var property in document.RootElement.EnumerateObject())
        {
            properties[property.Name] = property.Value.ValueKind switch
            {
                JsonValueKind.True => true,
                JsonValueKind.False => false,
                JsonValueKind.Number => property.Value.GetRawText().AsSpan().ContainsAny('.', 'E') ? property.Value.GetDouble() : (object)property.Value.GetInt64(),
                _ when property.Value.GetString() is ['t', .. var instant] => DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
                _ => property.Value.GetString()![1..],
            };
        }
        return properties;
    }

    private static StoredRecord? Read(SqliteDataReader reader) =>
        new(reader.GetString(0), reader.GetString(1), reader.GetString(2), (byte[])reader.GetValue(4), ReadProperties(reader.GetString(3)));

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(connectionString);
        connection.Open();
        return connection;
    }
}
