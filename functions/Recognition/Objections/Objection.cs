using System.Text.Json.Serialization;
using PatentFunctions.Reviews;

namespace PatentFunctions.Recognition.Objections;

/// <summary>异议提出人.</summary>
public enum ObjectorKind
{
    /// <summary>单位.</summary>
    Unit,

    /// <summary>个人.</summary>
    Person,
}

/// <summary>
/// 社会公众异议: what is objected to a product in public notice, row <c>objection-0001</c> of the product's partition. Who objects is not here
/// but in <see cref="Objector"/>, encrypted; where it stands is what its round of review says.
/// </summary>
/// <param name="Index">1, 2, 3 … of the product; also the number of its round.</param>
/// <param name="Id">Derived from the request that filed it.</param>
/// <param name="Number">异议编号, e.g. <c>YY2026-7K3M9QTW</c>.</param>
/// <param name="By">A unit or a person.</param>
/// <param name="Grounds">异议理由.</param>
/// <param name="Proof">异议书 with the unit's seal, or the person's 身份证明.</param>
/// <param name="Evidence">证明材料.</param>
/// <param name="FiledAt">When it was received.</param>
public sealed record Objection(int Index, string Id, string Number, ObjectorKind By, string Grounds, FileId Proof, IReadOnlyList<FileId> Evidence, DateTimeOffset FiledAt)
{
    /// <summary>撤回 by the objector.</summary>
    public DateTimeOffset? WithdrawnAt { get; init; }

    /// <summary>Number of an objection: the year it was filed in and eight letters and digits that cannot be guessed from others.</summary>
    /// <param name="id">Id of the objection.</param>
    /// <param name="filedAt">When it was filed.</param>
    public static string NumberOf(string id, DateTimeOffset filedAt) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"YY{ChinaTime.DateOf(filedAt).Year:D4}-{NewId.Derived("n", id)[2..10].ToUpperInvariant()}");
}

/// <summary>Who objects: personal data, stored only encrypted (<see cref="ObjectionRecords"/>).</summary>
/// <param name="Name">单位名称 or 真实姓名.</param>
/// <param name="Contact">联系人 of a unit.</param>
/// <param name="Phone">联系电话, verified by a code.</param>
/// <param name="Mail">电子邮箱.</param>
/// <param name="Secret">What opens the objection to whoever filed it.</param>
public sealed record Objector(string Name, string? Contact, string Phone, string Mail, string Secret)
{
    /// <summary>Says nothing: texts of exceptions and logs are made from it.</summary>
    public override string ToString() => nameof(Objector);
}

/// <summary>异议状态, computed from the objection and its round.</summary>
public enum ObjectionState
{
    /// <summary>审核中.</summary>
    UnderReview,

    /// <summary>异议成立.</summary>
    Upheld,

    /// <summary>异议不成立.</summary>
    Rejected,

    /// <summary>已撤回.</summary>
    Withdrawn,

    /// <summary>终止: the product's notice has ended otherwise.</summary>
    Ended,
}

/// <summary>How an objection was decided, as objector and unit may read it.</summary>
/// <param name="Upheld">异议成立 or not.</param>
/// <param name="At">When.</param>
/// <param name="Office">Which office.</param>
/// <param name="Opinion">处理意见.</param>
/// <param name="Reasons">Reasons of the catalogue, where it was not upheld.</param>
public sealed record ObjectionOutcome(bool Upheld, DateTimeOffset At, string Office, string? Opinion, IReadOnlyList<OutcomeReason> Reasons);

/// <summary>One reason.</summary>
/// <param name="Code">Code of the catalogue.</param>
/// <param name="Text">Its text.</param>
/// <param name="Note">The officer's own words.</param>
public sealed record OutcomeReason(string Code, string Text, string? Note);

/// <summary>An objection and its round, read together.</summary>
/// <param name="Objection">The facts.</param>
/// <param name="Round">The round.</param>
public sealed record ObjectionCase(Objection Objection, ReviewRound Round)
{
    /// <summary>Where it stands.</summary>
    [JsonIgnore]
    public ObjectionState State => Round.State switch
    {
        ReviewState.Approved => ObjectionState.Upheld,
        ReviewState.Returned => ObjectionState.Rejected,
        ReviewState.Ended => Objection.WithdrawnAt is null ? ObjectionState.Ended : ObjectionState.Withdrawn,
        _ => ObjectionState.UnderReview,
    };

    /// <summary>The same as a Chinese line.</summary>
    [JsonIgnore]
    public string Status => State switch
    {
        ObjectionState.Upheld => "异议成立，该产品不予认定，其备案由平台撤销",
        ObjectionState.Rejected => "异议不成立",
        ObjectionState.Withdrawn => "异议人已撤回",
        ObjectionState.Ended => $"已终止：{Round.EndedWhy}",
        _ when Round.State == ReviewState.OnHold => "审核中，正在等待被异议单位说明情况",
        _ => $"审核中，预计{ChinaTime.MonthDay(Round.DueOn)}前{(Round.Provisional ? "（放假安排尚未公布，日期暂定）" : "")}",
    };

    /// <summary>How it was decided; null while it is not, and where it never will be.</summary>
    [JsonIgnore]
    public ObjectionOutcome? Outcome => Round is { State: ReviewState.Approved or ReviewState.Returned, Decision: { } decision }
        ? new ObjectionOutcome(decision.Approved, decision.At, decision.By.Office, decision.Opinion, [.. decision.Reasons.Select(r => new OutcomeReason(r.Code, r.Text, r.Note))])
        : null;
}
