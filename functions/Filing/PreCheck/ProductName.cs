using System.Text.RegularExpressions;
using PatentFunctions.Platform;

namespace PatentFunctions.Filing.PreCheck;

/// <summary>产品名称: 产品备案常见问题汇编 三. Each rule looks at the whole name and says which part offends; all are asked.</summary>
public static partial class ProductName
{
    private const int ShortTitle = 4;
    private const int LongTitle = 8;

    /// <summary>Findings about the name.</summary>
    public static IEnumerable<Finding> Check(PreCheckInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (string.IsNullOrWhiteSpace(input.Name))
            return [PreCheckCatalog.NameMissing.About()];
        var name = new Name(input.Name);
        return
        [
            .. NotAProduct(name),
            .. TooBroad(name),
            .. SeveralProducts(name),
            .. PatentTitles(name, input.LinkedPatentTitles),
            .. PatentShape(name),
            .. TradeMarks(name, input.TradeMark, input.UnitName),
            .. Latin(name),
            .. Praise(name),
            .. OneKind(name),
            .. AndSoOn(name),
            .. Invented(name),
        ];
    }

    /// <summary>The name as typed, folded for reading, and its part outside brackets.</summary>
    private sealed class Name
    {
        public Name(string typed)
        {
            Typed = typed;
            Text = FoldedText.Fold(typed);
            var outside = FoldedText.WithoutBrackets(Text);
            if (string.IsNullOrWhiteSpace(outside))
                outside = Text;
            Main = outside.TrimEnd();
            Start = Main.Length - Main.TrimStart().Length;
            Core = Main[Start..];
        }

        public string Typed { get; }

        public string Text { get; }

        /// <summary>Positions as in <see cref="Text"/>, brackets blanked, end trimmed.</summary>
        public string Main { get; }

        /// <summary>Where <see cref="Core"/> begins.</summary>
        public int Start { get; }

        /// <summary>What is to be judged by its end.</summary>
        public string Core { get; }

        public Finding Offends(PreCheckRule rule, int start, int length) => rule.At(Typed, new TextSpan(start, length));

        public Finding OffendsAsWhole(PreCheckRule rule) => rule.At(Typed, new TextSpan(Start, Core.Length));

        public Finding OffendsAtEnd(PreCheckRule rule, int length) => rule.At(Typed, new TextSpan(Start + Core.Length - length, length));
    }

    /// <summary>三（一）: judged by the head, the end of the name, so that 方法兰, 工艺品 and 技术服务 pass.</summary>
    private static IEnumerable<Finding> NotAProduct(Name name)
    {
        if (ProcessJoined().Match(name.Main) is { Success: true } joined && !ProductWords.IsService(name.Core) && !name.Core.EndsWith("软件", StringComparison.Ordinal))
        {
            yield return name.Offends(PreCheckCatalog.NotAProduct, joined.Groups[1].Index, joined.Groups[1].Length);
            yield break;
        }
        if (ProcessLength(name.Core) is > 0 and var length)
            yield return name.OffendsAtEnd(PreCheckCatalog.NotAProduct, length);
    }

    private static int ProcessLength(string core)
    {
        foreach (var process in ProductNameWords.Processes)
        {
            if (core.EndsWith(process, StringComparison.Ordinal))
                return process.Length;
        }
        return core.Length > 2 && core[^1] == '法' && !ProductNameWords.NotMethods.Any(word => core.EndsWith(word, StringComparison.Ordinal)) ? 1 : 0;
    }

    /// <summary>三（二）: a broad head, alone or behind words that narrow nothing or name a whole trade.</summary>
    private static IEnumerable<Finding> TooBroad(Name name)
    {
        var core = name.Core.Replace(" ", "", StringComparison.Ordinal);
        var rest = WithoutEmptyModifiers(core);
        if (ProductNameWords.Broad.Contains(core) || ProductNameWords.Broad.Contains(rest) || (rest.Length == 0 && core.Length > 0) || IsTradeWide(core) || (IsTradeWide(rest) && !rest.EndsWith("系统", StringComparison.Ordinal))
            || ProductNameWords.OpenHeads.Any(head => core.EndsWith(head, StringComparison.Ordinal) && !IsStructuralMember(core, head)))
        {
            yield return name.OffendsAsWhole(PreCheckCatalog.TooBroad);
            yield break;
        }
        foreach (var head in ProductNameWords.PartHeads)
        {
            if (core.EndsWith(head, StringComparison.Ordinal) && core.Length <= head.Length + 6)
            {
                yield return name.OffendsAtEnd(PreCheckCatalog.GenericPart, head.Length);
                yield break;
            }
        }
    }

