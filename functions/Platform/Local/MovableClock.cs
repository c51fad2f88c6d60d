using PatentFunctions.Operations;

namespace PatentFunctions.Platform.Local;

/// <summary>The embedded host's clock.</summary>
internal sealed class MovableClock(MovableTimeProvider clock) : IMovableClock
{
    public Task MoveToAsync(DateTimeOffset instant, DurableTaskClient durable, CancellationToken cancellation) => clock.AdvanceToAsync(instant, cancellation);

    public Task CatchUpAsync(DurableTaskClient durable, CancellationToken cancellation) => Task.CompletedTask;
}
