using PatentFunctions.Catalogs;
using PatentFunctions.Identifiers;
using PatentFunctions.Patents;

namespace PatentFunctions.Revitalization.Resources;

/// <summary>登记入库 as pure rules (RES-01): everything that is wrong with a form, and the content of one that is right.</summary>
public static class ResourceRules
{
    internal const int MostTitle = 200;
    internal const int MostCode = 40;
    internal const int MostAbstract = 2000;
    internal const int MostApplicationField = 200;
    private const int MostPatents = 50;
    private const int MostIndustries = 10;
    private const int MostKeywords = 20;
    private const int MostKeyword = 30;
    private const decimal MostPrice = 1_000_000m;

    private static readonly DateOnly EndOf2023 = new(2023, 12, 31);

    /// <summary>Everything wrong with a form.</summary>
    public static IReadOnlyList<Finding> Check(ResourceForm form, ResourceFacts facts) =>
        [.. Naming(form), .. PatentList(form, facts), .. Place(form, facts), .. Dossier(form), .. Industries(form), .. Words(form), .. Contact(form)];

    /// <summary>What may not be changed once it is registered.</summary>
    public static IReadOnlyList<Finding> CheckEdit(ResourceRecord resource, ResourceForm form)
    {
        var findings = new List<Finding>();
        if (form.Kind is { } kind && kind != resource.Kind) findings.Add(Finding.Blocks("resource-kind.fixed", "/kind", "登记后不能在单条专利与组合专利之间变更，请另行登记。"));
        if (resource.Kind == ResourceKind.Single && form.Patents is [var only] && PatentNumber.TryParse(only.Number, out var number, out _) && number != resource.Patents[0].Number)
            findings.Add(Finding.Blocks("resource-patent.fixed", "/patents/0/number", "单条专利登记后不能更换专利号，请另行登记。"));
        if (resource.PortfolioCode is { } code && Text(form.PortfolioCode) is { } other && other != code)
            findings.Add(Finding.Blocks("portfolio-code.fixed", "/portfolioCode", "组合编号登记后不能修改。"));
        return findings;
    }

    /// <summary>The resource that a form without findings describes.</summary>
    public static ResourceRecord ToRecord(ResourceForm form, ResourceFacts facts, ResourceId id, UnitId university, string universityName, DateTimeOffset now)
    {
        var patents = form.Patents!.Select(p => ToPatent(p, facts)).ToList();
        var contact = form.Contact!;
        var dossier = new ResourceDossier
        {
            TechnicalField = TechnicalFields.Find(Text(form.TechnicalField))!.Code,
            Maturity = form.Maturity!.Value,
            Ways = [.. form.Ways!.Distinct().Order()],
            ExpectedPrice = form.ExpectedPrice,
            ApplicationField = Text(form.ApplicationField)!,
            StrategicIndustries = Distinct(form.StrategicIndustries),
            Industries = Distinct(form.Industries),
            Keywords = Distinct(form.Keywords),
        };
        return new ResourceRecord(
            id, university, universityName, ProvinceOf(form, facts)!, form.Kind!.Value, form.Kind == ResourceKind.Single ? patents[0].Title : Text(form.Title)!, patents, dossier,
            new ResourceContact(Text(contact.Name)!, Checked<MobileNumber>(contact.Phone)!.Value, Text(contact.Mail) is { } mail ? Checked<EmailAddress>(mail)!.Value : null),
            now, ResourceState.Offered)
        {
            PortfolioCode = form.Kind == ResourceKind.Portfolio ? Text(form.PortfolioCode) : null,
            // In force today and granted by then: it was in force then.
            ValidAtEndOf2023 = patents.All(p => p.GrantedOn <= EndOf2023),
            ChangedAt = now,
        };
    }

