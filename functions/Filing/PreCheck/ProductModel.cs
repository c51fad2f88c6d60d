using System.Text.RegularExpressions;
using PatentFunctions.Platform;

namespace PatentFunctions.Filing.PreCheck;

/// <summary>规格型号: 产品备案常见问题汇编 四. A code of letters and digits; sizes, colours, weights and volumes make no other product.</summary>
public static partial class ProductModel
{
    private static readonly string[] NoModel = ["无", "暂无", "没有", "无型号", "无规格型号", "/", "\\", "-", "--", "---", "N/A", "NA", "n/a", "na"];

    private static readonly string[] Advertising =
    [
        "领先", "首创", "一流", "先进", "优质", "高品质", "高质量", "质量可靠", "品质", "畅销", "热销", "欢迎", "高端", "大气", "豪华版上市", "高效", "节能", "环保", "性能", "卓越", "优异", "最新", "最好", "最佳", "实惠", "耐用", "新一代", "第一", "深受", "信赖", "专业", "知名", "时尚", "美观", "便捷", "性价比",
    ];

    private static readonly string[] Functions = ["用于", "适用", "应用于", "具有", "可用", "功能", "专用", "使用", "采用", "主要", "能够", "可以", "实现", "作用", "适合"];

    /// <summary>What may stand beside a code: kind, grade, size, colour, material, packing.</summary>
    private static readonly string[] Allowed =
    [
        "型号", "规格", "型", "款", "号", "级", "版本", "版", "类", "标准", "标配", "普通", "通用", "基本", "常规", "加强", "增强", "豪华", "经济", "轻型", "重型", "中型", "大型", "小型", "微型", "特大", "加大", "大", "中", "小", "特", "左", "右", "前", "后", "上", "下", "内", "外", "单", "双", "三", "四", "国标", "非标", "美标", "欧标", "企标", "国五", "国六", "国四",
        "毫米", "厘米", "米", "毫升", "升", "毫克", "千克", "公斤", "克", "斤", "吨", "瓦", "千瓦", "伏", "安", "匹", "马力", "英寸", "寸", "吋", "立方米", "立方", "平方米", "平方", "度", "目", "直径", "长度", "长", "宽度", "宽", "高度", "高", "厚度", "厚", "容量", "容积", "净含量", "净重", "含量", "人份", "测试",
        "瓶", "盒", "袋", "箱", "包", "桶", "罐", "支", "片", "粒", "丸", "贴", "张", "卷", "条", "只", "个", "套", "台", "件", "枚", "块", "根", "副", "组", "板", "杯", "码", "抽", "颗", "头", "位", "轴", "座", "路", "芯", "层", "相", "极", "通道", "用户",
        "红色", "蓝色", "黑色", "白色", "灰色", "银色", "金色", "绿色", "黄色", "紫色", "粉色", "橙色", "棕色", "咖色", "米色", "透明", "彩色", "本色", "红", "蓝", "黑", "白", "灰", "银", "金", "绿", "黄", "紫", "粉", "橙", "棕", "色",
        "不锈钢", "碳钢", "铝合金", "铜", "铸铁", "塑料", "木", "均码", "成人", "儿童", "男", "女", "每", "装", "至", "到", "和", "或", "与", "及", "甲", "乙", "丙", "丁", "一", "二", "五", "六", "七", "八", "九", "十", "半", "无", "以上", "以下", "以内", "定尺", "卧式", "立式", "壁挂式", "挂式", "柜式", "吊式", "固定式", "移动式", "手动", "电动", "自动", "气动", "液压", "工频", "变频", "交流", "直流", "Ⅰ", "Ⅱ", "代", "第",
    ];

    /// <summary>Findings about the model.</summary>
    public static IEnumerable<Finding> Check(PreCheckInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var typed = input.Model ?? "";
        var text = FoldedText.Fold(typed);
        if (text.Trim().Length == 0 || NoModel.Contains(text.Trim()))
            return [];
        return
        [
            .. VagueWords(typed, text),
            .. ForeignText(typed, text, input),
            .. Several(typed, text, input.ModelReason),
        ];
    }

    /// <summary>四（三）.</summary>
    private static IEnumerable<Finding> VagueWords(string typed, string text)
    {
        if (Series().Match(text) is { Success: true } series)
            yield return PreCheckCatalog.ModelSeries.At(typed, new TextSpan(series.Index, series.Length));
        if (AndSoOn().Match(text) is { Success: true } andSoOn)
            yield return PreCheckCatalog.ModelAndSoOn.At(typed, new TextSpan(andSoOn.Index, andSoOn.Length));
    }

