namespace PatentFunctions.Revitalization.Matching;

/// <summary>
/// What the classifications teach about words: how many of their names of products and industries hold a feature. A word in many names
/// (制造, 设备) says little, a rare one (轴承) much; a week's few patents alone could not tell.
/// </summary>
internal sealed class TradeWords
{
    // Words of patents rather than of trades.
    private const string Boilerplate =
        "一种 种基 基于 方法 法及 装置 置及 及其 其制 其应 系统 所述 述的 本发 发明 明公 明涉 公开 开了 了一 涉及 及一 实用 用新 新型 包括 括有 用于 提供 供了 技术 术领 领域 制备 备方 应用 具有 其中 以及 "
        + "或者 通过 进行 设置 置有 一个 采用 利用 实现 使得 能够 可以 从而 提高 降低 有效 解决 问题 结构 连接 方式 设计 过程 步骤 得到 根据 情况 部分 相关 多个 至少 第一 第二 之间 上述 该方 该装 该系 "
        + "工艺 生产 产品 材料 设备 控制 处理 加工 研究 开发 服务 制造 其他 高效 新的 性能 效果 优点 特点 成本 简单 方便 操作 使用 目的 现有 存在 不足 以上 以下 包含 构成 组成 固定 安装 内部 外部 上方 下方 一端 另一";

    private const float BoilerplateRarity = 0.1f;

    private static readonly Lazy<TradeWords> Shared = new(() => new TradeWords());

    private readonly FeatureTable known = new(1 << 15);
    private readonly List<int> counts = [];
    private readonly bool[] stopped;
    private readonly float[] rarities;

    private TradeWords()
    {
        var features = new List<uint>();
        foreach (var text in IndustryGraph.BuiltIn.AllTexts())
        {
            features.Clear();
            MatchText.Features(MatchText.Fold(text), features);
            foreach (var feature in features.Distinct()) counts[Number(feature)]++;
            Names++;
        }
        var words = Boilerplate.Split(' ').Select(w => Number(MatchText.Pair(w[0], w[1]))).ToList();
        stopped = new bool[known.Count];
        foreach (var word in words) stopped[word] = true;
        rarities = [.. counts.Select((count, i) => stopped[i] ? BoilerplateRarity : MathF.Log((Names + 1) / (count + 0.5f)))];

        int Number(uint feature)
        {
            var number = known.GetOrAdd(feature);
            if (number == counts.Count) counts.Add(0);
            return number;
        }
    }

    public static TradeWords BuiltIn => Shared.Value;

    /// <summary>How many names there are.</summary>
    public int Names { get; }

    /// <summary>How many names hold a feature.</summary>
    public int CountOf(uint feature) => known.Find(feature) is >= 0 and var number ? counts[number] : 0;

    /// <summary>Rarity of a feature in these names.</summary>
    public float RarityOf(uint feature) => known.Find(feature) is >= 0 and var number ? rarities[number] : MathF.Log((Names + 1) / 0.5f);

    /// <summary>Rarity of a feature in these names and further texts.</summary>
    /// <param name="feature">The feature.</param>
    /// <param name="count">Further texts that hold it.</param>
    /// <param name="texts">Further texts.</param>
    public float RarityOf(uint feature, int count, int texts)
    {
        var number = known.Find(feature);
        if (number >= 0 && stopped[number]) return BoilerplateRarity;
        return MathF.Log((Names + texts + 1) / ((number < 0 ? 0 : counts[number]) + count + 0.5f));
    }

    /// <summary>The features of texts that say most, with weights whose squares add up to one.</summary>
    /// <param name="texts">Texts with their weights.</param>
    /// <param name="most">So many at most.</param>
    public (uint Feature, float Weight)[] Characteristic(IEnumerable<(string Text, float Weight)> texts, int most)
    {
        var sums = new Dictionary<uint, float>();
        var features = new List<uint>();
        foreach (var (text, weight) in texts)
        {
            features.Clear();
            MatchText.Features(MatchText.Fold(text), features);
            foreach (var feature in features) sums[feature] = sums.GetValueOrDefault(feature) + weight;
        }
        var best = sums.Select(s => (Feature: s.Key, Weight: RarityOf(s.Key) * MathF.Log(1 + s.Value))).ToArray();
        Array.Sort(best, static (a, b) => a.Weight != b.Weight ? b.Weight.CompareTo(a.Weight) : a.Feature.CompareTo(b.Feature));
        if (best.Length > most) Array.Resize(ref best, most);
        var norm = MathF.Sqrt(best.Sum(b => b.Weight * b.Weight));
        for (var i = 0; i < best.Length; i++) best[i].Weight /= norm;
        return best;
    }
}