    private static IEnumerable<Finding> Naming(ResourceForm form)
    {
        if (form.Kind is null) yield return Finding.Blocks("resource-kind.missing", "/kind", "请选择单条专利或组合专利。");
        if (form.Kind == ResourceKind.Portfolio && Text(form.Title) is null) yield return Finding.Blocks("portfolio-title.missing", "/title", "请填写组合专利名称。");
        if (form.Kind == ResourceKind.Single && Text(form.PortfolioCode) is not null) yield return Finding.Blocks("portfolio-code.unexpected", "/portfolioCode", "单条专利不填写组合编号。");
    }

    private static IEnumerable<Finding> PatentList(ResourceForm form, ResourceFacts facts)
    {
        var patents = form.Patents ?? [];
        if (patents.Count == 0) yield return Finding.Blocks("resource-patents.missing", "/patents", "请填写专利号。");
        else if (form.Kind == ResourceKind.Single && patents.Count > 1) yield return Finding.Blocks("resource-patents.too-many", "/patents", "单条专利只填写一件；多件专利请登记为组合专利。");
        else if (form.Kind == ResourceKind.Portfolio && patents.Count < 2) yield return Finding.Blocks("resource-patents.too-few", "/patents", "组合专利至少包括两件专利。");
        if (patents.Count > MostPatents) yield return Finding.Blocks("resource-patents.too-many", "/patents", $"组合专利至多包括 {MostPatents} 件专利。");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < Math.Min(patents.Count, MostPatents); i++)
        {
            foreach (var finding in Patent(patents[i], $"/patents/{i}", seen, facts)) yield return finding;
        }
    }

    private static IEnumerable<Finding> Patent(ResourcePatentForm form, string at, HashSet<string> seen, ResourceFacts facts)
    {
        if (!PatentNumber.TryParse(form.Number, out var number, out var problem))
        {
            yield return Finding.Blocks(problem.Code, at + "/number", problem.Text);
            yield break;
        }
        if (!seen.Add(number.Value)) yield return Finding.Blocks("resource-patent.twice", at + "/number", "同一件专利填写了两次。");
        var known = facts.Register.GetValueOrDefault(number.Value);
        if (known is { Status: not PatentStatus.Valid }) yield return Finding.Blocks("resource-patent.not-in-force", at + "/number", "专利登记信息显示该专利已不再有效，不能登记入库。");
        if (known is not null && !known.IsOwnedBy(facts.OwnNames)) yield return Finding.Blocks("resource-patent.other-owner", at + "/number", "专利登记信息中，本单位不是该专利的专利权人。");
        if (known is null && Text(form.Title) is null) yield return Finding.Blocks("resource-patent.title-missing", at + "/title", "专利登记信息中没有该专利，请填写专利名称。");
        var (applied, granted) = (known?.ApplicationDate ?? form.AppliedOn, known?.GrantDate ?? form.GrantedOn);
        if (granted < applied) yield return Finding.Blocks("resource-patent.granted-early", at + "/grantedOn", "授权公告日早于申请日。");
        if (granted > facts.Today) yield return Finding.Blocks("resource-patent.granted-late", at + "/grantedOn", "授权公告日晚于今天。");
    }

    private static IEnumerable<Finding> Place(ResourceForm form, ResourceFacts facts)
    {
        if (ProvinceOf(form, facts) is null) yield return Finding.Blocks("resource-province", "/province", "请填写省份的名称或代码，如湖南省、43。");
    }

    private static IEnumerable<Finding> Dossier(ResourceForm form)
    {
        if (TechnicalFields.Find(Text(form.TechnicalField)) is null) yield return Finding.Blocks("technical-field.unknown", "/technicalField", "请选择技术类型（01 至 35）。");
        if (form.Maturity is null) yield return Finding.Blocks("maturity.missing", "/maturity", "请选择技术成熟度。");
        if (form.Ways is not { Count: > 0 }) yield return Finding.Blocks("transfer-ways.missing", "/ways", "请选择至少一种转化方式。");
        if (form.ExpectedPrice is { } price && (price is <= 0 or > MostPrice || decimal.Round(price, 2) != price))
            yield return Finding.Blocks("expected-price", "/expectedPrice", "期望价格以万元为单位，应大于 0 且不超过 100 亿元，至多两位小数；面议时不填。");
        if (Text(form.ApplicationField) is null) yield return Finding.Blocks("application-field.missing", "/applicationField", "请填写应用领域。");
    }

    private static IEnumerable<Finding> Industries(ResourceForm form)
    {
        if (form.StrategicIndustries is not { Count: > 0 } && form.Industries is not { Count: > 0 })
            yield return Finding.Blocks("industries.missing", "/strategicIndustries", "请至少选择一个战略性新兴产业或国民经济行业。");
        foreach (var finding in Codes(form.StrategicIndustries, "/strategicIndustries", "战略性新兴产业", StrategicIndustries.Edition2018.Catalog)) yield return finding;
        foreach (var finding in Codes(form.Industries, "/industries", "国民经济行业", NationalEconomyIndustries.Catalog)) yield return finding;
    }

    private static IEnumerable<Finding> Codes(IReadOnlyList<string>? codes, string at, string name, Catalog catalog)
    {
        if (codes?.Count > MostIndustries) yield return Finding.Blocks("industries.too-many", at, $"{name}至多选择 {MostIndustries} 个。");
        for (var i = 0; i < Math.Min(codes?.Count ?? 0, MostIndustries); i++)
        {
            if (catalog.Find(codes![i]?.Trim()) is null) yield return Finding.Blocks("industry.unknown", $"{at}/{i}", $"“{codes[i]}”不是{name}的代码。");
        }
    }

    private static IEnumerable<Finding> Words(ResourceForm form)
    {
        if (form.Keywords?.Count > MostKeywords) yield return Finding.Blocks("keywords.too-many", "/keywords", $"关键词至多 {MostKeywords} 个。");
        for (var i = 0; i < Math.Min(form.Keywords?.Count ?? 0, MostKeywords); i++)
        {
            if (Text(form.Keywords![i]) is not { Length: <= MostKeyword }) yield return Finding.Blocks("keyword", $"/keywords/{i}", $"关键词不能为空，至多 {MostKeyword} 个字符。");
        }
    }

    private static IEnumerable<Finding> Contact(ResourceForm form)
    {
        if (Text(form.Contact?.Name) is null) yield return Finding.Blocks("contact-name.missing", "/contact/name", "请填写联系人。");
        if (!MobileNumber.TryParse(form.Contact?.Phone, out _, out var phone)) yield return Finding.Blocks(phone.Code, "/contact/phone", phone.Text);
        if (Text(form.Contact?.Mail) is { } mail && !EmailAddress.TryParse(mail, out _, out var problem)) yield return Finding.Blocks(problem.Code, "/contact/mail", problem.Text);
    }

    private static TransferablePatent ToPatent(ResourcePatentForm form, ResourceFacts facts)
    {
        var number = Checked<PatentNumber>(form.Number)!;
        var known = facts.Register.GetValueOrDefault(number.Value);
        return new TransferablePatent(number, known?.Title ?? Text(form.Title)!)
        {
            Abstract = Cut(known?.Abstract) ?? Text(form.Abstract),
            AppliedOn = known?.ApplicationDate ?? form.AppliedOn,
            GrantedOn = known?.GrantDate ?? form.GrantedOn,
            Ipc = known?.Ipc ?? Text(form.Ipc),
        };
    }

    private static string? ProvinceOf(ResourceForm form, ResourceFacts facts) =>
        Text(form.Province) is { } typed
            ? (AdministrativeDivisions.Resolve(typed, null, null) ?? AdministrativeDivisions.Find(typed)) is { Level: 1 } province ? province.Code : null
            : facts.Province;

    // The register takes longer abstracts than a card shows.
    private static string? Cut(string? text) => Text(text) is { Length: > MostAbstract } longer ? longer[..MostAbstract] : Text(text);

    private static T? Checked<T>(string? typed)
        where T : class, IIdentifier<T> => T.TryParse(typed, out var value, out _) ? value : null;

    private static List<string> Distinct(IReadOnlyList<string>? texts) => [.. (texts ?? []).Select(t => t.Trim()).Distinct(StringComparer.Ordinal)];

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
