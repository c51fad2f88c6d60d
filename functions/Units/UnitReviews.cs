using PatentFunctions.Accounts;
using System.Text.Json;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Reviews;
using PatentFunctions.Reviews.Appeals;

namespace PatentFunctions.Units;

/// <summary>实名认证 and 单位信息变更 as kinds of the one review (UNI-06, UNI-10): the same clock, checklist and reasons.</summary>
public static class UnitReviews
{
    private const string Manual = "操作手册 三（一）填写实名认证信息";
    private const string Note = "操作手册 三（一）注意";

    private static readonly ChecklistItem[] Checklist =
    [
        new("licence-readable", "营业执照或组织机构代码证是否为清晰彩色原件扫描件或数码照，并在有效期内"),
        new("uscc-matches", "营业执照或组织机构代码证上的统一社会信用代码是否与所填一致"),
        new("pledge-intact", "诚信承诺书内容、格式、水印是否未经更改，并已加盖公章"),
    ];

    private static readonly ReturnReason[] Reasons =
    [
        new("licence.unreadable", "营业执照或组织机构代码证不是清晰彩色原件扫描件或数码照", Manual, "/businessLicence"),
        new("licence.expired", "营业执照或组织机构代码证不在有效期内", Manual, "/businessLicence"),
        new("uscc.mismatch", "营业执照或组织机构代码证中显示的统一社会信用代码与填写的不一致", Note, "/uscc"),
        new("uscc.conflict", "该统一社会信用代码已由其他单位通过实名认证", Manual, "/uscc"),
        new("name.mismatch", "单位名称与营业执照或组织机构代码证不一致", Manual, "/name"),
        new("address.mismatch", "注册地址与营业执照或组织机构代码证不一致", Manual, "/registeredAddress"),
        new("capital.mismatch", "注册资本与营业执照不一致，请核对金额单位（万元）", Manual, "/registeredCapital"),
        new("legal-representative.mismatch", "法定代表人与营业执照或组织机构代码证不一致", Manual, "/legalRepresentative"),
        new("unit-type.wrong", "备案单位类型选择有误", Manual, "/unitType"),
        new("unit.no-legal-personality", "单位不具有独立法人资格，无备案资格", "产品备案流程说明 1（1）备案单位资格", "/independentLegalPerson"),
        new("enterprise-type.wrong", "企业类型选择有误", Manual, "/enterpriseType"),
        new("enterprise-size.wrong", "企业规模与所填员工人数、营业收入和总资产不符", "统计上大中小微型企业划分办法（2017）", "/enterpriseSize"),
        new("industry.wrong", "国民经济行业分类选择有误", "GB/T 4754-2017", "/industry"),
        new("contact.wrong", "联系人或联系电话有误，无法联系", Manual, "/contactPhone"),
        new("pledge.altered", "诚信承诺书的内容或格式被更改，或未保留水印", Note, "/integrityPledge"),
        new("pledge.unstamped", "诚信承诺书未加盖公章，或公章与单位名称不一致", Manual, "/integrityPledge"),
        new("pledge.unreadable", "诚信承诺书不是清晰彩色原件扫描件或数码照", Manual, "/integrityPledge"),
    ];

    private static readonly ReturnReason[] AssetReasons =
    [
        new("assets.statement-unreadable", "单位利润表不清晰，或不能体现上年度全年营业收入和编制单位名称", Manual, "/assets/profitStatement"),
        new("assets.statement-unstamped", "单位利润表未加盖审计单位章或本单位财务章", Manual, "/assets/profitStatement"),
        new("assets.figures-differ", "资产信息与单位利润表不一致，请核对金额单位（万元）", Manual, "/assets"),
    ];

    private static readonly ReturnReason Other = new("other", "其他（见补充说明）", Manual, "");

    /// <summary>实名认证审核.</summary>
    public static ReviewKind Realname { get; } = new(
        "realname", "单位实名认证", UnitTables.Units, RealnameVerification.Orchestrator, Role.Examiner, "1–2个工作日", 1, 2,
        Checklist, [.. Reasons, .. AssetReasons, Other],
        new ReviewTemplates("realname.approved", "realname.returned", "realname.review-reminder", "realname.review-escalation"))
    {
        HoldsPersonalData = true,
    };

    /// <summary>单位信息变更审核.</summary>
    public static ReviewKind Change { get; } = new(
        "unit-change", "单位信息变更", UnitTables.Units, UnitChangeReview.Orchestrator, Role.Examiner, "1–2个工作日", 1, 2,
        Checklist, [.. Reasons, new("proof.insufficient", "变更证明不足以证明所作的变更", "操作手册 八（一）单位信息变更", "/proof"), Other],
        new ReviewTemplates("unit-change.approved", "unit-change.returned", "realname.review-reminder", "realname.review-escalation"))
    {
        HoldsPersonalData = true,
    };

    internal static T ReadContent<T>(ReviewRound round) => round.Content.Deserialize<T>(PlatformJson.Stored)!;

