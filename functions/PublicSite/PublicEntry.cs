using PatentFunctions.Catalogs;
using PatentFunctions.Filing;
using PatentFunctions.Filing.Updates;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Recognition;
using PatentFunctions.Units;

namespace PatentFunctions.PublicSite;

/// <summary>What a filing counts for in the statistics and is narrowed by in lists: codes and years only.</summary>
/// <param name="Filed">备案年度.</param>
/// <param name="Province">Province, two digits; <see cref="Unknown"/> where it is not known.</param>
/// <param name="Industry">Section and class of GB/T 4754-2017, e.g. <c>C3451</c>; <see cref="Unknown"/> where it is none.</param>
/// <param name="Category">Code of 产品分类; <see cref="Unknown"/> where there is none.</param>
/// <param name="Intensive">Group of 专利密集型产业, four digits; <see cref="None"/> where the industry is none.</param>
public sealed record PublicFacts(int Filed, string Province, string Industry, string Category, string Intensive)
{
    /// <summary>Stands for a code that is not known.</summary>
    public const string Unknown = "00";

    /// <summary>Stands for an industry that is not patent-intensive.</summary>
    public const string None = "none";

    /// <summary>Years it was updated for, ascending.</summary>
    public IReadOnlyList<int> Updated { get; init; } = [];

    /// <summary>认定年度 of every recognition, ascending.</summary>
    public IReadOnlyList<int> Recognized { get; init; } = [];

    /// <summary>Year in which the unit withdrew it.</summary>
    public int? Withdrawn { get; init; }

    /// <summary>Year in which the platform revoked it.</summary>
    public int? Revoked { get; init; }
}

/// <summary>One filing on the public site.</summary>
/// <param name="Filing">The filing; not shown to the public.</param>
/// <param name="Public">What is shown.</param>
/// <param name="Facts">What it counts for.</param>
public sealed record PublicEntry(FilingId Filing, PublicFiling Public, PublicFacts Facts);

/// <summary>Computes what the public may know of a filing from its case, its recognitions and its unit: the one place where it is decided.</summary>
public sealed class PublicEntries(FilingRecords filings, FilingUpdates updates, RecognitionRecords recognitions, UnitRecords units, TimeProvider time)
{
    /// <summary>The entry of a filing; null before it has a number.</summary>
    public async Task<PublicEntry?> ComputeAsync(FilingId id, CancellationToken cancellation)
    {
        if ((await filings.FindAsync(id, cancellation))?.Value is not { Content: { } content, Number: { } number, FilingYear: { } year, FiledAt: { } filedAt } filing) return null;
        var updated = await UpdatesAsync(id, cancellation);
        var campaigns = await CampaignsAsync(filing, year, cancellation);
        var province = AdministrativeDivisions.ProvinceOf((await units.VerifiedAsync(filing.Unit, cancellation))?.Division);
        var state = PublicStates.Of(filing.State, filing.Recognition?.Standing, campaigns.Any(c => c.State == RecognitionState.InNotice));
        var shown = new PublicFiling(number, state, PublicStates.NameOf(state), FilingStates.IsInForce(filing.State), content.Product.Name ?? "", filing.UnitName, year, ChinaTime.DateOf(filedAt))
        {
            Model = content.Product.Model,
            TradeMark = content.Product.TradeMark,
            Category = content.Facts.CategoryName,
            Industry = content.Facts.IndustryName,
            PatentIntensive = content.Facts.PatentIntensive?.GroupName,
            Province = AdministrativeDivisions.Find(province)?.Name,
            Introduction = content.Product.Introduction,
            UpdateYear = filing.UpdateYear,
            Recognition = filing.Recognition is { } r ? new PublicRecognition(r.Year, r.Certificate, r.IssuedOn, r.ValidUntil, r.Standing, PublicStates.NameOf(r.Standing)) : null,
            Patents = PublicFilings.PublishesPatents(filing) ? PublicFilings.PatentsOf(content) : null,
            EndedOn = filing.EndedAt is { } ended ? ChinaTime.DateOf(ended) : null,
            EndedWhy = filing.EndedWhy,
            History = [.. HistoryOf(filing, filedAt, updated, campaigns).OrderBy(e => e.On)],
        };
        return new PublicEntry(id, shown, FactsOf(filing, content, year, province, updated, campaigns));
    }

