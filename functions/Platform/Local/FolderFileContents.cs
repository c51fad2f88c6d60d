using System.Text.RegularExpressions;
using PatentFunctions.Files;

namespace PatentFunctions.Platform.Local;

/// <summary>Contents as files of a folder. A content appears under its name by one rename, whole or not at all.</summary>
internal sealed partial class FolderFileContents : IFileContents
{
    private readonly string folder;
    private readonly string arriving;

    /// <summary>Uses the folder, and clears away what an earlier process was still writing when it died.</summary>
    public FolderFileContents(string folder)
    {
        this.folder = Path.GetFullPath(folder);
        arriving = Path.Combine(this.folder, "arriving");
        if (Directory.Exists(arriving)) Directory.Delete(arriving, recursive: true);
        Directory.CreateDirectory(arriving);
    }

    /// <inheritdoc />
    public Task<IContentUpload> BeginAsync(CancellationToken cancellation) =>
        Task.FromResult<IContentUpload>(new Upload(this, Path.Combine(arriving, Guid.NewGuid().ToString("N"))));

    /// <inheritdoc />
    public Task<Stream?> OpenAsync(string name, CancellationToken cancellation)
    {
        var path = PathOf(name);
        return Task.FromResult<Stream?>(File.Exists(path) ? new FileStream(path, FileMode.Open, System.IO.FileAccess.Read, FileShare.Read | FileShare.Delete, 64 * 1024, FileOptions.Asynchronous) : null);
    }

    /// <inheritdoc />
    public Task DeleteAsync(string name, CancellationToken cancellation)
    {
        var path = PathOf(name);
        if (File.Exists(path)) File.Delete(path);
        return Task.CompletedTask;
    }

    // Names are made by the program; anything else is a bug that must not reach the file system. Folders by the last two characters keep
    // each of them small.
    private string PathOf(string name) =>
        Name().IsMatch(name) ? Path.Combine(folder, name[^2..], name) : throw new ArgumentException($"'{name}' is no content name", nameof(name));

    [GeneratedRegex(@"^[a-z0-9][a-z0-9-]{2,100}\z")]
    private static partial Regex Name();

    private sealed class Upload(FolderFileContents contents, string path) : IContentUpload
    {
        private readonly FileStream stream = new(path, FileMode.CreateNew, System.IO.FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.Asynchronous);
        private bool done;

        public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation) => stream.WriteAsync(bytes, cancellation);

        public async Task CompleteAsync(string name, CancellationToken cancellation)
        {
            var target = contents.PathOf(name);
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
