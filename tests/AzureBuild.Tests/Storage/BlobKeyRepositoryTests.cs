using System.Xml.Linq;
using AzureBuild.Tests.Azurite;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using PatentFunctions.Platform.OnAzure;

namespace AzureBuild.Tests.Storage;

/// <summary>Data Protection keys in blobs of the emulator.</summary>
[Collection(EmulatorTests.Name)]
public sealed class BlobKeyRepositoryTests(Emulator emulator) : IAsyncLifetime
{
    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => emulator.EmptyAsync();

    [Fact]
    public void Read_BeforeTheFirstKey_IsEmpty() => Assert.Empty(Repository().GetAllElements());

    [Fact]
    public void Store_TwiceUnderOneName_KeepsBoth()
    {
        Repository().StoreElement(new XElement("key", "甲"), "key-1");
        Repository().StoreElement(new XElement("key", "乙"), "key-1");
        Assert.Equal(["乙", "甲"], Repository().GetAllElements().Select(e => e.Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Protect_ByOneInstance_IsReadByAnother()
    {
        var secret = Instance().Protect("一种轴承");
        Assert.Equal("一种轴承", Instance().Unprotect(secret));
    }

    private IDataProtector Instance()
    {
        var services = new ServiceCollection();
        services.AddDataProtection().SetApplicationName("test");
        services.Configure<KeyManagementOptions>(o => o.XmlRepository = Repository());
        return services.BuildServiceProvider().GetRequiredService<IDataProtectionProvider>().CreateProtector("test");
    }

    private BlobKeyRepository Repository() => new(emulator.Blobs.GetBlobContainerClient("keys"));
}
