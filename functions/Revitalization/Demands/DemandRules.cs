using System.Globalization;
using System.Text.RegularExpressions;
using PatentFunctions.Catalogs;
using PatentFunctions.Files;
using PatentFunctions.Revitalization.Resources;
using PatentFunctions.Units;

namespace PatentFunctions.Revitalization.Demands;

/// <summary>What a demand and its answers need, as pure rules.</summary>
public static partial class DemandRules
{
    /// <summary>Characters of a title at most.</summary>
    public const int LongestTitle = 60;

    /// <summary>Characters of a description or an answer at most.</summary>
    public const int LongestDescription = 5000;

    /// <summary>Attachments at most.</summary>
    public const int MostAttachments = 5;

    /// <summary>Industries at most.</summary>
    public const int MostIndustries = 5;

    /// <summary>Months ahead that the deadline may lie at most.</summary>
    public const int LongestMonths = 24;

    /// <summary>Largest budget, 万元.</summary>
    public const decimal LargestBudget = 1_000_000m;

    /// <summary>Patents that an answer may name.</summary>
    public const int MostResources = 10;

    private const string Clause = "盘活行动操作手册 七、企业需求发布管理";

    /// <summary>Every finding of a submission, files aside.</summary>
    public static IReadOnlyList<Finding> Check(DemandForm form, DateOnly today)
    {
        var findings = new List<Finding>();
        if (string.IsNullOrWhiteSpace(form.Title)) findings.Add(Blocks("demand.title-missing", "/title", "请填写需求名称。"));
        if (TechnicalFields.Find(form.Field) is not { } field || field.Code != form.Field) findings.Add(Blocks("demand.field-unknown", "/field", "请选择技术领域。"));
        if (string.IsNullOrWhiteSpace(form.Description)) findings.Add(Blocks("demand.description-missing", "/description", "请填写需求描述。"));
        else if (form.Description.Trim().Length < 20) findings.Add(Blocks("demand.description-short", "/description", "需求描述过于简单，请写明要解决的技术问题和指标要求（不少于20个字）。"));
        if (form.Budget is <= 0 or > LargestBudget) findings.Add(Blocks("demand.budget-range", "/budget", $"预算应大于0且不超过{LargestBudget:0}万元；面议的不填。"));
        else if (form.Budget is { } budget && decimal.Round(budget, 2) != budget) findings.Add(Blocks("demand.budget-decimals", "/budget", "预算以万元为单位，最多两位小数。"));
        if (form.Deadline is not { } deadline) findings.Add(Blocks("demand.deadline-missing", "/deadline", "请填写截止日期。"));
        else if (deadline <= today) findings.Add(Blocks("demand.deadline-past", "/deadline", "截止日期应晚于今天。"));
        else if (deadline > today.AddMonths(LongestMonths)) findings.Add(Blocks("demand.deadline-far", "/deadline", $"截止日期不得晚于{LongestMonths}个月之后。"));
        findings.AddRange(CheckIndustries(form.Industries ?? []));
        if (form.Attachments?.Count > MostAttachments) findings.Add(Blocks("demand.attachments-many", "/attachments", $"附件最多{MostAttachments}份。"));
        if (form.Attachments?.Distinct().Count() < form.Attachments?.Count) findings.Add(Blocks("demand.attachment-twice", "/attachments", "同一份附件重复上传。"));
        findings.AddRange(CheckContact(form.Title, "/title"));
        findings.AddRange(CheckContact(form.Description, "/description"));
        return findings;
    }

    /// <summary>Every finding of an answer, the named patents aside.</summary>
    public static IReadOnlyList<Finding> Check(DemandAnswerForm form)
    {
        var findings = new List<Finding>();
        if (string.IsNullOrWhiteSpace(form.Text)) findings.Add(Blocks("demand-answer.text-missing", "/text", "请填写答复内容。"));
        if (string.IsNullOrWhiteSpace(form.Contact)) findings.Add(Blocks("demand-answer.contact-missing", "/contact", "请填写联系人。"));
        if (UnitFormRules.Phone(form.Phone) is null) findings.Add(Blocks("demand-answer.phone", "/phone", "请填写有效的联系电话（手机或带区号的固定电话）。"));
        if (form.Resources?.Count > MostResources) findings.Add(Blocks("demand-answer.resources-many", "/resources", $"最多引用{MostResources}项已登记的专利。"));
        if (form.Resources?.Distinct(StringComparer.Ordinal).Count() < form.Resources?.Count) findings.Add(Blocks("demand-answer.resource-twice", "/resources", "同一项专利重复引用。"));
        return findings;
    }

    /// <summary>The fields of a demand that name files.</summary>
    public static IEnumerable<FileField> FilesOf(DemandForm form) =>
        (form.Attachments ?? []).Select((file, i) => new FileField(string.Create(CultureInfo.InvariantCulture, $"/attachments/{i}"), file, FilePurposes.DemandAttachment));

    private static IEnumerable<Finding> CheckIndustries(IReadOnlyList<string> industries)
    {
        if (industries.Count > MostIndustries) yield return Blocks("demand.industries-many", "/industries", $"国民经济行业最多选择{MostIndustries}个。");
        for (var i = 0; i < industries.Count; i++)
            if (NationalEconomyIndustries.Catalog.Find(industries[i]) is null)
                yield return Blocks("demand.industry-unknown", string.Create(CultureInfo.InvariantCulture, $"/industries/{i}"), $"国民经济行业中没有代码“{industries[i]}”。");
    }

    // The text is public to everybody: what leads past the platform is pointed out to the unit and to the moderator.
    private static IEnumerable<Finding> CheckContact(string? text, string pointer)
    {
        if (text is null || Contact().Match(text) is not { Success: true } found) yield break;
        yield return Finding.Warns("demand.contact-in-text", pointer, "公开文本中疑似含有电话或邮箱，发布后所有人可见；高校院所可通过平台答复，建议删除。") with { Clause = Clause, Span = new TextSpan(found.Index, found.Length) };
    }

    [GeneratedRegex(@"(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)0\d{2,3}[-－ ]?\d{7,8}(?!\d)|[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")]
    private static partial Regex Contact();

    private static Finding Blocks(string code, string pointer, string text) => Finding.Blocks(code, pointer, text) with { Clause = Clause };
}
