using System.Text.Json;

namespace PatentFunctions.Cultivation.GreyFields;

/// <summary>A figure that a grey field shows.</summary>
/// <param name="Key">Which figure, e.g. <c>patents.inventions</c>; fields name it by <see cref="Forms.FormField.Official"/>.</param>
/// <param name="Value">The value as the field's type has it: number, object by year, list of rows.</param>
/// <param name="AsOf">Day of the figure, Asia/Shanghai.</param>
public sealed record GreyFigure(string Key, JsonElement Value, DateOnly AsOf);

/// <summary>
/// Where official figures come from (SME-04): this system's own patents, filings, recognitions and loans, or the official import. One implementation for each source.
/// </summary>
public interface IGreyFieldSource
{
    /// <summary>数据来源, Chinese, as the unit sees it.</summary>
    string Name { get; }

    /// <summary>The figures that it can give.</summary>
    IReadOnlyList<string> Keys { get; }

    /// <summary>What it knows of a unit for a report; a figure that it knows nothing about is left out.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="year">上报年度; figures of one year are of the year before, series of the three years before.</param>
    /// <param name="cancellation">Ends reading.</param>
    Task<IReadOnlyList<GreyFigure>> OfAsync(UnitId unit, int year, CancellationToken cancellation);
}
