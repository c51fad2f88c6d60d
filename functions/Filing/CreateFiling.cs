using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Units;

namespace PatentFunctions.Filing;

/// <summary>A new draft.</summary>
/// <param name="Id">The filing.</param>
public sealed record CreatedFiling(FilingId Id);

/// <summary>填报: makes an empty draft.</summary>
public sealed class CreateFiling(CaseStore cases, FilingRecords filings, UnitRecords units, TimeProvider time)
{
    private const string Act = "CreateFiling";

    /// <summary>新建产品备案草稿：预填数据年度和单位所属行业；相同的 Idempotency-Key 只建一份。</summary>
    [Function(Act)]
    [Allow(Role.UnitAdmin)]
    [Answers(201, typeof(CreatedFiling), ETag = true), Refuses(typeof(UnitNotVerified)), Needs(IdempotencyKey = true)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "filings")] HttpRequest request,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var id = new FilingId(request.DeriveId(FilingId.Prefix));
        var address = FilingRecords.AddressOf(id);
        if (!await cases.WasDoneAsync(address, request, Act, cancellation))
        {
            var unit = request.Caller().RequiredUnit;
            if (await units.VerifiedAsync(unit, cancellation) is not { } verified) return new UnitNotVerified();
            var now = time.GetUtcNow();
            var write = new CaseWrite(address, request.Stamp(time, Act))
                .Insert(CaseRows.Record, new FilingRecord(id, unit, verified.Name, FilingState.Draft, 0, now))
                .Insert(FilingRecords.DraftRow, Prefilled(verified, now))
                .Once(request, Act)
                .Timeline("filing.created", "已新建产品备案，尚未提交")
                .Send(ProjectionMessages.Refresh(FilingsByUnit.ProjectionName));
            try
            {
                await cases.CommitAsync(write, durable, cancellation);
            }
            catch (StoreConflictException) when (!cancellation.IsCancellationRequested)
            {
                // The same request arrived twice at once; what the other one made is the answer.
                await filings.OwnAsync(id.Value, request.Caller(), cancellation);
            }
        }
        request.SetETag((await filings.DraftAsync(id, cancellation)).ETag);
        return Results.Json(new CreatedFiling(id), PlatformJson.Options, statusCode: StatusCodes.Status201Created);
    }

    private static FilingDraft Prefilled(VerifiedUnit unit, DateTimeOffset now)
    {
        var year = ChinaTime.DateOf(now).Year - 1;
        return new FilingDraft(now)
        {
            Product = new ProductForm { Industry = unit.Industry, Figures = new ProductFigures { Year = year } },
            Proof = new ProofForm { Economic = new EconomicProof { Figures = new ProductFigures { Year = year } } },
        };
    }
}
