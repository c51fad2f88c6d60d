using System.Globalization;
using System.Text.Json;
using PatentFunctions.Platform.Cases;

namespace PatentFunctions.Recognition.Batches;

/// <summary>批量操作 as ordered, row <c>case</c> of the partition named by its id; the products it was ordered for stand in its slices.</summary>
/// <param name="Id">The batch.</param>
/// <param name="Year">认定年度.</param>
/// <param name="Act">Name of the act.</param>
/// <param name="Order">Parameters and reason.</param>
/// <param name="Ordered">Who, when.</param>
/// <param name="Total">Products.</param>
/// <param name="Slices">Slices of at most <see cref="SliceSize"/> products.</param>
/// <param name="Set">Which rows of slices are the batch's: those of a twin of the request that lost are nobody's.</param>
public sealed record BatchRecord(string Id, int Year, string Act, BatchOrder Order, ActStamp Ordered, int Total, int Slices, string Set)
{
    /// <summary>Products of a slice: the work of one activity.</summary>
    public const int SliceSize = 50;

    /// <summary>When all slices were done.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Table of the batches.</summary>
    public const string Table = "RecognitionBatches";

    /// <summary>Prefix of the rows that say what became of a slice.</summary>
    internal const string OutcomeRows = "outcome-";

    /// <summary>Where a batch lives.</summary>
    public static CaseAddress AddressOf(string id) => new(Table, id);

    internal string SliceRow(int slice) => SliceRow(Set, slice);

    internal static string SliceRow(string set, int slice) => string.Create(CultureInfo.InvariantCulture, $"slice-{set}-{slice:D6}");

    internal static string OutcomeRow(int slice) => string.Create(CultureInfo.InvariantCulture, $"{OutcomeRows}{slice:D6}");
}

/// <summary>What became of a slice.</summary>
/// <param name="Slice">Number of the slice, from 1.</param>
/// <param name="Done">Products the act was done with.</param>
/// <param name="Refused">Products it was refused for.</param>
public sealed record SliceOutcome(int Slice, int Done, IReadOnlyList<BatchRefusal> Refused);

/// <summary>A product that an act of a batch was refused for.</summary>
/// <param name="Id">The product.</param>
/// <param name="FilingNumber">备案号; absent where there is no such product.</param>
/// <param name="Product">产品名称.</param>
/// <param name="Code">Code of the refusal.</param>
/// <param name="Text">Why, Chinese.</param>
public sealed record BatchRefusal(RecognitionId Id, string? FilingNumber, string? Product, string Code, string Text)
{
    internal static BatchRefusal Of(RecognitionId id, RecognitionRecord? recognition, Refusal refusal) =>
        new(id, recognition?.FilingNumber, recognition?.Product, refusal.Code, refusal.Findings.Count == 0 ? refusal.Detail : string.Join('；', refusal.Findings.Select(f => f.Text)));
}
