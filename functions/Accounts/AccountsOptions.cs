using System.ComponentModel.DataAnnotations;

namespace PatentFunctions.Accounts;

/// <summary>Configuration section <c>Accounts</c>.</summary>
public sealed class AccountsOptions
{
    /// <summary>Rounds of PBKDF2-HMAC-SHA512; a higher value rehashes every password at its next sign-in.</summary>
    [Range(1_000, 10_000_000)]
    public int PasswordIterations { get; set; } = 210_000;

    /// <summary>SMS codes that one client address may ask for in an hour.</summary>
    [Range(1, 1_000_000)]
    public int SmsCodesPerAddressPerHour { get; set; } = 30;

    /// <summary>Sign-ins that one client address may try in an hour.</summary>
    [Range(1, 1_000_000)]
    public int LoginsPerAddressPerHour { get; set; } = 200;

    /// <summary>Captchas that one client address may ask for in an hour.</summary>
    [Range(1, 1_000_000)]
    public int CaptchasPerAddressPerHour { get; set; } = 1_000;

    /// <summary>Files that one client address may upload in an hour without an account.</summary>
    [Range(1, 1_000_000)]
    public int PublicUploadsPerAddressPerHour { get; set; } = 60;

    /// <summary>True where a trusted front end appends the client's address to X-Forwarded-For; on Azure App Service that is known by itself.</summary>
    public bool BehindFrontEnd { get; set; }

    /// <summary>For demonstrations and tests on one's own machine: every captcha has this answer. Refused on Azure.</summary>
    public string? FixedCaptchaAnswer { get; set; }

    /// <summary>The first operator, created at a start that finds no operator (ACC-10).</summary>
    public FirstOperatorOptions FirstOperator { get; set; } = new();
}

/// <summary>Configuration section <c>Accounts:FirstOperator</c>.</summary>
public sealed class FirstOperatorOptions
{
    /// <summary>用户名.</summary>
    public string? Username { get; set; }

    /// <summary>Initial password, to be replaced at the first sign-in.</summary>
    public string? Password { get; set; }

    /// <summary>手机号.</summary>
    public string? Phone { get; set; }

    /// <summary>邮箱.</summary>
    public string? Mail { get; set; }
}
