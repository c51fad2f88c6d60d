using System.Globalization;
using PatentFunctions.Calendar;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Revitalization.Resources;

namespace PatentFunctions.Revitalization.Intents;

/// <summary>An intent in a list; it holds no contact.</summary>
/// <param name="Id">The intent.</param>
/// <param name="Resource">The resource.</param>
/// <param name="Title">Its title.</param>
/// <param name="UnitName">企业.</param>
/// <param name="UniversityName">高校院所.</param>
/// <param name="State">Where it stands.</param>
/// <param name="StateName">意向状态, Chinese.</param>
/// <param name="Budget">预算, 万元.</param>
/// <param name="SentAt">When it was sent.</param>
/// <param name="FirstAnsweredAt">When it was first answered.</param>
/// <param name="DueOn">Last day for the answer.</param>
public sealed record IntentLine(
    IntentId Id, ResourceId Resource, string Title, string UnitName, string UniversityName, IntentState State, string StateName, decimal? Budget,
    DateTimeOffset SentAt, DateTimeOffset? FirstAnsweredAt, DateOnly DueOn);

/// <summary>An intent that its university has not answered, and whose unit was not told so yet.</summary>
/// <param name="Id">The intent.</param>
/// <param name="CalendarVersion">The calendar its days were counted with.</param>
public sealed record WaitingIntent(IntentId Id, string CalendarVersion);

/// <summary>Lists of intents: 高校院所合作需求 of each unit, the inbox of each university, and what waits for an answer.</summary>
public sealed class IntentLists(CaseStore cases, IntentRecords intents) : IProjection
{
    /// <summary>Name of the projection.</summary>
    public const string ProjectionName = "intents";

    /// <summary>Table of what waits, spread over partitions by the end of the partition's id.</summary>
    public const string WaitingTable = "WaitingIntents";

    private const string UnitTable = "IntentsByUnit";
    private const string UniversityTable = "IntentsByUniversity";

    /// <inheritdoc />
    public string Name => ProjectionName;

    /// <inheritdoc />
    public string SourceTable => IntentRecords.Table;

    /// <inheritdoc />
    public async Task<IReadOnlyList<ProjectedRow>> ComputeAsync(CaseAddress address, CancellationToken cancellation)
    {
        var rows = new List<ProjectedRow>();
        foreach (var intent in await intents.AllAsync(address.Partition, cancellation))
        {
            var line = new IntentLine(
                intent.Id, intent.Resource, intent.Title, intent.UnitName, intent.UniversityName, intent.State, IntentStates.NameOf(intent.State), intent.Form.Budget, intent.SentAt,
                intent.Answers.Count == 0 ? null : intent.Answers[0].At, intent.DueOn);
            rows.Add(ProjectedRow.Of(UnitTable, intent.Unit.Value, RowOf(line), line));
            rows.Add(ProjectedRow.Of(UniversityTable, intent.University.Value, RowOf(line), line));
            if (IntentStates.IsUnanswered(intent.State) && intent.ToldAt is null)
                rows.Add(ProjectedRow.Of(WaitingTable, address.Partition[^1..], intent.Id.Value, new WaitingIntent(intent.Id, intent.CalendarVersion)));
        }
        return rows;
    }

    /// <summary>The intents of a unit, newest first.</summary>
    public Task<IReadOnlyList<IntentLine>> OfUnitAsync(UnitId unit, CancellationToken cancellation) => ReadAsync(UnitTable, unit, cancellation);

    /// <summary>The inbox of a university, newest first.</summary>
    public Task<IReadOnlyList<IntentLine>> OfUniversityAsync(UnitId university, CancellationToken cancellation) => ReadAsync(UniversityTable, university, cancellation);

    /// <summary>Place of a line in its list.</summary>
    internal static string RowOf(IntentLine line) => string.Create(CultureInfo.InvariantCulture, $"{DateTimeOffset.MaxValue.UtcTicks - line.SentAt.UtcTicks:D19}-{line.Id.Value}");

    private async Task<IReadOnlyList<IntentLine>> ReadAsync(string table, UnitId partition, CancellationToken cancellation)
    {
        var lines = new List<IntentLine>();
        await foreach (var line in cases.Records.AllAsync<IntentLine>(table, new RecordQuery { Partition = partition.Value, Take = RecordLimits.PageRecords }, cancellation)) lines.Add(line.Value);
        return lines;
    }
}

/// <summary>Days of unanswered intents, counted anew with a newly loaded calendar (COM-10).</summary>
internal sealed class IntentDueDates(CaseStore cases, IntentRecords intents, CalendarInForce calendars, TimeProvider time) : IDueDates
{
    private const int PerPage = 50;

    public string Name => "intents";

    public string Title => "合作意向答复期限";

    public async Task<DueDatesPage> RecountAsync(string? continuation, DurableTaskClient durable, CancellationToken cancellation)
    {
        var calendar = await calendars.CurrentAsync(cancellation);
        var page = await cases.Records.QueryAsync(IntentLists.WaitingTable, new RecordQuery { Take = PerPage, Continuation = continuation }, cancellation);
        var recounted = 0;
        foreach (var entry in page.Records.Select(r => r.As<WaitingIntent>().Value))
        {
            cancellation.ThrowIfCancellationRequested();
            if (await RecountAsync(entry.Id, calendar, durable, cancellation)) recounted++;
        }
        return new DueDatesPage(page.Records.Count, recounted, page.Continuation);
    }

    private async Task<bool> RecountAsync(IntentId id, WorkingDayCalendar calendar, DurableTaskClient durable, CancellationToken cancellation)
    {
        while (await intents.FindAsync(id, cancellation) is { } stored && IntentStates.IsUnanswered(stored.Value.State) && stored.Value.CalendarVersion != calendar.Version)
        {
            var write = new CaseWrite(IntentRecords.AddressOf(id), ActStamp.BySystem(time, "RecountIntent"))
                .Replace(stored, IntentTerms.Count(stored.Value, calendar))
                .Send(IntentReminders.Wake(id, calendar.Version))
                .Send(ProjectionMessages.Refresh(IntentLists.ProjectionName));
            try
            {
                await cases.CommitAsync(write, durable, cancellation);
                return true;
            }
            catch (StoreConflictException)
            {
                // The university acted in between: look again.
            }
        }
        return false;
    }
}
