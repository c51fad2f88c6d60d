using System.Globalization;
using PatentFunctions.Identifiers;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Revitalization.Resources;

namespace PatentFunctions.Revitalization.Evaluations;

/// <summary>How a patent came to be pushed to a unit.</summary>
public enum PushOrigin
{
    /// <summary>按产业和关键词匹配.</summary>
    Rule,

    /// <summary>平台分派.</summary>
    Assigned,
}

/// <summary>企业自评.</summary>
/// <param name="Stars">1 to 5; null while it is a draft without.</param>
/// <param name="Comment">评价意见.</param>
/// <param name="At">Last save or the submission.</param>
public sealed record OwnEvaluation(int? Stars, string? Comment, DateTimeOffset At);

/// <summary>
/// 专利评价 of a resource by a unit, row <c>case</c> of its partition. The unit's evaluation is for the university; what experts say lies in rows of
/// their own and never leaves the unit.
/// </summary>
/// <param name="Id">The evaluation.</param>
/// <param name="Unit">The unit.</param>
/// <param name="UnitName">Its name.</param>
/// <param name="Resource">The resource.</param>
/// <param name="Title">Its title.</param>
/// <param name="Kind">单条专利 or 组合专利.</param>
/// <param name="University">高校院所.</param>
/// <param name="UniversityName">Its name.</param>
/// <param name="State">Where it stands.</param>
/// <param name="PushedAt">推送时间.</param>
/// <param name="Origin">How it came to be pushed.</param>
/// <param name="Why">推送理由: what matches, or what the platform said; for the unit alone.</param>
/// <param name="Run">The assignment or nightly run that pushed it: tried again, it finds its own.</param>
public sealed record EvaluationRecord(
    EvaluationId Id, UnitId Unit, string UnitName, ResourceId Resource, string Title, ResourceKind Kind, UnitId University, string UniversityName, EvaluationState State,
    DateTimeOffset PushedAt, PushOrigin Origin, string Why, string Run)
{
    /// <summary>What the library can be searched by: of the resource, as it was when it was pushed.</summary>
    public EvaluationFacts Facts { get; init; } = EvaluationFacts.None;

    /// <summary>企业自评: a draft while it waits, then what is published.</summary>
    public OwnEvaluation? Own { get; init; }

    /// <summary>
    /// How often experts have submitted: an expert's submission writes this row as well, so that it and the unit's submission meet, whichever is
    /// first.
    /// </summary>
    public int Submissions { get; init; }
}

/// <summary>What 高级检索 of the library asks about.</summary>
/// <param name="Field">技术类型.</param>
/// <param name="StrategicIndustries">战略性新兴产业.</param>
/// <param name="Industries">国民经济行业.</param>
/// <param name="Types">专利类型 of the patents.</param>
/// <param name="RegisteredAt">登记入库时间.</param>
public sealed record EvaluationFacts(string Field, IReadOnlyList<string> StrategicIndustries, IReadOnlyList<string> Industries, IReadOnlyList<PatentType> Types, DateTimeOffset RegisteredAt)
{
    /// <summary>Nothing known.</summary>
    public static EvaluationFacts None { get; } = new("", [], [], [], default);

    /// <summary>Of a resource.</summary>
    public static EvaluationFacts Of(ResourceRecord resource) => new(
        resource.Dossier.TechnicalField, resource.Dossier.StrategicIndustries, resource.Dossier.Industries, [.. resource.Patents.Select(p => p.Type).Distinct()], resource.RegisteredAt);
}

/// <summary>专家评价, row <c>expert-</c> and the account.</summary>
/// <param name="Expert">The expert.</param>
/// <param name="State">待审核, 已采纳 or 已退回.</param>
/// <param name="Stars">1 to 5.</param>
/// <param name="Comment">评价意见.</param>
/// <param name="SubmittedAt">When it was last submitted.</param>
public sealed record ExpertEvaluation(AccountId Expert, ExpertEvaluationState State, int Stars, string Comment, DateTimeOffset SubmittedAt)
{
    /// <summary>Why it was returned, or what the administrator says to it.</summary>
    public string? Opinion { get; init; }

