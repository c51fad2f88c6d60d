namespace PatentFunctions.Files;

/// <summary>
/// Where the bytes of files lie, privately: a folder locally, a blob container on Azure. A content is written once under its name and never
/// changed.
/// </summary>
public interface IFileContents
{
    /// <summary>Begins a content that has no name yet; disposed without completion it leaves nothing behind.</summary>
    Task<IContentUpload> BeginAsync(CancellationToken cancellation);

    /// <summary>Opens a content for reading, seekable; null where there is none.</summary>
    Task<Stream?> OpenAsync(string name, CancellationToken cancellation);

    /// <summary>Removes a content; one that is gone already is no mistake.</summary>
    Task DeleteAsync(string name, CancellationToken cancellation);
}

/// <summary>A content being written.</summary>
public interface IContentUpload : IAsyncDisposable
{
    /// <summary>Appends bytes.</summary>
    ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation);

    /// <summary>Gives it its name, all at once; one of the same name is replaced.</summary>
    Task CompleteAsync(string name, CancellationToken cancellation);
}
