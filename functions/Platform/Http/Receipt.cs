using System.Security.Cryptography;
using PatentFunctions.Platform.Storage;

namespace PatentFunctions.Platform.Http;

/// <summary>回执: every submission gives one (COM-03).</summary>
/// <param name="Case">Case number.</param>
/// <param name="Round">Which submission of the case, from 1.</param>
/// <param name="SubmittedAt">The instant.</param>
/// <param name="Sha256">Hash of the submitted content as it is stored, hex.</param>
/// <param name="Status">Chinese line: whose turn it is now and by when.</param>
public sealed record Receipt(string Case, int Round, DateTimeOffset SubmittedAt, string Sha256, string Status)
{
    /// <summary>Hash of a submission's content.</summary>
    public static string HashOf<T>(T content) => Convert.ToHexStringLower(SHA256.HashData(TypedRecords.ToDocument(content)));
}
