using PatentFunctions.Filing;
using PatentFunctions.Notifications;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Recognition.Notices;
using PatentFunctions.Reviews;

namespace PatentFunctions.Recognition.Objections;

/// <summary>What a decision makes of the product that is objected to (REC-04).</summary>
public sealed class ObjectionReviewArea(RecognitionRecords recognitions, ObjectionRecords objections) : IReviewArea
{
    /// <inheritdoc />
    public ReviewKind Kind => ObjectionReviewKind.Kind;

    /// <inheritdoc />
    public async Task<Refusal?> DecideAsync(CaseWrite write, ReviewRound round, CancellationToken cancellation)
    {
        var decision = round.Decision!;
        var id = new RecognitionId(round.Case);
        if (await recognitions.FindAsync(id, cancellation) is not { } recognition) return new NothingHere();
        var act = decision.Approved ? RecognitionAct.UpholdObjection : RecognitionAct.RejectObjection;
        if (RecognitionStates.Refuse(recognition.Value.State, act) is { } refusal) return refusal;
        var objection = (await objections.FindAsync(id, round.Round, cancellation))!.Value;
        var objector = await objections.ObjectorAsync(id, round.Round, cancellation);
        if (Telling(decision, objection, objector) is { Count: > 0 } telling) return new FieldsInvalid { Findings = telling };

        var why = decision.Approved ? $"公示期间社会公众异议成立：{decision.Opinion}" : null;
        var next = recognition.Value.After(act, write.Stamp, why) with { OpenObjections = decision.Approved ? 0 : Math.Max(0, recognition.Value.OpenObjections - 1) };
        write.Replace(recognition, next);
        if (decision.Approved)
        {
            write.Send(new FilingRevocationOrder(next.Filing, why!, write.Stamp.Who).ToMessage());
            write.Send(EndOpenObjections.For(id, "该产品因另一件异议成立，已不予认定"));
        }
        ObjectionMessages.Tell(write, objector, decision.Approved ? ObjectionMessages.Upheld : ObjectionMessages.Rejected, next, objection, ("reasons", ReviewMessages.ReasonsOf(decision)));
        write.Send(PublicNotice.Look(id, act.ToString()));
        RecognitionProjections.RefreshAll(write);
        return null;
    }

    // What the officers write reaches the unit.
    private static List<Finding> Telling(Decision decision, Objection objection, Objector objector)
    {
        bool Tells(string? text) => ObjectionRules.TellsWho(text, objection.By, objector.Name, objector.Contact, objector.Phone, objector.Mail);
        var findings = new List<Finding>();
        if (Tells(decision.Opinion)) findings.Add(Finding.Blocks(TellsWho, "/opinion", "审核意见将送达被异议单位，不得含有异议提出人的身份信息。"));
        for (var i = 0; i < decision.Reasons.Count; i++)
            if (Tells(decision.Reasons[i].Note)) findings.Add(Finding.Blocks(TellsWho, $"/reasons/{i}/note", "补充说明将送达被异议单位，不得含有异议提出人的身份信息。"));
        return findings;
    }

    private const string TellsWho = "objection.decision-identity";
}
