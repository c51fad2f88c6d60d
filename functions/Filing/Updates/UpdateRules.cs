using PatentFunctions.Filing.Rules;

namespace PatentFunctions.Filing.Updates;

/// <summary>Only the present year's update can be worked on.</summary>
/// <param name="Year">The present year.</param>
public sealed record UpdateYearNotOpen(int Year) : Conflict("filing-update-year-not-open", "不在更新期内", $"每年1月1日起办理当年度的产品备案信息更新，目前只能办理{Year}年度的更新。");

/// <summary>Only a filing in force can be updated.</summary>
/// <param name="StateName">备案状态.</param>
public sealed record FilingNotUpdatable(string StateName) : Conflict("filing-not-updatable", "不能更新", $"该产品备案当前为“{StateName}”，只有已备案的产品可以更新备案信息。");

/// <summary>The figures are of the year before already.</summary>
/// <param name="DataYear">数据年度.</param>
public sealed record FilingDataCurrent(int DataYear) : Conflict("filing-data-current", "无需更新", $"该产品的备案数据已是{DataYear}年度数据，本年度无需更新。");

/// <summary>An update of an earlier year is still under review.</summary>
/// <param name="Year">That year.</param>
public sealed record EarlierUpdateUnderReview(int Year) : Conflict("filing-update-earlier-under-review", "上一次更新正在审核", $"该产品{Year}年度的备案信息更新正在审核，审核结束后方可办理本年度的更新。");

/// <summary>What the rules of an update look at besides draft and content.</summary>
/// <param name="Window">更新期限.</param>
/// <param name="Today">Today in Asia/Shanghai.</param>
/// <param name="ProofUploadedAt">When the economic proof was uploaded; null where there is none.</param>
public sealed record UpdateFacts(UpdateWindow Window, DateOnly Today, DateTimeOffset? ProofUploadedAt);

/// <summary>
/// The rules of an update (manual 六; annex 十: 对产品经济数据和经济证明文件进行更新，其他信息如有变化可一并进行更新) that come on top of those of a filing: figures
/// and proof must be new, everything else may change; what makes it another product is pointed out to unit and examiner.
/// </summary>
public static class UpdateRules
{
    /// <summary>Finding: last year's proof was handed in once more.</summary>
    public const string ProofNotRenewed = "update.proof-not-renewed";

    /// <summary>Finding: too late for this year's recognition.</summary>
    public const string Late = "update.late";

    private const string Clause = "操作手册六、产品备案信息更新；常见问题汇编十、产品信息更新";

    /// <summary>Why the unit may not save or submit; null where it may.</summary>
    /// <param name="filing">The filing.</param>
    /// <param name="updates">Its updates of all years.</param>
    /// <param name="year">更新年度.</param>
    /// <param name="today">Today in Asia/Shanghai.</param>
    /// <param name="act">What the unit wants to do.</param>
    public static Refusal? Refuse(FilingRecord filing, IReadOnlyList<UpdateRecord> updates, int year, DateOnly today, UpdateAct act)
    {
        if (year != today.Year) return new UpdateYearNotOpen(today.Year);
        if (UpdateStates.Refuse(updates.FirstOrDefault(u => u.Year == year)?.State ?? UpdateState.NotUpdated, act) is { } refusal) return refusal;
        if (filing.State != FilingState.Filed) return new FilingNotUpdatable(FilingStates.NameOf(filing.State));
        if (!UpdateStanding.NeedsUpdate(filing, year)) return new FilingDataCurrent(filing.Content!.Facts.DataYear);
        return updates.FirstOrDefault(u => u.Year != year && u.State == UpdateState.UnderReview) is { } earlier ? new EarlierUpdateUnderReview(earlier.Year) : null;
    }

