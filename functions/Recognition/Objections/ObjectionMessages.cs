using PatentFunctions.Notifications;
using PatentFunctions.Platform.Cases;

namespace PatentFunctions.Recognition.Objections;

/// <summary>What objections send. The objector is reached at the phone and mail given, never through anything the unit can read.</summary>
internal static class ObjectionMessages
{
    public const string Received = "objection.received";
    public const string Upheld = "objection.upheld";
    public const string Rejected = "objection.rejected";
    public const string Ended = "objection.ended";
    public const string Withdrawn = "objection.withdrawn";
    public const string UnitNotified = "objection.unit-notified";
    public const string UnitWithdrawn = "objection.unit-withdrawn";
    public const string StatementReceived = "objection.statement-received";

    /// <summary>To the objector, by SMS and mail.</summary>
    public static void Tell(CaseWrite write, Objector objector, string template, RecognitionRecord recognition, Objection objection, params (string Name, string Value)[] more)
    {
        (string, string)[] values = [("product", recognition.Product), ("number", objection.Number), .. more];
        write.Send(Notify.Phone(template, objector.Phone, values)).Send(Notify.Mail(template, objector.Mail, values));
    }
}
