using PatentFunctions.Catalogs;
using PatentFunctions.Documents.Sheets;
using PatentFunctions.Revitalization.Resources;
using PatentFunctions.Revitalization.Search;

namespace PatentFunctions.Revitalization.Exports;

/// <summary>A row of an export: a resource or one of its patents, or what is to be said at the end.</summary>
/// <param name="Resource">The resource.</param>
/// <param name="Patent">The patent, on sheets of patents.</param>
/// <param name="Note">Text instead of data.</param>
internal sealed record ExportRow(ResourceDocument? Resource, TransferablePatent? Patent = null, string? Note = null)
{
    public static ExportRow OfNote(string note) => new(null, null, note);
}

/// <summary>The three sheets of 导出.</summary>
/// <param name="Code">Value of ?content=.</param>
/// <param name="Name">Chinese name.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="Rows">The rows of a resource.</param>
/// <param name="Narrow">What the sheet is about, of what was asked for.</param>
internal sealed record ExportSheet(string Code, string Name, IReadOnlyList<SheetColumn<ExportRow>> Columns, Func<ResourceDocument, IEnumerable<ExportRow>> Rows, Func<ResourceQuery, ResourceQuery> Narrow)
{
    private static readonly ExportSheet Basic = new(
        "basic",
        "专利转化资源-基本信息",
        [
            First("名称", r => r.Title, 36),
            Of("类型", r => ResourceNames.Of(r.Kind)),
            Of("专利号", r => Joined(r.Patents.Select(p => p.Number.Granted)), 24),
            Of("专利类型", r => Joined(r.Patents.Select(p => ResourceNames.Of(p.Type)).Distinct())),
            Of("高校院所", r => r.UniversityName, 24),
            Of("省份", r => AdministrativeDivisions.Find(r.Province)?.Name),
            Of("申请日", r => r.Patents.Count == 1 ? r.Patents[0].AppliedOn : null, 12),
            Of("授权公告日", r => r.Patents.Count == 1 ? r.Patents[0].GrantedOn : null, 12),
            Of("IPC主分类号", r => Joined(r.Patents.Select(p => p.Ipc).OfType<string>().Distinct())),
            Of("摘要", r => r.Patents.Count == 1 ? r.Patents[0].Abstract : null, 60),
            Of("2023年底有效", r => r.ValidAtEndOf2023),
            Of("登记入库时间", r => r.RegisteredAt, 20),
            Of("企业评价（星）", r => r.Rating?.Average),
        ],
        r => [new ExportRow(r)],
        q => q);

    private static readonly ExportSheet Portfolio = new(
        "portfolio",
        "专利转化资源-组合专利信息",
        [
            First("组合名称", r => r.Title, 36),
            Of("高校院所", r => r.UniversityName, 24),
            OfPatent("专利号", p => p.Number.Granted, 20),
            OfPatent("专利名称", p => p.Title, 36),
            OfPatent("专利类型", p => ResourceNames.Of(p.Type)),
            OfPatent("申请日", p => p.AppliedOn, 12),
            OfPatent("授权公告日", p => p.GrantedOn, 12),
            OfPatent("IPC主分类号", p => p.Ipc),
            OfPatent("摘要", p => p.Abstract, 60),
        ],
        r => r.Patents.Select(p => new ExportRow(r, p)),
        q => q with { Kind = ResourceKind.Portfolio });

    private static readonly ExportSheet Dossier = new(
        "dossier",
        "专利转化资源-建档信息",
        [
            First("名称", r => r.Title, 36),
            Of("专利号", r => Joined(r.Patents.Select(p => p.Number.Granted)), 24),
            Of("高校院所", r => r.UniversityName, 24),
            Of("技术类型", r => TechnicalFields.Find(r.Dossier.TechnicalField)?.Name, 20),
            Of("技术成熟度", r => ResourceNames.Of(r.Dossier.Maturity)),
            Of("转化方式", r => Joined(r.Dossier.Ways.Select(ResourceNames.Of)), 20),
            Of("期望价格（万元）", r => r.Dossier.ExpectedPrice is { } price ? price : "面议"),
            Of("应用领域", r => r.Dossier.ApplicationField, 28),
            Of("战略性新兴产业", r => Joined(r.Dossier.StrategicIndustries.Select(c => $"{c} {StrategicIndustries.Edition2018.Catalog.Find(c)?.Name}")), 28),
            Of("国民经济行业", r => Joined(r.Dossier.Industries.Select(c => $"{c} {NationalEconomyIndustries.Catalog.Find(c)?.Name}")), 28),
            Of("关键词", r => Joined(r.Dossier.Keywords), 28),
        ],
        r => [new ExportRow(r)],
        q => q);

    /// <summary>The sheet of a code; null where there is none.</summary>
    public static ExportSheet? Find(string code) => new[] { Basic, Portfolio, Dossier }.FirstOrDefault(s => s.Code == code);

    private static SheetColumn<ExportRow> First(string header, Func<ResourceDocument, object?> value, double width) => new(header, row => row.Note ?? value(row.Resource!), width);

    private static SheetColumn<ExportRow> Of(string header, Func<ResourceDocument, object?> value, double width = 16) => new(header, row => row.Resource is { } r ? value(r) : null, width);

    private static SheetColumn<ExportRow> OfPatent(string header, Func<TransferablePatent, object?> value, double width = 16) => new(header, row => row.Patent is { } p ? value(p) : null, width);

    private static string Joined(IEnumerable<string> texts) => string.Join("；", texts);
}
