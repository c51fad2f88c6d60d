using System.Globalization;
using Microsoft.Data.Sqlite;

namespace PatentFunctions.Platform.Local;

/// <summary>A connection that keeps what it has prepared: a search is over before a statement would be parsed anew.</summary>
internal sealed class Reader : IDisposable
{
    private const int MostPrepared = 100;

    private readonly SqliteConnection connection;
    private readonly Dictionary<string, SqliteCommand> prepared = new(StringComparer.Ordinal);

    public Reader(string connectionString)
    {
        connection = new SqliteConnection(connectionString);
        connection.Open();
        Run("PRAGMA synchronous = NORMAL; PRAGMA mmap_size = 8589934592; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY");
    }

    public void Run(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public void Execute(string sql, params ReadOnlySpan<object?> values) => Prepare(sql, values).ExecuteNonQuery();

    public long Number(string sql, params ReadOnlySpan<object?> values) => NumberOrNull(sql, values) ?? 0;

    public long? NumberOrNull(string sql, params ReadOnlySpan<object?> values) => Prepare(sql, values).ExecuteScalar() is long number ? number : null;

    public byte[]? Bytes(string sql, params ReadOnlySpan<object?> values) => Prepare(sql, values).ExecuteScalar() as byte[];

    public List<string> Texts(string sql, params ReadOnlySpan<object?> values)
    {
        var texts = new List<string>();
        using var reader = Prepare(sql, values).ExecuteReader();
        while (reader.Read()) texts.Add(reader.GetString(0));
        return texts;
    }

    public IEnumerable<string> Stream(string sql, IReadOnlyList<object> values)
    {
        using var reader = Prepare(sql, [.. values]).ExecuteReader();
        while (reader.Read()) yield return reader.GetString(0);
    }

    public T? First<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values)
        where T : class
    {
        using var reader = Prepare(sql, values).ExecuteReader();
        return reader.Read() ? read(reader) : null;
    }

    /// <summary>Place and value of each row; the parameter <c>$n</c> is how many at most.</summary>
    public List<SearchPosition> Positions(string sql, IReadOnlyList<object> values, int take)
    {
        var command = Prepare(sql, [.. values], take);
        var found = new List<SearchPosition>(Math.Min(take, 256));
        using var reader = command.ExecuteReader();
        while (reader.Read()) found.Add(new SearchPosition(reader.GetInt64(0), reader.IsDBNull(1) ? null : reader.GetDouble(1)));
        return found;
    }

    public void Dispose()
    {
        foreach (var command in prepared.Values) command.Dispose();
        connection.Dispose();
    }

    private SqliteCommand Prepare(string sql, ReadOnlySpan<object?> values, int? take = null)
    {
        if (!prepared.TryGetValue(sql, out var command))
        {
            if (prepared.Count >= MostPrepared) Forget();
            prepared[sql] = command = connection.CreateCommand();
            command.CommandText = sql;
            for (var i = 0; i < values.Length; i++) command.Parameters.Add(new SqliteParameter("$" + i.ToString(CultureInfo.InvariantCulture), values[i] ?? DBNull.Value));
            if (take is not null) command.Parameters.Add(new SqliteParameter("$n", take));
        }
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i] ?? DBNull.Value;
        if (take is { } most) command.Parameters[values.Length].Value = most;
        return command;
    }

    private void Forget()
    {
        foreach (var command in prepared.Values) command.Dispose();
        prepared.Clear();
    }
}
