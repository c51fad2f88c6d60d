using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Recognition.Batches;

/// <summary>There is no act of that name.</summary>
/// <param name="Name">What was asked for.</param>
/// <param name="Known">The names there are.</param>
public sealed record UnknownRecognitionAct(string Name, IReadOnlyList<string> Known) : Invalid("recognition-act-unknown", "没有此操作", $"没有名为“{Name}”的操作，可用的操作：{string.Join("、", Known)}。");

/// <summary>Every act that officers may order for one product or for many, and how it is carried out for one.</summary>
public sealed class RecognitionActs(IEnumerable<IBatchAct> acts, CaseStore cases, RecognitionRecords recognitions)
{
    private const int Attempts = 5;
    private readonly Dictionary<string, IBatchAct> byName = acts.ToDictionary(a => a.Name, StringComparer.Ordinal);

    /// <summary>All of them, in order of their names.</summary>
    public IEnumerable<IBatchAct> All => byName.Values.OrderBy(a => a.Name, StringComparer.Ordinal);

    /// <summary>Why the caller may not order this; null where there is such an act, in the caller's role, and the order is right.</summary>
    public Refusal? Refuse(string name, BatchOrder order, Role role)
    {
        if (!byName.TryGetValue(name, out var act)) return new UnknownRecognitionAct(name, [.. All.Select(a => a.Name)]);
        if (!act.Roles.Contains(role)) return new RoleNotAllowed();
        var findings = act.Check(order);
        return findings.AnyBlocks() ? new FieldsInvalid { Findings = findings } : null;
    }

    /// <summary>The act of a name that was accepted.</summary>
    public IBatchAct Get(string name) => byName[name];

    /// <summary>Carries out an act on a product that was read; throws the conflict where it is no longer as it was read.</summary>
    public async Task<Refusal?> ApplyAsync(IBatchAct act, Stored<RecognitionRecord> recognition, BatchOrder order, ActStamp stamp, DurableTaskClient durable, CancellationToken cancellation)
    {
        var write = new CaseWrite(RecognitionRecords.AddressOf(recognition.Value.Id), stamp);
        if (await ApplyAsync(act, write, recognition, order, cancellation) is { } refusal) return refusal;
        await cases.CommitAsync(write, durable, cancellation);
        return null;
    }

    /// <summary>
    /// Carries out an act of a batch on one product, once: the batch leaves its mark in the very write of the act, so that a slice that is
    /// taken up again after a crash finds what was done.
    /// </summary>
    public async Task<BatchRefusal?> ApplyOnceAsync(IBatchAct act, RecognitionId id, BatchOrder order, ActStamp stamp, string batch, DurableTaskClient durable, CancellationToken cancellation)
    {
        var address = RecognitionRecords.AddressOf(id);
        var mark = MarkPrefix + batch;
        for (var attempt = 1; ; attempt++)
        {
            var found = RecordLimits.IsKey(id.Value) ? await recognitions.FindAsync(id, cancellation) : null;
            if (found is null) return BatchRefusal.Of(id, null, new NothingHere());
            if (await cases.FindAsync<BatchMark>(address, mark, cancellation) is not null) return null;
            var write = new CaseWrite(address, stamp);
            var refusal = await ApplyAsync(act, write, found, order, cancellation);
            if (refusal is not null) return BatchRefusal.Of(id, found.Value, refusal);
            write.Insert(mark, new BatchMark(act.Name));
            try
            {
                await cases.CommitAsync(write, durable, cancellation);
                return null;
            }
            catch (StoreConflictException) when (attempt < Attempts)
            {
                // Somebody acted on the product in between: looked at again as it is now.
            }
            catch (StoreConflictException)
            {
                return BatchRefusal.Of(id, found.Value, new RecordChanged());
            }
        }
    }

    /// <summary>Prefix of the marks that batches leave in a product's partition.</summary>
    internal const string MarkPrefix = "~batch-";

    private static async Task<Refusal?> ApplyAsync(IBatchAct act, CaseWrite write, Stored<RecognitionRecord> recognition, BatchOrder order, CancellationToken cancellation)
    {
        try
        {
            if (await act.ApplyAsync(write, recognition, order, cancellation) is { } refusal) return refusal;
            RecognitionProjections.RefreshAll(write);
            return null;
        }
        catch (RefusedException refused)
        {
            return refused.Refusal;
        }
    }

    private sealed record BatchMark(string Act);
}
