using System.Text.Json;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Recognition.Batches;

/// <summary>What an officer orders for one product or for thousands: the act's own parameters and why.</summary>
/// <param name="Parameters">The act's parameters as JSON; null where it has none.</param>
/// <param name="Why">理由, in words that the unit may read.</param>
public sealed record BatchOrder(JsonElement? Parameters, string? Why)
{
    /// <summary>What is wrong with the parameters as a type: unknown, missing or wrong fields.</summary>
    public IReadOnlyList<Finding> Shape<T>() =>
        Parameters is { } given
            ? [.. JsonShape.Check(given, PlatformJson.Options.GetTypeInfo(typeof(T))).Select(f => f with { Pointer = "/parameters" + f.Pointer })]
            : [Finding.Blocks(JsonShape.Missing, "/parameters", "缺少此字段")];

    /// <summary>The parameters as a type; only after <see cref="Shape{T}"/> found nothing.</summary>
    public T Read<T>() => Parameters!.Value.Deserialize<T>(PlatformJson.Options)!;

    /// <summary>The finding that a reason is missing; nothing where there is one.</summary>
    public IEnumerable<Finding> WhyMissing() =>
        string.IsNullOrWhiteSpace(Why) ? [Finding.Blocks("recognition.why-missing", "/why", "请填写理由，单位将会看到")] : [];
}

/// <summary>
/// 批量操作: an act on one product that officers may also order for thousands at once (REC-02). An area plugs in its own by registering it; the
/// batch run calls it once for each product, in a write of the product's own partition.
/// </summary>
public interface IBatchAct
{
    /// <summary>Stable name in addresses and stored batches, kebab-case, e.g. <c>pass-screening</c>.</summary>
    string Name { get; }

    /// <summary>Chinese name, e.g. 初筛通过.</summary>
    string Title { get; }

    /// <summary>Roles that may order it.</summary>
    IReadOnlyList<Role> Roles { get; }

    /// <summary>Everything that is wrong with the order itself, before any product is looked at.</summary>
    IReadOnlyList<Finding> Check(BatchOrder order);

    /// <summary>
    /// Puts the act on one product into <paramref name="write"/>, or refuses it where the product's state forbids it. Whoever calls adds the
    /// refresh of the lists (<see cref="RecognitionProjections.RefreshAll"/>) and commits; a write that conflicts is built anew from what is
    /// then stored, so nothing but <paramref name="write"/> may be changed here.
    /// </summary>
    /// <param name="write">The write of this product's act; its stamp is the officer who ordered it.</param>
    /// <param name="recognition">The product as stored.</param>
    /// <param name="order">The order, found in order by <see cref="Check"/>.</param>
    /// <param name="cancellation">Ends reading.</param>
    /// <returns>Why not; null where the act is in the write.</returns>
    Task<Refusal?> ApplyAsync(CaseWrite write, Stored<RecognitionRecord> recognition, BatchOrder order, CancellationToken cancellation);
}

/// <summary>An act that takes parameters.</summary>
/// <typeparam name="TParameters">Type of <see cref="BatchOrder.Parameters"/>.</typeparam>
public interface IBatchAct<TParameters> : IBatchAct;
