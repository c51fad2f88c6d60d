using PatentFunctions.Catalogs;
using PatentFunctions.Identifiers;

namespace PatentFunctions.Accounts.Rules;

/// <summary>工作人员账号: what is checked before it is created (ACC-10).</summary>
public static class StaffRules
{
    /// <summary>Roles that an operator creates.</summary>
    public static IReadOnlyList<Role> Roles { get; } = [Role.Examiner, Role.Provincial, Role.National, Role.Bank, Role.FinanceOfficer, Role.Operator, Role.University];

    /// <summary>Everything wrong with the form.</summary>
    public static IReadOnlyList<Finding> Check(StaffForm form) =>
    [
        .. UsernameRules.Check(form.Username),
        .. RoleOf(form.Role),
        .. ExpertRules.Required("office", form.Office, "/office", "单位或部门名称", 100),
        .. RegistrationRules.Identifier<MobileNumber>(form.Phone, "/phone"),
        .. RegistrationRules.Identifier<EmailAddress>(form.Mail, "/mail"),
        .. Province(form),
        .. Bank(form),
    ];

    /// <summary>GB/T 2260 code of a province, six digits, from its two or six digits; null for anything else.</summary>
    public static string? ProvinceCode(string? typed) =>
        AdministrativeDivisions.Find(typed?.Trim()) is { Level: 1 } province ? province.Code + "0000" : null;

    private static IEnumerable<Finding> RoleOf(Role? role)
    {
        if (role is not { } given || !Roles.Contains(given)) yield return Finding.Blocks("staff-role", "/role", "请选择要创建的账号类型。");
    }

    private static IEnumerable<Finding> Province(StaffForm form)
    {
        if (form.Role == Role.Provincial && ProvinceCode(form.Province) is null)
            yield return Finding.Blocks("staff-province.missing", "/province", "请填写省级行政区划代码，如430000。");
        else if (form.Role != Role.Provincial && form.Province is not null)
            yield return Finding.Blocks("staff-province.unexpected", "/province", "只有省级知识产权管理部门的账号填写省份。");
    }

    private static IEnumerable<Finding> Bank(StaffForm form)
    {
        if (form.Role == Role.Bank && !(form.Bank is { Length: >= 2 and <= 20 } code && code.All(char.IsAsciiLetterOrDigit)))
            yield return Finding.Blocks("staff-bank.missing", "/bank", "请填写银行代码（2至20位字母或数字）。");
        else if (form.Role != Role.Bank && form.Bank is not null)
            yield return Finding.Blocks("staff-bank.unexpected", "/bank", "只有银行账号填写银行代码。");
    }
}
