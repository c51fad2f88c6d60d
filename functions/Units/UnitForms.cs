using PatentFunctions.Identifiers;

namespace PatentFunctions.Units;

/// <summary>Between the form as typed and the data in force.</summary>
internal static class UnitForms
{
    /// <summary>The data that a form without blocking findings puts in force.</summary>
    public static VerifiedUnit ToVerified(UnitForm form, UnitId unit, int version, DateTimeOffset at, IReadOnlyList<FormerName> formerNames)
    {
        if (!UnifiedSocialCreditCode.TryParse(form.Uscc, out var uscc, out var problem)) throw new InvalidOperationException(problem.Code);
        var enterprise = form.UnitType == UnitType.Enterprise;
        var registered = form.RegisteredAddress!.Trim();
        return new VerifiedUnit(
            unit,
            version,
            at,
            form.UnitType!.Value,
            uscc,
            form.Name!.Trim(),
            registered,
            form.OfficeSameAsRegistered == true ? registered : form.OfficeAddress!.Trim(),
            form.RegisteredCapital!.Value,
            form.Industry!,
            form.LegalRepresentative!.Trim(),
            UnitFormRules.Phone(form.LegalRepresentativePhone)!,
            form.Contact!.Trim(),
            UnitFormRules.Phone(form.ContactPhone)!,
            form.Division is { Length: 6 } division ? division : uscc.Value[2..8],
            form.BusinessLicence!.Value,
            form.IntegrityPledge!.Value)
        {
            EnterpriseType = enterprise ? form.EnterpriseType : null,
            EnterpriseSize = enterprise ? form.EnterpriseSize : null,
            FormerNames = formerNames,
        };
    }

    /// <summary>The form of the data in force, to begin a change with.</summary>
    public static UnitChangeDraft ToChangeDraft(VerifiedUnit unit) => new()
    {
        UnitType = unit.UnitType,
        IndependentLegalPerson = true,
        EnterpriseType = unit.EnterpriseType,
        EnterpriseSize = unit.EnterpriseSize,
        Uscc = unit.Uscc.Value,
        Name = unit.Name,
        Division = unit.Division,
        RegisteredAddress = unit.RegisteredAddress,
        OfficeSameAsRegistered = unit.OfficeAddress == unit.RegisteredAddress,
        OfficeAddress = unit.OfficeAddress,
        RegisteredCapital = unit.RegisteredCapital,
        Industry = unit.Industry,
        LegalRepresentative = unit.LegalRepresentative,
        LegalRepresentativePhone = unit.LegalRepresentativePhone,
        Contact = unit.Contact,
        ContactPhone = unit.ContactPhone,
        BusinessLicence = unit.BusinessLicence,
        IntegrityPledge = unit.IntegrityPledge,
    };

    /// <summary>True where a complete form says nothing that is not in force already; new scans of the same papers are no change.</summary>
    public static bool SameData(UnitForm form, VerifiedUnit inForce)
    {
        var next = ToVerified(form, inForce.Id, inForce.Version, inForce.VerifiedAt, inForce.FormerNames);
        return next with { BusinessLicence = inForce.BusinessLicence, IntegrityPledge = inForce.IntegrityPledge } == inForce;
    }

    /// <summary>曾用名 once a name has taken the place of another.</summary>
    public static IReadOnlyList<FormerName> FormerNames(VerifiedUnit? before, string name, DateOnly today)
    {
        if (before is null) return [];
        var kept = before.FormerNames.Where(f => f.Name != name);
        return before.Name == name ? before.FormerNames : [.. kept, new FormerName(before.Name, today)];
    }
}
