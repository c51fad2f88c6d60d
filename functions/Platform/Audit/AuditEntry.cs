using System.Security.Cryptography;
using System.Text.Json;

namespace PatentFunctions.Platform.Audit;

/// <summary>One record that an act wrote.</summary>
/// <param name="Row">Row key.</param>
/// <param name="Write">insert, replace, upsert or delete.</param>
/// <param name="Sha256">Hash of the written document, hex; empty for a deletion. The content itself is not repeated: it may be personal data that must be removable (COM-20).</param>
public sealed record AuditedWrite(string Row, string Write, string Sha256);

/// <summary>
/// 审计记录: one act in one partition, chained by hash to the one before (COM-04). Entries are only ever inserted.
/// </summary>
/// <param name="Sequence">1, 2, 3 … within the partition.</param>
/// <param name="Stamp">Who, when, why.</param>
/// <param name="Writes">What it wrote.</param>
/// <param name="Previous">Hash of the entry before, hex; empty for the first.</param>
/// <param name="Hash">Hash over all of the above, hex.</param>
public sealed record AuditEntry(long Sequence, ActStamp Stamp, IReadOnlyList<AuditedWrite> Writes, string Previous, string Hash)
{
    /// <summary>Makes the entry that follows.</summary>
    public static AuditEntry Chain(long sequence, ActStamp stamp, IReadOnlyList<AuditedWrite> writes, string previous)
    {
        var open = new AuditEntry(sequence, stamp, writes, previous, "");
        return open with { Hash = open.ComputeHash() };
    }

    /// <summary>The hash that the entry should carry.</summary>
    public string ComputeHash() =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(this with { Hash = "" }, PlatformJson.Stored)));
}

/// <summary>What is wrong with a chain.</summary>
/// <param name="Sequence">At which entry.</param>
/// <param name="Text">What was found, in Chinese, for the operator.</param>
public sealed record AuditFault(long Sequence, string Text);

/// <summary>Checks a chain: a changed, removed or inserted entry breaks it.</summary>
public static class AuditChain
{
    /// <summary>Every fault of a partition's chain.</summary>
    /// <param name="entries">All entries, in order of their rows.</param>
    /// <param name="lastSequence">Sequence that the partition's head names.</param>
    /// <param name="lastHash">Hash that the partition's head names.</param>
    public static IReadOnlyList<AuditFault> Verify(IEnumerable<AuditEntry> entries, long lastSequence, string lastHash)
    {
        var faults = new List<AuditFault>();
        long expected = 1;
        var previous = "";
        foreach (var entry in entries)
        {
            if (entry.Sequence != expected) faults.Add(new AuditFault(expected, $"缺少或多出审计记录：应为第 {expected} 条，实为第 {entry.Sequence} 条"));
            if (entry.Previous != previous) faults.Add(new AuditFault(entry.Sequence, "与前一条审计记录的哈希不相接"));
            if (entry.ComputeHash() != entry.Hash) faults.Add(new AuditFault(entry.Sequence, "审计记录的内容已被改动"));
            previous = entry.Hash;
            expected = entry.Sequence + 1;
        }
        if (expected - 1 != lastSequence || previous != lastHash) faults.Add(new AuditFault(lastSequence, "审计链的末尾与记录不符，可能有记录被删除"));
        return faults;
    }
}
