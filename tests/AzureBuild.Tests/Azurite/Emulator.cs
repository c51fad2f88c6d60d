using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;
using Azure.Data.Tables;
using Azure.Storage.Blobs;

namespace AzureBuild.Tests.Azurite;

/// <summary>Azure Storage as Microsoft's emulator speaks it, in memory, on free ports of this machine; one for all tests of the collection.</summary>
public partial class Emulator : IAsyncLifetime, IDisposable
{
    // The account that every emulator has; its key is public (learn.microsoft.com, "Use the Azurite emulator").
    private const string Account = "AccountName=devstoreaccount1;AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;DefaultEndpointsProtocol=http";

    private readonly Process process = new()
    {
        StartInfo = new ProcessStartInfo("node")
        {
            ArgumentList =
            {
                Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(m => m.Key == "Azurite").Value!,
                "--inMemoryPersistence", "--silent", "--disableTelemetry", "--skipApiVersionCheck",
                "--blobHost", "127.0.0.1", "--blobPort", "0", "--queueHost", "127.0.0.1", "--queuePort", "0", "--tableHost", "127.0.0.1", "--tablePort", "0",
            },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        },
    };

    /// <summary>How the app is told of it.</summary>
    public string ConnectionString { get; private set; } = "";

    /// <summary>Address of its blobs.</summary>
    public Uri BlobAddress { get; private set; } = new("http://127.0.0.1");

    /// <summary>Its tables.</summary>
    public TableServiceClient Tables => new(ConnectionString);

    /// <summary>Its blobs.</summary>
    public BlobServiceClient Blobs => new(ConnectionString);

    /// <summary>Further arguments of the emulator.</summary>
    protected virtual IEnumerable<string> Arguments => [];

    public async Task InitializeAsync()
    {
        foreach (var argument in Arguments) process.StartInfo.ArgumentList.Add(argument);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Stop();
        var ports = new Dictionary<string, string>(StringComparer.Ordinal);
        var ready = new TaskCompletionSource();
        var said = new List<string>();
        void Heard(string? line)
        {
            lock (said)
            {
                if (line is null) return;
                said.Add(line);
                if (Listening().Match(line) is { Success: true } at) ports[at.Groups[1].Value] = at.Groups[2].Value;
                if (ports.Count == 3) ready.TrySetResult();
            }
        }
        process.OutputDataReceived += (_, e) => Heard(e.Data);
        process.ErrorDataReceived += (_, e) => Heard(e.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var ended = process.WaitForExitAsync();
        if (await Task.WhenAny(ready.Task, ended, Task.Delay(TimeSpan.FromMinutes(1))) != ready.Task) throw new InvalidOperationException("the storage emulator did not start: " + string.Join('\n', said));
        BlobAddress = new Uri(ports["Blob"] + "/devstoreaccount1");
        ConnectionString = $"{Account};BlobEndpoint={ports["Blob"]}/devstoreaccount1;QueueEndpoint={ports["Queue"]}/devstoreaccount1;TableEndpoint={ports["Table"]}/devstoreaccount1";
    }

    /// <summary>Forgets everything.</summary>
    public async Task EmptyAsync()
    {
        await foreach (var table in Tables.QueryAsync()) await Tables.DeleteTableAsync(table.Name);
        await foreach (var container in Blobs.GetBlobContainersAsync()) await Blobs.DeleteBlobContainerAsync(container.Name);
    }

    public Task DisposeAsync()
    {
        Stop();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Lets go of the process.</summary>
    protected virtual void Dispose(bool disposing) => process.Dispose();

    private void Stop()
    {
        try
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It never started, or is gone.
        }
    }

    [GeneratedRegex(@"Azurite (\w+) service is successfully listening at (https?://\S+)")]
    private static partial Regex Listening();
}

/// <summary>The tests that share the emulator, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class EmulatorTests : ICollectionFixture<Emulator>
{
    public const string Name = "Azurite";
}
