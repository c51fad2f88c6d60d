using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using PatentFunctions.Accounts.Rules;
using PatentFunctions.Calendar;
using PatentFunctions.Files;
using PatentFunctions.Identifiers;
using PatentFunctions.Recognition.Notices;

namespace PatentFunctions.Recognition.Objections;

/// <summary>异议 as filled in; the phone is the one that was verified. Every field may be missing, so that each gets its own finding.</summary>
/// <param name="By">单位 or 个人.</param>
/// <param name="Name">单位名称, or the person's 真实姓名.</param>
/// <param name="Contact">联系人, for a unit.</param>
/// <param name="Mail">电子邮箱.</param>
/// <param name="Statement">异议书 with the seal, for a unit (purpose objection-statement).</param>
/// <param name="IdentityProof">身份证明, for a person (purpose objector-identity).</param>
/// <param name="Grounds">异议理由, 20 to 3,000 characters; the unit that is objected to reads it.</param>
/// <param name="Evidence">证明材料, 1 to 10 files (purpose objection-evidence).</param>
public sealed record ObjectionForm(
    ObjectorKind? By, string? Name, string? Contact, string? Mail, FileId? Statement, FileId? IdentityProof, [property: MaxLength(10_000)] string? Grounds, IReadOnlyList<FileId>? Evidence);

/// <summary>The notice does not run any more.</summary>
/// <param name="When">Since when, as a person reads it.</param>
public sealed record NoticeOver(string When) : Conflict("notice-over", "公示已结束", $"异议须在公示期间提出；该产品的公示{When}，不再受理异议。");

/// <summary>The same phone has an objection to this product that is not decided.</summary>
public sealed record ObjectionOpenAlready() : Conflict("objection-open-already", "已提出异议", "您对该产品提出的异议正在审核中，无需重复提出；办结前如有新的材料，请撤回后重新提出。");

/// <summary>社会公众异议: who may object when, and what an objection must hold (操作手册 九).</summary>
public static partial class ObjectionRules
{
    /// <summary>Fewest characters of the grounds.</summary>
    public const int LeastGrounds = 20;

    /// <summary>Most characters of the grounds.</summary>
    public const int MostGrounds = 3_000;

    /// <summary>Most files of evidence.</summary>
    public const int MostEvidence = 10;

    /// <summary>Whether the notice still runs at an instant: until 24:00 of its last day, which is its tenth working day.</summary>
    /// <param name="recognition">The product.</param>
    /// <param name="calendar">The calendar in force; a provisional end moves on until it is fixed.</param>
    /// <param name="received">When the request came in.</param>
    /// <returns>The refusal, or null while it runs.</returns>
    public static Refusal? RefuseOutsideNotice(RecognitionRecord recognition, WorkingDayCalendar calendar, DateTimeOffset received)
    {
        if (recognition.Notice is not { } term) return new NothingHere();
        if (NoticeTerms.TakesObjections(recognition, calendar, received)) return null;
        if (received >= NoticeTerms.OverAt(term, calendar)) return new NoticeOver($"已于{ChinaTime.FullDate(term.EndsOn)} 24:00 结束");
        var ended = recognition.Steps.LastOrDefault(s => s.To != RecognitionState.InNotice)?.At;
        return new NoticeOver(ended is { } at ? $"已于{ChinaTime.FullDateTime(at)} 结束" : "已结束");
    }

    /// <summary>Everything wrong with the form itself.</summary>
    /// <param name="form">The form as typed.</param>
    /// <param name="phone">The verified phone.</param>
    public static IReadOnlyList<Finding> Check(ObjectionForm form, string phone) =>
    [
        .. Who(form),
        .. RegistrationRules.Identifier<EmailAddress>(form.Mail, "/mail"),
        .. Grounds(form, phone),
        .. Evidence(form.Evidence ?? []),
    ];

    /// <summary>The files that the form names, each with the purpose its field takes.</summary>
    public static IEnumerable<FileField> Files(ObjectionForm form)
    {
        if (form.By == ObjectorKind.Unit && form.Statement is { } statement) yield return new FileField("/statement", statement, FilePurposes.ObjectionStatement);
        if (form.By == ObjectorKind.Person && form.IdentityProof is { } proof) yield return new FileField("/identityProof", proof, FilePurposes.ObjectorIdentity);
        var evidence = form.Evidence ?? [];
        for (var i = 0; i < evidence.Count && i < MostEvidence; i++) yield return new FileField($"/evidence/{i}", evidence[i], FilePurposes.ObjectionEvidence);
    }