    /// <summary>
    /// The draft that an update begins with: the content in force, with last year's figures and economic proof cleared, and with what of the
    /// contribution index follows from those figures.
    /// </summary>
    public static FilingDraft Prefilled(FilingContent content, int year, DateTimeOffset now)
    {
        var figures = new ProductFigures { Year = year - 1 };
        return new FilingDraft(now)
        {
            Product = content.Product with { Figures = figures, Contribution = Cleared(content.Product.Contribution) },
            Patents = content.Patents,
            Proof = content.Proof with { Economic = new EconomicProof { Figures = figures } },
        };
    }

    /// <summary>Every finding of the update's own rules.</summary>
    /// <param name="inForce">The content in force.</param>
    /// <param name="draft">The draft.</param>
    /// <param name="facts">Window and proof.</param>
    public static IReadOnlyList<Finding> Check(FilingContent inForce, FilingDraft draft, UpdateFacts facts) =>
        [.. Window(facts), .. Proof(draft, facts), .. Identity(inForce, draft.Product), .. Patents(inForce.Patents, draft.Patents)];

    private static IEnumerable<Finding> Window(UpdateFacts facts)
    {
        if (!facts.Window.Counts(facts.Today))
            yield return Warns(Late, "", $"已超过{ChinaTime.FullDate(facts.Window.Ends)}，更新后可在备案证明上体现，但该产品不能参与{facts.Window.Year}年度专利密集型产品认定。");
    }

    // A sheet of last year's figures cannot be older than this year.
    private static IEnumerable<Finding> Proof(FilingDraft draft, UpdateFacts facts)
    {
        if (draft.Proof.Economic?.File is not null && facts.ProofUploadedAt is { } uploaded && ChinaTime.DateOf(uploaded) < facts.Window.Opens)
            yield return Finding.Blocks(ProofNotRenewed, "/proof/economic/file", $"经济效益证明须为{facts.Window.Year - 1}年度数据的新证明材料，不能沿用以前年度上传的文件。") with { Clause = Clause };
    }

    private static IEnumerable<Finding> Identity(FilingContent inForce, ProductForm product)
    {
        var before = inForce.Product;
        (string Field, string Name, string? Before, string? After)[] fields =
        [
            ("name", "产品名称", before.Name, product.Name),
            ("model", "规格型号", before.Model, product.Model),
            ("barcode", "商品条码", before.Barcode, product.Barcode),
            ("category", "产品分类", before.Category, product.Category),
            ("industry", "产品所属行业", before.Industry, product.Industry),
        ];
        return fields
            .Where(f => !string.IsNullOrWhiteSpace(f.After) && DoubleFiling.Normal(f.Before) != DoubleFiling.Normal(f.After))
            .Select(f => Warns($"update.{f.Field}-changed", "/product/" + f.Field, $"{f.Name}由“{f.Before}”改为“{f.After}”，请核对是否仍为同一备案产品；不同产品应另行备案。"));
    }

    private static IEnumerable<Finding> Patents(PatentsForm before, PatentsForm after)
    {
        var (was, now) = (LinkedPatents.NumbersOf(before), LinkedPatents.NumbersOf(after));
        var (added, removed) = (now.Except(was).ToList(), was.Except(now).ToList());
        if (now.Count == 0 || added.Count + removed.Count == 0) yield break;
        var parts = new List<string>();
        if (added.Count > 0) parts.Add("新增" + string.Join('、', added.Select(p => p.Granted)));
        if (removed.Count > 0) parts.Add("取消" + string.Join('、', removed.Select(p => p.Granted)));
        yield return Warns("update.patents-changed", "/patents/links", $"关联专利有变化：{string.Join('；', parts)}。");
    }

    private static ContributionIndex? Cleared(ContributionIndex? index) => index?.Method switch
    {
        ContributionMethod.InvestmentShare => index with { Value = null },
        ContributionMethod.MarketShareAndProfit => index with { Value = null, MarketShareIncrement = null, ProfitIncrement = null },
        _ => index,
    };

    private static Finding Warns(string code, string pointer, string text) => Finding.Warns(code, pointer, text) with { Clause = Clause };
}
