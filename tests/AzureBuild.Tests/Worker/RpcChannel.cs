using System.Buffers.Binary;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AzureBuild.Tests.Worker;

/// <summary>
/// The host's end of the worker's gRPC stream. The messages are those of the worker's own package (Microsoft.Azure.Functions.Worker.Grpc),
/// written and read here as JSON, since its types are internal.
/// </summary>
internal sealed class RpcChannel : IAsyncDisposable
{
    private const string Stream = "/AzureFunctionsRpcMessages.FunctionRpc/EventStream";

    private static readonly MessageDescriptor Message =
        ((FileDescriptor)Assembly.Load("Microsoft.Azure.Functions.Worker.Grpc").GetType("Microsoft.Azure.Functions.Worker.Grpc.Messages.FunctionRpcReflection", throwOnError: true)!
            .GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!).FindTypeByName<MessageDescriptor>("StreamingMessage");

    private readonly Channel<byte[]> toWorker = Channel.CreateUnbounded<byte[]>();
    private readonly Action<JsonNode> received;
    private readonly WebApplication app;

    private RpcChannel(WebApplication app, Action<JsonNode> received)
    {
        this.app = app;
        this.received = received;
        app.MapPost(Stream, ServeAsync);
    }

    /// <summary>Where the worker finds it.</summary>
    public Uri Address => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    /// <summary>Listens on a free port of this machine.</summary>
    /// <param name="received">Gets every message of the worker.</param>
    public static async Task<RpcChannel> ListenAsync(Action<JsonNode> received)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(o =>
        {
            o.Limits.MaxRequestBodySize = null;
            o.Limits.MinRequestBodyDataRate = null;
            o.Listen(System.Net.IPAddress.Loopback, 0, l => l.Protocols = HttpProtocols.Http2);
        });
        var channel = new RpcChannel(builder.Build(), received);
        await channel.app.StartAsync();
        return channel;
    }

    /// <summary>Sends a message to the worker.</summary>
    public void Send(JsonNode message) => toWorker.Writer.TryWrite(JsonParser.Default.Parse(message.ToJsonString(), Message).ToByteArray());

    public async ValueTask DisposeAsync()
    {
        toWorker.Writer.TryComplete();
        await app.DisposeAsync();
    }

    private async Task ServeAsync(HttpContext context)
    {
        context.Response.ContentType = "application/grpc";
        context.Response.DeclareTrailer("grpc-status");
        await context.Response.StartAsync();
        var sending = SendAllAsync(context);
        while (await ReadAsync(context.Request.Body, context.RequestAborted) is { } bytes)
            received(JsonNode.Parse(JsonFormatter.Default.Format(Message.Parser.ParseFrom(bytes)))!);
        toWorker.Writer.TryComplete();
        await sending;
        context.Response.AppendTrailer("grpc-status", "0");
    }

    private async Task SendAllAsync(HttpContext context)
    {
        await foreach (var bytes in toWorker.Reader.ReadAllAsync(context.RequestAborted))
        {
            // A message of gRPC: not compressed, length, content.
            var frame = new byte[5 + bytes.Length];
            BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), bytes.Length);
            bytes.CopyTo(frame, 5);
            await context.Response.Body.WriteAsync(frame, context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    }

    private static async Task<byte[]?> ReadAsync(Stream stream, CancellationToken cancellation)
    {
        var head = new byte[5];
        try
        {
            if (await stream.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellation) < head.Length) return null;
            var bytes = new byte[BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(1))];
            await stream.ReadExactlyAsync(bytes, cancellation);
            return bytes;
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            return null;
        }
    }
}
