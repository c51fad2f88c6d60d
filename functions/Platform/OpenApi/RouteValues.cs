namespace PatentFunctions.Platform.OpenApi;

/// <summary>What the values in routes are called for whoever reads the document.</summary>
internal static class RouteValues
{
    private static readonly Dictionary<string, string> Descriptions = new(StringComparer.Ordinal)
    {
        ["act"] = "操作，见该产品的可办事项",
        ["code"] = "代码",
        ["day"] = "日期，yyyy-MM-dd",
        ["expert"] = "专家账号的标识",
        ["file"] = "附件的标识",
        ["id"] = "标识，由新建或列表的回答给出",
        ["kind"] = "审核业务的代码，如 filing",
        ["name"] = "名称",
        ["number"] = "编号",
        ["objection"] = "该产品的第几件异议",
        ["province"] = "省级行政区划代码，如 430000",
        ["round"] = "第几次提交，自 1 起",
        ["run"] = "第几次执行，自 1 起",
        ["table"] = "记录所在的表",
        ["token"] = "链接中的凭证",
        ["unit"] = "单位的标识",
        ["year"] = "年度，如 2026",
    };

    /// <summary>The description of a route's value; null is a mistake that a test finds.</summary>
    public static string? Describe(string name) => Descriptions.GetValueOrDefault(name);
}
