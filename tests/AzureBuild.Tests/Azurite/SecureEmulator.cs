using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;

namespace AzureBuild.Tests.Azurite;

/// <summary>
/// The emulator over https with identities: it looks at a token's audience and time, not at its signature, and hands out user delegation keys,
/// by which it checks addresses.
/// </summary>
public sealed class SecureEmulator : Emulator
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("emulator-");
    private readonly HttpClientHandler trusting;

    public SecureEmulator()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        File.WriteAllText(CertificatePath, certificate.ExportCertificatePem());
        File.WriteAllText(KeyPath, key.ExportPkcs8PrivateKeyPem());
        var thumbprint = certificate.Thumbprint;
        trusting = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, shown, _, _) => shown?.Thumbprint == thumbprint };
        Http = new HttpClient(trusting);
    }

    /// <summary>A client that trusts its certificate and signs in as nobody.</summary>
    public HttpClient Http { get; }

    protected override IEnumerable<string> Arguments => ["--oauth", "basic", "--cert", CertificatePath, "--key", KeyPath];

    private string CertificatePath => Path.Combine(folder.FullName, "certificate.pem");

    private string KeyPath => Path.Combine(folder.FullName, "key.pem");

    /// <summary>Its blobs as the app's identity sees them.</summary>
    public BlobServiceClient ByIdentity() => new(BlobAddress, new MadeUpIdentity(), new BlobClientOptions { Transport = new HttpClientTransport(Http) });

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        Http.Dispose();
        trusting.Dispose();
        folder.Delete(recursive: true);
    }

    private sealed class MadeUpIdentity : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
            var life = $"\"iat\":{now},\"nbf\":{now - 60},\"exp\":{now + 3600}";
            var claims = $$"""{"aud":"https://storage.azure.com","iss":"https://sts.windows.net/tenant/",{{life}},"oid":"{{Guid.Empty}}","tid":"{{Guid.Empty}}"}""";
            return new AccessToken($"{Part("""{"alg":"RS256","typ":"JWT"}""")}.{Part(claims)}.{Part("unsigned")}", DateTimeOffset.UtcNow.AddHours(1));
        }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(GetToken(requestContext, cancellationToken));

        private static string Part(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
    }
}