    private static string WithoutEmptyModifiers(string core)
    {
        var rest = core;
        for (var found = true; found;)
        {
            found = false;
            foreach (var modifier in ProductNameWords.EmptyModifiers)
            {
                if (rest.Length >= modifier.Length && rest.StartsWith(modifier, StringComparison.Ordinal))
                {
                    rest = rest[modifier.Length..];
                    found = true;
                    break;
                }
            }
        }
        return rest;
    }

    private static bool IsTradeWide(string core)
    {
        for (var cut = 2; cut < core.Length && cut <= 5; cut++)
        {
            if (ProductNameWords.Trades.Contains(core[..cut]) && ProductNameWords.BroadAfterTrade.Contains(WithoutEmptyModifiers(core[cut..])))
                return true;
        }
        return false;
    }

    /// <summary>结构件 and 制品 of a named material are a trade's own words: 桥梁钢结构件.</summary>
    private static bool IsStructuralMember(string core, string head) =>
        head == "结构件" && core.Length > head.Length + 2 && ProductNameWords.StructuralMaterials.Any(material => core[..^head.Length].EndsWith(material, StringComparison.Ordinal));

    /// <summary>三（三）: two heads joined, unless sold as a set or only modifying one common head.</summary>
    private static IEnumerable<Finding> SeveralProducts(Name name)
    {
        var core = name.Core;
        if (ProductNameWords.Sets.Any(set => core.EndsWith(set, StringComparison.Ordinal)))
            yield break;
        if (BelongingJoiner().Match(name.Main) is { Success: true } belonging && ProcessLength(name.Main[..belonging.Index]) == 0 && ProcessLength(core) == 0
            && !IsInnerJoiner(name.Main, belonging.Index, 1))
        {
            yield return name.OffendsAsWhole(PreCheckCatalog.SeveralProducts);
            yield break;
        }
        var certain = false;
        var possible = false;
        foreach (Match joiner in Joiner().Matches(name.Main))
        {
            if (IsInnerJoiner(name.Main, joiner.Index, joiner.Length) || IsBetweenLatin(name.Main, joiner))
                continue;
            var left = LastConjunct(name.Main[..joiner.Index].Trim());
            var right = name.Main[(joiner.Index + joiner.Length)..].Trim();
            if (left.Length == 0 || right.Length == 0 || left.EndsWith('的'))
                continue;
            switch (Judge(left, right, joiner.Value))
            {
                case true: certain = true; break;
                case null: possible = true; break;
            }
        }
        if (certain)
            yield return name.OffendsAsWhole(PreCheckCatalog.SeveralProducts);
        else if (possible)
            yield return name.OffendsAsWhole(PreCheckCatalog.MaybeSeveralProducts);
    }

    /// <summary>True: several products; false: one; null: cannot be told.</summary>
    private static bool? Judge(string left, string right, string joiner)
    {
        var first = FirstConjunct(right);
        if (right.StartsWith("其他", StringComparison.Ordinal) || right.StartsWith("其它", StringComparison.Ordinal))
            return true;
        var repeated = left.Length >= 2 && right.StartsWith(left, StringComparison.Ordinal) && right.Length > left.Length;
        if (repeated)
            return true;
        if (!ProductWords.EndsAsProduct(left) || (ProductWords.IsService(left) && !ProductWords.IsService(first)))
            return false;
        if (ProductWords.ModifiesCommonHead(first == right ? right : LastConjunct(right)))
            return ProductWords.IsArtefact(left) && !ProductWords.IsSubstance(left) && left.Length > 3 && joiner is not ("、" or "/") ? null : false;
        if (!ProductWords.EndsAsProduct(first) || ProductWords.BeginsWithArtefact(first, left))
            return null;
        var leftIsThing = ProductWords.IsArtefact(left) || ProductWords.IsService(left);
        var rightIsThing = ProductWords.IsArtefact(first) || ProductWords.IsService(first);
        if (leftIsThing == rightIsThing)
            return true;
        // Water and machine, machine and oil: the substance is what the machine works on more often than not.
        return leftIsThing ? true : null;
    }

