using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace PatentFunctions.LocalHost;

/// <summary>
/// The SQLite file behind the engine. All writes go through one thread that commits whatever has gathered as one transaction
/// (group commit); a write's task ends only after its commit, so that nothing is ever built on what a crash could take back.
/// </summary>
internal sealed class DurableStore : IAsyncDisposable
{
    private const int LargestBatch = 1024;

    private readonly string _connectionString;
    private readonly FileStream _lockFile;
    private readonly SqliteConnection _connection;
    private readonly StoreWriter _writer;
    private readonly BlockingCollection<Operation> _queue = [];
    private readonly ConcurrentBag<StoreReader> _readers = [];
    private readonly Thread _thread;

    public DurableStore(string folder, string synchronous)
    {
        SQLitePCL.Batteries_V2.Init();
        Directory.CreateDirectory(folder);
        _lockFile = LockFolder(folder);
        _connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(folder, "durable.db"),
            Pooling = false,
        }.ToString();
        _connection = Open();
        Execute(_connection, "PRAGMA journal_mode = WAL");
        Execute(_connection, $"PRAGMA synchronous = {Synchronous(synchronous)}");
        Execute(_connection, Schema);
        _writer = new StoreWriter(_connection);
        _thread = new Thread(WriteLoop) { IsBackground = true, Name = "durable-writer" };
        _thread.Start();
    }

    /// <summary>Commits so far.</summary>
    public long Commits { get; private set; }

    /// <summary>Rows inserted, changed and deleted so far.</summary>
    public long RowsWritten => _writer.Rows;

    /// <summary>Runs a write in the next transaction.</summary>
    /// <param name="work">Runs on the writer's thread; may run twice if another write of its batch fails, so it must touch the file only.</param>
    /// <param name="committed">Runs on the writer's thread right after the commit, before the next transaction.</param>
    public Task<T> WriteAsync<T>(Func<StoreWriter, T> work, Action<T>? committed = null)
    {
        var operation = new Operation<T>(work, committed);
        _queue.Add(operation);
        return operation.Task;
    }

    /// <summary>Reads what is committed.</summary>
    public T Read<T>(Func<StoreReader, T> work)
    {
        if (!_readers.TryTake(out var reader))
            reader = new StoreReader(Open());
        try
        {
            return work(reader);
        }
        finally
        {
            _readers.Add(reader);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _queue.CompleteAdding();
        await Task.Run(_thread.Join);
        while (_readers.TryTake(out var reader))
            reader.Dispose();
        _writer.Dispose();
        await _connection.DisposeAsync();
        await _lockFile.DisposeAsync();
        _queue.Dispose();
    }

    private static string Synchronous(string value) => value.ToUpperInvariant() switch
    {
        "FULL" or "NORMAL" or "EXTRA" => value.ToUpperInvariant(),
        _ => throw new ArgumentException($"LocalHost:Synchronous must be FULL, NORMAL or EXTRA, not \"{value}\"."),
    };

    private static FileStream LockFolder(string folder)
    {
        var path = Path.Combine(folder, "host.lock");
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new InvalidOperationException(
                $"Another host works on \"{Path.GetFullPath(folder)}\". Stop it, or choose another folder with LocalHost:DataFolder.", e);
        }
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Literals, and a value checked above.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        return connection;
    }

    private void WriteLoop()
    {
        var batch = new List<Operation>();
        foreach (var first in _queue.GetConsumingEnumerable())
        {
            batch.Add(first);
            while (batch.Count < LargestBatch && _queue.TryTake(out var next))
                batch.Add(next);
            if (!TryCommit(batch) && batch.Count > 1)
            {
                // One of them is at fault; alone, each shows whether it is.
                foreach (var operation in batch)
                    TryCommit([operation]);
            }

            batch.Clear();
        }
    }

    private bool TryCommit(List<Operation> batch)
    {
        try
        {
            _writer.Begin();
            foreach (var operation in batch)
                operation.Run(_writer);
            _writer.Commit();
            Commits++;
        }
        catch (Exception e)
        {
            _writer.Rollback();
            if (batch.Count == 1)
                batch[0].Fail(e);
            return false;
        }

        foreach (var operation in batch)
            operation.Finish();
        return true;
    }

    private const string Schema = """
        CREATE TABLE IF NOT EXISTS instances(
            key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, execution TEXT NOT NULL, version TEXT NOT NULL,
            status INTEGER NOT NULL, created INTEGER NOT NULL, updated INTEGER NOT NULL, input TEXT, output TEXT, custom_status TEXT,
            failure TEXT, tags TEXT, parent_id TEXT, parent_name TEXT, parent_execution TEXT, parent_task INTEGER NOT NULL,
            history_length INTEGER NOT NULL);
        CREATE INDEX IF NOT EXISTS instances_by_parent ON instances(parent_id) WHERE parent_id IS NOT NULL;
        CREATE TABLE IF NOT EXISTS history(
            key INTEGER NOT NULL, seq INTEGER NOT NULL, kind INTEGER NOT NULL, task INTEGER NOT NULL, name TEXT, target TEXT,
            payload TEXT, ticks INTEGER NOT NULL, version TEXT, PRIMARY KEY(key, seq)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS inbox(
            key INTEGER NOT NULL, seq INTEGER NOT NULL, execution TEXT, kind INTEGER NOT NULL, task INTEGER NOT NULL, name TEXT,
            target TEXT, payload TEXT, ticks INTEGER NOT NULL, version TEXT, PRIMARY KEY(key, seq)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS timers(
            due INTEGER NOT NULL, key INTEGER NOT NULL, task INTEGER NOT NULL, execution TEXT NOT NULL,
            PRIMARY KEY(due, key, task, execution)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS activities(
            id INTEGER PRIMARY KEY, key INTEGER NOT NULL, instance TEXT NOT NULL, execution TEXT NOT NULL, task INTEGER NOT NULL,
            name TEXT NOT NULL, version TEXT NOT NULL, input TEXT);
        CREATE TABLE IF NOT EXISTS schedules(
            name TEXT PRIMARY KEY, schedule TEXT NOT NULL, last INTEGER NOT NULL, next INTEGER NOT NULL, updated INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS settings(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
        """;

    private abstract class Operation
    {
        public abstract void Run(StoreWriter writer);

        public abstract void Finish();

        public abstract void Fail(Exception e);
    }

    private sealed class Operation<T>(Func<StoreWriter, T> work, Action<T>? committed) : Operation
    {
        private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T _value = default!;

        public Task<T> Task => _done.Task;

        public override void Run(StoreWriter writer) => _value = work(writer);

        public override void Finish()
        {
            try
            {
                committed?.Invoke(_value);
                _done.SetResult(_value);
            }
            catch (Exception e)
            {
                _done.SetException(e);
            }
        }

        public override void Fail(Exception e) => _done.SetException(e);
    }
}

