using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Options;
using PatentFunctions.Identifiers;

namespace PatentFunctions.Units;

/// <summary>Where the business registry is asked; section <c>BusinessRegistry</c> of the configuration.</summary>
public sealed class BusinessRegistryOptions
{
    /// <summary>Address that the USCC is appended to, e.g. <c>https://registry.example/units/</c>; absent: the imported register is used.</summary>
    public Uri? Address { get; set; }

    /// <summary>Sent as the header <c>X-Api-Key</c>.</summary>
    public string? ApiKey { get; set; }

    /// <summary>Seconds after which the registry counts as down.</summary>
    [Range(1, 60)]
    public int TimeoutSeconds { get; set; } = 5;
}

/// <summary>A registry that answers <c>GET {address}{uscc}</c> with the JSON of a <see cref="BusinessEntry"/>, or 404.</summary>
internal sealed class HttpBusinessRegistry : IBusinessRegistry
{
    private readonly HttpClient http;
    private readonly BusinessRegistryOptions options;

    public HttpBusinessRegistry(HttpClient http, IOptions<BusinessRegistryOptions> options)
    {
        this.http = http;
        this.options = options.Value;
        this.http.Timeout = TimeSpan.FromSeconds(this.options.TimeoutSeconds);
    }

    public async Task<BusinessEntry?> FindAsync(UnifiedSocialCreditCode uscc, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(options.Address!, uscc.Value));
        if (options.ApiKey is { Length: > 0 } key) request.Headers.Add("X-Api-Key", key);
        try
        {
            using var response = await http.SendAsync(request, cancellation);
            if (response.StatusCode == HttpStatusCode.NotFound) return null;
            response.EnsureSuccessStatusCode();
            return await response.Content.ReadFromJsonAsync<BusinessEntry>(PlatformJson.Stored, cancellation);
        }
        catch (Exception e) when (e is HttpRequestException or JsonException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new BusinessRegistryDownException("the business registry did not answer", e);
        }
    }
}
