using System.Text.Json.Serialization;
using PatentFunctions.Revitalization.Resources;

namespace PatentFunctions.Revitalization.Evaluations;

/// <summary>专利评价: identifies the evaluation of a resource by a unit, <c>e-</c> and 16 letters that stand for the two: pushed twice, it is one.</summary>
[JsonConverter(typeof(StringIdConverter<EvaluationId>))]
public readonly record struct EvaluationId(string Value) : IStringId<EvaluationId>
{
    /// <inheritdoc />
    public static EvaluationId From(string value) => new(value);

    /// <summary>The evaluation of a resource by a unit.</summary>
    public static EvaluationId Of(UnitId unit, ResourceId resource) => new(NewId.Derived("e", unit.Value, resource.Value));

    /// <inheritdoc />
    public override string ToString() => Value;
}
