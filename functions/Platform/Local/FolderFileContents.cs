using PatentFunctions.Files;

namespace PatentFunctions.Platform.Local;

/// <summary>Contents as files of a folder. A content appears under its name by one rename, whole or not at all.</summary>
internal sealed class FolderFileContents(string folder) : IFileContents
{
    private readonly ContentFolder folder = new(folder);

    /// <inheritdoc />
    public Task<IContentUpload> BeginAsync(CancellationToken cancellation) =>
        Task.FromResult<IContentUpload>(new Upload(folder, folder.NewArrival()));

    /// <inheritdoc />
    public Task<Stream?> OpenAsync(string name, CancellationToken cancellation)
    {
        var path = folder.PathOf(name);
        return Task.FromResult<Stream?>(File.Exists(path) ? ContentFolder.Open(path) : null);
    }

    /// <inheritdoc />
    public Task DeleteAsync(string name, CancellationToken cancellation)
    {
        var path = folder.PathOf(name);
        if (File.Exists(path)) File.Delete(path);
        return Task.CompletedTask;
    }

    private sealed class Upload(ContentFolder folder, string path) : IContentUpload
    {
        private readonly FileStream stream = new(path, FileMode.CreateNew, System.IO.FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.Asynchronous);
        private bool done;

        public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation) => stream.WriteAsync(bytes, cancellation);

        public async Task CompleteAsync(string name, CancellationToken cancellation)
        {
            var target = folder.PathOf(name);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            stream.Flush(flushToDisk: true);
            await stream.DisposeAsync();
            File.Move(path, target, overwrite: true);
            done = true;
        }

        public async ValueTask DisposeAsync()
        {
            await stream.DisposeAsync();
            if (!done) File.Delete(path);
        }
    }
}
