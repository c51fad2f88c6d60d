using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using PatentFunctions.Platform.Http;
using PatentFunctions.Files;
using PatentFunctions.Reviews;

namespace PatentFunctions.Filing.Withdrawals;

/// <summary>撤销原因 (manual 五（三）).</summary>
public enum WithdrawalReason
{
    /// <summary>产品已退出市场.</summary>
    LeftMarket,

    /// <summary>关联专利已全部失效.</summary>
    PatentsLapsed,

    /// <summary>关联专利已转让.</summary>
    PatentsTransferred,

    /// <summary>其他原因, in the unit's words.</summary>
    Other,
}

/// <summary>What brought a withdrawal before the examiner.</summary>
public enum WithdrawalOrigin
{
    /// <summary>单位申请撤销.</summary>
    Requested,

    /// <summary>专利全部失效，单位说明情况，不同意撤销.</summary>
    Explained,

    /// <summary>专利全部失效，单位逾期未确认.</summary>
    Silent,
}

/// <summary>撤销申请 as the unit fills it in.</summary>
public sealed record WithdrawalForm
{
    /// <summary>撤销原因, required.</summary>
    public WithdrawalReason? Reason { get; init; }

    /// <summary>说明; required for 其他原因.</summary>
    [MaxLength(WithdrawalRules.LongestText)]
    public string? Text { get; init; }

    /// <summary>证明材料, at most five; purpose <c>withdrawal-proof</c>.</summary>
    public IReadOnlyList<FileId>? Files { get; init; }
}

/// <summary>What the examiner decides about: content of a round of <see cref="FilingWithdrawalKind"/>.</summary>
/// <param name="Id">撤销申请编号: the same for a repeated request.</param>
/// <param name="Origin">What brought it here.</param>
/// <param name="Reason">撤销原因.</param>
/// <param name="ReasonName">The same in Chinese.</param>
/// <param name="Number">备案号.</param>
/// <param name="Product">产品名称.</param>
/// <param name="Model">规格型号.</param>
public sealed record WithdrawalCase(string Id, WithdrawalOrigin Origin, WithdrawalReason Reason, string ReasonName, string Number, string Product, string? Model)
{
    /// <summary>说明 of the unit.</summary>
    public string? Text { get; init; }

    /// <summary>证明材料.</summary>
    public IReadOnlyList<FileId> Files { get; init; } = [];

    /// <summary>The linked patents with their status, where their lapse is the reason.</summary>
    public IReadOnlyList<LapsedPatent> Patents { get; init; } = [];

    /// <summary>The content of a round.</summary>
    public static WithdrawalCase Of(ReviewRound round) => round.Content.Deserialize<WithdrawalCase>(PlatformJson.Stored)!;
}

/// <summary>What a withdrawal needs and says, as pure rules.</summary>
public static class WithdrawalRules
{
    /// <summary>Characters of an explanation at most.</summary>
    public const int LongestText = 1000;

    /// <summary>Files of a request at most.</summary>
    public const int MostFiles = 5;

    private const string Clause = "操作手册五（三）";

    /// <summary>Every finding of a request, files aside.</summary>
    public static IReadOnlyList<Finding> Check(WithdrawalForm form)
    {
        var findings = new List<Finding>();
        if (form.Reason is null) findings.Add(Blocks("withdrawal.reason-missing", "/reason", "请选择撤销原因。"));
        if (form.Reason == WithdrawalReason.Other && string.IsNullOrWhiteSpace(form.Text)) findings.Add(Blocks("withdrawal.text-missing", "/text", "撤销原因为“其他原因”的，请具体说明。"));
        if (form.Files?.Count > MostFiles) findings.Add(Blocks("withdrawal.files-many", "/files", $"证明材料最多{MostFiles}份。"));
        if (form.Files?.Distinct().Count() < form.Files?.Count) findings.Add(Blocks("withdrawal.file-twice", "/files", "同一份证明材料重复上传。"));
        return findings;
    }

    /// <summary>The fields of a request that name files.</summary>
    public static IEnumerable<FileField> FilesOf(WithdrawalForm form) =>
        (form.Files ?? []).Select((file, i) => new FileField(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"/files/{i}"), file, FilePurposes.WithdrawalProof));

    /// <summary>Chinese name of a reason.</summary>
    public static string NameOf(WithdrawalReason reason) => reason switch
    {
        WithdrawalReason.LeftMarket => "产品已退出市场",
        WithdrawalReason.PatentsLapsed => "关联专利已全部失效",
        WithdrawalReason.PatentsTransferred => "关联专利已转让",
        _ => "其他原因",
    };

    /// <summary>Chinese name of an origin.</summary>
    public static string NameOf(WithdrawalOrigin origin) => origin switch
    {
        WithdrawalOrigin.Requested => "单位申请撤销",
        WithdrawalOrigin.Explained => "单位就专利失效说明情况",
        _ => "单位逾期未确认撤销",
    };

    /// <summary>Why the filing ends: the unit's own words stay with the unit and the office.</summary>
    public static FilingEndReason EndOf(WithdrawalCase withdrawal) =>
        new(withdrawal.ReasonName, withdrawal is { Origin: WithdrawalOrigin.Requested, Text: { Length: > 0 } text } ? $"{withdrawal.ReasonName}：{text}" : withdrawal.ReasonName);

    /// <summary>What the examiner should know besides.</summary>
    public static IEnumerable<Finding> Warnings(FilingRecord filing)
    {
        if (filing.Recognition is { Standing: RecognitionStanding.Valid } recognition)
            yield return Finding.Warns("withdrawal.recognized", "", $"该产品为{recognition.Year}年度专利密集型产品（有效期至{ChinaTime.FullDate(recognition.ValidUntil)}），撤销备案后认定同时撤销。");
    }

    private static Finding Blocks(string code, string pointer, string text) => Finding.Blocks(code, pointer, text) with { Clause = Clause };
}
