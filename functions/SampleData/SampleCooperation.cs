using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using PatentFunctions.Accounts;
using PatentFunctions.Identifiers;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Revitalization.Demands;
using PatentFunctions.Revitalization.Evaluations;
using PatentFunctions.Revitalization.Experts;
using PatentFunctions.Revitalization.Resources;

namespace PatentFunctions.SampleData;

/// <summary>
/// An expert in the pool of a sample unit, a patent that it was asked about and has evaluated, and three public demands, so that 盘活行动 shows
/// something at the first start. Comes after the units and the resources.
/// </summary>
internal sealed class SampleCooperation(
    IRecordStore records, AccountStore accounts, ResourceRecords resources, ResourcesByUniversity registered, Projector projector, IDataProtectionProvider protection, IConfiguration configuration, TimeProvider time) : IHostedService
{
    private const string Expert = "expert1";

    private static readonly (string Unit, string Title, string Field, string Industry, string Description, decimal? Budget, int Days)[] Demands =
    [
        ("software", "工业相机图像缺陷检测算法", "06", "6513", "寻求面向金属表面划痕、压痕的图像缺陷检测算法，检出率不低于99.5%，单张处理时间不超过50毫秒，可在国产芯片上部署。", 80m, 60),
        ("software", "设备振动数据的剩余寿命预测模型", "10", "6513", "寻求利用振动和温度数据预测旋转设备剩余寿命的模型，预测误差不超过10%，提供训练数据和现场验证条件。", null, 90),
        ("agri", "播种机种子漏播在线监测传感器", "10", "3572", "寻求适用于精量播种机的漏播、重播在线监测传感器，适应扬尘环境，监测准确率不低于98%。", 45.5m, 120),
    ];

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!SampleDataOptions.From(configuration).Enabled || await accounts.FindAsync(SampleAccounts.IdOf(Expert), cancellationToken) is not null) return;
        await EvaluateAsync(await AdmitAsync(cancellationToken), cancellationToken);
        for (var i = 0; i < Demands.Length; i++) await PublishAsync(i, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<PoolExpert> AdmitAsync(CancellationToken cancellation)
    {
        var admin = (await accounts.FindAsync(SampleAccounts.IdOf("software"), cancellation))!.Value;
        if (!ResidentIdNumber.TryParse("11010519491231002X", out var number, out _)) throw new InvalidOperationException("the sample ID number is wrong");
        var hidden = protection.CreateProtector(CreateExpert.IdNumberPurpose).Protect(number.Value);
        var account = admin with
        {
            Id = SampleAccounts.IdOf(Expert), Username = Expert, Role = Role.Expert, Phone = "19910000065", Mail = Expert + "@sample.test", AgreementVersion = null,
            Expert = new ExpertProfile("韩示例", hidden, number.Masked, "高级工程师", "机器视觉"),
        };
        await accounts.CreateAsync(account, new CaseWrite(new CaseAddress("Accounts", account.Id.Value), Stamp), null, cancellation);
        var profile = new PoolProfile
        {
            Name = "韩示例", IdNumber = number.Masked, Post = "高级工程师", Field = "机器视觉", StrategicIndustries = ["1.5"], Industries = ["6513"], Keywords = ["图像识别", "芯片"], Resume = "从事机器视觉算法研究十五年（样例数据）。",
        };
        var expert = new PoolExpert(account.Id, admin.Unit!.Value, admin.Office, PoolExpertState.Admitted, 0, account.CreatedAt) { Profile = profile, ProtectedIdNumber = hidden, AdmittedAt = time.GetUtcNow() };
        var write = new CaseWrite(PoolExperts.AddressOf(account.Id), Stamp)
            .Insert(CaseRows.Record, expert).Insert(PoolExperts.DraftRow, new ExpertDraft(time.GetUtcNow(), profile, hidden)).Timeline("expert.approved", "审核通过，已入企业专家库（样例数据）");
        await WriteAsync(write, [ExpertPool.ProjectionName], cancellation);
        return expert;
    }

    private async Task EvaluateAsync(PoolExpert expert, CancellationToken cancellation)
    {
        var university = (await accounts.FindAsync(SampleAccounts.IdOf("university"), cancellation))!.Value.Unit!.Value;
        var interest = new ExpertInterest(expert.Unit, expert.UnitName, expert.Id, expert.Profile!.StrategicIndustries!, expert.Profile.Industries!, expert.Profile.Keywords!);
        await foreach (var line in registered.AllAsync(university, cancellation))
        {
            if (await resources.FindAsync(line.Id, cancellation) is not { Value: var resource } || EvaluationPush.Match(resource, interest) is not { } match) continue;
            var evaluation = new EvaluationRecord(
                EvaluationId.Of(expert.Unit, resource.Id), expert.Unit, expert.UnitName, resource.Id, resource.Title, resource.Kind, resource.University, resource.UniversityName, EvaluationState.Waiting,
                time.GetUtcNow(), PushOrigin.Rule, match.Why, "sample") { Submissions = 1, Facts = EvaluationFacts.Of(resource) };
            var said = new ExpertEvaluation(expert.Id, ExpertEvaluationState.Submitted, 4, "技术路线清晰，建议与现有产品线结合评估成本（样例数据）。", time.GetUtcNow());
            var write = new CaseWrite(EvaluationRecords.AddressOf(evaluation.Id), Stamp).Insert(CaseRows.Record, evaluation).Insert(ExpertEvaluation.RowOf(expert.Id), said);
            await WriteAsync(write, [UnitEvaluations.ProjectionName], cancellation);
            return;
        }
    }

    private async Task PublishAsync(int index, CancellationToken cancellation)
    {
        var (username, title, field, industry, description, budget, days) = Demands[index];
        var unit = (await accounts.FindAsync(SampleAccounts.IdOf(username), cancellation))!.Value;
        var at = time.GetUtcNow() - TimeSpan.FromDays(index + 1);
        var form = new DemandForm { Title = title, Field = field, Industries = [industry], Description = description, Budget = budget, Deadline = ChinaTime.Today(time).AddDays(days) };
        var id = new DemandId(NewId.Derived(DemandId.Prefix, "sample", title));
        var demand = new DemandRecord(id, unit.Unit!.Value, unit.Office, DemandState.Published, 0, at, form) { Published = form, PublishedAt = at };
        var write = new CaseWrite(DemandRecords.AddressOf(id), Stamp).Insert(CaseRows.Record, demand).Insert(DemandRecords.AnsweringRow, new DemandAnswering(true, 0)).Timeline("demand.approved", "审核通过，已公开发布（样例数据）");
        await WriteAsync(write, [DemandLists.ProjectionName], cancellation);
    }

    private ActStamp Stamp => ActStamp.BySystem(time, "SeedSampleData");

    // No function runs yet that could send: the clocks of the demands are given by the reconciler.
    private async Task WriteAsync(CaseWrite write, IReadOnlyList<string> projections, CancellationToken cancellation)
    {
        await records.CommitAsync(write.Address.Table, write.Address.Partition, write.ToBatch(null), cancellation);
        foreach (var projection in projections) await projector.RefreshAsync(projection, write.Address, cancellation);
    }
}
