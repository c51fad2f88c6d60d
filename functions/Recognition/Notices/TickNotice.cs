using PatentFunctions.Calendar;
using PatentFunctions.Platform.Cases;

namespace PatentFunctions.Recognition.Notices;

/// <summary>Looks at a notice when its clock wakes: counts its days again, recognizes once it is over, says when to look again. Late or twice does no harm.</summary>
public sealed class TickNotice(RecognitionRecords recognitions, NoticeDesk desk, CalendarInForce calendars, TimeProvider time)
{
    /// <summary>Name of the activity.</summary>
    public const string Name = "TickNotice";

    /// <summary>The activity.</summary>
    /// <param name="input">The product in its campaign.</param>
    /// <param name="durable">Durable client.</param>
    /// <param name="cancellation">Ends reading.</param>
    [Function(Name)]
    public async Task<ClockTick> RunAsync([ActivityTrigger] string input, [DurableClient] DurableTaskClient durable, CancellationToken cancellation)
    {
        var id = new RecognitionId(input);
        while (await recognitions.FindAsync(id, cancellation) is { Value: { State: RecognitionState.InNotice, Notice: { } term } } stored)
        {
            var calendar = await calendars.CurrentAsync(cancellation);
            var look = NoticeTerms.Look(term, stored.Value.OpenObjections, calendar, time.GetUtcNow());
            switch (look.Step)
            {
                case NoticeStep.Recount:
                    await desk.RecountAsync(id, durable, cancellation);
                    break;
                case NoticeStep.Recognize:
                    await desk.RecognizeAsync(stored, durable, cancellation);
                    break;
                default:
                    return new ClockTick(false, look.NextAt);
            }
        }
        return ClockTick.Over;
    }
}
