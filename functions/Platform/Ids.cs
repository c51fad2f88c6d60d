using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace PatentFunctions.Platform;

/// <summary>账号: identifies an account, <c>a-</c> and 16 letters.</summary>
[JsonConverter(typeof(StringIdConverter<AccountId>))]
public readonly record struct AccountId(string Value) : IStringId<AccountId>
{
    /// <inheritdoc />
    public static AccountId From(string value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value;
}

/// <summary>单位: identifies a unit from its first account on, verified or not, <c>u-</c> and 16 letters.</summary>
[JsonConverter(typeof(StringIdConverter<UnitId>))]
public readonly record struct UnitId(string Value) : IStringId<UnitId>
{
    /// <inheritdoc />
    public static UnitId From(string value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value;
}

/// <summary>文件: identifies an uploaded file, <c>f-</c> and 16 letters.</summary>
[JsonConverter(typeof(StringIdConverter<FileId>))]
public readonly record struct FileId(string Value) : IStringId<FileId>
{
    /// <inheritdoc />
    public static FileId From(string value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value;
}

/// <summary>Makes the text of identifiers: lower-case letters and digits without look-alikes, safe as keys, in addresses and file names.</summary>
public static class NewId
{
    private const string Alphabet = "abcdefghjkmnpqrstvwxyz0123456789";

    /// <summary>A random one, 80 bits.</summary>
    /// <param name="prefix">What kind of thing it names, e.g. <c>a</c>.</param>
    public static string Random(string prefix) => Format(prefix, RandomNumberGenerator.GetBytes(16));

    /// <summary>The same text for the same parts: a repeated creation finds what the first one made.</summary>
    /// <param name="prefix">What kind of thing it names.</param>
    /// <param name="parts">What makes it unique, e.g. the account and its Idempotency-Key.</param>
    public static string Derived(string prefix, params ReadOnlySpan<string> parts) =>
        Format(prefix, SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts.ToArray()))));

    private static string Format(string prefix, byte[] bytes)
    {
        var text = new StringBuilder(prefix, prefix.Length + 17).Append('-');
        foreach (var b in bytes.AsSpan(0, 16)) text.Append(Alphabet[b & 31]);
        return text.ToString();
    }
}
