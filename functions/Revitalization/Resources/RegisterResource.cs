using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Revitalization.Resources;

/// <summary>登记入库 (RES-01).</summary>
public sealed class RegisterResource(CaseStore cases, ResourceRecords resources, ResourceIntake intake, TimeProvider time)
{
    private const string Act = "RegisterResource";

    /// <summary>登记可转化专利：单条专利或组合专利及其建档信息；专利登记信息中已有的专利名称、摘要、日期自动带出。已移出的再次登记即重新入库。</summary>
    [Function(Act)]
    [Allow(Role.University)]
    [Accepts(typeof(ResourceForm)), Answers(201, typeof(OwnResourceAnswer), ETag = true, Location = true)]
    [Refuses(typeof(ResourceRegistered), typeof(FieldsInvalid)), Needs(IdempotencyKey = true)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "university/resources")] HttpRequest request,
        [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var form = await request.ReadBodyAsync<ResourceForm>(cancellation);
        var caller = request.Caller();
        var prepared = await intake.PrepareAsync(form, new ResourceId(request.DeriveId(ResourceId.Prefix)), caller.RequiredUnit, caller.Office, cancellation);
        if (!prepared.TryGet(out var record, out var refusal)) return refusal;
        var address = ResourceRecords.AddressOf(record.Id);
        if (!await cases.WasDoneAsync(address, request, form, cancellation))
        {
            var stored = await resources.FindAsync(record.Id, cancellation);
            if (stored is { Value.State: not ResourceState.Removed }) return new ResourceRegistered(record.Id);
            var write = ResourceIntake.Registered(new CaseWrite(address, request.Stamp(time, Act)), stored, record).Once(request, form);
            try
            {
                await cases.CommitAsync(ResourceRecords.Refresh(write), durable, cancellation);
            }
            catch (StoreConflictException)
            {
                // A twin of this request was faster, or an import of the same patent.
                if (!await cases.WasDoneAsync(address, request, form, cancellation)) return new ResourceRegistered(record.Id);
            }
        }
        request.HttpContext.Response.Headers.Location = $"/api/university/resources/{record.Id}";
        return await OwnResourceAnswer.AnswerAsync(request, resources, record.Id, StatusCodes.Status201Created, cancellation);
    }
}