/// <summary>The statements that write; used on the writer's thread only.</summary>
internal sealed class StoreWriter : IDisposable
{
    private const string EntryColumns = "kind, task, name, target, payload, ticks, version";

    private readonly StoreReader _reader;
    private readonly Statement _insertInstance;
    private readonly Statement _updateInstance;
    private readonly Statement _deleteInstance;
    private readonly Statement _insertHistory;
    private readonly Statement _deleteHistory;
    private readonly Statement _insertInbox;
    private readonly Statement _deleteInbox;
    private readonly Statement _deleteInboxOf;
    private readonly Statement _insertTimer;
    private readonly Statement _deleteTimer;
    private readonly Statement _insertActivity;
    private readonly Statement _deleteActivity;
    private readonly Statement _upsertSchedule;
    private readonly Statement _upsertSetting;
    private readonly Statement _dueTimers;
    private readonly Statement _begin;
    private readonly Statement _commit;
    private readonly Statement _rollback;
    private readonly SQLitePCL.sqlite3 _handle;
    private long _lastKey;
    private long _lastSeq;
    private long _lastActivity;

    public StoreWriter(SqliteConnection connection)
    {
        _reader = new StoreReader(connection, owned: false);
        _insertInstance = new(connection, $"INSERT INTO instances({StoreReader.InstanceColumns}) VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,?18)", 18);
        _updateInstance = new(connection, "UPDATE instances SET execution=?2, version=?3, status=?4, updated=?5, input=?6, output=?7, custom_status=?8, failure=?9, history_length=?10 WHERE key=?1", 10);
        _deleteInstance = new(connection, "DELETE FROM instances WHERE key=?1", 1);
        _insertHistory = new(connection, $"INSERT INTO history(key, seq, {EntryColumns}) VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9)", 9);
        _deleteHistory = new(connection, "DELETE FROM history WHERE key=?1", 1);
        _insertInbox = new(connection, $"INSERT INTO inbox(key, seq, execution, {EntryColumns}) VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10)", 10);
        _deleteInbox = new(connection, "DELETE FROM inbox WHERE key=?1 AND seq=?2", 2);
        _deleteInboxOf = new(connection, "DELETE FROM inbox WHERE key=?1", 1);
        _insertTimer = new(connection, "INSERT INTO timers(due, key, task, execution) VALUES(?1,?2,?3,?4)", 4);
        _deleteTimer = new(connection, "DELETE FROM timers WHERE due=?1 AND key=?2 AND task=?3 AND execution=?4", 4);
        _insertActivity = new(connection, "INSERT INTO activities(id, key, instance, execution, task, name, version, input) VALUES(?1,?2,?3,?4,?5,?6,?7,?8)", 8);
        _deleteActivity = new(connection, "DELETE FROM activities WHERE id=?1", 1);
        _upsertSchedule = new(connection, "INSERT INTO schedules(name, schedule, last, next, updated) VALUES(?1,?2,?3,?4,?5) ON CONFLICT(name) DO UPDATE SET schedule=?2, last=?3, next=?4, updated=?5", 5);
        _upsertSetting = new(connection, "INSERT INTO settings(name, value) VALUES(?1,?2) ON CONFLICT(name) DO UPDATE SET value=?2", 2);
        _dueTimers = new(connection, "SELECT due, key, task, execution FROM timers WHERE due <= ?1 ORDER BY due, key, task LIMIT ?2", 2);
        _begin = new(connection, "BEGIN IMMEDIATE", 0);
        _commit = new(connection, "COMMIT", 0);
        _rollback = new(connection, "ROLLBACK", 0);
        _handle = connection.Handle!;
        ReadCounters();
    }

