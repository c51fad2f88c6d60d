using Microsoft.Extensions.Options;
using PatentFunctions.Filing;
using PatentFunctions.Notifications;
using PatentFunctions.Notifications.Templates;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Revitalization.Focus;
using PatentFunctions.Revitalization.Matching;
using PatentFunctions.Revitalization.Resources;

namespace PatentFunctions.Revitalization.WeeklyMail;

/// <summary>That a unit got the mail of a week: a row of the unit's partition of settings, written in the batch that sends it.</summary>
/// <param name="Week">The week.</param>
/// <param name="Resources">What it told of.</param>
/// <param name="At">When.</param>
public sealed record SentWeeklyMail(string Week, IReadOnlyList<ResourceId> Resources, DateTimeOffset At);

/// <summary>Up to when a unit was told of everything: the next mail begins there.</summary>
/// <param name="Until">The instant.</param>
public sealed record ToldUntil(DateTimeOffset Until);

/// <summary>The mail of a week to units: what matches and was registered since the unit's last mail, at most twenty; nothing new, no mail.</summary>
public sealed class UnitMails(CaseStore cases, UnitFocus foci, WeeklyPatents weekly, IContactBook contacts, UnsubscribeTokens tokens, IOptions<FilingOptions> site, TimeProvider time)
{
    /// <summary>Patents of one mail at most.</summary>
    public const int Most = 20;

    internal const string ToldRow = "told-until";
    private static readonly TimeSpan First = TimeSpan.FromDays(7);
    private static readonly string Switch = NotificationPreferences.Key(NotificationKind.Weekly, NotificationChannel.Mail);

    /// <summary>Sends the mail of a week to those of the units that have not got it and have something new.</summary>
    /// <returns>How many got it.</returns>
    public async Task<int> SendAsync(MailWeek week, IReadOnlyList<UnitId> units, DurableTaskClient durable, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(week);
        var waiting = new List<(UnitId Unit, MatchFocus Focus, DateTimeOffset Since)>();
        foreach (var unit in units)
        {
            if (await cases.FindAsync<SentWeeklyMail>(FocusRecords.AddressOf(unit), RowOf(week), cancellation) is not null || await foci.FindAsync(unit, cancellation) is not { } focus) continue;
            var told = await cases.FindAsync<ToldUntil>(FocusRecords.AddressOf(unit), ToldRow, cancellation);
            waiting.Add((unit, focus, SinceOf(told?.Value, week)));
        }
        var sent = 0;
        // Most units were told up to the same Monday: they share one index of what is newer.
        foreach (var group in waiting.GroupBy(w => w.Since))
        {
            var patents = (await weekly.OfAsync(week, cancellation)).Where(p => p.Resource.RegisteredAt >= group.Key).ToList();
            if (patents.Count == 0) continue;
            var members = group.ToList();
            var index = MatchIndex.Of([.. patents.Select(p => p.Patent)], FocusSet.Of([.. members.Select(m => m.Focus)]), MatchWeights.ForMail);
            var (matcher, best) = (new Matcher(index), new Match[Most]);
            for (var i = 0; i < members.Count; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                var count = matcher.Best(i, best);
                if (count == 0) continue;
                var told = best.Take(count).Select(m => new MailedPatent(patents[m.Patent].Resource, MatchReasons.Of(index, i, m.Patent))).ToList();
                if (await SendAsync(week, members[i].Unit, told, durable, cancellation)) sent++;
            }
        }
        return sent;
    }

    /// <summary>From when on a mail tells: from the last one, at the first from a week before; never from longer ago than the window.</summary>
    internal static DateTimeOffset SinceOf(ToldUntil? told, MailWeek week) =>
        told is null ? week.Until - First : told.Until < week.Until - WeeklyPatents.Window ? week.Until - WeeklyPatents.Window : told.Until;

    internal static string RowOf(MailWeek week) => "mail-" + week.Run;

    private async Task<bool> SendAsync(MailWeek week, UnitId unit, IReadOnlyList<MailedPatent> told, DurableTaskClient durable, CancellationToken cancellation)
    {
        var recipients = (await contacts.UnitAsync(unit, cancellation)).Where(c => c.Mail is not null && !c.Refused.Contains(Switch)).ToList();
        if (recipients.Count == 0) return false;
        var write = new CaseWrite(FocusRecords.AddressOf(unit), ActStamp.BySystem(time, "SendWeeklyMail"))
            .Insert(RowOf(week), new SentWeeklyMail(week.Run, [.. told.Select(t => t.Resource.Id)], time.GetUtcNow()))
            .Upsert(ToldRow, new ToldUntil(week.Until));
        foreach (var recipient in recipients) write.Send(WeeklyMailText.Message(recipient.Account, told, site.Value.PublicBaseUrl, tokens.LinkOf(recipient.Account)));
        try
        {
            await cases.CommitAsync(write, durable, cancellation);
            return true;
        }
        catch (StoreConflictException)
        {
            // The slice runs twice at once: the other one sent it.
            return false;
        }
    }
}
