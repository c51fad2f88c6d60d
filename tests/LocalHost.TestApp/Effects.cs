using Microsoft.Data.Sqlite;
using PatentFunctions.LocalHost;

namespace LocalHost.TestApp;

/// <summary>The app's own records: an effect bears the id of its operation and happens once, however often it is asked for.</summary>
public sealed class Effects : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Lock _gate = new();

    public Effects(LocalHostOptions options)
    {
        SQLitePCL.Batteries_V2.Init();
        _connection = new SqliteConnection($"Data Source={Path.Combine(options.DataFolder, "effects.db")};Pooling=False");
        _connection.Open();
        Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; CREATE TABLE IF NOT EXISTS effects(operation TEXT PRIMARY KEY, asked INTEGER NOT NULL)");
    }

    /// <summary>Lets the effect of an operation happen, unless it has.</summary>
    public void Apply(string operation)
    {
        lock (_gate)
        {
            using var command = _connection.CreateCommand();
            command.CommandText = "INSERT INTO effects VALUES($operation, 1) ON CONFLICT DO UPDATE SET asked = asked + 1";
            command.Parameters.AddWithValue("$operation", operation);
            command.ExecuteNonQuery();
        }
    }

    public void Dispose() => _connection.Dispose();

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
#pragma warning disable CA2100 // A literal.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