    public long Rows { get; private set; }

    public StoreReader Reader => _reader;

    public void Begin() => _begin.Execute();

    public void Commit() => _commit.Execute();

    /// <summary>Takes back what was written since <see cref="Begin"/>, if anything was begun.</summary>
    public void Rollback()
    {
        if (SQLitePCL.raw.sqlite3_get_autocommit(_handle) == 0)
            _rollback.Execute();
    }

    /// <summary>Goes on counting where the file ends.</summary>
    private void ReadCounters()
    {
        _lastKey = _reader.Number("SELECT MAX(key) FROM instances");
        _lastSeq = _reader.Number("SELECT MAX(seq) FROM inbox");
        _lastActivity = _reader.Number("SELECT MAX(id) FROM activities");
    }

    public long NextKey() => ++_lastKey;

    public void Insert(InstanceRow row) => Count(_insertInstance.Execute(
        row.Key, row.Id, row.Name, row.Execution, row.Version, (int)row.Status, row.Created, row.Updated, row.Input, row.Output,
        row.CustomStatus, row.Failure, row.Tags, row.ParentId, row.ParentName, row.ParentExecution, row.ParentTask, row.HistoryLength));

    public void Update(InstanceRow row) => Count(_updateInstance.Execute(
        row.Key, row.Execution, row.Version, (int)row.Status, row.Updated, row.Input, row.Output, row.CustomStatus, row.Failure, row.HistoryLength));

    public void AppendHistory(long key, int seq, Entry e) => Count(_insertHistory.Execute(
        key, seq, (int)e.Kind, e.Task, e.Name, e.Target, e.Payload, e.Ticks, e.Version));

    public void DeleteHistory(long key) => Count(_deleteHistory.Execute(key));

    public void Post(long key, string? execution, Entry e) => Count(_insertInbox.Execute(
        key, ++_lastSeq, execution, (int)e.Kind, e.Task, e.Name, e.Target, e.Payload, e.Ticks, e.Version));

    public void DeleteMessage(long key, long seq) => Count(_deleteInbox.Execute(key, seq));

    public void InsertTimer(long due, long key, int task, string execution) => Count(_insertTimer.Execute(due, key, task, execution));

    public void DeleteTimer(long due, long key, int task, string execution) => Count(_deleteTimer.Execute(due, key, task, execution));

