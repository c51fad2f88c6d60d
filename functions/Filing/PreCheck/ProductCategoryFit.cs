using System.Text.RegularExpressions;
using PatentFunctions.Platform;

namespace PatentFunctions.Filing.PreCheck;

/// <summary>产品分类: 产品备案常见问题汇编 五. Goods under goods, services under services, a material under the material.</summary>
public static partial class ProductCategoryFit
{
    /// <summary>Findings about the chosen category against the name.</summary>
    public static IEnumerable<Finding> Check(PreCheckInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var name = FoldedText.WithoutBrackets(FoldedText.Fold(input.Name ?? "")).Trim();
        var category = FoldedText.WithoutBrackets(FoldedText.Fold(input.CategoryName ?? "")).Trim();
        if (name.Length == 0 || category.Length == 0)
            yield break;
        var nameIsService = IsServiceName(name);
        var categoryIsService = IsServiceCategory(category);
        if (!nameIsService && categoryIsService && ProductWords.EndsAsProduct(name))
            yield return PreCheckCatalog.GoodsAsService.About(input.CategoryName!.Trim());
        else if (nameIsService && !categoryIsService)
            yield return PreCheckCatalog.ServiceAsGoods.About(input.CategoryName!.Trim());
        else if (!nameIsService && IsIntermediate(name) && !IsIntermediate(category) && IsFinal(category))
            yield return PreCheckCatalog.IntermediateAsFinal.About(input.CategoryName!.Trim());
    }

    /// <summary>软件 is goods, 软件外包 is a service; 服务器 is goods.</summary>
    internal static bool IsServiceName(string name) => ProductWords.IsService(name);

    internal static bool IsServiceCategory(string category) => ProductWords.IsService(category) || ServiceCategory().IsMatch(category);

    private static bool IsIntermediate(string text) => Intermediate().IsMatch(text);

    private static bool IsFinal(string category) => Final().IsMatch(category);

    [GeneratedRegex("服务|咨询|(?:维护|修理|修缮|监测|治理|管理|活动|开发|研究|发展|运营|处置|代理|中介|培训|教育|研发|业)$")]
    private static partial Regex ServiceCategory();

    [GeneratedRegex("(?:酸[锂钠钾钙镁铝锌铁锰钴镍钡锶盐]|氧化[物铝锌铁锰钴镍铜钛硅锆镁钙]|材料|粉体?|颗粒料|树脂|薄?膜|隔膜|浆料|母粒|前驱体|中间体|单体|原料|原药|原料药|坯料?|坯布|纱线?|纤维|丝|锭|带材|板材|箔|铜箔|铝箔|型材|棒材|管坯|硅片|晶圆|外延片|靶材|电解液|添加剂|助剂|催化剂|胶粘剂|色浆|面料|基板|石墨|粘结剂|锰酸锂|磷酸铁锂|钴酸锂|电极|树脂料|改性料|胶料)$")]
    private static partial Regex Intermediate();

    [GeneratedRegex("电池|电机|汽车|手机|计算机|电视|机$|器$|车$|家具|服装|鞋$|玩具|药$|药品|制剂|食品|饮料|电器|设备|装置|仪器|芯片|集成电路|轮胎|电缆|灯具?$|显示|组件|飞机|船")]
    private static partial Regex Final();
}