    /// <summary>When it was audited.</summary>
    public DateTimeOffset? AuditedAt { get; init; }

    /// <summary>Prefix of the rows.</summary>
    public const string RowPrefix = "expert-";

    /// <summary>Row of an expert.</summary>
    public static string RowOf(AccountId expert) => RowPrefix + expert.Value;
}

/// <summary>Reads evaluations, and whether the caller may know of them.</summary>
public sealed class EvaluationRecords(CaseStore cases)
{
    /// <summary>Table of the evaluations; an evaluation's partition is its id.</summary>
    public const string Table = "Evaluations";

    /// <summary>Where an evaluation lives.</summary>
    public static CaseAddress AddressOf(EvaluationId id) => new(Table, id.Value);

    /// <summary>An evaluation, or null.</summary>
    public Task<Stored<EvaluationRecord>?> FindAsync(EvaluationId id, CancellationToken cancellation) => cases.FindAsync<EvaluationRecord>(AddressOf(id), CaseRows.Record, cancellation);

    /// <summary>An evaluation of the caller's unit; throws the refusal (404) for any other.</summary>
    public async Task<Stored<EvaluationRecord>> OwnAsync(string id, Caller caller, CancellationToken cancellation) =>
        RecordLimits.IsKey(id) && await FindAsync(new EvaluationId(id), cancellation) is { } found && found.Value.Unit == caller.RequiredUnit ? found : throw new RefusedException(new NothingHere());

    /// <summary>What one expert says; null where that is nothing.</summary>
    public Task<Stored<ExpertEvaluation>?> OfExpertAsync(EvaluationId id, AccountId expert, CancellationToken cancellation) =>
        RecordLimits.IsKey(expert.Value) ? cases.FindAsync<ExpertEvaluation>(AddressOf(id), ExpertEvaluation.RowOf(expert), cancellation) : Task.FromResult<Stored<ExpertEvaluation>?>(null);

    /// <summary>What the unit's experts say.</summary>
    public async Task<IReadOnlyList<ExpertEvaluation>> OfExpertsAsync(EvaluationId id, CancellationToken cancellation)
    {
        var evaluations = new List<ExpertEvaluation>();
        await foreach (var evaluation in cases.RowsAsync<ExpertEvaluation>(AddressOf(id), ExpertEvaluation.RowPrefix, cancellation)) evaluations.Add(evaluation.Value);
        return evaluations;
    }
}

/// <summary>An expert's part in an evaluation, as the unit's list keeps it.</summary>
/// <param name="Expert">The expert.</param>
/// <param name="State">待审核, 已采纳 or 已退回.</param>
/// <param name="Stars">1 to 5.</param>
/// <param name="Comment">评价意见.</param>
/// <param name="SubmittedAt">When.</param>
public sealed record ExpertMark(AccountId Expert, ExpertEvaluationState State, int Stars, string Comment, DateTimeOffset SubmittedAt);

/// <summary>An evaluation as the unit's list keeps it.</summary>
/// <param name="Id">The evaluation.</param>
/// <param name="Resource">The resource.</param>
/// <param name="Title">Its title.</param>
/// <param name="Kind">单条专利 or 组合专利.</param>
/// <param name="UniversityName">高校院所.</param>
/// <param name="State">Where it stands.</param>
/// <param name="PushedAt">推送时间.</param>
/// <param name="Why">推送理由.</param>
/// <param name="Own">企业自评.</param>
/// <param name="Experts">专家评价.</param>
public sealed record EvaluationLine(
    EvaluationId Id, ResourceId Resource, string Title, ResourceKind Kind, string UniversityName, EvaluationState State, DateTimeOffset PushedAt, string Why,
    OwnEvaluation? Own, IReadOnlyList<ExpertMark> Experts)
{
    /// <summary>What the library can be searched by.</summary>
    public EvaluationFacts Facts { get; init; } = EvaluationFacts.None;
}

/// <summary>企业评价 as the university reads it: the unit's own opinion and nothing of any expert.</summary>
/// <param name="Resource">The resource.</param>
/// <param name="Title">Its title.</param>
/// <param name="UnitName">企业.</param>
/// <param name="Stars">1 to 5.</param>
/// <param name="Comment">评价意见.</param>
/// <param name="PublishedAt">When it was submitted.</param>
public sealed record PublishedEvaluation(ResourceId Resource, string Title, string UnitName, int Stars, string Comment, DateTimeOffset PublishedAt);