    public ActivityRow InsertActivity(InstanceRow instance, string execution, Entry e)
    {
        var row = new ActivityRow(++_lastActivity, instance.Key, instance.Id, execution, e.Task, e.Name!, instance.Version, e.Payload);
        Count(_insertActivity.Execute(row.Id, row.Key, row.InstanceId, row.Execution, row.Task, row.Name, row.Version, row.Input));
        return row;
    }

    public void DeleteActivity(long id) => Count(_deleteActivity.Execute(id));

    /// <summary>Turns the timers that are due into messages.</summary>
    /// <returns>The instances that have a message now.</returns>
    public List<long> FireTimers(long now, int limit)
    {
        var due = new List<(long Due, long Key, int Task, string Execution)>();
        using (var rows = _dueTimers.Query(now, limit))
        {
            while (rows.Read())
                due.Add((rows.GetInt64(0), rows.GetInt64(1), rows.GetInt32(2), rows.GetString(3)));
        }

        foreach (var (ticks, key, task, execution) in due)
        {
            DeleteTimer(ticks, key, task, execution);
            Post(key, execution, new Entry(EntryKind.TimerFired, task, Ticks: ticks));
        }

        return [.. due.Select(timer => timer.Key)];
    }

    /// <summary>Removes all that there is of an ended instance.</summary>
    public void Purge(long key)
    {
        DeleteHistory(key);
        Count(_deleteInboxOf.Execute(key));
        Count(_deleteInstance.Execute(key));
    }

    public void SaveSchedule(string name, string schedule, long last, long next, long updated) =>
        Count(_upsertSchedule.Execute(name, schedule, last, next, updated));

    public void SaveSetting(string name, string value) => Count(_upsertSetting.Execute(name, value));

    public void Dispose()
    {
        foreach (var statement in Statements)
            statement.Dispose();
        _reader.Dispose();
    }

    private Statement[] Statements =>
    [
        _insertInstance, _updateInstance, _deleteInstance, _insertHistory, _deleteHistory, _insertInbox, _deleteInbox, _deleteInboxOf,
        _insertTimer, _deleteTimer, _insertActivity, _deleteActivity, _upsertSchedule, _upsertSetting, _dueTimers,
        _begin, _commit, _rollback,
    ];

    private void Count(int rows) => Rows += rows;
}

/// <summary>The statements that read.</summary>
internal sealed class StoreReader : IDisposable
{
    public const string InstanceColumns =
        "key, id, name, execution, version, status, created, updated, input, output, custom_status, failure, tags, "
        + "parent_id, parent_name, parent_execution, parent_task, history_length";

    private readonly SqliteConnection _connection;
    private readonly bool _owned;
    private readonly Dictionary<string, Statement> _statements = [];

    public StoreReader(SqliteConnection connection, bool owned = true)
    {
        _connection = connection;
        _owned = owned;
    }

    public InstanceRow? Instance(long key) => One($"SELECT {InstanceColumns} FROM instances WHERE key=?1", key);

    public InstanceRow? Instance(string id) => One($"SELECT {InstanceColumns} FROM instances WHERE id=?1", id);

    public List<Entry> History(long key)
    {
        var entries = new List<Entry>();
        using var rows = Get("SELECT kind, task, name, target, payload, ticks, version FROM history WHERE key=?1 ORDER BY seq", 1).Query(key);
        while (rows.Read())
            entries.Add(EntryAt(rows, 0));
        return entries;
    }

    public List<Message> Inbox(long key)
    {
        var messages = new List<Message>();
        using var rows = Get("SELECT seq, execution, kind, task, name, target, payload, ticks, version FROM inbox WHERE key=?1 ORDER BY seq", 1).Query(key);
        while (rows.Read())
            messages.Add(new Message(rows.GetInt64(0), Text(rows, 1), EntryAt(rows, 2)));
        return messages;
    }

    public List<long> KeysWithMessages() => Numbers("SELECT DISTINCT key FROM inbox");

    public List<string> UnendedChildren(string id)
    {
        var ids = new List<string>();
        using var rows = Get("SELECT id, status FROM instances WHERE parent_id=?1", 1).Query(id);
        while (rows.Read())
        {
            if (!InstanceRow.HasEnded((OrchestrationRuntimeStatus)rows.GetInt32(1)))
                ids.Add(rows.GetString(0));
        }

        return ids;
    }