    /// <summary>四（一）: 产品名称、专利分类号、产品介绍、商标、功能用途或其他无关信息.</summary>
    private static IEnumerable<Finding> ForeignText(string typed, string text, PreCheckInput input)
    {
        foreach (var mark in ProductName.SplitMarks(input.TradeMark))
        {
            if (ProductName.IndexOfMark(text, mark) is >= 0 and var at)
            {
                yield return PreCheckCatalog.ModelTradeMark.At(typed, new TextSpan(at, mark.Length));
                break;
            }
        }
        if (PatentClass().Match(text) is { Success: true } patentClass)
            yield return PreCheckCatalog.ModelPatentClass.At(typed, new TextSpan(patentClass.Index, patentClass.Length));
        if (PatentNumber().Match(text) is { Success: true } patentNumber)
            yield return PreCheckCatalog.ModelIrrelevant.At(typed, new TextSpan(patentNumber.Index, patentNumber.Length));
        if (Prose(typed, text, input) is { } prose)
            yield return prose;
    }

    private static Finding? Prose(string typed, string text, PreCheckInput input)
    {
        if (First(text, Advertising) is { } advertising && !IsModelWord(text, advertising))
            return PreCheckCatalog.ModelAdvertising.At(typed, advertising);
        if (First(text, Functions) is { } function && !IsModelWord(text, function))
            return PreCheckCatalog.ModelFunction.At(typed, function);
        if (ProductNameInside(text, input.Name) is { } product)
            return PreCheckCatalog.ModelProductName.At(typed, product);
        foreach (Match run in HanRun().Matches(text))
        {
            if (Series().IsMatch(run.Value) || AndSoOn().IsMatch(run.Value))
                continue;
            var rest = WithoutAllowed(run.Value);
            if (rest.Length == 0)
                continue;
            var span = new TextSpan(run.Index, run.Length);
            if (rest.Length >= 2 && ProductWords.EndsWithNoun(run.Value))
                return PreCheckCatalog.ModelProductName.At(typed, span);
            return (rest.Length >= 3 ? PreCheckCatalog.ModelIrrelevant : PreCheckCatalog.ModelWords).At(typed, span);
        }
        return null;
    }

    /// <summary>节能型, 专业版: a kind of the product, when nothing else is said.</summary>
    private static bool IsModelWord(string text, TextSpan word)
    {
        var after = word.Start + word.Length < text.Length ? text[word.Start + word.Length] : ' ';
        return after is '型' or '版' or '款' or '级' && text.Count(FoldedText.IsHan) <= word.Length + 2;
    }

    private static TextSpan? First(string text, string[] words)
    {
        foreach (var word in words)
        {
            var at = text.IndexOf(word, StringComparison.Ordinal);
            if (at >= 0)
                return new TextSpan(at, word.Length);
        }
        return null;
    }

    /// <summary>The name itself, or its last characters, three or more: 切割机 of 等离子切割机.</summary>
    private static TextSpan? ProductNameInside(string text, string? name)
    {
        var core = FoldedText.WithoutBrackets(FoldedText.Fold(name ?? "")).Trim();
        for (var length = core.Length; length >= 2; length--)
        {
            var tail = core[^length..];
            if (!tail.Any(FoldedText.IsHan) || (length == 2 && (core.Length > 2 && !ProductWords.EndsWithNoun(tail))) || Allowed.Contains(tail))
                continue;
            var at = text.IndexOf(tail, StringComparison.Ordinal);
            if (at >= 0)
                return new TextSpan(at, length);
        }
        return null;
    }

    private static string WithoutAllowed(string run)
    {
        var rest = run;
        foreach (var word in Allowed.OrderByDescending(word => word.Length))
            rest = rest.Replace(word, "", StringComparison.Ordinal);
        return rest;
    }

    /// <summary>四（二）: several codes that differ in more than colour, size, configuration, weight or volume need a reason.</summary>
    private static IEnumerable<Finding> Several(string typed, string text, string? reason)
    {
        if (!string.IsNullOrWhiteSpace(reason))
            yield break;
        var codes = Codes(text);
        if (codes.Count > 1)
            yield return PreCheckCatalog.ModelSeveral.At(typed, new TextSpan(0, typed.Length));
        else if (Range().Match(text) is { Success: true } range)
            yield return PreCheckCatalog.ModelRange.At(typed, new TextSpan(range.Index, range.Length));
    }

