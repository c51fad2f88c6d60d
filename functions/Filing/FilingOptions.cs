using System.ComponentModel.DataAnnotations;

namespace PatentFunctions.Filing;

/// <summary>Settings of the filing area, section <c>Filing</c>.</summary>
public sealed class FilingOptions
{
    /// <summary>Address at which the public reaches the site; the QR codes of certificates lead to <c>{PublicBaseUrl}/check/{number}</c>.</summary>
    [Required, Url]
    public string PublicBaseUrl { get; set; } = "http://localhost:7071";

    /// <summary>
    /// 更新截止: month and day (<c>MM-dd</c>, Asia/Shanghai) by which a year's update must be in to count for the recognition of that year; by default
    /// the recognition's own cut-off of 15 September (slide 200).
    /// </summary>
    [Required, RegularExpression("(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31")]
    public string UpdateWindowEnds { get; set; } = "09-15";
}