    public List<string> Children(string id)
    {
        var ids = new List<string>();
        using var rows = Get("SELECT id FROM instances WHERE parent_id=?1", 1).Query(id);
        while (rows.Read())
            ids.Add(rows.GetString(0));
        return ids;
    }

    public List<ActivityRow> Activities(long after, int limit)
    {
        var activities = new List<ActivityRow>();
        using var rows = Get("SELECT id, key, instance, execution, task, name, version, input FROM activities WHERE id>?1 ORDER BY id LIMIT ?2", 2).Query(after, limit);
        while (rows.Read())
            activities.Add(new(rows.GetInt64(0), rows.GetInt64(1), rows.GetString(2), rows.GetString(3), rows.GetInt32(4), rows.GetString(5), rows.GetString(6), Text(rows, 7)));
        return activities;
    }

    public long? NextDue() => Get("SELECT MIN(due) FROM timers", 0).Scalar() is long due ? due : null;

    public (string Schedule, long Last, long Next, long Updated)? Schedule(string name)
    {
        using var rows = Get("SELECT schedule, last, next, updated FROM schedules WHERE name=?1", 1).Query(name);
        return rows.Read() ? (rows.GetString(0), rows.GetInt64(1), rows.GetInt64(2), rows.GetInt64(3)) : null;
    }

    public string? Setting(string name) => Get("SELECT value FROM settings WHERE name=?1", 1).Scalar(name) as string;

    /// <summary>A page of instances in the order of their ids.</summary>
    public List<InstanceRow> Page(string after, string? prefix, long from, long to, IReadOnlyCollection<OrchestrationRuntimeStatus>? statuses, int limit)
    {
        var mask = statuses is null ? -1L : statuses.Aggregate(0L, (bits, status) => bits | (1L << (int)status));
        using var rows = Get(
            $"SELECT {InstanceColumns} FROM instances WHERE id>=?1 AND id<?2 AND id<>?3 "
            + "AND created BETWEEN ?4 AND ?5 AND (?6 & (1 << status)) != 0 ORDER BY id LIMIT ?7", 7)
            .Query(string.CompareOrdinal(prefix, after) > 0 ? prefix : after, prefix + char.MaxValue, after, from, to, mask, limit);
        var page = new List<InstanceRow>();
        while (rows.Read())
            page.Add(InstanceAt(rows));
        return page;
    }

    public long Number(string sql) => Get(sql, 0).Scalar() is long value ? value : 0;

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
            statement.Dispose();
        if (_owned)
            _connection.Dispose();
    }

    private static Entry EntryAt(SqliteDataReader rows, int i) => new(
        (EntryKind)rows.GetInt32(i), rows.GetInt32(i + 1), Text(rows, i + 2), Text(rows, i + 3), Text(rows, i + 4), rows.GetInt64(i + 5), Text(rows, i + 6));

    private static string? Text(SqliteDataReader rows, int i) => rows.IsDBNull(i) ? null : rows.GetString(i);

    private static InstanceRow InstanceAt(SqliteDataReader rows) => new()
    {
        Key = rows.GetInt64(0),
        Id = rows.GetString(1),
        Name = rows.GetString(2),
        Execution = rows.GetString(3),
        Version = rows.GetString(4),
        Status = (OrchestrationRuntimeStatus)rows.GetInt32(5),
        Created = rows.GetInt64(6),
        Updated = rows.GetInt64(7),
        Input = Text(rows, 8),
        Output = Text(rows, 9),
        CustomStatus = Text(rows, 10),
        Failure = Text(rows, 11),
        Tags = Text(rows, 12),
        ParentId = Text(rows, 13),
        ParentName = Text(rows, 14),
        ParentExecution = Text(rows, 15),
        ParentTask = rows.GetInt32(16),
        HistoryLength = rows.GetInt32(17),
    };

    private InstanceRow? One(string sql, object id)
    {
        using var rows = Get(sql, 1).Query(id);
        return rows.Read() ? InstanceAt(rows) : null;
    }

    private List<long> Numbers(string sql)
    {
        var values = new List<long>();
        using var rows = Get(sql, 0).Query();
        while (rows.Read())
            values.Add(rows.GetInt64(0));
        return values;
    }

    private Statement Get(string sql, int parameters)
    {
        if (!_statements.TryGetValue(sql, out var statement))
            _statements[sql] = statement = new Statement(_connection, sql, parameters);
        return statement;
    }
}