    private static HashSet<string> Codes(string text)
    {
        var codes = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in Separator().Split(FoldedText.WithoutBrackets(text)))
        {
            foreach (var code in SplitLists(part.Trim()))
            {
                var bare = WithoutAttributes(code);
                if (bare.Length > 0)
                    codes.Add(bare);
            }
        }
        return codes;
    }

    /// <summary>A slash or a space separates codes only when both sides look alike: XJ-200/XJ-300, not KFR-35GW/NhA1.</summary>
    private static string[] SplitLists(string part)
    {
        foreach (var separator in (char[])['/', ' '])
        {
            var pieces = part.Split(separator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (pieces.Length > 1 && pieces.All(piece => piece.Any(char.IsAsciiLetter) || piece.Contains('型', StringComparison.Ordinal)) && pieces.All(piece => AreAlike(pieces[0], piece)))
                return pieces;
        }
        return [part];
    }

    private static bool AreAlike(string first, string second)
    {
        var a = LeadingLetters().Match(first).Value;
        var b = LeadingLetters().Match(second).Value;
        if (first.EndsWith('型') && second.EndsWith('型'))
            return true;
        return a.Length > 0 && a.Equals(b, StringComparison.OrdinalIgnoreCase) && first.Any(char.IsAsciiDigit) && second.Any(char.IsAsciiDigit) && !Standard().IsMatch(first);
    }

    private static string WithoutAttributes(string code)
    {
        var rest = Standard().Replace(code, " ");
        rest = Attribute().Replace(rest, " ");
        rest = AllowedWords().Replace(rest, " ");
        return string.Concat(rest.Where(character => char.IsAsciiLetterOrDigit(character) || FoldedText.IsHan(character) || character is >= '\u2160' and <= '\u217F' or '.' or '+'))
            .Trim('.');
    }

    [GeneratedRegex("系列(?!号)")]
    private static partial Regex Series();

    [GeneratedRegex("等等|等(?![级离温径压高效边距长])|之类|\\betc\\b|…|\\.{3,}|及其他|其他|其它")]
    private static partial Regex AndSoOn();

    [GeneratedRegex(@"(?<![A-Za-z0-9])[A-H]\d{2}[A-Z]\s?\d{1,4}/\d{2,6}(?!\d)|(?<![A-Za-z0-9-])[A-H](?:0[1-9]|[1-9]\d)[A-HJ-Z](?![A-Za-z0-9-])")]
    private static partial Regex PatentClass();

    [GeneratedRegex(@"(?:ZL|CN)?\s?(?:19|20)\d{2}\s?[12389]\s?\d{7}\.?[\dX]|CN\d{9}[A-Z]", RegexOptions.IgnoreCase)]
    private static partial Regex PatentNumber();

    [GeneratedRegex("[\u4E00-\u9FFF]+")]
    private static partial Regex HanRun();

    [GeneratedRegex("[、,;|\\n]|(?<=[A-Za-z0-9\u2160-\u217F型款])\\s*(?:和|与|及|或|以及)\\s*(?=[A-Za-z0-9\u2160-\u217F])|(?<=[A-Za-z0-9])\\s+\\+\\s+(?=[A-Za-z])")]
    private static partial Regex Separator();

    [GeneratedRegex("^[A-Za-z]+")]
    private static partial Regex LeadingLetters();

    [GeneratedRegex(@"(?:GB|JB|HG|YY|YB|JY|QB|JG|NB|DL|SY|CJ|JC|MT|TB|YD|SJ|FZ|LY|NY|SC|WS|GA|Q|T|DB\d\d|ISO|IEC|ASTM|DIN|EN|JIS)(?:/[A-Z]{1,5})?\s?\d{2,6}(?:\.\d+)?[-:]\d{2,4}", RegexOptions.IgnoreCase)]
    private static partial Regex Standard();

    /// <summary>颜色、大小、配置、重量、容积: a quantity, dimensions, a size letter.</summary>
    [GeneratedRegex(@"(?<![A-Za-z0-9.-])(?:[φΦ]\s?)?\d+(?:\.\d+)?(?:\s?[×xX*]\s?\d+(?:\.\d+)?)*\s?(?:英寸|寸|吋|毫米|厘米|毫升|毫克|千克|公斤|千瓦|立方米?|平方米?|人份|马力|[米升克斤吨瓦伏安匹瓶盒袋箱包桶罐支片粒丸贴张卷条只个套台件枚块根抽颗码号度目]|mm²|mm|cm|ml|kg|mg|μg|ug|kW|kV|mAh|Ah|Wh|kWh|GB|TB|MPa|kPa|Hz|rpm|IU|[mgtLlWVAGMTU])?(?:/(?:[瓶盒袋箱包桶罐支片粒丸贴张卷条只个套台件枚块根板]|h|min|s))?(?![A-Za-z0-9.-])|(?<![A-Za-z0-9-])(?:[2-6]?X{0,3}[SL]|M|均码|OS)(?![A-Za-z0-9-])|(?<![A-Za-z0-9])(?:AC|DC)\s?\d+(?:\.\d+)?\s?V", RegexOptions.IgnoreCase)]
    private static partial Regex Attribute();

    [GeneratedRegex("红色|蓝色|黑色|白色|灰色|银色|金色|绿色|黄色|紫色|粉色|橙色|棕色|咖色|米色|透明|彩色|型号|规格|净含量|大号|中号|小号|特大号|加大号|颜色|尺寸|红|蓝|黑|白|灰|银|绿|黄|紫|橙|[:：。]|每|装|(?<=[A-Za-z0-9])型|大|中|小")]
    private static partial Regex AllowedWords();

    [GeneratedRegex(@"[A-Za-z]+-?\d+\s?(?:~|～|至|到)\s?[A-Za-z]+-?\d+")]
    private static partial Regex Range();
}
