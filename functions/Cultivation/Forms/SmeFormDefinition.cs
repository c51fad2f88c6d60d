using System.Text.Json.Serialization;
using PatentFunctions.Catalogs;

namespace PatentFunctions.Cultivation.Forms;

/// <summary>
/// 填报表: one version of the yearly form (SME-03), described once as data in <c>Cultivation/data/forms/</c>. Validation, JSON schema, export columns and
/// <c>docs/sme-form.md</c> all come from it. What each member means is said in <c>Cultivation/data/README.md</c>.
/// </summary>
/// <param name="Version">Stable name, stored with each report.</param>
/// <param name="FromYear">First 上报年度 that is reported with it, until a later version takes over.</param>
/// <param name="Title">Chinese title.</param>
/// <param name="Source">The manual or notice it was taken from.</param>
/// <param name="Sections">Its sections in order.</param>
public sealed record SmeFormDefinition(string Version, int FromYear, string Title, string Source, IReadOnlyList<FormSection> Sections)
{
    /// <summary>Every field of the form, in order; the columns of tables are not among them.</summary>
    [JsonIgnore]
    public IEnumerable<FormField> Fields => Sections.SelectMany(s => s.Fields);

    /// <summary>A field by its id, or null.</summary>
    public FormField? Find(string id) => Fields.FirstOrDefault(f => f.Id == id);
}

/// <summary>A section (分节) of the form.</summary>
/// <param name="Id">Stable id.</param>
/// <param name="Title">Chinese title.</param>
/// <param name="Fields">Its fields in order.</param>
public sealed record FormSection(string Id, string Title, IReadOnlyList<FormField> Fields)
{
    /// <summary>How many of the section's fields must be filled in at least (企业需求: 1).</summary>
    public int AtLeast { get; init; }
}

/// <summary>What a field holds.</summary>
public enum FieldType
{
    /// <summary>文本.</summary>
    Text,

    /// <summary>金额 or another number with decimals.</summary>
    Amount,

    /// <summary>数量: a whole number.</summary>
    Count,

    /// <summary>是/否.</summary>
    YesNo,

    /// <summary>单选.</summary>
    Choice,

    /// <summary>多选.</summary>
    Choices,

    /// <summary>日期.</summary>
    Day,

    /// <summary>附件, one file.</summary>
    File,

    /// <summary>可添加多行的内容: rows of columns.</summary>
    Rows,

    /// <summary>近三年指标: one number for each of three years.</summary>
    Years,
}

/// <summary>How sure we are of what the manual's scan says.</summary>
public enum Confidence
{
    /// <summary>Legible.</summary>
    High,

    /// <summary>Legible in part.</summary>
    Medium,

    /// <summary>Not legible; named by its context.</summary>
    Low,

    /// <summary>Not visible; taken from the notices that the field stands for.</summary>
    Inferred,
}

/// <summary>A field (填报项).</summary>
/// <param name="Id">Stable id, unique within the form; within its table for a column.</param>
/// <param name="Label">Chinese label.</param>
/// <param name="Type">What it holds.</param>
public sealed record FormField(string Id, string Label, FieldType Type)
{
    /// <summary>UTF-16 characters of a text that sets no limit of its own.</summary>
    public const int DefaultMaxLength = 200;

    /// <summary>单位: 万元, 件, 人 …</summary>
    public string? Unit { get; init; }

    /// <summary>True where a submission needs it; of a three-year field, every year.</summary>
    public bool Required { get; init; }

    /// <summary>Longest text.</summary>
    public int MaxLength { get; init; } = DefaultMaxLength;

    /// <summary>Smallest number.</summary>
    public decimal Min { get; init; }

    /// <summary>Largest number.</summary>
    public decimal Max { get; init; } = 1_000_000_000_000m;

    /// <summary>Decimals of an amount.</summary>
    public int Decimals { get; init; } = 2;

    /// <summary>Regular expression that a text must match.</summary>
    public string? Pattern { get; init; }

    /// <summary>What <see cref="Pattern"/> asks for, Chinese.</summary>
    public string? PatternText { get; init; }

    /// <summary>Options of a choice.</summary>
    public IReadOnlyList<FieldOption> Options { get; init; } = [];

    /// <summary>Catalog (COM-15) that the options are taken from instead.</summary>
    public string? Catalog { get; init; }

    /// <summary>Purpose of a file.</summary>
    public string? Purpose { get; init; }

    /// <summary>Columns of a table.</summary>
    public IReadOnlyList<FormField> Fields { get; init; } = [];

    /// <summary>Most rows of a table.</summary>
    public int MaxItems { get; init; } = 50;

    /// <summary>What a three-year field holds for each year.</summary>
    public FieldType Of { get; init; } = FieldType.Amount;

    /// <summary>The years of a three-year field, counted from 上报年度.</summary>
    public IReadOnlyList<int> Offsets { get; init; } = [-3, -2, -1];

    /// <summary>Demanded where another field has a value, and not taken otherwise.</summary>
    public FieldCondition? OnlyWhen { get; init; }

    /// <summary>无需企业填写: the figure that the value comes from (<see cref="GreyFields.IGreyFieldSource"/>); a unit cannot write the field.</summary>
    public string? Official { get; init; }

    /// <summary>How sure we are of label and type.</summary>
    public Confidence Confidence { get; init; }

    /// <summary>Remark for the reader of the form or its documentation.</summary>
    public string? Note { get; init; }

    /// <summary>True for a grey field.</summary>
    [JsonIgnore]
    public bool IsOfficial => Official is not null;

    /// <summary>The options that can be chosen, from the data or from the catalog.</summary>
    [JsonIgnore]
    public IReadOnlyList<FieldOption> Choosable =>
        Catalog is null ? Options : [.. CatalogRegistry.BuiltIn.Get(Catalog).Entries.Where(e => e.IsLeaf).Select(e => new FieldOption(e.Code, e.Name))];

    /// <summary>The years of a three-year field of a report.</summary>
    /// <param name="reportYear">上报年度.</param>
    public IReadOnlyList<int> YearsOf(int reportYear) => [.. Offsets.Select(o => reportYear + o)];

    /// <summary>Label of one year of a three-year field: 2025年营业收入.</summary>
    public string LabelOf(int year) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{year}年{Label.TrimStart('年')}");
}

/// <summary>An option (选项).</summary>
/// <param name="Value">Stable value.</param>
/// <param name="Label">Chinese label.</param>
public sealed record FieldOption(string Value, string Label)
{
    /// <summary>True where it excludes every other option (无上市计划).</summary>
    public bool Exclusive { get; init; }

    /// <summary>How sure we are of it.</summary>
    public Confidence Confidence { get; init; }
}

/// <summary>A value of another field.</summary>
/// <param name="Field">Id of the field.</param>
/// <param name="Has">The option that is chosen.</param>
public sealed record FieldCondition(string Field, string Has);
