using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;
using AzureBuild.Tests.Azurite;
using AzureBuild.Tests.Published;

namespace AzureBuild.Tests.Worker;

/// <summary>
/// The published app, started as the Functions host starts it, and as much of the host as it takes to index and call functions: no triggers, no
/// Durable Functions behind the client.
/// </summary>
public sealed class RunningWorker(Emulator emulator, IReadOnlyDictionary<string, string>? settings = null) : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonNode>> awaited = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> said = new();
    private readonly Process process = new();
    private RpcChannel? channel;

    /// <summary>The functions as the worker has indexed them, by name.</summary>
    public IReadOnlyDictionary<string, JsonNode> Functions { get; private set; } = new Dictionary<string, JsonNode>();

    /// <summary>Where the worker takes HTTP requests from the host.</summary>
    public Uri Http { get; private set; } = new("http://127.0.0.1/");

    /// <summary>What it printed, and what it logged to the host.</summary>
    public string Said => string.Join('\n', said);

    public async Task InitializeAsync()
    {
        await emulator.EmptyAsync();
        channel = await RpcChannel.ListenAsync(Receive);
        Start(channel.Address);
        await ReceivedAsync("startStream");
        var init = await AskAsync("workerInitResponse", new JsonObject
        {
            ["workerInitRequest"] = new JsonObject { ["hostVersion"] = "4.1037.0", ["functionAppDirectory"] = PublishedApp.Folder, ["workerDirectory"] = PublishedApp.Folder, ["capabilities"] = new JsonObject() },
        });
        Http = new Uri(init["capabilities"]!["HttpUri"]!.GetValue<string>());
        var indexed = await AskAsync("functionMetadataResponse", new JsonObject { ["functionsMetadataRequest"] = new JsonObject { ["functionAppDirectory"] = PublishedApp.Folder } });
        Functions = indexed["functionMetadataResults"]!.AsArray().ToDictionary(f => f!["name"]!.GetValue<string>(), f => f!, StringComparer.Ordinal);
        await Task.WhenAll(Functions.Values.Select(LoadAsync));
        await ListeningAsync();
    }

    /// <summary>Calls a function over HTTP, as the host hands a request on.</summary>
    /// <param name="function">The function.</param>
    /// <param name="request">The request.</param>
    /// <param name="trace">The host's own span, as <c>traceparent</c> has it.</param>
    public async Task<HttpResponseMessage> CallAsync(string function, HttpRequestMessage request, string? trace = null)
    {
        using var client = new HttpClient { BaseAddress = Http, Timeout = Patience };
        var id = Guid.NewGuid().ToString();
        request.Headers.Add("x-ms-invocation-id", id);
        var invoked = InvokeAsync(function, new JsonObject { ["http"] = new JsonObject { ["method"] = request.Method.Method, ["url"] = new Uri(Http, request.RequestUri!).ToString() } }, id, trace);
        var answer = await client.SendAsync(request);
        if ((await invoked)["result"] is { } result) said.Enqueue(result.ToJsonString());
        return answer;
    }

    /// <summary>Calls a function that another trigger starts.</summary>
    /// <returns>What the worker answers.</returns>
    public async Task<JsonNode> InvokeAsync(string function, JsonObject trigger, string? invocation = null, string? trace = null)
    {
        invocation ??= Guid.NewGuid().ToString();
        var inputs = new JsonArray();
        foreach (var (name, type) in Bindings(Functions[function]))
        {
            if (type == "durableClient")
                inputs.Add(new JsonObject { ["name"] = name, ["data"] = new JsonObject { ["string"] = $$"""{"taskHubName":"test","connectionName":"AzureWebJobsStorage","rpcBaseUrl":"{{channel!.Address}}","requiredQueryStringParameters":""}""" } });
            else if (name != "$return")
                inputs.Add(new JsonObject { ["name"] = name, ["data"] = trigger.DeepClone() });
        }
        return await AskAsync("invocationResponse", new JsonObject
        {
            ["invocationRequest"] = new JsonObject
            {
                ["invocationId"] = invocation, ["functionId"] = Functions[function]["functionId"]!.DeepClone(), ["inputData"] = inputs, ["traceContext"] = trace is null ? new JsonObject() : new JsonObject { ["traceParent"] = trace }, ["retryContext"] = new JsonObject(),
            },
        }, invocation);
    }

    public async Task DisposeAsync()
    {
        if (channel is not null) await channel.DisposeAsync();
        Stop();
    }

    public void Dispose() => process.Dispose();

    private static IEnumerable<(string Name, string Type)> Bindings(JsonNode function) =>
        function["rawBindings"]!.AsArray().Select(b => JsonNode.Parse(b!.GetValue<string>())!).Select(b => (b["name"]!.GetValue<string>(), b["type"]!.GetValue<string>()));

    private async Task LoadAsync(JsonNode function)
    {
        var metadata = function.DeepClone().AsObject();
        // The host reads what the worker wrote as text.
        metadata["bindings"] = new JsonObject(function["rawBindings"]!.AsArray().Select(b => JsonNode.Parse(b!.GetValue<string>())!)
            .Select(b => KeyValuePair.Create<string, JsonNode?>(b["name"]!.GetValue<string>(), new JsonObject { ["type"] = b["type"]!.DeepClone(), ["direction"] = b["direction"]!.GetValue<string>() == "Out" ? "out" : "in" })));
        var id = function["functionId"]!.GetValue<string>();
        var loaded = await AskAsync("functionLoadResponse", new JsonObject { ["functionLoadRequest"] = new JsonObject { ["functionId"] = id, ["metadata"] = metadata } }, id);
        if (loaded["result"]!["status"]?.GetValue<string>() is not (null or "Success")) throw new InvalidOperationException(loaded.ToJsonString());
    }

    // It answers on its stream before it takes HTTP requests.
    private async Task ListeningAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            try
            {
                using var client = new System.Net.Sockets.TcpClient();
                await client.ConnectAsync(Http.Host, Http.Port, patience.Token);
                return;
            }
            catch (System.Net.Sockets.SocketException)
            {
                await Task.Delay(100, patience.Token);
            }
        }
    }

    private Task<JsonNode> AskAsync(string answer, JsonNode question, string? id = null)
    {
        var waiting = ReceivedAsync(answer + id);
        channel!.Send(question);
        return waiting;
    }

    private async Task<JsonNode> ReceivedAsync(string what)
    {
        var waiting = awaited.GetOrAdd(what, _ => new TaskCompletionSource<JsonNode>(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        var ended = process.WaitForExitAsync();
        if (await Task.WhenAny(waiting, ended, Task.Delay(Patience)) != waiting) throw new InvalidOperationException($"the worker never said {what}:\n{Said}");
        return await waiting;
    }

    private void Receive(JsonNode message)
    {
        foreach (var (name, content) in message.AsObject())
        {
            if (name == "rpcLog") said.Enqueue($"{content!["level"]} {content["category"]}: {content["message"]} {content["exception"]?["message"]}");
            var id = name switch { "functionLoadResponse" => content!["functionId"], "invocationResponse" => content!["invocationId"], _ => null };
            if (content is JsonObject) awaited.GetOrAdd(name + id?.GetValue<string>(), _ => new TaskCompletionSource<JsonNode>(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult(content);
        }
    }

    private void Start(Uri host)
    {
        var id = Guid.NewGuid().ToString();
        string[] arguments =
        [
            Path.Combine(PublishedApp.Folder, "PatentFunctions.dll"), "--host", host.Host, "--port", $"{host.Port}", "--workerId", id, "--requestId", id, "--grpcMaxMessageLength", "2147483647",
            "--functions-uri", host.ToString(), "--functions-worker-id", id, "--functions-request-id", id, "--functions-grpc-max-message-length", "2147483647",
        ];
        process.StartInfo = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = PublishedApp.Folder };
        process.StartInfo.Environment["AzureWebJobsStorage"] = emulator.ConnectionString;
        process.StartInfo.Environment["FUNCTIONS_WORKER_RUNTIME"] = "dotnet-isolated";
        process.StartInfo.Environment["FUNCTIONS_APPLICATION_DIRECTORY"] = PublishedApp.Folder;
        foreach (var (name, value) in settings ?? new Dictionary<string, string>()) process.StartInfo.Environment[name] = value;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Stop();
        process.OutputDataReceived += (_, e) => said.Enqueue(e.Data ?? "");
        process.ErrorDataReceived += (_, e) => said.Enqueue(e.Data ?? "");
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

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
}
