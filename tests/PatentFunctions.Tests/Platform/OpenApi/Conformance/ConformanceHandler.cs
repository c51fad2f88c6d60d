using System.Collections.Concurrent;
using System.Globalization;
using PatentFunctions.LocalHost;

namespace PatentFunctions.Tests.Platform.OpenApi.Conformance;

/// <summary>An exchange is not what the document says.</summary>
internal sealed class UndeclaredException(string message) : Exception(message);

/// <summary>
/// Stands between every test and the app and compares each exchange with the recorded document, so that the tests together prove that the
/// document equals what the app does (COM-11).
/// </summary>
/// <param name="manners">What is expected of the client.</param>
internal sealed class ConformanceHandler(ClientManners manners = ClientManners.Usual) : DelegatingHandler(new SocketsHttpHandler())
{
    private static readonly ExchangeCheck Check = new(RecordedDocument.Ours);

    private static readonly ConcurrentDictionary<string, byte> Asked = new(StringComparer.Ordinal);

    private static readonly AsyncLocal<bool> Nonsense = new();

    static ConformanceHandler() => AppDomain.CurrentDomain.ProcessExit += (_, _) => TellWhatWasAsked();

    /// <summary>From here on, the test that says so is <see cref="ClientManners.Careless"/>, whatever its clients are.</summary>
    public static void AllowNonsense() => Nonsense.Value = true;

    /// <summary>A client of a server, through this handler.</summary>
    public static HttpClient ClientOf(LocalHostServer server) => new(new ConformanceHandler()) { BaseAddress = server.Address };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var sent = request.Content is { } body && ExchangeCheck.IsJson(body.Headers.ContentType) ? await ReadAsync(body, cancellationToken) : null;
        var response = await base.SendAsync(request, cancellationToken);
        var received = ExchangeCheck.IsJson(response.Content.Headers.ContentType) ? await ReadAsync(response.Content, cancellationToken) : null;
        var differences = Check.Differences(new Exchange(request, sent, response, received), Nonsense.Value ? ClientManners.Careless : manners, out var operation);
        if (operation is not null && (int)response.StatusCode < 400 && !Nonsense.Value) Asked[operation.Id] = 0;
        return differences.Count == 0 ? response : throw new UndeclaredException("The document says otherwise: " + string.Join("; ", differences));
    }

    // What a run of tests has proved is told beside them: an operation that nobody asked is declared, not proved, and so is one that only refused.
    private static void TellWhatWasAsked()
    {
        var all = RecordedDocument.Ours.Operations.Select(o => o.Id).Order(StringComparer.Ordinal).ToList();
        var told = string.Create(CultureInfo.InvariantCulture, $"{Asked.Count} of {all.Count} operations were asked and did what they are for; the others:");
        File.WriteAllLines(Path.Combine(AppContext.BaseDirectory, "openapi-operations.txt"), [told, .. all.Where(id => !Asked.ContainsKey(id))]);
    }

    // Reading buffers the content, so that it can still be sent and read by whom it is meant for.
    private static async Task<byte[]> ReadAsync(HttpContent content, CancellationToken cancellation) => await content.ReadAsByteArrayAsync(cancellation);
}
