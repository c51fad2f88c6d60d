using PatentFunctions.Files;
using PatentFunctions.Platform.Local;

namespace PatentFunctions.Tests.Files;

public sealed class FolderFileContentsTests : FileContentsContract, IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("file-contents-").FullName;

    public FolderFileContentsTests() => Contents = new FolderFileContents(folder);

    internal override IFileContents Contents { get; }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
