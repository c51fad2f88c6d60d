using System.Text.Json.Serialization;

namespace PatentFunctions.PledgeFinancing.Loans;

/// <summary>质押贷款: identifies a loan, <c>l-</c> and 16 letters derived from bank and 质押贷款报送编号, so that a repeated entry meets the first one.</summary>
[JsonConverter(typeof(StringIdConverter<LoanId>))]
public readonly record struct LoanId(string Value) : IStringId<LoanId>
{
    /// <summary>Prefix of every id.</summary>
    public const string Prefix = "l";

    /// <inheritdoc />
    public static LoanId From(string value) => new(value);

    /// <summary>The id of a bank's loan.</summary>
    /// <param name="bank">Code of the bank.</param>
    /// <param name="number">质押贷款报送编号.</param>
    public static LoanId Of(string bank, string number) => new(NewId.Derived(Prefix, bank, number));

    /// <inheritdoc />
    public override string ToString() => Value;
}
