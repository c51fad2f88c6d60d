using PatentFunctions.Reviews;

namespace PatentFunctions.Recognition.Certificates;

/// <summary>撤销认定 as data: proposed by an examiner, confirmed by another (manual 七: 经核实有违真实、准确、合法的原则，平台将立即撤销).</summary>
public static class RevocationKind
{
    /// <summary>The kind.</summary>
    public static ReviewKind Kind { get; } = new(
        "recognition-revocation",
        "撤销认定",
        RecognitionRecords.Table,
        RecognitionRevocation.Name,
        Role.Examiner,
        "1–2个工作日",
        RemindAfterDays: 1,
        TermDays: 2,
        Checklist:
        [
            new("facts", "违反真实、准确、合法原则的事实是否已核实，并有材料证明"),
            new("reason", "撤销理由是否清楚，且可以向社会公开"),
        ],
        Reasons: [new("revocation.not-proven", "撤销认定的事实不清或证据不足", "操作手册 七、专利密集型产品认定管理", "/reason")],
        new ReviewTemplates(Approved: null, Returned: null, "recognition.revocation-reminder", "recognition.revocation-escalation"))
    {
        FourEyes = true,
        FromOffice = true,
        Appealable = false,
    };
}

/// <summary>The clock of a revocation that waits for a second officer.</summary>
public static class RecognitionRevocation
{
    /// <summary>Name of the orchestrator.</summary>
    public const string Name = "RecognitionRevocation";

    /// <summary>Runs the clock of one round.</summary>
    [Function(Name)]
    public static Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context) => ReviewClock.RunAsync(context);
}
