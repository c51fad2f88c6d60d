using System.ComponentModel.DataAnnotations;

namespace PatentFunctions.Revitalization.Demands;

/// <summary>需求内容 as the unit fills it in; also what is moderated and what is public.</summary>
public sealed record DemandForm
{
    /// <summary>需求名称.</summary>
    [MaxLength(DemandRules.LongestTitle)]
    public string? Title { get; init; }

    /// <summary>技术领域: code of a field of technology (01–35).</summary>
    public string? Field { get; init; }

    /// <summary>国民经济行业: codes of GB/T 4754-2017, at any level.</summary>
    public IReadOnlyList<string>? Industries { get; init; }

    /// <summary>需求描述.</summary>
    [MaxLength(DemandRules.LongestDescription)]
    public string? Description { get; init; }

    /// <summary>预算, 万元; left out reads 面议.</summary>
    public decimal? Budget { get; init; }

    /// <summary>截止日期: the last day on which it is public and answered, Asia/Shanghai.</summary>
    public DateOnly? Deadline { get; init; }

    /// <summary>附件, at most five; purpose <c>demand-attachment</c>.</summary>
    public IReadOnlyList<FileId>? Attachments { get; init; }
}

/// <summary>公开需求: the main record of a demand, row <c>case</c> of its partition.</summary>
/// <param name="Id">The demand.</param>
/// <param name="Unit">发布单位.</param>
/// <param name="UnitName">Its verified name.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Round">Submissions so far.</param>
/// <param name="CreatedAt">When the draft was made.</param>
/// <param name="Draft">What the unit is writing; equal to the last submission while that is moderated.</param>
public sealed record DemandRecord(DemandId Id, UnitId Unit, string UnitName, DemandState State, int Round, DateTimeOffset CreatedAt, DemandForm Draft)
{
    /// <summary>What is public, or was last; null before the first approval.</summary>
    public DemandForm? Published { get; init; }

    /// <summary>The round whose content is public; the clock of the deadline carries it.</summary>
    public int PublishedRound { get; init; }

    /// <summary>发布时间 of what is public.</summary>
    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>The version that the last submission was made from, as the client saw it: a double click meets it.</summary>
    public string? SubmittedFrom { get; init; }

    /// <summary>True once the unit was told that the deadline of <see cref="PublishedRound"/> is near.</summary>
    public bool ToldOfDeadline { get; init; }

    /// <summary>When it was withdrawn or expired.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why it was withdrawn.</summary>
    public string? EndedWhy { get; init; }
}

/// <summary>Whether answers are taken, row <c>answering</c>: an answer and the end of a demand meet here, and an answer does not disturb who edits.</summary>
/// <param name="Open">True while the demand is public.</param>
/// <param name="Count">Answers so far.</param>
public sealed record DemandAnswering(bool Open, int Count);

/// <summary>答复 of a university, for the unit alone: row <c>answer-</c> and the university.</summary>
/// <param name="University">The university.</param>
/// <param name="UniversityName">Its name.</param>
/// <param name="Form">What it says.</param>
/// <param name="AnsweredAt">When.</param>
public sealed record DemandAnswer(UnitId University, string UniversityName, DemandAnswerForm Form, DateTimeOffset AnsweredAt)
{
    /// <summary>Prefix of the rows.</summary>
    public const string RowPrefix = "answer-";

    /// <summary>Row of a university's answer.</summary>
    public static string RowOf(UnitId university) => RowPrefix + university.Value;
}

/// <summary>答复 as the university fills it in.</summary>
public sealed record DemandAnswerForm
{
    /// <summary>答复内容.</summary>
    [MaxLength(DemandRules.LongestDescription)]
    public string? Text { get; init; }

    /// <summary>Own registered patents that answer the demand, at most ten.</summary>
    public IReadOnlyList<string>? Resources { get; init; }

    /// <summary>联系人.</summary>
    [MaxLength(50)]
    public string? Contact { get; init; }

    /// <summary>联系电话, mobile or fixed.</summary>
    [MaxLength(30)]
    public string? Phone { get; init; }
}