    private static string LastConjunct(string text)
    {
        var at = text.LastIndexOfAny(['、', '/', '+', ',', ';', '&']);
        return at < 0 ? text : text[(at + 1)..].Trim();
    }

    private static string FirstConjunct(string text)
    {
        var at = text.IndexOfAny(['、', '/', '+', ',', ';', '&', '和', '与', '及']);
        return at <= 0 ? text : text[..at].Trim();
    }

    private static bool IsInnerJoiner(string text, int start, int length) =>
        ProductNameWords.InnerJoiners.Any(word => Covers(text, word, start, length))
        || (ProductNameWords.LeadingJoiners.Any(word => Covers(text, word, start, length)) && !ProductWords.EndsAsProduct(text[..start].Trim()));

    /// <summary>Whether an occurrence of <paramref name="word"/> overlaps the given place.</summary>
    private static bool Covers(string text, string word, int start, int length)
    {
        for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            if (at <= start && start + length <= at + word.Length)
                return true;
        }
        return false;
    }

    private static bool IsBetweenLatin(string text, Match joiner)
    {
        var before = joiner.Index > 0 ? text[joiner.Index - 1] : ' ';
        var after = joiner.Index + joiner.Length < text.Length ? text[joiner.Index + joiner.Length] : ' ';
        return joiner.Value is "/" or "+" or "," or "&" && (FoldedText.IsAsciiWord(before) || FoldedText.IsAsciiWord(after) || text.EndsWith('+'));
    }

    /// <summary>三（四）: the linked patent's own title.</summary>
    private static IEnumerable<Finding> PatentTitles(Name name, IReadOnlyList<string> titles)
    {
        var core = Bare(name.Core);
        foreach (var typedTitle in titles)
        {
            var title = Bare(FoldedText.Fold(typedTitle));
            var plain = LeadingOneKind().Replace(title, "");
            if (plain.Length < 2)
                continue;
            var shaped = plain.Length != title.Length || plain.Contains('的', StringComparison.Ordinal) || ProcessLength(plain) > 0 || plain.StartsWith("基于", StringComparison.Ordinal) || plain.StartsWith("用于", StringComparison.Ordinal);
            if (core == title || LeadingOneKind().Replace(core, "") == plain)
            {
                var common = plain.Length <= ShortTitle || (title.Length != plain.Length && plain.Length < LongTitle && !plain.Contains('的', StringComparison.Ordinal) && ProductWords.EndsWithNoun(plain));
                yield return (common ? PreCheckCatalog.NearPatentTitle : PreCheckCatalog.PatentTitle).About(typedTitle);
            }
            else if (core.Contains(plain, StringComparison.Ordinal) && plain.Length > ShortTitle)
            {
                yield return (shaped && plain.Length >= 6 || plain.Length >= LongTitle ? PreCheckCatalog.PatentTitle : PreCheckCatalog.NearPatentTitle).About(typedTitle);
            }
            else if (plain.Contains(core, StringComparison.Ordinal) && core.Length >= LongTitle && core.Length * 10 >= plain.Length * 8)
            {
                yield return PreCheckCatalog.NearPatentTitle.About(typedTitle);
            }
        }
    }

    private static string Bare(string text) => string.Concat(text.Where(character => !char.IsWhiteSpace(character) && character is not ('“' or '”' or '"' or '《' or '》')));

    /// <summary>三（四）: 一种…的…, 用于…的…, 基于…的…, …的制备方法及其应用.</summary>
    private static IEnumerable<Finding> PatentShape(Name name)
    {
        if (PatentLike().Match(name.Main) is { Success: true } shape)
        {
            yield return name.Offends(PreCheckCatalog.PatentShape, shape.Index, shape.Length);
        }
        else
        {
            var at = name.Core.IndexOf('的', StringComparison.Ordinal);
            if (at > 0 && at < name.Core.Length - 1 && !InnerOf().IsMatch(name.Core))
                yield return name.OffendsAsWhole(PreCheckCatalog.Descriptive);
        }
    }

    /// <summary>三（五）: the trade mark given, ® and ™, 某某牌, the unit's own short name.</summary>
    private static IEnumerable<Finding> TradeMarks(Name name, string? tradeMarks, string? unitName)
    {
        foreach (var mark in SplitMarks(tradeMarks))
        {
            var at = IndexOfMark(name.Text, mark);
            if (at >= 0)
            {
                yield return name.Offends(PreCheckCatalog.TradeMark, at, mark.Length);
                yield break;
            }
        }
        if (Registered().Match(name.Text) is { Success: true } registered)
        {
            yield return name.Offends(PreCheckCatalog.TradeMark, registered.Index, registered.Length);
        }
        else if (Placeholder().Match(name.Text) is { Success: true } placeholder)
        {
            yield return name.Offends(PreCheckCatalog.TradeMark, placeholder.Index, placeholder.Length);
        }
        else if (Brand().Match(name.Main) is { Success: true } brand && !ProductNameWords.Plates.Any(plate => Covers(name.Main, plate, brand.Groups[2].Index, 1)))
        {
            yield return name.Offends(PreCheckCatalog.TradeMark, brand.Index, brand.Length);
        }
        else if (WellKnownBrand().Match(name.Main) is { Success: true } known)
        {
            yield return name.Offends(PreCheckCatalog.TradeMark, known.Index, known.Length);
        }
        else if (unitName is not null && BrandOfUnit(FoldedText.Fold(unitName)) is { } unit && IndexOfMark(name.Text, unit) is >= 0 and var start)
        {
            yield return name.Offends(PreCheckCatalog.TradeMark, start, unit.Length);
        }
    }

    internal static IEnumerable<string> SplitMarks(string? tradeMarks) =>
        FoldedText.Fold(tradeMarks ?? "").Split(['、', ',', ';', '/', '|', '和', '®', '™'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(mark => mark.TrimEnd('牌').Trim('“', '”', '"', '《', '》', '「', '」', '(', ')'))
            .Where(mark => mark.Length >= 2 && mark is not ("暂无" or "没有" or "不适用" or "无商标" or "图形" or "图形商标" or "文字" or "--"));

    /// <summary>Latin marks count only as whole words, Chinese ones anywhere.</summary>
    internal static int IndexOfMark(string text, string mark)
    {
        for (var at = text.IndexOf(mark, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(mark, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var before = at > 0 && char.IsAsciiLetter(text[at - 1]) && char.IsAsciiLetter(mark[0]);
            var after = at + mark.Length < text.Length && char.IsAsciiLetter(text[at + mark.Length]) && char.IsAsciiLetter(mark[^1]);
            if (!before && !after)
                return at;
        }
        return -1;
    }

    /// <summary>字号 of a registered unit name, unless it is an everyday word of the trade (河南蒸汽锅炉有限公司).</summary>
    private static string? BrandOfUnit(string unitName)
    {
        var rest = FoldedText.WithoutBrackets(unitName).Replace(" ", "", StringComparison.Ordinal);
        for (var region = LeadingRegion(rest); region > 0; region = LeadingRegion(rest))
            rest = rest[region..];
        var end = rest.Length;
        foreach (var trade in ProductNameWords.TradeOfUnit)
        {
            var at = rest.IndexOf(trade, StringComparison.Ordinal);
            if (at >= 2 && at < end)
                end = at;
        }
        var brand = rest[..end];
        var everyday = brand.Length < 2 || ProductWords.EndsWithNoun(brand) || (brand.Length == 2 && CatalogVocabulary.Words.Contains(brand));
        return brand.Length is >= 2 and <= 6 && !everyday ? brand : null;
    }

    private static int LeadingRegion(string unitName)
    {
        var region = ProductNameWords.Administrative.FirstOrDefault(place => unitName.StartsWith(place, StringComparison.Ordinal));
        if (region is not null)
            return unitName.Length > region.Length && unitName[region.Length] is '省' or '市' or '县' or '区' ? region.Length + 1 : region.Length;
        return AdministrativePrefix().Match(unitName) is { Success: true } prefix ? prefix.Length : 0;
    }

    /// <summary>三（五）: letters alone, English, models, specifications; known abbreviations pass.</summary>
    private static IEnumerable<Finding> Latin(Name name)
    {
        if (!FoldedText.HasHan(name.Core))
        {
            if (name.Core.Any(char.IsAsciiDigit))
                yield return name.OffendsAsWhole(PreCheckCatalog.NameModel);
            else if (name.Core.Any(char.IsAsciiLetter) && name.Core.All(character => !char.IsAsciiLetterLower(character)) && !name.Core.Contains(' ', StringComparison.Ordinal))
                yield return name.OffendsAsWhole(PreCheckCatalog.LettersOnly);
            else if (name.Core.Any(char.IsAsciiLetter))
                yield return name.OffendsAsWhole(PreCheckCatalog.EnglishOnly);
            else
                yield return name.OffendsAsWhole(PreCheckCatalog.Invented);
            yield break;
        }
        var covered = new List<TextSpan>();
        foreach (Match match in LatinTokens.Version().Matches(name.Text))
        {
            covered.Add(new TextSpan(match.Index, match.Length));
            yield return name.Offends(PreCheckCatalog.NameModel, match.Index, match.Length);
        }
        foreach (Match match in LatinTokens.Quantity().Matches(name.Text))
        {
            if (match.Index > 0 && (char.IsAsciiLetterOrDigit(name.Text[match.Index - 1]) || name.Text[match.Index - 1] is '-' or '.' or '/') || IsGrade(name.Text, match))
                continue;
            covered.Add(new TextSpan(match.Index, match.Length));
            yield return name.Offends(PreCheckCatalog.NameModel, match.Index, match.Length);
        }
        foreach (Match match in LatinTokens.Figure().Matches(name.Text))
        {
            if (Overlaps(covered, match) || (match.Index > 0 && char.IsAsciiLetter(name.Text[match.Index - 1])))
                continue;
            covered.Add(new TextSpan(match.Index, match.Length));
            yield return name.Offends(PreCheckCatalog.Specification, match.Index, match.Length);
        }
        foreach (Match match in LatinTokens.Token().Matches(name.Text))
        {
            if (Overlaps(covered, match))
                continue;
            var rule = LatinTokens.Classify(name.Text, new TextSpan(match.Index, match.Length)) switch
            {
                LatinKind.Model => PreCheckCatalog.NameModel,
                LatinKind.Praise => PreCheckCatalog.Adjective,
                LatinKind.Specification => PreCheckCatalog.Specification,
                LatinKind.Unknown => PreCheckCatalog.Letters,
                _ => null,
            };
            if (rule is not null)
                yield return name.Offends(rule, match.Index, match.Length);
        }
    }

    /// <summary>5A分子筛, 3A沸石: a letter that looks like a unit.</summary>
    private static bool IsGrade(string text, Match match)
    {
        var after = text[(match.Index + match.Length)..];
        return after.StartsWith("分子筛", StringComparison.Ordinal) || after.StartsWith("沸石", StringComparison.Ordinal) || after.StartsWith("不锈钢", StringComparison.Ordinal);
    }

    private static bool Overlaps(List<TextSpan> covered, Match match) =>
        covered.Any(span => match.Index < span.Start + span.Length && span.Start < match.Index + match.Length);

    /// <summary>三（五）: praise, by word (优质) and by clause (制冷效果好的, 功能齐全).</summary>
    private static IEnumerable<Finding> Praise(Name name)
    {
        if (OpinionClause(name) is { } clause)
        {
            yield return clause;
            yield break;
        }
        foreach (var word in ProductNameWords.Praise)
        {
            var at = name.Text.IndexOf(word, StringComparison.Ordinal);
            if (at >= 0 && !ProductNameWords.NotPraise.Any(term => Covers(name.Text, term, at, word.Length)))
            {
                yield return name.Offends(PreCheckCatalog.Adjective, at, word.Length);
                yield break;
            }
        }
        foreach (var quality in ProductNameWords.Qualities)
        {
            foreach (var grade in ProductNameWords.Grades.Where(grade => grade.Length > 1 || quality.Length > 1))
            {
                var at = name.Text.IndexOf(quality + grade, StringComparison.Ordinal);
                if (at >= 0 && IsOpinion(name.Text, at + quality.Length, grade))
                {
                    yield return name.Offends(PreCheckCatalog.Adjective, at, quality.Length + grade.Length);
                    yield break;
                }
            }
        }
        foreach (var word in ProductNameWords.VagueModifiers)
        {
            var at = name.Main.IndexOf(word, StringComparison.Ordinal);
            if (at >= 0 && word != "超级" || at >= 0 && !SuperTerms().IsMatch(name.Main))
            {
                yield return name.Offends(PreCheckCatalog.VagueModifier, at, word.Length);
                yield break;
            }
        }
    }

    /// <summary>A one-character grade may begin the next word: 结构高强螺栓, 性能稳定剂.</summary>
    private static bool IsOpinion(string text, int at, string grade)
    {
        var next = at + grade.Length < text.Length ? text[at + grade.Length] : '的';
        return next is not ('剂' or '器' or '性' or '化' or '先' or '选') && (grade.Length > 1 || next == '的' || grade is "好" or "佳" or "优" or "棒");
    }

    private static Finding? OpinionClause(Name name)
    {
        var at = name.Main.LastIndexOf('的', name.Main.Length - 1);
        if (at <= name.Start || at == name.Main.Length - 1)
            return null;
        var before = name.Main[name.Start..at];
        return ProductNameWords.OpinionEndings.Any(ending => before.EndsWith(ending, StringComparison.Ordinal))
            ? name.Offends(PreCheckCatalog.Adjective, name.Start, at - name.Start + 1)
            : null;
    }

    /// <summary>三（五）: 一种, 一款, 一类.</summary>
    private static IEnumerable<Finding> OneKind(Name name)
    {
        if (OneKindAnywhere().Match(name.Main) is { Success: true } match)
            yield return name.Offends(PreCheckCatalog.OneKind, match.Index, match.Length);
    }

    /// <summary>三（五）: 等, 系列, 其他.</summary>
    private static IEnumerable<Finding> AndSoOn(Name name)
    {
        if (Vague().Match(name.Text) is { Success: true } vague)
        {
            yield return name.Offends(PreCheckCatalog.AndSoOn, vague.Index, vague.Length);
            yield break;
        }
        for (var at = name.Text.IndexOf('等', StringComparison.Ordinal); at >= 0; at = name.Text.IndexOf('等', at + 1))
        {
            if (at == 0 || ProductNameWords.InnerEtCetera.Any(word => Covers(name.Text, word, at, 1)))
                continue;
            yield return name.Offends(PreCheckCatalog.AndSoOn, at, 1);
            yield break;
        }
    }

    /// <summary>三（五）: a name no trade would use. Blocks only on two signs together, a fanciful word and no proper head.</summary>
    private static IEnumerable<Finding> Invented(Name name)
    {
        if (!FoldedText.HasHan(name.Core))
            yield break;
        var core = string.Concat(name.Core.Where(FoldedText.IsHan));
        var known = ProductWords.EndsWithNoun(core) || ProductWords.IsService(core) || ProcessLength(core) > 0;
        var fanciful = ProductNameWords.Fanciful.Any(word => core.Contains(word, StringComparison.Ordinal))
            || (!ProductWords.EndsAsProduct(core) && ProductNameWords.Evocative.Any(word => core.Contains(word, StringComparison.Ordinal)));
        if (!known && fanciful)
        {
            yield return name.OffendsAsWhole(PreCheckCatalog.Invented);
            yield break;
        }
        if (!known && !ProductWords.EndsAsProduct(core) && core == name.Core)
            yield return name.OffendsAsWhole(core.Length == 4 && !ProductWords.HasTradeWord(core) ? PreCheckCatalog.Invented : PreCheckCatalog.Unfamiliar);
    }

    [GeneratedRegex("(方法|工艺|技术|方案|流程|工法|算法)(?:及其?|以及|和|与|、|/)[^与和、]")]
    private static partial Regex ProcessJoined();

    [GeneratedRegex("及其(?!时)")]
    private static partial Regex BelongingJoiner();

    [GeneratedRegex("以及|及其|、|/|\\+|&|,|;|及|和|与|暨|或")]
    private static partial Regex Joiner();

    [GeneratedRegex("^(?:一种|一类|一款|一套|一组|一个|一台)(?![子植])")]
    private static partial Regex LeadingOneKind();

    [GeneratedRegex("(?<![同统单唯])(?:一种(?![子植群])|一款|^一类|^一套|^一组|^一批|^一个|^一台|某种|某类)")]
    private static partial Regex OneKindAnywhere();

    [GeneratedRegex("^\\s*一种.+的.+|^\\s*(?:用于|应用于|适用于|基于|利用|采用|使用|通过|针对|面向|根据|结合|包含|包括|含有|具有|具备|带有|设有|内置|附带|配有|带|含|可以?|能够?|便于|方便|易于).{2,}的.{2,}|(?:的|式|型|用)?[^的、]{0,8}(?:制备|制造|生产|控制|合成|加工|检测|使用|应用|处理|实现|训练|识别|制作)方法(?:及|和|与|、).*|及其(?:制备|制造|生产|控制|合成|加工|检测|使用|应用|处理|实现)(?:方法|工艺)?$|(?:及|和|与|的)(?:应用|用途)$|^\\s*用于.{6,}(?:装置|系统|设备|机构|结构|组件)$|的(?:制备|制造|生产|控制|合成|加工|检测|使用|处理)方法")]
    private static partial Regex PatentLike();

    [GeneratedRegex("的确良|的士|目的|标的|靶的")]
    private static partial Regex InnerOf();

    [GeneratedRegex("\\S{0,8}?[®™©]|[((](?:R|TM)[))]")]
    private static partial Regex Registered();

    [GeneratedRegex("某某|XX+|xx+|××+|\\*\\*+|某品牌|某牌")]
    private static partial Regex Placeholder();

    [GeneratedRegex("^\\s*([\u4E00-\u9FFFA-Za-z0-9·]{1,8}?)(牌)(?=[\u4E00-\u9FFF])")]
    private static partial Regex Brand();

    // Marks that everybody knows and that mean nothing else at the head of a name; those that are also everyday words (小米, 苹果, 联想) only before such a mark's goods.
    [GeneratedRegex("^\\s*(?:华为|格力|海尔|海信|创维|康佳|比亚迪|蔚来|奇瑞|大疆|宁德时代|徐工|中联重科|茅台|五粮液|索尼|飞利浦|西门子|博世|丰田|本田|奥迪|宝马|奔驰|耐克|阿迪达斯|安踏|李宁|伊利|蒙牛|农夫山泉|娃哈哈|可口可乐|百事可乐|(?:小米|苹果|三星|联想|荣耀)(?=手机|手环|手表|电脑|笔记本|平板|电视|音箱|耳机|路由器|显示器)|特斯拉(?=汽车|电动|充电桩))(?=[\u4E00-\u9FFFA-Za-z0-9])")]
    private static partial Regex WellKnownBrand();

    [GeneratedRegex("^[\u4E00-\u9FFF]{2,4}?(?:省|自治区|市|县|区)")]
    private static partial Regex AdministrativePrefix();

    [GeneratedRegex("超级(?:电容|计算|高铁|奥氏体|双相|马氏体|不锈钢|绝热|合金|杂交|稻|充|快充|增压|结)")]
    private static partial Regex SuperTerms();

    [GeneratedRegex("(?<!时间|时序)系列(?!化)|之类|等等|以及其他|及其他|及其它|和其他|和其它|与其他|^\\s*其他|^\\s*其它|^\\s*各类|^\\s*各种|\\.{3,}|…|相关产品|类似产品|\\betc\\b")]
    private static partial Regex Vague();
}
