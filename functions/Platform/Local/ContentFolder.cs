using PatentFunctions.Files;

namespace PatentFunctions.Platform.Local;

/// <summary>A folder of contents, and a place in it for what is still arriving.</summary>
internal sealed class ContentFolder
{
    private readonly string folder;
    private readonly string arriving;

    /// <summary>Uses the folder, and clears away what an earlier process was still writing when it died.</summary>
    public ContentFolder(string folder)
    {
        this.folder = Path.GetFullPath(folder);
        arriving = Path.Combine(this.folder, "arriving");
        if (Directory.Exists(arriving)) Directory.Delete(arriving, recursive: true);
        Directory.CreateDirectory(arriving);
    }

    /// <summary>Where what lies under a name stands. Folders by the last two characters keep each of them small.</summary>
    public string PathOf(string name) => Path.Combine(folder, ContentName.Checked(name)[^2..], name);

    /// <summary>A path for something that arrives, to be moved to its name.</summary>
    public string NewArrival() => Path.Combine(arriving, Guid.NewGuid().ToString("N"));

    /// <summary>Opens a file that may be removed or replaced while it is read.</summary>
    public static FileStream Open(string path) => new(path, FileMode.Open, System.IO.FileAccess.Read, FileShare.Read | FileShare.Delete, 64 * 1024, FileOptions.Asynchronous);
}
