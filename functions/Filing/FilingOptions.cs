using System.ComponentModel.DataAnnotations;

namespace PatentFunctions.Filing;

/// <summary>Settings of the filing area, section <c>Filing</c>.</summary>
public sealed class FilingOptions
{
    /// <summary>Address at which the public reaches the site; the QR codes of certificates lead to <c>{PublicBaseUrl}/check/{number}</c>.</summary>
    [Required, Url]
    public string PublicBaseUrl { get; set; } = "http://localhost:7071";
}
