namespace PatentFunctions.PublicSite;

/// <summary>
/// What is asked of filings, as a tree. It is answered from the index for all filings at once, and from a filing's own terms for one: what is
/// shown has passed both, so that an entry that changes while pages are read is never shown wrongly.
/// </summary>
internal abstract record Condition
{
    /// <summary>True where the index may list a few filings too many, which the second look removes.</summary>
    public virtual bool IsCoarse => false;

    /// <summary>Every filing that meets it, as the index knows.</summary>
    public abstract Task<FilingSet> FindAsync(Postings postings, CancellationToken cancellation);

    /// <summary>Whether one filing meets it.</summary>
    public abstract bool IsMetBy(PublicEntry entry, IReadOnlySet<Term> terms);

    /// <summary>All of them.</summary>
    public static Condition All(params IReadOnlyList<Condition> parts) => parts.Count == 1 ? parts[0] : new Every(parts);

    /// <summary>At least one of them.</summary>
    public static Condition Any(params IReadOnlyList<Condition> parts) => parts.Count == 1 ? parts[0] : new Some(parts);
}

/// <summary>Has a term.</summary>
internal sealed record Has(Term Term) : Condition
{
    public override Task<FilingSet> FindAsync(Postings postings, CancellationToken cancellation) => postings.ReadAsync(Term, cancellation);

    public override bool IsMetBy(PublicEntry entry, IReadOnlySet<Term> terms) => terms.Contains(Term);
}

/// <summary>Has a term of the partition whose value begins so; with an empty value any of the partition.</summary>
internal sealed record HasBeginning(Term Term) : Condition
{
    public override Task<FilingSet> FindAsync(Postings postings, CancellationToken cancellation) => postings.ReadBeginningAsync(Term, cancellation);

    public override bool IsMetBy(PublicEntry entry, IReadOnlySet<Term> terms) => terms.Any(t => t.Partition == Term.Partition && t.Value.StartsWith(Term.Value, StringComparison.Ordinal));
}

/// <summary>Holds a run of Chinese characters in one of the texts of a field.</summary>
internal sealed record HasRun(string Field, string Run) : Condition
{
    private readonly IReadOnlyList<string> characters = SearchText.Characters(Run);

    // 滚动 and 动轴 and 轴承 are in 滚动转动轴承 too.
    public override bool IsCoarse => characters.Count > 2;

    public override async Task<FilingSet> FindAsync(Postings postings, CancellationToken cancellation)
    {
        if (characters.Count == 1) return await postings.ReadBeginningAsync(PublicTerms.Pair(Field, characters[0], ""), cancellation);
        FilingSet? found = null;
        for (var i = 0; i + 1 < characters.Count && found is not { IsEmpty: true }; i++)
        {
            var pair = await postings.ReadAsync(PublicTerms.Pair(Field, characters[i], characters[i + 1]), cancellation);
            found = found is null ? pair : found.And(pair);
        }
        return found!;
    }

    public override bool IsMetBy(PublicEntry entry, IReadOnlySet<Term> terms) =>
        PublicTerms.TextsOf(entry.Public).Any(t => t.Field == Field && SearchText.Runs(t.Text).Any(r => !r.IsWord && r.Text.Contains(Run, StringComparison.Ordinal)));
}

/// <summary>Has a 备案号 that begins with some digits.</summary>
internal sealed record HasNumber(string Digits) : Condition
{
    public override async Task<FilingSet> FindAsync(Postings postings, CancellationToken cancellation) =>
        (await postings.ReadBeginningAsync(new Term(PublicTerms.Filed, Digits[..Math.Min(4, Digits.Length)]), cancellation)).Beginning(Digits);

    public override bool IsMetBy(PublicEntry entry, IReadOnlySet<Term> terms) => entry.Public.Number.StartsWith(Digits, StringComparison.Ordinal);
}

/// <summary>All of several.</summary>
internal sealed record Every(IReadOnlyList<Condition> Parts) : Condition
{
    public override bool IsCoarse => Parts.Any(p => p.IsCoarse);

    public override async Task<FilingSet> FindAsync(Postings postings, CancellationToken cancellation)
    {
        FilingSet? found = null;
        foreach (var part in Parts)
        {
            var set = await part.FindAsync(postings, cancellation);
            found = found is null ? set : found.And(set);
            if (found.IsEmpty) return found;
        }
        // Nothing asked: everything filed.
        return found ?? await postings.ReadBeginningAsync(new Term(PublicTerms.Filed, ""), cancellation);
    }

    public override bool IsMetBy(PublicEntry entry, IReadOnlySet<Term> terms) => Parts.All(p => p.IsMetBy(entry, terms));
}

/// <summary>At least one of several.</summary>
internal sealed record Some(IReadOnlyList<Condition> Parts) : Condition
{
    public override bool IsCoarse => Parts.Any(p => p.IsCoarse);

    public override async Task<FilingSet> FindAsync(Postings postings, CancellationToken cancellation)
    {
        var found = new FilingSet();
        foreach (var part in Parts) found.Add(await part.FindAsync(postings, cancellation));
        return found;
    }

    public override bool IsMetBy(PublicEntry entry, IReadOnlySet<Term> terms) => Parts.Any(p => p.IsMetBy(entry, terms));
}
