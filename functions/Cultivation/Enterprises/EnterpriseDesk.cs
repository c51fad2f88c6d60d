using PatentFunctions.Accounts;
using PatentFunctions.Catalogs;
using PatentFunctions.Files;
using PatentFunctions.Platform.Cases;
using PatentFunctions.Platform.Http;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Units;

namespace PatentFunctions.Cultivation.Enterprises;

/// <summary>Where the shown values come from.</summary>
public enum EnterpriseOrigin
{
    /// <summary>Saved by the unit.</summary>
    Saved,

    /// <summary>实名认证: pre-filled from the verified data.</summary>
    Realname,

    /// <summary>预置信息: to be checked and completed.</summary>
    Preset,

    /// <summary>Nothing is known yet.</summary>
    Empty,
}

/// <summary>企业信息 as it is shown.</summary>
/// <param name="State">Where it stands; absent while nothing was saved: the first PUT needs no If-Match.</param>
/// <param name="Editable">False once submitted.</param>
/// <param name="Origin">Where the values come from.</param>
/// <param name="Form">The values.</param>
/// <param name="Division">Province, city and district by name.</param>
/// <param name="Industry">所属行业, from the section (父级) down to the class (子级).</param>
/// <param name="Findings">What a submission would find.</param>
/// <param name="SubmittedAt">提交时间.</param>
/// <param name="Timeline">办理进度.</param>
public sealed record EnterpriseAnswer(
    EnterpriseState? State, bool Editable, EnterpriseOrigin Origin, EnterpriseForm Form, IReadOnlyList<string> Division, IReadOnlyList<string> Industry,
    IReadOnlyList<Finding> Findings, DateTimeOffset? SubmittedAt, IReadOnlyList<TimelineEntry> Timeline);

/// <summary>企业信息 was submitted: 一经提交后将不能自行更改.</summary>
public sealed record EnterpriseLocked() : Conflict("sme-enterprise-locked", "企业信息已提交", "企业信息一经提交不能自行更改；确需更正的，请联系平台办理。");

/// <summary>What the acts on 企业信息 share.</summary>
public sealed class EnterpriseDesk(EnterpriseRecords enterprises, UnitRecords units, IEnumerable<IPresetUnits> presets, FileChecks files, CaseStore cases)
{
    /// <summary>Everything wrong with a form, its licence included.</summary>
    public async Task<IReadOnlyList<Finding>> CheckAsync(UnitId unit, EnterpriseForm form, CancellationToken cancellation)
    {
        var found = await FilesAsync(unit, form, cancellation);
        return [.. EnterpriseRules.Check(form, await units.VerifiedAsync(unit, cancellation)), .. found];
    }

    /// <summary>What is wrong with the licence's file.</summary>
    public async Task<IReadOnlyList<Finding>> FilesAsync(UnitId unit, EnterpriseForm form, CancellationToken cancellation) =>
        form.BusinessLicence is { } licence ? (await files.CheckAsync(unit.Value, [new FileField("/businessLicence", licence, FilePurposes.BusinessLicence)], cancellation)).Findings : [];

    /// <summary>The page of the caller's unit, pre-filled where nothing was saved.</summary>
    public async Task<IResult> AnswerAsync(HttpRequest request, Caller caller, CancellationToken cancellation)
    {
        var unit = caller.RequiredUnit;
        var stored = await enterprises.FindAsync(unit, cancellation);
        var (form, origin) = stored is not null ? (stored.Value.Form, EnterpriseOrigin.Saved) : await PrefillAsync(caller, cancellation);
        return await AnswerAsync(request, unit, stored, form, origin, form, cancellation);
    }

    /// <summary>The page of any unit, for an office: contact and phone masked.</summary>
    public Task<IResult> AnswerMaskedAsync(HttpRequest request, Stored<EnterpriseRecord> stored, CancellationToken cancellation)
    {
        var form = stored.Value.Form;
        var masked = form with { Contact = form.Contact is { Length: > 0 } contact ? contact[..1] + "**" : null, ContactPhone = Masked.Phone(form.ContactPhone) };
        return AnswerAsync(request, stored.Value.Unit, stored, form, EnterpriseOrigin.Saved, masked, cancellation);
    }

    private async Task<IResult> AnswerAsync(
        HttpRequest request, UnitId unit, Stored<EnterpriseRecord>? stored, EnterpriseForm form, EnterpriseOrigin origin, EnterpriseForm shown, CancellationToken cancellation)
    {
        if (stored is not null) request.SetETag(stored.ETag);
        var editable = stored?.Value.State != EnterpriseState.Submitted;
        var answer = new EnterpriseAnswer(
            stored?.Value.State, editable, origin, shown,
            AdministrativeDivisions.Find(form.Division)?.Path ?? [], NationalEconomyIndustries.FindClass(form.Industry)?.Path ?? [],
            editable ? await CheckAsync(unit, form, cancellation) : [], stored?.Value.SubmittedAt,
            stored is null ? [] : await cases.TimelineAsync(EnterpriseRecords.AddressOf(unit), cancellation));
        return Results.Json(answer, PlatformJson.Options);
    }

    private async Task<(EnterpriseForm Form, EnterpriseOrigin Origin)> PrefillAsync(Caller caller, CancellationToken cancellation)
    {
        if (await units.VerifiedAsync(caller.RequiredUnit, cancellation) is { } verified)
        {
            var form = new EnterpriseForm
            {
                Name = verified.Name,
                Uscc = verified.Uscc.Value,
                RegisteredCapital = verified.RegisteredCapital,
                Division = verified.Division,
                Industry = verified.Industry,
                Contact = verified.Contact,
                ContactPhone = verified.ContactPhone,
                BusinessLicence = verified.BusinessLicence,
            };
            // A licence that is no longer there must be uploaded anew.
            return ((await FilesAsync(verified.Id, form, cancellation)).Count == 0 ? form : form with { BusinessLicence = null }, EnterpriseOrigin.Realname);
        }
        foreach (var source in presets)
        {
            if (await source.FindAsync(caller.Account, cancellation) is { } preset)
                return (new EnterpriseForm { Name = preset.Name, Uscc = preset.Uscc, Division = preset.Division, Industry = preset.Industry }, EnterpriseOrigin.Preset);
        }
        return (new EnterpriseForm(), EnterpriseOrigin.Empty);
    }
}
