using System.Globalization;
using PatentFunctions.Catalogs;
using PatentFunctions.Filing;
using PatentFunctions.Identifiers;

namespace PatentFunctions.PublicSite;

/// <summary>A filter is not one of the values it may have.</summary>
public sealed record BadFilter(string Name, string Text) : Malformed("filter-invalid", "查询条件无效", $"{Name}：{Text}");

/// <summary>What a list of filings is narrowed by, as it stands in the address; absent where not asked for.</summary>
public sealed record PublicFilter
{
    private const int LongestText = 100;
    private const int MostRuns = 12;

    /// <summary>Words that must all be found in product, model, unit, public patents or the filing number.</summary>
    public string? Text { get; init; }

    /// <summary>产品名称 or 规格型号.</summary>
    public string? Product { get; init; }

    /// <summary>备案单位.</summary>
    public string? Unit { get; init; }

    /// <summary>专利号, in any spelling.</summary>
    public string? Patent { get; init; }

    /// <summary>备案号 or its beginning.</summary>
    public string? Number { get; init; }

    /// <summary>状态, code or Chinese name.</summary>
    public string? State { get; init; }

    /// <summary>产品分类: code or its beginning.</summary>
    public string? Category { get; init; }

    /// <summary>GB/T 4754-2017: section, division, group or class.</summary>
    public string? Industry { get; init; }

    /// <summary>专利密集型产业: yes, no, or a code of the classification.</summary>
    public string? Intensive { get; init; }

    /// <summary>备案年度.</summary>
    public string? FilingYear { get; init; }

    /// <summary>更新年度.</summary>
    public string? UpdateYear { get; init; }

    /// <summary>认定年度.</summary>
    public string? RecognitionYear { get; init; }

    /// <summary>Province, two or six digits; 00 where it is not known.</summary>
    public string? Province { get; init; }

    /// <summary>Reads the filters of a request's address.</summary>
    public static PublicFilter From(HttpRequest request)
    {
        string? Of(string name) => request.Query[name].ToString() is { Length: > 0 } text ? text : null;
        return new PublicFilter
        {
            Text = Of("q"), Product = Of("product"), Unit = Of("unit"), Patent = Of("patent"), Number = Of("number"), State = Of("state"), Category = Of("category"),
            Industry = Of("industry"), Intensive = Of("intensive"), FilingYear = Of("filingYear"), UpdateYear = Of("updateYear"), RecognitionYear = Of("recognitionYear"), Province = Of("province"),
        };
    }

    /// <summary>The conditions that it stands for, or the refusal of a filter that cannot be meant.</summary>
    internal Outcome<Condition> ToCondition()
    {
        var conditions = new List<Condition>();
        Refusal? refusal = null;
        void Add(string name, string? text, Func<string, Outcome<Condition>> condition)
        {
            if (text is null || refusal is not null) return;
            var outcome = text.Length > LongestText ? new BadFilter(name, $"不超过{LongestText}个字。") : condition(text);
            if (outcome.Refusal is { } refused) refusal = refused;
            else conditions.Add(outcome.Value);
        }

        // The narrow ones first: the others are not read where nothing is left.
        Add("专利号", Patent, OfPatent);
        Add("备案号", Number, OfNumber);
        Add("关键字", Text, OfText);
        Add("产品名称", Product, text => OfField(text, PublicTerms.Product));
        Add("单位名称", Unit, text => OfField(text, PublicTerms.Unit));
        Add("状态", State, OfState);
        Add("产品分类", Category, text => IsCode(text) ? new HasBeginning(new Term(PublicTerms.Category, text)) : new BadFilter("产品分类", "应为分类代码。"));
        Add("产品所属行业", Industry, OfIndustry);
        Add("专利密集型产业", Intensive, OfIntensive);
        Add("备案年度", FilingYear, text => OfYear("备案年度", PublicTerms.Filed, text));
        Add("更新年度", UpdateYear, text => OfYear("更新年度", PublicTerms.Updated, text));
        Add("认定年度", RecognitionYear, text => OfYear("认定年度", PublicTerms.Recognized, text));
        Add("省份", Province, OfProvince);
        return refusal is { } bad ? bad : Condition.All(conditions);
    }

    /// <summary>A year of a measure.</summary>
    internal static Outcome<Condition> OfYear(string name, string facet, string text) =>
        text.Length == 4 && text.All(char.IsAsciiDigit) ? new Has(new Term(facet, text)) : new BadFilter(name, "应为四位年份。");

