using PatentFunctions.Platform.Http;

namespace PatentFunctions.Accounts;

/// <summary>删除专家账号 (ACC-09).</summary>
public sealed class DeleteExpert(AccountStore accounts, TimeProvider time)
{
    /// <summary>Removes the account and its personal data; its names become free. What it wrote elsewhere stays under its id.</summary>
    [Function("DeleteExpert")]
    [Allow(Role.UnitAdmin)]
    [Answers(204)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "accounts/experts/{id}")] HttpRequest request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var read = await OwnExperts.LoadAsync(accounts, request, id, cancellation);
        var stamp = request.Stamp(time, "DeleteExpert");
        var deleted = await accounts.ChangeAsync(read.Value.Id, stamp, durable, account => Delete(account, stamp.When), cancellation);
        return deleted.TryGet(out _, out var refusal) ? Results.NoContent() : refusal;
    }

    internal static AccountChange Delete(Account account, DateTimeOffset now) =>
        new(account with { Phone = null, Mail = null, Expert = null, PasswordHash = "", Disabled = true, DeletedAt = now }, SessionsEnded.All)
        {
            Removes = [AccountTables.InitialPasswordRow],
            Messages = [AccountMessages.ExpertDeleted(account.Id)],
        };
}
