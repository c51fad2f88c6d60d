namespace PatentFunctions.Files.DirectUploads;

/// <summary>What lies in quarantine under a name.</summary>
/// <param name="Version">Another one for every time that bytes were put; never used twice.</param>
/// <param name="Bytes">Size.</param>
public sealed record QuarantinedContent(string Version, long Bytes);

/// <summary>
/// Where the bytes of direct uploads lie until they are checked: a folder locally, a blob container on Azure. Nothing is served from it.
/// Whoever has an address may replace the bytes at any time, so everything that was checked is checked of a version.
/// </summary>
public interface IQuarantine
{
    /// <summary>The address that takes the bytes of one content by PUT until it expires.</summary>
    /// <param name="name">Name of the content.</param>
    /// <param name="expires">The instant from which on it takes nothing.</param>
    /// <param name="app">Address that the app was called at, for a quarantine that the app itself answers for.</param>
    /// <param name="cancellation">Ends waiting.</param>
    Task<Uri> AddressAsync(string name, DateTimeOffset expires, Uri app, CancellationToken cancellation);

    /// <summary>What lies there now; null where nothing does.</summary>
    Task<QuarantinedContent?> FindAsync(string name, CancellationToken cancellation);

    /// <summary>Opens a version for reading from its beginning; null where it is gone or was replaced.</summary>
    Task<Stream?> OpenAsync(string name, string version, CancellationToken cancellation);

    /// <summary>Copies a version to the contents of files; what lies in quarantine stays.</summary>
    /// <param name="name">Name in quarantine.</param>
    /// <param name="version">The version that was checked.</param>
    /// <param name="contentName">Name among the contents of files.</param>
    /// <param name="cancellation">Ends waiting.</param>
    /// <returns>False where that version is gone or was replaced: then nothing was copied.</returns>
    Task<bool> ReleaseAsync(string name, string version, string contentName, CancellationToken cancellation);

    /// <summary>Removes what lies there; nothing there is no mistake.</summary>
    Task DeleteAsync(string name, CancellationToken cancellation);
}

/// <summary>How bytes get into a quarantine whose addresses the app itself answers for; on Azure the storage does.</summary>
public interface IQuarantineInbox
{
    /// <summary>True where the signature is of an address of this content that has not expired.</summary>
    bool Opens(string name, string signature);

    /// <summary>Takes the bytes; they replace earlier ones all at once.</summary>
    Task ReceiveAsync(string name, Stream body, CancellationToken cancellation);
}
