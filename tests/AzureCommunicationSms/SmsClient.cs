using Azure.Core;

namespace Azure.Communication.Sms;

/// <summary>
/// Stands in for the one package of the Azure build that the build machines' source lacks, in the check of that build only: what the
/// application uses of it, as tests/LocalHost.Tests/azure-api.txt lists it. Nothing is sent.
/// </summary>
public class SmsClient
{
    /// <summary>For derived clients.</summary>
    protected SmsClient()
    {
    }

    /// <summary>A client that acts by an identity.</summary>
    public SmsClient(Uri endpoint, TokenCredential tokenCredential, SmsClientOptions? options = null)
    {
    }

    /// <summary>Refuses to send.</summary>
    public virtual Task<Response<SmsSendResult>> SendAsync(string from, string to, string message, SmsSendOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("the stand-in of the build check sends nothing");
}

/// <summary>Options of the client.</summary>
public class SmsClientOptions : ClientOptions
{
    /// <summary>Options for a version of the service.</summary>
    public SmsClientOptions(ServiceVersion version = ServiceVersion.V2021_03_07)
    {
    }

    /// <summary>Versions of the service.</summary>
    public enum ServiceVersion
    {
        /// <summary>Of 2021-03-07.</summary>
        V2021_03_07,
    }
}

/// <summary>Options of one message.</summary>
public class SmsSendOptions(bool enableDeliveryReport)
{
    /// <summary>Whether a report is wanted.</summary>
    public bool EnableDeliveryReport { get; } = enableDeliveryReport;

    /// <summary>Comes back in the report.</summary>
    public string? Tag { get; set; }
}

/// <summary>What became of one message.</summary>
public class SmsSendResult
{
    internal SmsSendResult()
    {
    }

    /// <summary>Recipient.</summary>
    public string To { get; } = "";

    /// <summary>The service's id.</summary>
    public string MessageId { get; } = "";

    /// <summary>Status.</summary>
    public int HttpStatusCode { get; }

    /// <summary>Whether it was taken.</summary>
    public bool Successful { get; }

    /// <summary>Why not.</summary>
    public string? ErrorMessage { get; }
}
