using PatentFunctions.Platform.OpenApi;
using PatentFunctions.Tests.Journeys;

namespace PatentFunctions.Tests.Revitalization.Cooperation;

/// <summary>
/// The manual's table of permissions (二、多层次用户权限管理), cell by cell: what the administrator (企业管理员) and an expert (专家) of a unit may do,
/// by the endpoints that do it. It binds.
/// </summary>
[Trait("Spec", "EXP-01")]
[Trait("Spec", "FOC-01")]
[Trait("Spec", "EVA-01")]
[Trait("Spec", "EVA-02")]
[Trait("Spec", "INT-01")]
[Trait("Spec", "DEM-01")]
public sealed class PermissionTableTests
{
    // Function of the table, what is done, verb and path, 企业管理员, 专家.
    private static readonly (string Function, string Act, string Verb, string Path, bool Admin, bool Expert)[] Cells =
    [
        ("推荐技术专家", "新增专家账号", "post", "accounts/experts", true, false),
        ("推荐技术专家", "查看", "get", "experts", true, false),
        ("推荐技术专家", "查看一名", "get", "experts/any", true, false),
        ("推荐技术专家", "审核队列", "get", "reviews/expert", true, false),
        ("推荐技术专家", "审核", "post", "reviews/expert/any/approve", true, false),
        ("推荐技术专家", "管理", "put", "experts/any", true, false),
        ("推荐技术专家", "暂停", "post", "experts/any/suspension", true, false),
        ("推荐技术专家", "恢复", "delete", "experts/any/suspension", true, false),
        ("推荐技术专家", "删除", "delete", "experts/any", true, false),
        ("推荐技术专家", "完善本人信息", "get", "experts/me/profile", false, true),
        ("推荐技术专家", "保存本人信息", "put", "experts/me/profile", false, true),
        ("推荐技术专家", "申请入库", "post", "experts/me/application", false, true),
        ("推荐技术专家", "撤回申请", "delete", "experts/me/application", false, true),
        ("专利评价管理", "查看所有专家的评价", "get", "expert-evaluations", true, false),
        ("专利评价管理", "专家评价审核：采纳", "post", "evaluations/any/expert-evaluations/any/acceptance", true, false),
        ("专利评价管理", "专家评价审核：退回", "post", "evaluations/any/expert-evaluations/any/return", true, false),
        ("专利评价管理", "企业自评", "put", "evaluations/any/own", true, false),
        ("专利评价管理", "提交发布", "post", "evaluations/any/publication", true, false),
        ("专利转化评价库", "查看", "get", "evaluations", true, true),
        ("专利转化评价库", "详情", "get", "evaluations/any", true, true),
        ("专利转化评价库", "专家评价", "post", "evaluations/any/expert-evaluation", false, true),
        ("专利转化关注库", "查看", "get", "focus/patents", true, true),
        ("专利转化关注库", "查看关注领域", "get", "focus", true, true),
        ("专利转化关注库", "关注领域设置", "put", "focus", true, false),
        ("专利转化关注库", "查看不感兴趣的专利", "get", "focus/dismissals", true, true),
        ("专利转化关注库", "不感兴趣", "post", "focus/patents/any/dismissal", true, false),
        ("专利转化关注库", "撤销不感兴趣", "delete", "focus/patents/any/dismissal", true, false),
        ("专利转化关注库", "发布合作意向", "post", "resources/any/intents", true, false),
        ("专利转化资源库", "查看", "get", "resources", true, true),
        ("专利转化资源库", "查看一项", "get", "resources/any", true, true),
        ("专利转化资源库", "公开需求", "get", "resources/demands", true, true),
        ("专利转化资源库", "发布合作意向", "post", "resources/any/intents", true, false),
        ("企业需求发布管理", "高校院所合作需求", "get", "intents", true, false),
        ("企业需求发布管理", "查看一项合作需求", "get", "intents/any", true, false),
        ("企业需求发布管理", "进入洽谈", "post", "intents/any/talks", true, false),
        ("企业需求发布管理", "达成合作", "post", "intents/any/agreement", true, false),
        ("企业需求发布管理", "关闭", "post", "intents/any/closure", true, false),
        ("企业需求发布管理", "公开需求", "get", "demands", true, false),
        ("企业需求发布管理", "发布需求", "post", "demands", true, false),
        ("企业需求发布管理", "查看一项需求", "get", "demands/any", true, false),
        ("企业需求发布管理", "修改需求", "put", "demands/any/draft", true, false),
        ("企业需求发布管理", "提交需求", "post", "demands/any/submission", true, false),
        ("企业需求发布管理", "撤回需求", "post", "demands/any/withdrawal", true, false),
        ("企业需求发布管理", "删除草稿", "delete", "demands/any", true, false),
    ];

