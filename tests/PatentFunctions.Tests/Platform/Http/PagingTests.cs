using PatentFunctions.Platform.Http;
using PatentFunctions.Tests.Journeys;

namespace PatentFunctions.Tests.Platform.Http;

[Trait("Spec", "COM-07")]
public sealed class PagingTests(VerifiedUnits units) : IClassFixture<VerifiedUnits>
{
    [Fact]
    public async Task Filings_AddedAndRemovedWhilePaging_NeitherRepeatNorHideAnother()
    {
        var ids = new List<string>();
        for (var i = 0; i < 7; i++) ids.Add(await CreateAsync());
        ids.Reverse(); // newest first

        var first = await PageAsync("filings?take=3");
        Assert.Equal(ids.Take(3), first.Ids);
        Assert.Equal(7, first.Total);
        var added = await CreateAsync();
        var second = await PageAsync($"filings?take=3&continuation={first.Next}");
        Assert.Equal(ids.Skip(3).Take(3), second.Ids);

        // The very entry that the token names goes away.
        var draft = await units.Medical.GetAsync($"filings/{ids[5]}");
        (await units.Medical.SendAsync(HttpMethod.Delete, $"filings/{ids[5]}", etag: draft.ETag)).Expect(204);
        var third = await PageAsync($"filings?take=3&continuation={second.Next}");
        Assert.Equal([ids[6]], third.Ids);
        Assert.Null(third.Next);
        Assert.Equal(added, (await PageAsync("filings?take=1")).Ids[0]);

        // A token with one character changed is no token.
        var changed = (second.Next![0] == 'A' ? 'B' : 'A') + second.Next[1..];
        Assert.Equal("continuation-invalid", (await units.Medical.GetAsync($"filings?continuation={changed}")).Expect(400).Problem);
    }

    [Fact]
    public async Task Queue_DecidedWhilePaging_HidesNoCase()
    {
        for (var i = 0; i < 6; i++) await SampleUnit.SubmitFilingAsync(units.Bearing, $"N{300 + i}");
        var all = (await units.Examiner1.GetAsync("reviews/filing?take=200")).Items().Select(e => e.GetProperty("case").GetString()!).ToList();
        var first = (await units.Examiner1.GetAsync("reviews/filing?take=2")).Expect(200);
        Assert.Equal(all.Count, first.At("total").GetInt32());
        foreach (var id in all.Take(2)) await units.Examiner2.ReadAndApproveAsync("filing", id);
        var second = (await units.Examiner1.GetAsync($"reviews/filing?take=2&continuation={first.Text("continuation")}")).Expect(200);
        Assert.Equal(all.Skip(2).Take(2), second.Items().Select(e => e.GetProperty("case").GetString()!));
    }

    [Fact]
    public async Task Patents_SortedByEveryField_ComeEachOnce()
    {
        foreach (var sort in new[] { "number", "-title", "type", "-status", "applicationDate", "-grantDate" })
        {
            var (seen, next) = (new List<string>(), (string?)null);
            do
            {
                var page = (await units.Bearing.GetAsync($"patents?sort={sort}&take=2{(next is null ? "" : "&continuation=" + next)}")).Expect(200);
                seen.AddRange(page.Items().Select(p => p.GetProperty("number").GetString()!));
                next = page.Json.TryGetProperty("continuation", out var token) ? token.GetString() : null;
            }
            while (next is not null);
            var whole = (await units.Bearing.GetAsync($"patents?sort={sort}&take=200")).Items().Select(p => p.GetProperty("number").GetString()!).ToList();
            Assert.Equal(whole, seen);
            Assert.True(whole.Count >= 4);
        }
    }

    [Fact]
    public void Slice_WhenTheLastEntryShownIsGone_GoesOnBehindItsPlace()
    {
        static PageAnswer<string> Next(string? token, params string[] all) =>
            RequestOf(token).Slice(all, e => e, (e, key) => string.CompareOrdinal(e, key) > 0);
        var first = Next(null, "b", "d", "f", "h");
        Assert.Equal(["b", "d"], first.Items);
        Assert.Equal(["f", "h"], Next(first.Continuation, "a", "b", "c", "f", "h").Items);
        Assert.Empty(Next(first.Continuation, "a", "b").Items);
    }

    private static PageRequest RequestOf(string? token)
    {
        var context = new Microsoft.AspNetCore.Http.DefaultHttpContext();
        context.Request.QueryString = new Microsoft.AspNetCore.Http.QueryString("?take=2" + (token is null ? "" : "&continuation=" + token));
        return PageRequest.From(context.Request);
    }

    private async Task<string> CreateAsync()
    {
        // Drafts are listed by the time of their making.
        await units.App.Server.Clock.AdvanceAsync(TimeSpan.FromSeconds(1));
        return (await units.Medical.PostAsync("filings", key: NewId.Random("page"))).Expect(201).Text("id");
    }

    private async Task<(List<string> Ids, string? Next, int Total)> PageAsync(string path)
    {
        var page = (await units.Medical.GetAsync(path)).Expect(200);
        return ([.. page.Items().Select(i => i.GetProperty("id").GetString()!)], page.Json.TryGetProperty("continuation", out var next) ? next.GetString() : null, page.At("total").GetInt32());
    }
}
