using Microsoft.Extensions.Configuration;

namespace PatentFunctions.Platform;

/// <summary>
/// The developer's desk: pages that show what would have left the house (outbox, captcha answers). They exist in every build and answer 404
/// unless the environment is Development and <c>Desk:Enabled</c> says so; the local build says so by default.
/// </summary>
/// <param name="environment">Where the app runs.</param>
/// <param name="configuration">Its configuration.</param>
/// <param name="defaults">Default of the build.</param>
public sealed class LocalDesk(IHostEnvironment environment, IConfiguration configuration, IEnumerable<LocalDeskDefault> defaults)
{
    /// <summary>Whether the desk is open.</summary>
    public bool Enabled { get; } = environment.IsDevelopment() && (bool.TryParse(configuration["Desk:Enabled"], out var said) ? said : defaults.Any(d => d.Enabled));
}

/// <summary>What a build says about the desk where the configuration says nothing.</summary>
/// <param name="Enabled">Open or not.</param>
public sealed record LocalDeskDefault(bool Enabled);