    /// <summary>Whether a text that others read tells who objects: the person's name, the phone, the mail, or any 身份证号码.</summary>
    /// <param name="text">The text.</param>
    /// <param name="by">Unit or person; the name of a unit is an ordinary word in such a text.</param>
    /// <param name="name">Name of the objector.</param>
    /// <param name="contact">联系人.</param>
    /// <param name="phone">联系电话.</param>
    /// <param name="mail">电子邮箱.</param>
    public static bool TellsWho(string? text, ObjectorKind by, string? name, string? contact, string? phone, string? mail)
    {
        if (string.IsNullOrWhiteSpace(text)) return false;
        var compact = string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c is not ('-' or '－' or '·' or '•')).Select(c => c is >= '\uFF01' and <= '\uFF5E' ? (char)(c - 0xFEE0) : c));
        var names = new[] { by == ObjectorKind.Person ? name : null, contact, phone, mail };
        return names.Any(n => n?.Trim() is { Length: >= 2 } own && (compact.Contains(Bare(own), StringComparison.OrdinalIgnoreCase) || text.Contains(own, StringComparison.OrdinalIgnoreCase)))
            || IdNumber().Matches(compact).Any(m => ResidentIdNumber.TryParse(m.Value, out _, out _));
    }

    private static string Bare(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c is not ('-' or '－' or '·' or '•')));

    private static IEnumerable<Finding> Who(ObjectionForm form)
    {
        switch (form.By)
        {
            case null:
                yield return Finding.Blocks("objection.by-missing", "/by", "请选择以单位还是个人名义提出异议。");
                break;
            case ObjectorKind.Unit:
                foreach (var finding in ExpertRules.Required("objection.name", form.Name, "/name", "单位名称", 100)) yield return finding;
                foreach (var finding in ExpertRules.Required("objection.contact", form.Contact, "/contact", "联系人", 50)) yield return finding;
                if (form.Statement is null) yield return Finding.Blocks("objection.statement-missing", "/statement", "单位提出异议的，请上传加盖公章的异议书。");
                if (form.IdentityProof is not null) yield return Finding.Blocks("objection.identity-not-needed", "/identityProof", "单位提出异议的，无需上传个人身份证明。");
                break;
            default:
                foreach (var finding in ExpertRules.Required("objection.name", form.Name, "/name", "真实姓名", 50)) yield return finding;
                if (form.Name?.Trim() is { Length: 1 } || form.Name?.Any(char.IsDigit) == true) yield return Finding.Blocks("objection.name-not-real", "/name", "个人提出异议的，请填写真实姓名。");
                if (form.IdentityProof is null) yield return Finding.Blocks("objection.identity-missing", "/identityProof", "个人提出异议的，请上传身份证明材料。");
                if (form.Contact is not null) yield return Finding.Blocks("objection.contact-not-needed", "/contact", "个人提出异议的，无需填写联系人。");
                if (form.Statement is not null) yield return Finding.Blocks("objection.statement-not-needed", "/statement", "个人提出异议的，无需上传加盖公章的异议书。");
                break;
        }
    }

    private static IEnumerable<Finding> Grounds(ObjectionForm form, string phone)
    {
        var grounds = form.Grounds?.Trim() ?? "";
        if (grounds.Length == 0) yield return Finding.Blocks("objection.grounds-missing", "/grounds", "请填写异议理由。");
        else if (grounds.Length < LeastGrounds) yield return Finding.Blocks("objection.grounds-short", "/grounds", $"异议理由不得少于 {LeastGrounds} 个字，请说明反映的问题和依据。");
        else if (grounds.Length > MostGrounds) yield return Finding.Blocks("objection.grounds-long", "/grounds", $"异议理由不得超过 {MostGrounds} 个字，现有 {grounds.Length} 个；更多内容请作为证明材料上传。");
        if (form.By is { } by && TellsWho(grounds, by, form.Name, form.Contact, phone, form.Mail))
            yield return Finding.Blocks("objection.grounds-identity", "/grounds", "异议理由将转交被异议单位，请勿在其中填写姓名、电话、邮箱、身份证号码等身份信息。");
    }

    private static IEnumerable<Finding> Evidence(IReadOnlyList<FileId> evidence)
    {
        if (evidence.Count == 0) yield return Finding.Blocks("objection.evidence-missing", "/evidence", "请上传必要的证明材料。");
        if (evidence.Count > MostEvidence) yield return Finding.Blocks("objection.evidence-many", "/evidence", $"证明材料最多 {MostEvidence} 个文件，可打包为压缩文件上传。");
        for (var i = 1; i < evidence.Count; i++)
            if (evidence.Take(i).Contains(evidence[i])) yield return Finding.Blocks("objection.evidence-twice", $"/evidence/{i}", "同一附件只需选择一次。");
    }

    [GeneratedRegex("[0-9]{17}[0-9Xx]")]
    private static partial Regex IdNumber();
}
