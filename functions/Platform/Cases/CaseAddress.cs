namespace PatentFunctions.Platform.Cases;

/// <summary>
/// Where a case lives. Everything of one case (record, rounds, timeline, audit, outgoing messages) shares one partition, so that one act is
/// one atomic batch.
/// </summary>
/// <param name="Table">Table of the area, e.g. <c>Filings</c>.</param>
/// <param name="Partition">Id of the case.</param>
public readonly record struct CaseAddress(string Table, string Partition)
{
    /// <inheritdoc />
    public override string ToString() => $"{Table}/{Partition}";
}

/// <summary>Rows that every partition of a case may have besides the area's own.</summary>
public static class CaseRows
{
    /// <summary>The case's main record.</summary>
    public const string Record = "case";

    /// <summary>Counters and the end of the audit chain.</summary>
    public const string Head = "~head";

    /// <summary>Timeline entries: prefix and ten digits.</summary>
    public const string Timeline = "timeline-";

    /// <summary>Audit entries: prefix and ten digits.</summary>
    public const string Audit = "~audit-";

    /// <summary>Messages that have not left yet: prefix and ten digits.</summary>
    public const string Outbox = "~out-";

    /// <summary>What an Idempotency-Key was answered: prefix and the key's hash.</summary>
    public const string Idempotency = "~once-";

    /// <summary>Which rows a projection has written for the case: prefix and the projection's name.</summary>
    public const string Projection = "~projected-";

    /// <summary>Prefix and sequence as a row key that sorts.</summary>
    public static string Numbered(string prefix, long sequence) => prefix + sequence.ToString("D10", System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>End of the partition's chains.</summary>
/// <param name="Audit">Last audit sequence.</param>
/// <param name="AuditHash">Hash of the last audit entry.</param>
/// <param name="Timeline">Last timeline sequence.</param>
/// <param name="Outbox">Last outbox sequence.</param>
public sealed record CaseHead(long Audit, string AuditHash, long Timeline, long Outbox)
{
    /// <summary>Of a partition that nothing was written to.</summary>
    public static CaseHead Empty { get; } = new(0, "", 0, 0);
}

/// <summary>办理进度: one line of what the unit sees of its case (COM-03).</summary>
/// <param name="When">The instant.</param>
/// <param name="Office">Which office, never which person.</param>
/// <param name="Code">Stable code of the event, e.g. <c>filing.submitted</c>.</param>
/// <param name="Text">Chinese text.</param>
/// <param name="Opinion">Opinion or reasons as the unit may read them.</param>
public sealed record TimelineEntry(DateTimeOffset When, string Office, string Code, string Text, string? Opinion = null);
