using System.Security.Cryptography;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Platform.Cases;

/// <summary>
/// One act, collected: what it writes, what the timeline says, what it sends. It becomes one batch in <see cref="CaseStore.CommitAsync"/>;
/// messages can be added only here, so nothing can be sent before or without the write.
/// </summary>
/// <param name="address">The case.</param>
/// <param name="stamp">Who, when, why.</param>
public sealed class CaseWrite(CaseAddress address, ActStamp stamp)
{
    private readonly List<RecordOperation> operations = [];
    private readonly List<TimelineEntry> timeline = [];
    private readonly List<OutboxMessage> messages = [];

    /// <summary>The case.</summary>
    public CaseAddress Address { get; } = address;

    /// <summary>Who, when, why.</summary>
    public ActStamp Stamp { get; } = stamp;

    /// <summary>True once a message was added.</summary>
    public bool HasMessages => messages.Count > 0;

    /// <summary>Writes a row that must not exist.</summary>
    public CaseWrite Insert<T>(string row, T value, IReadOnlyDictionary<string, object>? properties = null) =>
        Add(new InsertRecord(row) { Document = TypedRecords.ToDocument(value), Properties = properties ?? None });

    /// <summary>Writes a row that must still be the one that was read.</summary>
    public CaseWrite Replace<T>(Stored<T> read, T value, IReadOnlyDictionary<string, object>? properties = null) =>
        Add(new ReplaceRecord(read.Row, read.ETag) { Document = TypedRecords.ToDocument(value), Properties = properties ?? None });

    /// <summary>Writes a row whatever was there.</summary>
    public CaseWrite Upsert<T>(string row, T value, IReadOnlyDictionary<string, object>? properties = null) =>
        Add(new UpsertRecord(row) { Document = TypedRecords.ToDocument(value), Properties = properties ?? None });

    /// <summary>Removes a row that must still be the one that was read.</summary>
    public CaseWrite Delete<T>(Stored<T> read) => Add(new DeleteRecord(read.Row, read.ETag));

    /// <summary>Adds a line to the timeline.</summary>
    /// <param name="code">Stable code of the event.</param>
    /// <param name="text">Chinese text for the unit.</param>
    /// <param name="opinion">Opinion or reasons for the unit.</param>
    public CaseWrite Timeline(string code, string text, string? opinion = null)
    {
        timeline.Add(new TimelineEntry(Stamp.When, Stamp.Who.Office, code, text, opinion));
        return this;
    }

    /// <summary>Sends a message once the write has succeeded. The refresh of a list is sent once, however many parts of the act ask for it.</summary>
    public CaseWrite Send(OutboxMessage message)
    {
        if (message.Kind != ProjectionMessages.Kind || !messages.Any(m => m.Kind == message.Kind && System.Text.Json.JsonElement.DeepEquals(m.Payload, message.Payload)))
            messages.Add(message);
        return this;
    }

    private static System.Collections.Immutable.ImmutableDictionary<string, object> None => System.Collections.Immutable.ImmutableDictionary<string, object>.Empty;

    private CaseWrite Add(RecordOperation operation)
    {
        operations.Add(operation);
        return this;
    }

    /// <summary>The whole batch on top of the partition's head; the area's own operations come first.</summary>
    internal IReadOnlyList<RecordOperation> ToBatch(Stored<CaseHead>? read)
    {
        var head = read?.Value ?? CaseHead.Empty;
        var batch = new List<RecordOperation>(operations);
        var entry = Audit.AuditEntry.Chain(head.Audit + 1, Stamp, [.. operations.Select(Audited)], head.AuditHash);
        batch.Add(new InsertRecord(CaseRows.Numbered(CaseRows.Audit, entry.Sequence)) { Document = TypedRecords.ToDocument(entry) });
        for (var i = 0; i < timeline.Count; i++)
            batch.Add(new InsertRecord(CaseRows.Numbered(CaseRows.Timeline, head.Timeline + 1 + i)) { Document = TypedRecords.ToDocument(timeline[i]) });
        for (var i = 0; i < messages.Count; i++)
            batch.Add(new InsertRecord(CaseRows.Numbered(CaseRows.Outbox, head.Outbox + 1 + i)) { Document = TypedRecords.ToDocument(new WaitingMessage(messages[i], Stamp)) });
        var next = TypedRecords.ToDocument(new CaseHead(entry.Sequence, entry.Hash, head.Timeline + timeline.Count, head.Outbox + messages.Count));
        batch.Add(read is null ? new InsertRecord(CaseRows.Head) { Document = next } : new ReplaceRecord(CaseRows.Head, read.ETag) { Document = next });
        return batch;
    }

    /// <summary>True where the act writes this row already.</summary>
    internal bool Writes(string row) => operations.Exists(o => o.Row == row);

    /// <summary>Operations of the area itself, for telling its conflicts from those of the shared rows.</summary>
    internal int OwnOperations => operations.Count;

    private static Audit.AuditedWrite Audited(RecordOperation operation) => new(
        operation.Row,
        operation switch { InsertRecord => "insert", ReplaceRecord => "replace", DeleteRecord => "delete", _ => "upsert" },
        operation is DeleteRecord ? "" : Convert.ToHexStringLower(SHA256.HashData(operation.Document.Span)));
}
