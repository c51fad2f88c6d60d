namespace PatentFunctions.Platform;

/// <summary>A clock that a demonstration can move forward (COM-16). No build for Azure has one.</summary>
public interface IMovableClock
{
    /// <summary>Moves it to an instant; everything that falls due on the way happens in its order.</summary>
    Task MoveToAsync(DateTimeOffset instant, CancellationToken cancellation);
}
