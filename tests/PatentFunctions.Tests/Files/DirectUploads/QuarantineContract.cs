using PatentFunctions.Files;
using PatentFunctions.Files.DirectUploads;

namespace PatentFunctions.Tests.Files.DirectUploads;

/// <summary>What every quarantine promises, its addresses among it; derived once for each implementation.</summary>
[Trait("Spec", "COM-08")]
public abstract class QuarantineContract
{
    private const string Name = "f-0001";
    private const string ContentName = "f-0001-aaaa";

    /// <summary>The quarantine under test, empty.</summary>
    internal abstract IQuarantine Quarantine { get; }

    /// <summary>Where it releases to, empty.</summary>
    internal abstract IFileContents Contents { get; }

    /// <summary>Now, by the clock that addresses expire by.</summary>
    protected abstract DateTimeOffset Now { get; }

    [Fact]
    public async Task Put_WithTheHeadersItWants_IsFoundAndRead()
    {
        var bytes = new byte[300_000];
        Random.Shared.NextBytes(bytes);
        Assert.Null(await FindAsync());
        Assert.Equal(201, await PutAsync(bytes));
        var found = (await FindAsync())!;
        Assert.Equal(bytes.Length, found.Bytes);
        Assert.Equal(bytes, await ReadAsync(found.Version));
    }

    [Fact]
    public async Task Put_WithoutTheBlobType_IsRefused()
    {
        Assert.Equal(400, await SendAsync(HttpMethod.Put, await AddressAsync(Name, 30), [1], withBlobType: false));
        Assert.Null(await FindAsync());
    }

    [Fact]
    public async Task Put_AfterTheAddressExpired_IsRefused()
    {
        Assert.Equal(403, await SendAsync(HttpMethod.Put, await AddressAsync(Name, -1), [1]));
        Assert.Null(await FindAsync());
    }

    [Fact]
    public async Task Put_UnderAnotherName_IsRefused()
    {
        var address = await AddressAsync(Name, 30);
        Assert.Equal(403, await SendAsync(HttpMethod.Put, new Uri(address.AbsoluteUri.Replace(Name, "f-0002", StringComparison.Ordinal)), [1]));
        Assert.Null(await Quarantine.FindAsync("f-0002", CancellationToken.None));
    }

    [Fact]
    public async Task Put_WithAForgedSignature_IsRefused()
    {
        var address = (await AddressAsync(Name, 30)).AbsoluteUri;
        var at = address.IndexOf("sig", StringComparison.Ordinal);
        at = address.IndexOf('=', at) + 6;
        var forged = address[..at] + (address[at] == 'A' ? 'B' : 'A') + address[(at + 1)..];
        Assert.Equal(403, await SendAsync(HttpMethod.Put, new Uri(forged), [1]));
        Assert.Null(await FindAsync());
    }

    [Fact]
    public async Task Address_ForAnythingButPutting_GivesNothing()
    {
        await PutAsync([1, 2, 3]);
        var address = await AddressAsync(Name, 30);
        Assert.InRange(await SendAsync(HttpMethod.Get, address, null), 400, 499);
        Assert.InRange(await SendAsync(HttpMethod.Delete, address, null), 400, 499);
        Assert.NotNull(await FindAsync());
    }

    [Fact]
    public async Task Put_OverEarlierBytes_IsAnotherVersion()
    {
        await PutAsync([1, 2, 3]);
        var first = (await FindAsync())!;
        Assert.Equal(201, await PutAsync([1, 2, 3]));
        var second = (await FindAsync())!;
        Assert.NotEqual(first.Version, second.Version);
        Assert.Null(await Quarantine.OpenAsync(Name, first.Version, CancellationToken.None));
        Assert.Equal([1, 2, 3], await ReadAsync(second.Version));
    }

    [Fact]
    public async Task Release_TheVersionThatWasChecked_CopiesIt()
    {
        await PutAsync([1, 2, 3]);
        Assert.True(await Quarantine.ReleaseAsync(Name, (await FindAsync())!.Version, ContentName, CancellationToken.None));
        await using var content = (await Contents.OpenAsync(ContentName, CancellationToken.None))!;
        Assert.Equal((1, 2, 3, -1), (content.ReadByte(), content.ReadByte(), content.ReadByte(), content.ReadByte()));
        Assert.NotNull(await FindAsync());
    }

    [Fact]
    public async Task Release_AfterTheBytesWereReplaced_CopiesNothing()
    {
        await PutAsync([1, 2, 3]);
        var sound = (await FindAsync())!;
        await PutAsync([6, 6, 6]);
        Assert.False(await Quarantine.ReleaseAsync(Name, sound.Version, ContentName, CancellationToken.None));
        Assert.Null(await Contents.OpenAsync(ContentName, CancellationToken.None));
    }

    [Fact]
    public async Task Release_AfterRemovalAndTheSameBytesAgain_CopiesNothing()
    {
        await PutAsync([1, 2, 3]);
        var sound = (await FindAsync())!;
        await Quarantine.DeleteAsync(Name, CancellationToken.None);
        Assert.False(await Quarantine.ReleaseAsync(Name, sound.Version, ContentName, CancellationToken.None));
        await PutAsync([1, 2, 3]);
        Assert.False(await Quarantine.ReleaseAsync(Name, sound.Version, ContentName, CancellationToken.None));
        Assert.Null(await Contents.OpenAsync(ContentName, CancellationToken.None));
    }

    [Fact]
    public async Task Delete_OnceAndAgain_IsNoMistake()
    {
        await Quarantine.DeleteAsync(Name, CancellationToken.None);
        await PutAsync([1]);
        await Quarantine.DeleteAsync(Name, CancellationToken.None);
        await Quarantine.DeleteAsync(Name, CancellationToken.None);
        Assert.Null(await FindAsync());
    }

    [Theory]
    [InlineData("../secret")]
    [InlineData("f-1/2")]
    [InlineData("F-UPPER")]
    [InlineData("")]
    public async Task Any_ANameOfAnotherForm_IsRefused(string name)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Quarantine.FindAsync(name, CancellationToken.None));
        await Assert.ThrowsAsync<ArgumentException>(() => Quarantine.DeleteAsync(name, CancellationToken.None));
        await Assert.ThrowsAsync<ArgumentException>(() => AddressAsync(name, 30));
    }

    /// <summary>Sends what a page would send to an address.</summary>
    /// <returns>The status.</returns>
    protected abstract Task<int> SendAsync(HttpMethod method, Uri address, byte[]? bytes, bool withBlobType = true);

    protected Task<Uri> AddressAsync(string name, int minutes) => Quarantine.AddressAsync(name, Now.AddMinutes(minutes), new Uri("http://localhost:7071"), CancellationToken.None);

    protected async Task<int> PutAsync(byte[] bytes) => await SendAsync(HttpMethod.Put, await AddressAsync(Name, 30), bytes);

    private Task<QuarantinedContent?> FindAsync() => Quarantine.FindAsync(Name, CancellationToken.None);

    private async Task<byte[]> ReadAsync(string version)
    {
        await using var content = (await Quarantine.OpenAsync(Name, version, CancellationToken.None))!;
        using var read = new MemoryStream();
        await content.CopyToAsync(read);
        return read.ToArray();
    }
}
