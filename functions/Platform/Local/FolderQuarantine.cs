using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using PatentFunctions.Files;
using PatentFunctions.Files.DirectUploads;

namespace PatentFunctions.Platform.Local;

/// <summary>
/// The quarantine as a folder: a folder a content, a file a version, so that a version that is being read never changes. Its addresses lead
/// back to the app and carry a signature of Data Protection (encrypted, HMAC-SHA256).
/// </summary>
internal sealed class FolderQuarantine(string folder, IFileContents contents, IDataProtectionProvider protection, TimeProvider time) : IQuarantine, IQuarantineInbox
{
    private readonly Lock gate = new();
    private readonly ContentFolder folder = new(folder);
    private readonly IDataProtector protector = protection.CreateProtector("Files.DirectUpload.v1");

    /// <inheritdoc />
    public Task<Uri> AddressAsync(string name, DateTimeOffset expires, Uri app, CancellationToken cancellation)
    {
        ContentName.Checked(name);
        var signature = Base64Url.EncodeToString(protector.Protect(JsonSerializer.SerializeToUtf8Bytes(new Signature(name, expires), PlatformJson.Stored)));
        return Task.FromResult(new Uri(app, $"/api/local/direct-uploads/{name}?signature={signature}"));
    }

    /// <inheritdoc />
    public bool Opens(string name, string signature)
    {
        try
        {
            var signed = JsonSerializer.Deserialize<Signature>(protector.Unprotect(Base64Url.DecodeFromChars(signature)), PlatformJson.Stored)!;
            return signed.Name == name && signed.ExpiresAt > time.GetUtcNow();
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            return false;
        }
    }

    /// <inheritdoc />
    public async Task ReceiveAsync(string name, Stream body, CancellationToken cancellation)
    {
        var (place, temporary) = (folder.PathOf(name), folder.NewArrival());
        try
        {
            await using (var file = new FileStream(temporary, FileMode.CreateNew, System.IO.FileAccess.Write, FileShare.None, 64 * 1024, FileOptions.Asynchronous))
                await body.CopyToAsync(file, cancellation);
            lock (gate)
            {
                Directory.CreateDirectory(place);
                var earlier = Directory.GetFiles(place);
                File.Move(temporary, Path.Combine(place, NextVersion(earlier)));
                foreach (var path in earlier) File.Delete(path);
            }
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <inheritdoc />
    public Task<QuarantinedContent?> FindAsync(string name, CancellationToken cancellation)
    {
        lock (gate)
        {
            return Task.FromResult(Current(name) is { } path ? new QuarantinedContent(Path.GetFileName(path), new FileInfo(path).Length) : null);
        }
    }

    /// <inheritdoc />
    public Task<Stream?> OpenAsync(string name, string version, CancellationToken cancellation)
    {
        lock (gate)
        {
            var path = Current(name);
            return Task.FromResult<Stream?>(
                path is not null && Path.GetFileName(path) == version ? ContentFolder.Open(path) : null);
        }
    }

    /// <inheritdoc />
    public async Task<bool> ReleaseAsync(string name, string version, string contentName, CancellationToken cancellation)
    {
        await using var content = await OpenAsync(name, version, cancellation);
        if (content is null) return false;
        await using var upload = await contents.BeginAsync(cancellation);
        var chunk = new byte[64 * 1024];
        int read;
        while ((read = await content.ReadAsync(chunk, cancellation)) > 0) await upload.WriteAsync(chunk.AsMemory(0, read), cancellation);
        await upload.CompleteAsync(contentName, cancellation);
        return true;
    }

    /// <inheritdoc />
    public Task DeleteAsync(string name, CancellationToken cancellation)
    {
        var place = folder.PathOf(name);
        lock (gate)
        {
            if (Directory.Exists(place)) Directory.Delete(place, recursive: true);
        }
        return Task.CompletedTask;
    }

    // A crash may leave the version before beside the one that replaced it.
    private string? Current(string name)
    {
        var place = folder.PathOf(name);
        return Directory.Exists(place) ? Directory.GetFiles(place).Max(StringComparer.Ordinal) : null;
    }

    // Sorted by the number, and told apart by the rest from one that had the same number before a removal.
    private static string NextVersion(IEnumerable<string> earlier)
    {
        var last = earlier.Select(p => int.Parse(Path.GetFileName(p).AsSpan(0, 8), CultureInfo.InvariantCulture)).DefaultIfEmpty().Max();
        return string.Create(CultureInfo.InvariantCulture, $"{last + 1:D8}-{Guid.NewGuid():N}");
    }

    private sealed record Signature(string Name, DateTimeOffset ExpiresAt);
}
