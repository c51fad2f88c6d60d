namespace PatentFunctions.Platform.Local;

/// <summary>The embedded host's clock, which app and workflows share.</summary>
internal sealed class LocalClock(MovableTimeProvider clock) : IMovableClock
{
    public Task MoveToAsync(DateTimeOffset instant, CancellationToken cancellation) => clock.AdvanceToAsync(instant, cancellation);
}
