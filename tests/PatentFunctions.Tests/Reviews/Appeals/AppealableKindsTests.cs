using Microsoft.Extensions.DependencyInjection;
using PatentFunctions.Notifications.Templates;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Reviews;
using PatentFunctions.Reviews.Appeals;

namespace PatentFunctions.Tests.Reviews.Appeals;

/// <summary>Every area of the app says whether its returns can be appealed against, and means it.</summary>
[Trait("Spec", "COM-18")]
public sealed class AppealableKindsTests
{
    private const string Right = "可在10个工作日内申请复核";

    [Fact]
    public async Task Areas_ThatAreAppealable_UpholdAppealsAndHaveTheirQueue()
    {
        await using var app = await TestApp.StartAsync();
        var areas = app.Server.Services.GetServices<IReviewArea>().ToList();
        var kinds = app.Service<ReviewKinds>().All.Select(k => k.Code).ToHashSet(StringComparer.Ordinal);
        var projections = app.Server.Services.GetServices<IProjection>().Select(p => p.Name).ToHashSet(StringComparer.Ordinal);
        Assert.Equal([], areas.Where(a => a.Kind.Appealable != Upholds(a)).Select(a => $"{a.Kind.Code}: Appealable is {a.Kind.Appealable}, UpholdAsync is {(Upholds(a) ? "there" : "missing")}"));
        Assert.Equal([], areas.Where(a => a.Kind.Appealable != kinds.Contains(AppealKind.CodeOf(a.Kind.Code))).Select(a => a.Kind.Code));
        Assert.All(areas, a => Assert.Contains(AppealKind.Of(a.Kind).QueueProjection, projections));
        Assert.All(new[] { "realname", "unit-change", "filing" }, kind => Assert.Contains(kind, areas.Where(a => a.Kind.Appealable).Select(a => a.Kind.Code)));
    }

    [Fact]
    public async Task Areas_ThatAreAppealable_TellSoWithTheReturnButNotInTheTextMessage()
    {
        await using var app = await TestApp.StartAsync();
        foreach (var kind in app.Server.Services.GetServices<IReviewArea>().Select(a => a.Kind).Where(k => k.Templates.Returned is not null))
        {
            var template = TemplateCatalog.Get(kind.Templates.Returned!);
            Assert.All([template.MailText ?? "", template.InApp ?? ""], text => Assert.True(text.Contains(Right, StringComparison.Ordinal) == kind.Appealable, $"{kind.Code}: {text}"));
            Assert.DoesNotContain("复核", template.Sms ?? "", StringComparison.Ordinal);
        }
        // What the office decides about a product without a review cannot be appealed against.
        Assert.DoesNotContain("申请复核", TemplateCatalog.Get("recognition.not-recognized").MailText, StringComparison.Ordinal);
    }

    private static bool Upholds(IReviewArea area)
    {
        var map = area.GetType().GetInterfaceMap(typeof(IReviewArea));
        var index = Array.FindIndex(map.InterfaceMethods, m => m.Name == nameof(IReviewArea.UpholdAsync));
        return map.TargetMethods[index]?.DeclaringType != typeof(IReviewArea);
    }
}
