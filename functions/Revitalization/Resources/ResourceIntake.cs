using PatentFunctions.Identifiers;
using PatentFunctions.Patents;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Units;

namespace PatentFunctions.Revitalization.Resources;

/// <summary>The university has registered the same patent or portfolio already.</summary>
/// <param name="Id">The resource.</param>
public sealed record ResourceRegistered(ResourceId Id) : Conflict("resource-registered", "已登记入库", $"本单位已登记该专利或组合（{Id}），请直接修改；暂停的可以恢复。");

/// <summary>What became of a row of an import or of a form.</summary>
public enum Intake
{
    /// <summary>新登记.</summary>
    Registered,

    /// <summary>更新.</summary>
    Changed,

    /// <summary>无变化.</summary>
    Unchanged,
}

/// <summary>Takes resources in, one by one or from an import: facts, rules, the one write.</summary>
public sealed class ResourceIntake(CaseStore cases, ResourceRecords resources, IPatentRegistry registry, UnitRecords units, TimeProvider time)
{
    /// <summary>Id of a single patent of a university: the same patent is the same resource.</summary>
    public static ResourceId SingleId(UnitId university, PatentNumber number) => new(NewId.Derived(ResourceId.Prefix, university.Value, number.Value));

    /// <summary>Id of a portfolio that the university has numbered.</summary>
    public static ResourceId PortfolioId(UnitId university, string code) => new(NewId.Derived(ResourceId.Prefix, university.Value, "portfolio", code));

    /// <summary>What the system knows of a form's patents and the university.</summary>
    public async Task<ResourceFacts> FactsAsync(ResourceForm form, UnitId university, string office, CancellationToken cancellation)
    {
        var verified = await units.VerifiedAsync(university, cancellation);
        var known = new Dictionary<string, RegisterPatent>(StringComparer.Ordinal);
        foreach (var typed in form.Patents ?? [])
        {
            if (PatentNumber.TryParse(typed.Number, out var number, out _) && await registry.FindAsync(number, cancellation) is { } found) known[number.Value] = found;
        }
        return new ResourceFacts(OwnerNames.NormalizeAll((verified?.AllNames() ?? []).Append(office)), verified?.Province[..2], known, ChinaTime.Today(time));
    }

    /// <summary>The resource of a form, or everything wrong with it.</summary>
    public async Task<Outcome<ResourceRecord>> PrepareAsync(ResourceForm form, ResourceId? id, UnitId university, string office, CancellationToken cancellation)
    {
        var facts = await FactsAsync(form, university, office, cancellation);
        var findings = ResourceRules.Check(form, facts);
        if (findings.AnyBlocks()) return new FieldsInvalid { Findings = findings };
        var record = ResourceRules.ToRecord(form, facts, id ?? default, university, office, time.GetUtcNow());
        return record with { Id = record.Kind == ResourceKind.Single ? SingleId(university, record.Patents[0].Number) : record.PortfolioCode is { } code ? PortfolioId(university, code) : record.Id };
    }

    /// <summary>Takes in what an import brings: new ones are registered, known ones brought up to date, the same again changes nothing.</summary>
    /// <param name="record">The resource as the import has it.</param>
    /// <param name="stamp">The import's stamp.</param>
    /// <param name="durable">Durable client.</param>
    /// <param name="cancellation">Ends waiting.</param>
    public async Task<Intake> TakeAsync(ResourceRecord record, ActStamp stamp, DurableTaskClient durable, CancellationToken cancellation)
    {
        var stored = await resources.FindAsync(record.Id, cancellation);
        var write = new CaseWrite(ResourceRecords.AddressOf(record.Id), stamp);
        if (stored is null || stored.Value.State == ResourceState.Removed)
        {
            await cases.CommitAsync(ResourceRecords.Refresh(Registered(write, stored, record)), durable, cancellation);
            return Intake.Registered;
        }
        var known = stored.Value;
        // A slice that is repeated after a crash meets its own work.
        if (Same(known, record)) return known.Batch == record.Batch ? Intake.Registered : Intake.Unchanged;
        write.Replace(stored, record with { State = known.State, RegisteredAt = known.RegisteredAt, Batch = known.Batch }).Timeline("resource.edited", "已按批量导入的内容更新");
        await cases.CommitAsync(ResourceRecords.Refresh(write), durable, cancellation);
        return Intake.Changed;
    }

    /// <summary>The write of a registration.</summary>
    public static CaseWrite Registered(CaseWrite write, Stored<ResourceRecord>? removed, ResourceRecord record) =>
        (removed is null ? write.Insert(CaseRows.Record, record) : write.Replace(removed, record)).Timeline("resource.registered", $"{record.UniversityName}登记入库");

    private static bool Same(ResourceRecord one, ResourceRecord other) => TypedRecords.ToDocument(Compared(one)).AsSpan().SequenceEqual(TypedRecords.ToDocument(Compared(other)));

    private static ResourceRecord Compared(ResourceRecord record) => record with { State = ResourceState.Offered, RegisteredAt = default, ChangedAt = default, Batch = null };
}
