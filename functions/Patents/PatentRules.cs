using PatentFunctions.Identifiers;

namespace PatentFunctions.Patents;

/// <summary>What becomes of a unit's list when the registry is read again, as pure rules (PAT-01, PAT-04).</summary>
public static class PatentRules
{
    /// <summary>
    /// A patent that the registry says the unit owns: added, or brought up to date. How it was acquired and that it was added by hand stays
    /// as it is.
    /// </summary>
    public static UnitPatent Imported(UnitPatent? listed, RegisterPatent found, DateTimeOffset now) =>
        Taken(listed ?? new UnitPatent(found.Number, found.Title, found.Owners, found.Status, PatentAcquisition.Original, PatentSource.Imported, now), found);

    /// <summary>
    /// A listed patent looked up again. An imported one that none of the unit's names owns any more was transferred away; one added by hand may
    /// belong to others (licensed) or not be registered in the unit's name yet (assigned), so only the registry's own word counts.
    /// </summary>
    /// <param name="listed">As listed.</param>
    /// <param name="found">What the registry says; null where it does not know the patent (any more).</param>
    /// <param name="normalizedNames">The unit's present and former names, normalized.</param>
    public static UnitPatent Refreshed(UnitPatent listed, RegisterPatent? found, IReadOnlySet<string> normalizedNames)
    {
        if (found is null) return listed;
        var next = Taken(listed, found);
        return listed.Source == PatentSource.Imported && found.Status == PatentStatus.Valid && !found.IsOwnedBy(normalizedNames)
            ? next with { Status = PatentStatus.TransferredAway }
            : next;
    }

    /// <summary>Whether two entries say the same.</summary>
    public static bool Same(UnitPatent a, UnitPatent b) => a.Owners.SequenceEqual(b.Owners) && a with { Owners = b.Owners } == b;

    /// <summary>The filed products none of whose patents is in force any more (WDR-02).</summary>
    /// <param name="products">Products with live filings.</param>
    /// <param name="listed">The unit's list; a linked patent that is not on it counts as in force, for nothing is known against it.</param>
    public static IReadOnlyList<LinkedProduct> AllLapsed(IEnumerable<LinkedProduct> products, IReadOnlyDictionary<PatentNumber, UnitPatent> listed) =>
        [.. products.Where(p => p.Filed && p.Patents.Count > 0 && p.Patents.All(n => listed.TryGetValue(n, out var patent) && patent.Status != PatentStatus.Valid))];

    /// <summary>Everything wrong with a patent typed in by hand (PAT-02).</summary>
    public static IReadOnlyList<Finding> Check(ManualPatent typed, RegisterPatent? found)
    {
        var findings = new List<Finding>();
        if (!PatentNumber.TryParse(typed.Number, out _, out var problem)) findings.Add(Finding.Blocks(problem.Code, "/number", problem.Text));
        if (typed.Acquisition is null) findings.Add(Finding.Blocks("acquisition.missing", "/acquisition", "请选择专利权获取方式"));
        if (typed.Acquisition == PatentAcquisition.Assigned && typed.AssignedBy is null)
            findings.Add(Finding.Blocks("assigned-by.missing", "/assignedBy", "请选择受让方式：转让、继承或受赠"));
        if (typed.Acquisition is not null and not PatentAcquisition.Assigned && typed.AssignedBy is not null)
            findings.Add(Finding.Blocks("assigned-by.unexpected", "/assignedBy", "只有受让取得的专利才填写受让方式"));
        if (problem is null && found is null && string.IsNullOrWhiteSpace(typed.Title))
            findings.Add(Finding.Blocks("title.missing", "/title", "专利登记信息中没有该专利，请填写专利名称"));
        return findings;
    }

    private static UnitPatent Taken(UnitPatent listed, RegisterPatent found) => listed with
    {
        Title = found.Title,
        Owners = found.Owners,
        Status = found.Status,
        InRegister = true,
        Ipc = found.Ipc,
        ApplicationDate = found.ApplicationDate,
        GrantDate = found.GrantDate,
        Abstract = found.Abstract,
    };
}
