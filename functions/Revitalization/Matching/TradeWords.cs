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
        + "或者 通过 进行 设置 置有 一个 采用 利用 实现 使得 能够 可以 从而 提高 降低 有效 解决 问题 结构 连接 方式 设计 过程 步骤 得到 根据 根据 情况 部分 相关 多个 至少 第一 第二 之间 上述 该方 该装 该系 "
        + "工艺 生产 产品 材料 设备 控制 处理 加工 研究 开发 服务 制造 其他 高效 新的 性能 效果 优点 特点 成本 简单 方便 操作 使用 目的 现有 存在 不足 以上 以下 包含 构成 组成 固定 安装 内部 外部 上方 下方 一端 另一";

    private static readonly Lazy<TradeWords> Shared = new(() => new TradeWords());
    private static readonly HashSet<uint> Stopped = [.. Boilerplate.Split(' ').Where(w => w.Length == 2).Select(w => MatchText.Pair(w[0], w[1]))];

    private readonly Dictionary<uint, int> names = [];

    private TradeWords()
    {
        var features = new List<uint>();
        foreach (var text in IndustryGraph.BuiltIn.AllTexts())
        {
            features.Clear();
            MatchText.Features(MatchText.Fold(text), features);
            foreach (var feature in features.Distinct()) names[feature] = names.GetValueOrDefault(feature) + 1;
            Names++;
        }
    }

    public static TradeWords BuiltIn => Shared.Value;

    /// <summary>How many names there are.</summary>
    public int Names { get; }

    /// <summary>How many names hold a feature.</summary>
    public int CountOf(uint feature) => names.GetValueOrDefault(feature);

    /// <summary>At most so many names hold a folded text.</summary>
    public int CountOf(string folded)
    {
        var features = new List<uint>();
        MatchText.Features(folded, features);
        return features.Count == 0 ? 0 : features.Min(CountOf);
    }

    /// <summary>Rarity of a feature in these names and further texts.</summary>
    /// <param name="feature">The feature.</param>
    /// <param name="count">Further texts that hold it.</param>
    /// <param name="texts">Further texts.</param>
    public float RarityOf(uint feature, int count = 0, int texts = 0) =>
        Stopped.Contains(feature) ? 0.1f : MathF.Log((Names + texts + 1) / (CountOf(feature) + count + 0.5f));

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
        var best = sums.Select(s => (Feature: s.Key, Weight: RarityOf(s.Key) * MathF.Log(1 + s.Value))).OrderByDescending(s => s.Weight).ThenBy(s => s.Feature).Take(most).ToArray();
        var norm = MathF.Sqrt(best.Sum(b => b.Weight * b.Weight));
        return norm == 0 ? [] : [.. best.Select(b => (b.Feature, b.Weight / norm))];
    }
}
