using Azure;
using Azure.Data.Tables;
using AzureBuild.Tests.Azurite;

namespace AzureBuild.Tests.Storage;

/// <summary>
/// What the emulator takes and refuses when nothing of ours stands before it: RecordLimits allows no more. It does not count an entity's bytes
/// (1 MiB) nor its properties (252), as the service does.
/// </summary>
[Collection(EmulatorTests.Name)]
public sealed class TablesLimitsTests(Emulator emulator) : IAsyncLifetime
{
    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => emulator.EmptyAsync();

    public static TheoryData<string, string?> Batches => new()
    {
        { "100 operations", null },
        { "row twice", "InvalidDuplicateRow" },
        { "property of 64 KiB", null },
        { "property of 64 KiB and a byte", "PropertyValueTooLarge" },
        { "text of 32 Ki", null },
        { "text of 32 Ki and one", "PropertyValueTooLarge" },
        { "entity of 1 MiB", null },
        { "252 properties", null },
        { "batch of 4.0 million characters", null },
        { "batch of 4.2 million characters", "RequestBodyTooLarge" },
        { "key of 512", null },
        { "key of 513", "InvalidInput" },
        { "key with #", "InvalidInput" },
        { "key with a control character", "InvalidInput" },
    };

    [Theory]
    [MemberData(nameof(Batches))]
    public async Task Transaction_AtAndAboveALimit_IsTakenOrRefused(string what, string? refusal)
    {
        var client = emulator.Tables.GetTableClient("Limits");
        await client.CreateIfNotExistsAsync();
        IEnumerable<TableEntity> entities = what switch
        {
            "100 operations" => Enumerable.Range(0, 100).Select(i => Entity($"r{i}")),
            "row twice" => [Entity("r"), Entity("r")],
            "property of 64 KiB" => [Entity("r", 1)],
            "property of 64 KiB and a byte" => [Entity("r", 1, (64 * 1024) + 1)],
            "text of 32 Ki" => [new TableEntity("p", "r") { ["Text"] = new string('x', 32 * 1024) }],
            "text of 32 Ki and one" => [new TableEntity("p", "r") { ["Text"] = new string('x', (32 * 1024) + 1) }],
            "entity of 1 MiB" => [Entity("r", 16)],
            "252 properties" => [Entity("r", 252, 1)],
            "batch of 4.0 million characters" => Enumerable.Range(0, 3).Select(i => Entity($"r{i}", 16, 62_500)),
            "batch of 4.2 million characters" => Enumerable.Range(0, 4).Select(i => Entity($"r{i}", 12)),
            "key of 512" => [Entity(new string('k', 512))],
            "key of 513" => [Entity(new string('k', 513))],
            "key with #" => [Entity("a#b")],
            _ => [Entity("a\u0085b")],
        };
        var submit = () => client.SubmitTransactionAsync(entities.Select(e => new TableTransactionAction(TableTransactionActionType.Add, e)));
        if (refusal is null) await submit();
        else Assert.Equal(refusal, (await Assert.ThrowsAnyAsync<RequestFailedException>(submit)).ErrorCode);
    }

    private static TableEntity Entity(string row, int properties = 0, int bytes = 64 * 1024)
    {
        var entity = new TableEntity("p", row);
        for (var i = 0; i < properties; i++) entity[$"Part{i:D3}"] = new byte[bytes];
        return entity;
    }
}