/// <summary>专利转化评价库 of each unit, newest first: for the unit's administrator and experts.</summary>
public sealed class UnitEvaluations(CaseStore cases, EvaluationRecords evaluations) : IProjection
{
    /// <summary>Name of the projection.</summary>
    public const string ProjectionName = "evaluations-by-unit";

    private const string Table = "EvaluationsByUnit";

    /// <inheritdoc />
    public string Name => ProjectionName;

    /// <inheritdoc />
    public string SourceTable => EvaluationRecords.Table;

    /// <inheritdoc />
    public async Task<IReadOnlyList<ProjectedRow>> ComputeAsync(CaseAddress address, CancellationToken cancellation)
    {
        if ((await evaluations.FindAsync(new EvaluationId(address.Partition), cancellation))?.Value is not { } found) return [];
        var experts = await evaluations.OfExpertsAsync(found.Id, cancellation);
        var line = new EvaluationLine(
            found.Id, found.Resource, found.Title, found.Kind, found.UniversityName, found.State, found.PushedAt, found.Why, found.Own,
            [.. experts.Select(e => new ExpertMark(e.Expert, e.State, e.Stars, e.Comment, e.SubmittedAt))])
        {
            Facts = found.Facts,
        };
        return [ProjectedRow.Of(Table, found.Unit.Value, RowOf(line), line)];
    }

    /// <summary>Everything that was pushed to a unit.</summary>
    public async Task<IReadOnlyList<EvaluationLine>> OfAsync(UnitId unit, CancellationToken cancellation)
    {
        var lines = new List<EvaluationLine>();
        await foreach (var line in cases.Records.AllAsync<EvaluationLine>(Table, new RecordQuery { Partition = unit.Value, Take = RecordLimits.PageRecords }, cancellation)) lines.Add(line.Value);
        return lines;
    }

    /// <summary>Place of a line in its list.</summary>
    internal static string RowOf(EvaluationLine line) => string.Create(CultureInfo.InvariantCulture, $"{DateTimeOffset.MaxValue.UtcTicks - line.PushedAt.UtcTicks:D19}-{line.Id.Value}");
}

/// <summary>企业评价 of each university's patents: what units have published, by resource.</summary>
public sealed class UniversityEvaluations(CaseStore cases, EvaluationRecords evaluations) : IProjection
{
    /// <summary>Name of the projection.</summary>
    public const string ProjectionName = "evaluations-by-university";

    private const string Table = "EvaluationsByUniversity";

    /// <inheritdoc />
    public string Name => ProjectionName;

    /// <inheritdoc />
    public string SourceTable => EvaluationRecords.Table;

    /// <inheritdoc />
    public async Task<IReadOnlyList<ProjectedRow>> ComputeAsync(CaseAddress address, CancellationToken cancellation)
    {
        var found = (await evaluations.FindAsync(new EvaluationId(address.Partition), cancellation))?.Value;
        if (found is not { State: EvaluationState.Published, Own: { Stars: { } stars, Comment: { } comment } own }) return [];
        var published = new PublishedEvaluation(found.Resource, found.Title, found.UnitName, stars, comment, own.At);
        return [ProjectedRow.Of(Table, found.University.Value, $"{found.Resource.Value}-{found.Unit.Value}", published)];
    }

    /// <summary>What was published about a university's patents, or about one of them.</summary>
    public async Task<IReadOnlyList<PublishedEvaluation>> OfAsync(UnitId university, ResourceId? resource, CancellationToken cancellation)
    {
        var published = new List<PublishedEvaluation>();
        var query = new RecordQuery { Partition = university.Value, RowPrefix = resource is { } only ? only.Value + "-" : null, Take = RecordLimits.PageRecords };
        await foreach (var evaluation in cases.Records.AllAsync<PublishedEvaluation>(Table, query, cancellation)) published.Add(evaluation.Value);
        return published;
    }
}
