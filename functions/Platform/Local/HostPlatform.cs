using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using PatentFunctions.Platform.Local;
using PatentFunctions.Platform.OpenApi;
using PatentFunctions.Recognition.Certificates;
using PatentFunctions.SampleData.Walk;

namespace PatentFunctions;

/// <summary>What depends on the host that the app was built for; this is the local one.</summary>
internal static class HostPlatform
{
    /// <summary>What holds on one's own machine unless configured otherwise.</summary>
    private static readonly Dictionary<string, string?> Defaults = new()
    {
        ["Accounts:FixedCaptchaAnswer"] = SampleData.SampleDataOptions.DefaultCaptchaAnswer,
        ["SampleData:Enabled"] = "true",
        ["SampleData:Password"] = SampleData.SampleDataOptions.DefaultPassword,
        ["Desk:Enabled"] = "true",
        // Keys of a developer's machine lie in its data folder in the clear; saying so at every start helps nobody.
        ["Logging:LogLevel:Microsoft.AspNetCore.DataProtection"] = "Error",
    };

    /// <summary>Records in SQLite, files in a folder, messages in an outbox that can be read in the browser.</summary>
    public static void Add(IServiceCollection services, ConfigurationManager configuration)
    {
        configuration.Sources.Insert(0, new Microsoft.Extensions.Configuration.Memory.MemoryConfigurationSource { InitialData = Defaults });
        services.AddLocalPlatform(configuration);
        services.AddSingleton<PatentFunctions.Operations.IMovableClock, MovableClock>();
    }

    /// <summary>Runs a command, or the app.</summary>
    /// <returns>Exit code.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        switch (args)
        {
            case ["walk", .. var rest]:
                return await WalkCommand.RunAsync(rest, StartForWalkAsync);
            case ["verify", .. var rest]:
                var folder = LocalServices.CertificateKeysFolder(new ConfigurationBuilder().AddEnvironmentVariables().Build());
                return VerifyCommand.Run(rest, new FolderCertificateKeys(folder).Read, ChinaTime.Today(TimeProvider.System), Console.Out);
            case ["openapi"]:
                await using (var output = new StreamWriter(Console.OpenStandardOutput(), new System.Text.UTF8Encoding(false))) OpenApiDocument.Write(output);
                return 0;
            default:
                using (var host = App.Build(args))
                {
                    await host.StartAsync();
                    Console.WriteLine(Welcome(host));
                    await host.WaitForShutdownAsync();
                }
                return 0;
        }
    }

    private static async Task<(Uri Address, IAsyncDisposable App)> StartForWalkAsync(string dataFolder)
    {
        var host = App.Build(
        [
            "--urls", "http://127.0.0.1:0",
            "--LocalHost:DataFolder", dataFolder,
            "--LocalHost:Clock:Start", "2026-09-28T10:00:00+08:00",
            "--Logging:LogLevel:Default", "Warning",
            "--LocalHost:ListFunctions", "false",
        ]);
        await host.StartAsync();
        return (new Uri(AddressOf(host) + "/"), new Running(host));
    }

    private static string AddressOf(IHost host) =>
        host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First().TrimEnd('/');

    private static string Welcome(IHost host)
    {
        var (address, configuration) = (AddressOf(host), host.Services.GetRequiredService<IConfiguration>());
        var sample = SampleData.SampleDataOptions.From(configuration);
        var accounts = sample.Enabled ? $"样例账号：{string.Join("、", SampleData.SampleAccounts.Usernames())}，密码均为 {sample.Password}，图形验证码均为 {configuration["Accounts:FixedCaptchaAnswer"]}" : "未生成样例数据";
        return $"""

            接口说明与试用：{address}/api/docs
            本地发件箱（短信、邮件）：{address}/api/local/outbox
            本地时钟：{address}/api/local/clock
            {accounts}
            """;
    }

    private sealed class Running(IHost host) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await host.StopAsync();
            host.Dispose();
        }
    }
}
