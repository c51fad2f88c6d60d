using System.Text.Json;
using Microsoft.AspNetCore.Http;
using PatentFunctions.Files;
using PatentFunctions.Filing;
using PatentFunctions.Filing.Updates;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Reviews;

namespace PatentFunctions.Tests.Filing.Updates;

/// <summary>What units and examiners do with updates, on the bench of the filing area.</summary>
internal static class UpdateBench
{
    public static readonly ProductFigures Figures2026 = FilingSample.Figures with { Year = 2026, Sales = 1300m };

    public static void MoveTo(this FilingBench bench, int year, int month, int day) =>
        bench.Platform.Clock.Set(ChinaTime.At(new DateOnly(year, month, day), new TimeOnly(10, 0)));

    public static FilingUpdates Updates(this FilingBench bench) => bench.Platform.Get<FilingUpdates>();

    public static async Task<UpdateRecord> UpdateAsync(this FilingBench bench, FilingId id, int year = 2027) => (await bench.Updates().FindAsync(id, year, default))!.Value;

    public static async Task<ReviewRound> UpdateRoundAsync(this FilingBench bench, FilingId id, int round) => (await bench.Updates().RoundAsync(id, round, default))!;

    /// <summary>The sheet as the unit reads it, with its ETag.</summary>
    public static async Task<(int Status, JsonElement Body, string ETag)> ReadAsync(this FilingBench bench, FilingId id, int year = 2027, Caller? caller = null)
    {
        var (status, body, headers) = await FilingBench.CallAsync(bench.Request("GET", $"/api/filings/{id}/updates/{year}", caller), r => bench.Platform.Create<GetUpdate>().RunAsync(r, id.Value, year, default));
        return (status, body, headers.ETag.ToString());
    }

    public static async Task<(int Status, JsonElement Body, IHeaderDictionary Headers)> SaveAsync(this FilingBench bench, FilingId id, int year, string step, object body, string? ifMatch = null, Caller? caller = null)
    {
        ifMatch ??= (await bench.ReadAsync(id, year, caller)).ETag;
        var save = bench.Platform.Create<SaveUpdateDraft>();
        return await FilingBench.CallAsync(bench.Request("PUT", $"/api/filings/{id}/updates/{year}/draft/{step}", caller, body, ifMatch), r => step switch
        {
            "product" => save.ProductAsync(r, id.Value, year, bench.Platform.Durable, default),
            "patents" => save.PatentsAsync(r, id.Value, year, bench.Platform.Durable, default),
            _ => save.ProofAsync(r, id.Value, year, bench.Platform.Durable, default),
        });
    }

    public static async Task<(int Status, JsonElement Body, IHeaderDictionary Headers)> SubmitUpdateAsync(this FilingBench bench, FilingId id, int year = 2027, string? ifMatch = null)
    {
        ifMatch ??= (await bench.ReadAsync(id, year)).ETag;
        return await FilingBench.CallAsync(bench.Request("POST", $"/api/filings/{id}/updates/{year}/submission", ifMatch: ifMatch), r => bench.Platform.Create<SubmitUpdate>().RunAsync(r, id.Value, year, bench.Platform.Durable, default));
    }

    /// <summary>Fills the year's figures and proof in, on the sheet as it is prefilled.</summary>
    public static async Task FillAsync(this FilingBench bench, FilingId id, int year = 2027, Func<FilingDraft, FilingDraft>? change = null)
    {
        var (_, read, _) = await bench.ReadAsync(id, year);
        var content = read.GetProperty("content");
        var product = content.GetProperty("product").Deserialize<ProductForm>(PlatformJson.Options)! with { Figures = Figures2026 with { Year = year - 1 } };
        var sheet = await bench.UploadAsync(FilingBench.UnitA, $"f-sheet-{id}-{year}", FilePurposes.EconomicProof);
        var draft = new FilingDraft(default)
        {
            Product = product,
            Patents = content.GetProperty("patents").Deserialize<PatentsForm>(PlatformJson.Options)!,
            Proof = new ProofForm { Economic = new EconomicProof { File = sheet, ProductName = product.Name, Model = product.Model, Figures = product.Figures } },
        };
        draft = change is null ? draft : change(draft);
        foreach (var (step, form) in new (string, object)[] { ("product", draft.Product), ("patents", draft.Patents), ("proof", draft.Proof) })
        {
            var (status, body, _) = await bench.SaveAsync(id, year, step, form);
            Assert.True(status == 200, body.ToString());
        }
    }

    /// <summary>A filing of 2026 whose update of 2027 is handed in on 4 January.</summary>
    public static async Task<FilingId> HandedInAsync(this FilingBench bench, Func<FilingDraft, FilingDraft>? change = null)
    {
        var id = await bench.FiledAsync();
        bench.MoveTo(2027, 1, 4);
        await bench.FillAsync(id, change: change);
        var (status, body, _) = await bench.SubmitUpdateAsync(id);
        Assert.True(status == 200, body.ToString());
        return id;
    }

    public static FilingDraft Renamed(FilingDraft draft) => draft with
    {
        Product = draft.Product with { Name = "风冷电冰箱" },
        Proof = draft.Proof with { Economic = draft.Proof.Economic! with { ProductName = "风冷电冰箱" } },
    };

    /// <summary>What the examiner does: the decision of the one review, for the last round.</summary>
    public static async Task<Refusal?> DecideUpdateAsync(this FilingBench bench, FilingId id, bool approved)
    {
        var filing = await bench.RecordAsync(id);
        var round = (await bench.Platform.Cases.FindAsync<ReviewRound>(FilingRecords.AddressOf(id), ReviewRound.RowOf("filing-update", filing.UpdateRounds)))!;
        var stamp = new ActStamp(FilingBench.Examiner, bench.Platform.Clock.GetUtcNow(), approved ? "ApproveReview" : "ReturnReview", "t");
        GivenReason[] reasons = approved ? [] : [new("update.proof", "不是上一年度数据", "十", "/proof/economic", null)];
        var next = round.Value with { State = approved ? ReviewState.Approved : ReviewState.Returned, Decision = new Decision(approved, FilingBench.Examiner, stamp.When, null, reasons) };
        return await bench.Platform.Get<ReviewDesk>().DecideAsync(stamp, bench.Platform.Get<FilingUpdateReviewArea>(), round, next, bench.Platform.Durable, default);
    }

    public static async Task<JsonElement> ListAsync(this FilingBench bench, string query = "", Caller? caller = null)
    {
        var (status, body, _) = await FilingBench.CallAsync(bench.Request("GET", "/api/filing-updates" + query, caller), r => bench.Platform.Create<ListUpdates>().RunAsync(r, default));
        Assert.True(status == 200, body.ToString());
        return body;
    }

    /// <summary>Counts of the tabs in their order: 未更新, 审核中, 不通过, 已更新.</summary>
    public static async Task<string> TabsAsync(this FilingBench bench, string query = "") =>
        string.Join(' ', (await bench.ListAsync(query)).GetProperty("tabs").EnumerateArray().Select(t => t.GetProperty("count").GetInt32()));

    public static IEnumerable<string?> Codes(this JsonElement problem) => problem.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("code").GetString());
}