    [Fact]
    public async Task EveryCell_OverHttp_IsOpenOrClosedAsTheManualSays()
    {
        await using var bench = await CooperationBench.StartAsync();
        await bench.AdmitAsync("expert1");
        var (admin, expert) = (await bench.Software, await bench.Expert1);
        var wrong = new List<string>();
        foreach (var cell in Cells)
        {
            foreach (var (who, client, may) in new[] { ("企业管理员", admin, cell.Admin), ("专家", expert, cell.Expert) })
            {
                var answer = await client.SendAsync(new HttpMethod(cell.Verb.ToUpperInvariant()), cell.Path, cell.Verb == "get" ? null : "{}", "\"none\"", "permission-table");
                var closed = answer is { Status: 403, Problem: "role-not-allowed" };
                if (closed == may || answer.Status == 405) wrong.Add($"{cell.Function} {cell.Act} {who}: {answer}");
            }
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    /// <summary>专利转化资源库 and 专利转化关注库: 专家仅查看. Whatever stands below their addresses and changes something is closed to experts.</summary>
    [Fact]
    public void Libraries_ForExperts_AreToLookAtOnly()
    {
        var functions = HttpFunction.AllOf(typeof(App).Assembly).Where(f => f.Path is "/resources" or "/focus" || f.Path.StartsWith("/resources/", StringComparison.Ordinal) || f.Path.StartsWith("/focus/", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(functions);
        Assert.All(functions.Where(f => !f.Verbs.Contains("get")), f => Assert.DoesNotContain(Role.Expert, f.Allow!.Roles));
    }

    [Fact]
    public void Cells_OfTheTable_NameEndpointsThatExist()
    {
        var known = HttpFunction.AllOf(typeof(App).Assembly).SelectMany(f => f.Verbs.Select(v => (v, Regex(f.Path)))).ToList();
        Assert.All(Cells, c => Assert.Contains(known, k => k.v == c.Verb && k.Item2.IsMatch("/" + c.Path)));
    }

    /// <summary>Nothing of the unit's evaluation work is open to anybody outside units, whatever the role.</summary>
    [Fact]
    [Trait("Spec", "ACC-11")]
    public void EvaluationsAndExperts_AreOfTheUnitAlone()
    {
        Role[] unit = [Role.UnitAdmin, Role.Expert];
        var functions = HttpFunction.AllOf(typeof(App).Assembly)
            .Where(f => f.Path.StartsWith("/evaluations", StringComparison.Ordinal) || f.Path.StartsWith("/experts", StringComparison.Ordinal) || f.Path.StartsWith("/expert-evaluations", StringComparison.Ordinal)).ToList();
        Assert.True(functions.Count > 15, functions.Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.All(functions, f => Assert.Empty(f.Allow!.Roles.Except(unit)));
    }

    private static System.Text.RegularExpressions.Regex Regex(string path) => new("^" + System.Text.RegularExpressions.Regex.Replace(path, @"\{[^}]+\}", "[^/]+") + "$");
}
