using System.Security.Cryptography;
using PatentFunctions.Files;

namespace PatentFunctions.Tests.Files;

/// <summary>What every keeper of file contents promises; derived once for each implementation.</summary>
[Trait("Spec", "COM-08")]
public abstract class FileContentsContract
{
    private const string Name = "f-0001-aaaa";

    /// <summary>The keeper under test, empty.</summary>
    internal abstract IFileContents Contents { get; }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(64 * 1024)]
    [InlineData(20 * 1024 * 1024)]
    public async Task Complete_WhatCameInPieces_IsReadWhole(int length)
    {
        var bytes = RandomNumberGenerator.GetBytes(length);
        await StoreAsync(Name, bytes);
        Assert.Equal(SHA256.HashData(bytes), SHA256.HashData(await ReadAsync(Name)));
    }

    [Fact]
    public async Task Open_AContentThatIsNotThere_IsNull()
    {
        Assert.Null(await Contents.OpenAsync("f-nothing", CancellationToken.None));
        await StoreAsync(Name, [1]);
        Assert.Null(await Contents.OpenAsync("f-nothing", CancellationToken.None));
    }

    [Fact]
    public async Task Open_CanBeReadFromAnywhere()
    {
        await StoreAsync(Name, [.. Enumerable.Range(0, 200_000).Select(i => (byte)i)]);
        await using var content = (await Contents.OpenAsync(Name, CancellationToken.None))!;
        Assert.True(content.CanSeek);
        Assert.Equal(200_000, content.Length);
        foreach (var at in new[] { 150_000, 3, 199_999 })
        {
            content.Seek(at, SeekOrigin.Begin);
            Assert.Equal((byte)at, content.ReadByte());
        }
    }

    [Fact]
    public async Task Complete_UnderANameThatIsTaken_Replaces()
    {
        await StoreAsync(Name, new byte[100_000]);
        await StoreAsync(Name, [7]);
        Assert.Equal([7], await ReadAsync(Name));
    }

    [Fact]
    public async Task Dispose_WithoutCompletion_LeavesNothing()
    {
        await using (var upload = await Contents.BeginAsync(CancellationToken.None)) await upload.WriteAsync(new byte[10], CancellationToken.None);
        Assert.Null(await Contents.OpenAsync(Name, CancellationToken.None));
    }

    [Fact]
    public async Task Delete_OnceAndAgain_IsNoMistake()
    {
        await Contents.DeleteAsync(Name, CancellationToken.None);
        await StoreAsync(Name, [1]);
        await Contents.DeleteAsync(Name, CancellationToken.None);
        await Contents.DeleteAsync(Name, CancellationToken.None);
        Assert.Null(await Contents.OpenAsync(Name, CancellationToken.None));
    }

    [Fact]
    public async Task Upload_ManyAtOnce_AreKeptApart()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => StoreAsync($"f-many-{i}", [.. Enumerable.Repeat((byte)i, 50_000)])));
        for (var i = 0; i < 8; i++) Assert.All(await ReadAsync($"f-many-{i}"), b => Assert.Equal((byte)i, b));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("../secret")]
    [InlineData("f-1/2")]
    [InlineData("F-UPPER")]
    [InlineData("f-1\n")]
    [InlineData("文件")]
    public async Task Any_ANameOfAnotherForm_IsRefused(string name)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Contents.OpenAsync(name, CancellationToken.None));
        await Assert.ThrowsAsync<ArgumentException>(() => Contents.DeleteAsync(name, CancellationToken.None));
        await Assert.ThrowsAsync<ArgumentException>(() => StoreAsync(name, [1]));
    }

    private async Task StoreAsync(string name, byte[] bytes)
    {
        await using var upload = await Contents.BeginAsync(CancellationToken.None);
        for (var at = 0; at < bytes.Length; at += 81_920) await upload.WriteAsync(bytes.AsMemory(at, Math.Min(81_920, bytes.Length - at)), CancellationToken.None);
        await upload.CompleteAsync(name, CancellationToken.None);
    }

    private async Task<byte[]> ReadAsync(string name)
    {
        await using var content = (await Contents.OpenAsync(name, CancellationToken.None))!;
        using var read = new MemoryStream();
        await content.CopyToAsync(read);
        return read.ToArray();
    }
}
