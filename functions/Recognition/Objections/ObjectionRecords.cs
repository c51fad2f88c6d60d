using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Reviews;

namespace PatentFunctions.Recognition.Objections;

/// <summary>Where the objections of a product lie: rows of the product's own partition, so that filing one and holding the product is one write.</summary>
public sealed class ObjectionRecords(CaseStore cases, IDataProtectionProvider protection)
{
    private const string FactsPrefix = "objection-";
    internal const string ObjectorPrefix = "objector-";
    private const string DefencePrefix = "defence-";
    private readonly IDataProtector protector = protection.CreateProtector("Recognition.Objector.v1");

    /// <summary>Row of the facts.</summary>
    public static string FactsRow(int index) => Row(FactsPrefix, index);

    /// <summary>Row of the encrypted identity.</summary>
    public static string ObjectorRow(int index) => Row(ObjectorPrefix, index);

    /// <summary>Row of the unit's statements.</summary>
    public static string DefenceRow(int index) => Row(DefencePrefix, index);

    /// <summary>Every objection of a product, oldest first.</summary>
    public async Task<IReadOnlyList<Stored<Objection>>> AllAsync(RecognitionId recognition, CancellationToken cancellation)
    {
        var all = new List<Stored<Objection>>();
        await foreach (var stored in cases.RowsAsync<Objection>(RecognitionRecords.AddressOf(recognition), FactsPrefix, cancellation)) all.Add(stored);
        return all;
    }

    /// <summary>One objection of a product, or null.</summary>
    public Task<Stored<Objection>?> FindAsync(RecognitionId recognition, int index, CancellationToken cancellation) =>
        cases.FindAsync<Objection>(RecognitionRecords.AddressOf(recognition), FactsRow(index), cancellation);

    /// <summary>The round of an objection; the two are written together.</summary>
    public async Task<Stored<ReviewRound>> RoundAsync(RecognitionId recognition, int index, CancellationToken cancellation) =>
        await cases.FindAsync<ReviewRound>(RecognitionRecords.AddressOf(recognition), ReviewRound.RowOf(ObjectionReviewKind.Kind.Code, index), cancellation)
        ?? throw new InvalidOperationException($"objection {index} of {recognition} without its round");

    /// <summary>What the unit said to an objection.</summary>
    public async Task<Stored<ObjectionDefence>?> DefenceAsync(RecognitionId recognition, int index, CancellationToken cancellation) =>
        await cases.FindAsync<ObjectionDefence>(RecognitionRecords.AddressOf(recognition), DefenceRow(index), cancellation);

    /// <summary>Who objects, decrypted: for sending word, for the objector, and for an officer whose look is recorded.</summary>
    public async Task<Objector> ObjectorAsync(RecognitionId recognition, int index, CancellationToken cancellation)
    {
        var stored = await cases.FindAsync<SealedObjector>(RecognitionRecords.AddressOf(recognition), ObjectorRow(index), cancellation)
            ?? throw new InvalidOperationException($"objection {index} of {recognition} without its objector");
        return JsonSerializer.Deserialize<Objector>(protector.Unprotect(Convert.FromBase64String(stored.Value.Protected)), PlatformJson.Stored)!;
    }

    /// <summary>An objector as it is stored.</summary>
    internal SealedObjector Seal(Objector objector) =>
        new(Convert.ToBase64String(protector.Protect(JsonSerializer.SerializeToUtf8Bytes(objector, PlatformJson.Stored))));

    /// <summary>What takes an objector's place once the time of keeping it is over: nobody, whom no phone and no secret opens.</summary>
    internal SealedObjector Removed(DateTimeOffset when) =>
        Seal(new Objector("（已按保存期限清除）", null, "", "", Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)))) with { RemovedAt = when };

    /// <summary>True for the secret of the receipt.</summary>
    internal static bool IsSecretOf(Objector objector, string secret) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(objector.Secret), Encoding.UTF8.GetBytes(secret));

    private static string Row(string prefix, int index) => prefix + index.ToString("D4", CultureInfo.InvariantCulture);
}

/// <summary>异议提出人, encrypted by Data Protection: name, contact, phone, mail and secret.</summary>
/// <param name="Protected">The encrypted <see cref="Objector"/>, Base64.</param>
internal sealed record SealedObjector(string Protected)
{
    /// <summary>When the identity was removed, its time being over (COM-20).</summary>
    public DateTimeOffset? RemovedAt { get; init; }
}

/// <summary>Finds the product of an objection by its number: technical index, one partition for each number.</summary>
public sealed class ObjectionNumbers(IRecordStore records, ObjectionRecords objections) : IProjection
{
    /// <summary>Name of the projection.</summary>
    public const string ProjectionName = "objection-numbers";

    private const string Table = "ObjectionNumbers";

    /// <inheritdoc />
    public string Name => ProjectionName;

    /// <inheritdoc />
    public string SourceTable => RecognitionRecords.Table;

    /// <inheritdoc />
    public async Task<IReadOnlyList<ProjectedRow>> ComputeAsync(CaseAddress address, CancellationToken cancellation) =>
        [.. (await objections.AllAsync(new RecognitionId(address.Partition), cancellation)).Select(o => ProjectedRow.Of(Table, o.Value.Number, address.Partition, new Place(o.Value.Index)))];

    /// <summary>The products that have an objection of this number: one, or none.</summary>
    internal async Task<IReadOnlyList<(RecognitionId Recognition, int Index)>> FindAsync(string number, CancellationToken cancellation)
    {
        var found = new List<(RecognitionId, int)>();
        if (!RecordLimits.IsKey(number)) return found;
        await foreach (var place in records.AllAsync<Place>(Table, new RecordQuery { Partition = number }, cancellation)) found.Add((new RecognitionId(place.Row), place.Value.Index));
        return found;
    }

    private sealed record Place(int Index);
}