    private static Outcome<Condition> OfPatent(string text) =>
        PatentNumber.TryParse(text, out var number, out var problem) ? new Has(PublicTerms.Patent(number)) : new BadFilter("专利号", problem.Text);

    private static Outcome<Condition> OfNumber(string text)
    {
        var digits = text.Normalize(System.Text.NormalizationForm.FormKC).Trim();
        return digits.Length is >= 1 and <= 10 && digits.All(char.IsAsciiDigit) ? new HasNumber(digits) : new BadFilter("备案号", "应为不超过10位的数字。");
    }

    private static Outcome<Condition> OfState(string text) =>
        PublicStates.Parse(text) is { } state ? new Has(new Term(PublicTerms.State, state.ToString()))
        : new BadFilter("状态", "应为" + string.Join('、', Enum.GetValues<PublicState>().Select(PublicStates.NameOf)) + "之一。");

    private static Outcome<Condition> OfIndustry(string text)
    {
        if (text == PublicFacts.Unknown) return new Has(new Term(PublicTerms.Industry, text));
        if (NationalEconomyIndustries.Catalog.Find(text) is not { } entry) return new BadFilter("产品所属行业", "应为国民经济行业分类的门类、大类、中类或小类代码。");
        var value = entry.Level == NationalEconomyIndustries.SectionLevel ? entry.Code : NationalEconomyIndustries.SectionOf(entry.Code) + entry.Code;
        return new HasBeginning(new Term(PublicTerms.Industry, value));
    }

    private static Outcome<Condition> OfIntensive(string text) => text switch
    {
        "no" or "none" => new Has(new Term(PublicTerms.Intensive, PublicFacts.None)),
        // Groups begin with the digit 0, the word for none does not.
        "yes" => new HasBeginning(new Term(PublicTerms.Intensive, "0")),
        _ when PatentIntensiveIndustries.Catalog.Find(text) is { Level: <= 2 } => new HasBeginning(new Term(PublicTerms.Intensive, text)),
        _ => new BadFilter("专利密集型产业", "应为 yes、no 或专利密集型产业分类的大类、中类代码。"),
    };

    private static Outcome<Condition> OfProvince(string text) =>
        text == PublicFacts.Unknown ? new Has(new Term(PublicTerms.Province, text))
        : AdministrativeDivisions.Find(text) is { Level: 1 } province ? new Has(new Term(PublicTerms.Province, province.Code))
        : new BadFilter("省份", "应为省级行政区划代码，如43或430000。");

    private static Outcome<Condition> OfText(string text)
    {
        // 专利号 first: its dot and its blanks would divide it.
        if (PatentNumber.TryParse(text, out var whole, out _)) return new Has(PublicTerms.Patent(whole));
        var conditions = new List<Condition>();
        foreach (var chunk in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (PatentNumber.TryParse(chunk, out var patent, out _))
            {
                conditions.Add(new Has(PublicTerms.Patent(patent)));
                continue;
            }
            foreach (var run in SearchText.Runs(chunk))
            {
                var found = new[] { PublicTerms.Product, PublicTerms.Unit, PublicTerms.Title }.Select(field => OfRun(field, run)).ToList();
                if (run.Text.Length is >= 4 and <= 10 && run.Text.All(char.IsAsciiDigit)) found.Insert(0, new HasNumber(run.Text));
                conditions.Add(Condition.Any(found));
            }
        }
        return AllOf("关键字", conditions);
    }

    private static Outcome<Condition> OfField(string text, string field) => AllOf("关键字", [.. SearchText.Runs(text).Select(run => OfRun(field, run))]);

    private static Outcome<Condition> AllOf(string name, List<Condition> conditions) =>
        conditions.Count is > 0 and <= MostRuns ? Condition.All(conditions)
        : new BadFilter(name, conditions.Count == 0 ? "请填写汉字、字母或数字。" : string.Create(CultureInfo.InvariantCulture, $"不超过{MostRuns}个词。"));

    private static Condition OfRun(string field, TextRun run)
    {
        if (!run.IsWord) return new HasRun(field, run.Text);
        var whole = new HasBeginning(PublicTerms.Word(field, run.Text));
        var parts = SearchText.Parts(run.Text);
        if (parts.Count == 1) return whole;
        // BCD520 is found as BCD-520 too.
        var divided = parts.Select((part, i) => i < parts.Count - 1 ? new Has(PublicTerms.Word(field, part)) : (Condition)new HasBeginning(PublicTerms.Word(field, part)));
        return Condition.Any(whole, Condition.All([.. divided]));
    }

    private static bool IsCode(string text) => Platform.Storage.RecordLimits.IsKey(text) && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-');
}
