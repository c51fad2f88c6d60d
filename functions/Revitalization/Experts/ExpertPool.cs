using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Revitalization.Experts;

/// <summary>An expert as the unit's list keeps it.</summary>
/// <param name="Id">The account.</param>
/// <param name="State">Where the expert stands.</param>
/// <param name="Profile">What the pool holds, or what is being audited; null for a draft.</param>
/// <param name="OpenedAt">开通日期.</param>
/// <param name="AdmittedAt">入库时间.</param>
public sealed record PoolEntry(AccountId Id, PoolExpertState State, PoolProfile? Profile, DateTimeOffset OpenedAt, DateTimeOffset? AdmittedAt);

/// <summary>What an expert of a unit's pool is asked about: patents of these industries and keywords.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="UnitName">Its name.</param>
/// <param name="Expert">The expert.</param>
/// <param name="StrategicIndustries">战略性新兴产业.</param>
/// <param name="Industries">国民经济行业.</param>
/// <param name="Keywords">技术关键词.</param>
public sealed record ExpertInterest(
    UnitId Unit, string UnitName, AccountId Expert, IReadOnlyList<string> StrategicIndustries, IReadOnlyList<string> Industries, IReadOnlyList<string> Keywords);

/// <summary>企业专家库: the experts of each unit, and what those who may evaluate are asked about.</summary>
public sealed class ExpertPool(CaseStore cases, PoolExperts experts) : IProjection
{
    /// <summary>Name of the projection.</summary>
    public const string ProjectionName = "expert-pool";

    /// <summary>Table of what is pushed to whom: a partition for each last character of the unit, so that one unit's experts stand together.</summary>
    public const string InterestTable = "ExpertInterests";

    private const string ListTable = "ExpertPool";

    /// <inheritdoc />
    public string Name => ProjectionName;

    /// <inheritdoc />
    public string SourceTable => PoolExperts.Table;

    /// <inheritdoc />
    public async Task<IReadOnlyList<ProjectedRow>> ComputeAsync(CaseAddress address, CancellationToken cancellation)
    {
        var id = new AccountId(address.Partition);
        if (await experts.FindAsync(id, cancellation) is not { Value: { State: not PoolExpertState.Removed } expert }) return [];
        var entry = new PoolEntry(id, expert.State, expert.Profile ?? expert.Pending, expert.OpenedAt, expert.AdmittedAt);
        List<ProjectedRow> rows = [ProjectedRow.Of(ListTable, expert.Unit.Value, id.Value, entry)];
        if (expert is { MayEvaluate: true, Profile: { } profile })
        {
            var interest = new ExpertInterest(expert.Unit, expert.UnitName, id, profile.StrategicIndustries ?? [], profile.Industries ?? [], profile.Keywords ?? []);
            rows.Add(ProjectedRow.Of(InterestTable, expert.Unit.Value[^1..], $"{expert.Unit.Value}-{id.Value}", interest));
        }
        return rows;
    }

    /// <summary>The experts of a unit that have saved a profile, by account.</summary>
    public async Task<IReadOnlyDictionary<AccountId, PoolEntry>> OfAsync(UnitId unit, CancellationToken cancellation)
    {
        var entries = new Dictionary<AccountId, PoolEntry>();
        var query = new RecordQuery { Partition = unit.Value, Take = RecordLimits.PageRecords };
        await foreach (var entry in cases.Records.AllAsync<PoolEntry>(ListTable, query, cancellation)) entries[entry.Value.Id] = entry.Value;
        return entries;
    }

    /// <summary>What the experts of a unit are asked about.</summary>
    public IAsyncEnumerable<Stored<ExpertInterest>> InterestsOfAsync(UnitId unit, CancellationToken cancellation) =>
        cases.Records.AllAsync<ExpertInterest>(InterestTable, new RecordQuery { Partition = unit.Value[^1..], RowPrefix = unit.Value + "-" }, cancellation);
}