    internal static async Task<Stored<Unit>> LoadAsync(UnitRecords units, ReviewRound round, CancellationToken cancellation) =>
        await units.FindAsync(round.Unit, cancellation) ?? throw new InvalidOperationException($"round {round.Round} of unit {round.Unit} without its unit");

    /// <summary>Puts data in force: the record and the version that is kept for good.</summary>
    internal static void PutInForce(CaseWrite write, Stored<Unit> read, VerifiedUnit data)
    {
        write.Replace(read, read.Value with { State = RealnameState.Approved, Change = UnitChangeState.None, InForce = data, Attempts = 0 });
        write.Insert(UnitTables.VersionRow(data.Version), data);
        write.Send(AccountMessages.UnitNamed(read.Value.Id, data.Name));
    }
}

/// <summary>What the decision about a realname verification makes of the unit.</summary>
public sealed class RealnameArea(UnitRecords units, UnitCodes codes) : IReviewArea
{
    /// <inheritdoc />
    public ReviewKind Kind => UnitReviews.Realname;

    /// <inheritdoc />
    public async Task<Refusal?> DecideAsync(CaseWrite write, ReviewRound round, CancellationToken cancellation)
    {
        var unit = await UnitReviews.LoadAsync(units, round, cancellation);
        if (!round.Decision!.Approved)
        {
            write.Replace(unit, unit.Value with { State = RealnameState.Returned });
            return null;
        }
        return await PutInForceAsync(write, unit, round, cancellation);
    }

    /// <inheritdoc />
    public async Task<Refusal?> UpholdAsync(CaseWrite write, ReviewRound round, CancellationToken cancellation)
    {
        var unit = await UnitReviews.LoadAsync(units, round, cancellation);
        return unit.Value.State == RealnameState.Returned ? await PutInForceAsync(write, unit, round, cancellation) : new AppealOvertaken();
    }

    private async Task<Refusal?> PutInForceAsync(CaseWrite write, Stored<Unit> unit, ReviewRound round, CancellationToken cancellation)
    {
        var draft = UnitReviews.ReadContent<RealnameDraft>(round);
        var data = UnitForms.ToVerified(draft, round.Unit, 1, write.Stamp.When, []);
        if (await codes.ClaimAsync(data.Uscc, round.Unit, cancellation) is { } refusal) return refusal;
        UnitReviews.PutInForce(write, unit, data);
        if (draft is { AssetsLater: not true, Assets: { } figures, AssetYear: { } year })
            write.Upsert(UnitTables.AssetRow(year), new AssetYear(year, figures, round.Submitted.When));
        return null;
    }
}

/// <summary>What the decision about a change of unit data makes of the unit: the old data stays in force until approval.</summary>
public sealed class UnitChangeArea(UnitRecords units, UnitCodes codes, CaseStore cases) : IReviewArea
{
    /// <inheritdoc />
    public ReviewKind Kind => UnitReviews.Change;

    /// <inheritdoc />
    public async Task<Refusal?> DecideAsync(CaseWrite write, ReviewRound round, CancellationToken cancellation)
    {
        var unit = await UnitReviews.LoadAsync(units, round, cancellation);
        if (!round.Decision!.Approved)
        {
            write.Replace(unit, unit.Value with { Change = UnitChangeState.Returned });
            return null;
        }
        return await PutInForceAsync(write, unit, round, cancellation);
    }

    /// <inheritdoc />
    public async Task<Refusal?> UpholdAsync(CaseWrite write, ReviewRound round, CancellationToken cancellation)
    {
        var unit = await UnitReviews.LoadAsync(units, round, cancellation);
        return unit.Value.Change == UnitChangeState.Returned ? await PutInForceAsync(write, unit, round, cancellation) : new AppealOvertaken();
    }

    private async Task<Refusal?> PutInForceAsync(CaseWrite write, Stored<Unit> unit, ReviewRound round, CancellationToken cancellation)
    {
        var inForce = unit.Value.InForce ?? throw new InvalidOperationException($"change of unit {round.Unit}, which is not verified");
        var draft = UnitReviews.ReadContent<UnitChangeDraft>(round);
        var formerNames = UnitForms.FormerNames(inForce, draft.Name!.Trim(), ChinaTime.DateOf(write.Stamp.When));
        var data = UnitForms.ToVerified(draft, round.Unit, inForce.Version + 1, write.Stamp.When, formerNames);
        if (await codes.ClaimAsync(data.Uscc, round.Unit, cancellation) is { } refusal) return refusal;
        UnitReviews.PutInForce(write, unit, data);
        // The province is shown and counted by.
        if (data.Province != inForce.Province) write.Send(ProjectionMessages.Refresh(Filing.PublicFilings.ProjectionName));
        // The next change begins with what is in force then.
        if (await cases.FindAsync<UnitChangeDraft>(write.Address, UnitTables.ChangeDraftRow, cancellation) is { } spent) write.Delete(spent);
        return null;
    }
}