    private static PublicFacts FactsOf(FilingRecord filing, FilingContent content, int year, string? province, IReadOnlyList<(int Year, DateTimeOffset At)> updates, IReadOnlyList<RecognitionRecord> campaigns)
    {
        var industry = NationalEconomyIndustries.FindClass(content.Product.Industry)?.Code;
        var recognized = campaigns.Where(c => c.Certificate is not null).Select(c => c.Year);
        var endedIn = filing.EndedAt is { } ended ? ChinaTime.DateOf(ended).Year : (int?)null;
        return new PublicFacts(
            year,
            province ?? PublicFacts.Unknown,
            industry is null ? PublicFacts.Unknown : NationalEconomyIndustries.SectionOf(industry) + industry,
            content.Product.Category is { } category && RecordLimits.IsKey(category) ? category : PublicFacts.Unknown,
            PatentIntensiveIndustries.Match(content.Product.Industry)?.GroupCode ?? PublicFacts.None)
        {
            Updated = [.. (filing.UpdateYear is { } last ? updates.Select(u => u.Year).Append(last) : updates.Select(u => u.Year)).Distinct().Order()],
            Recognized = [.. (filing.Recognition is { } told ? recognized.Append(told.Year) : recognized).Distinct().Order()],
            Withdrawn = filing.State == FilingState.Withdrawn ? endedIn : null,
            Revoked = filing.State == FilingState.Revoked ? endedIn : null,
        };
    }

    private static IEnumerable<PublicEvent> HistoryOf(FilingRecord filing, DateTimeOffset filedAt, IReadOnlyList<(int Year, DateTimeOffset At)> updates, IReadOnlyList<RecognitionRecord> campaigns)
    {
        yield return new PublicEvent(ChinaTime.DateOf(filedAt), "完成备案");
        foreach (var (year, at) in updates) yield return new PublicEvent(ChinaTime.DateOf(at), $"完成{year}年度更新");
        foreach (var step in campaigns.SelectMany(c => c.Steps.Select(s => (c.Year, Step: s))))
        {
            var text = step.Step.Act switch
            {
                RecognitionAct.StartNotice => $"进入{step.Year}年度专利密集型产品认定公示",
                RecognitionAct.Recognize => $"认定为{step.Year}年度专利密集型产品",
                RecognitionAct.Expire => $"{step.Year}年度专利密集型产品认定到期",
                RecognitionAct.Revoke => $"{step.Year}年度专利密集型产品认定被撤销",
                _ => null,
            };
            if (text is not null) yield return new PublicEvent(ChinaTime.DateOf(step.Step.At), text);
        }
        if (filing.EndedAt is { } ended) yield return new PublicEvent(ChinaTime.DateOf(ended), FilingStates.NameOf(filing.State));
    }

    private async Task<IReadOnlyList<(int Year, DateTimeOffset At)>> UpdatesAsync(FilingId id, CancellationToken cancellation) =>
        [.. from update in await updates.AllAsync(id, cancellation) where update.Value.UpdatedAt is not null select (update.Value.Year, update.Value.UpdatedAt!.Value)];

    private async Task<IReadOnlyList<RecognitionRecord>> CampaignsAsync(FilingRecord filing, int year, CancellationToken cancellation)
    {
        var found = new List<RecognitionRecord>();
        var last = Math.Max(ChinaTime.Today(time).Year, filing.Recognition?.Year ?? 0);
        for (; year <= last; year++)
        {
            if (await recognitions.FindAsync(RecognitionId.Of(year, filing.Id), cancellation) is { } campaign) found.Add(campaign.Value);
        }
        return found;
    }
}
