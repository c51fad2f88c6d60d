using PatentFunctions.Notifications;
using PatentFunctions.Notifications.Templates;

namespace PatentFunctions.Tests.Notifications;

[Trait("Spec", "COM-09")]
public sealed class NotificationTemplateTests
{
    public static TheoryData<string> Codes => [.. TemplateCatalog.All.Select(t => t.Code)];

    [Theory]
    [MemberData(nameof(Codes))]
    public void Template_OfTheCatalog_DeclaresExactlyItsPlaceholders(string code)
    {
        var template = TemplateCatalog.Get(code);
        Assert.Empty(template.Faults());
        var examples = template.Parameters.ToDictionary(p => p.Name, p => p.Example);
        var rendered = template.Render(examples);
        Assert.All(new[] { rendered.Sms, rendered.MailSubject, rendered.MailText, rendered.InApp }.OfType<string>(), t => Assert.DoesNotContain('{', t));
        Assert.True(rendered.Sms is null || rendered.Sms.Length <= 268, "at most four parts of a long text message");
    }

    [Fact]
    public void Catalog_TakesEveryClassOfTemplates()
    {
        var classes = typeof(TemplateCatalog).Assembly.GetTypes()
            .Where(t => t.Namespace == typeof(TemplateCatalog).Namespace && t.GetProperty("All")?.PropertyType == typeof(IReadOnlyList<NotificationTemplate>) && t != typeof(TemplateCatalog))
            .SelectMany(t => (IReadOnlyList<NotificationTemplate>)t.GetProperty("All")!.GetValue(null)!)
            .Select(t => t.Code)
            .Order(StringComparer.Ordinal);
        Assert.Equal(classes, TemplateCatalog.All.Select(t => t.Code));
    }

    [Fact]
    [Trait("Spec", "UNI-07")]
    public void RealnameApproved_SaysExactlyWhatTheManualSays() =>
        Assert.Equal("您提交的单位实名认证信息已通过", TemplateCatalog.Get("realname.approved").Render(new Dictionary<string, string>()).Sms);

    [Fact]
    [Trait("Spec", "FIL-11")]
    public void FilingApproved_NamesTheFilingNumber()
    {
        var sms = TemplateCatalog.Get("filing.approved").Render(new Dictionary<string, string> { ["product"] = "机床", ["number"] = "2026000123" }).Sms;
        Assert.Contains("产品已备案", sms, StringComparison.Ordinal);
        Assert.Contains("2026000123", sms, StringComparison.Ordinal);
    }

    [Fact]
    public void Notify_WithAMissingParameter_IsRefusedBeforeTheWrite() =>
        Assert.Contains("missing [reasons]", Assert.Throws<ArgumentException>(() => Notify.Unit("realname.returned", new UnitId("u-1"))).Message, StringComparison.Ordinal);

    [Fact]
    public void Notify_WithAnUnknownParameter_IsRefusedBeforeTheWrite() =>
        Assert.Contains("unknown [reason]", Assert.Throws<ArgumentException>(() => Notify.Unit("realname.approved", new UnitId("u-1"), ("reason", "x"))).Message, StringComparison.Ordinal);

    [Fact]
    public void Notify_WithAnUnknownTemplate_IsRefusedBeforeTheWrite() =>
        Assert.Throws<ArgumentException>(() => Notify.Unit("realname.aproved", new UnitId("u-1")));

    [Fact]
    public void Render_WithAValueThatLooksLikeAPlaceholder_LeavesItAlone()
    {
        var rendered = TemplateCatalog.Get("filing.approved").Render(new Dictionary<string, string> { ["product"] = "{number}", ["number"] = "1" });
        Assert.Contains("“{number}”", rendered.InApp, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_WithLongReasons_CutsThemInTheTextMessageOnly()
    {
        var reasons = "统一社会信用代码：与营业执照不一致\n" + new string('长', 200);
        var rendered = TemplateCatalog.Get("realname.returned").Render(new Dictionary<string, string> { ["reasons"] = reasons });
        Assert.Contains("…", rendered.Sms, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", rendered.Sms, StringComparison.Ordinal);
        Assert.Contains(reasons, rendered.MailText, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_WithALineBreakInTheMailSubject_KeepsTheSubjectOnOneLine()
    {
        var rendered = TemplateCatalog.Get("filing.returned").Render(new Dictionary<string, string> { ["product"] = "机床\r\nBcc: a@b.cn", ["reasons"] = "x" });
        Assert.DoesNotContain(rendered.MailSubject!, c => c is '\r' or '\n');
    }

    [Fact]
    [Trait("Spec", "ACC-12")]
    public void ResultsAndSecurity_AreMandatory() =>
        Assert.Equal(
            [NotificationKind.Result, NotificationKind.Security],
            Enum.GetValues<NotificationKind>().Where(k => new NotificationTemplate("x", k) { Title = "x" }.IsMandatory));
}
