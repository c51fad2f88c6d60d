using PatentFunctions.Identifiers;

namespace PatentFunctions.Accounts.Rules;

/// <summary>专家账号: what is checked before it is created (ACC-09).</summary>
public static class ExpertRules
{
    /// <summary>Everything wrong with the form.</summary>
    /// <param name="form">The form as typed.</param>
    /// <param name="today">Today in Asia/Shanghai.</param>
    public static IReadOnlyList<Finding> Check(ExpertForm form, DateOnly today) =>
    [
        .. UsernameRules.Check(form.Username),
        .. Required("expert-name", form.Name, "/name", "姓名", 50),
        .. IdNumber(form.IdNumber, today),
        .. Required("expert-post", form.Post, "/post", "职务", 50),
        .. Required("expert-field", form.Field, "/field", "专业领域", 100),
        .. RegistrationRules.Identifier<MobileNumber>(form.Phone, "/phone"),
        .. RegistrationRules.Identifier<EmailAddress>(form.Mail, "/mail"),
    ];

    /// <summary>A text that must be there and not be too long.</summary>
    internal static IEnumerable<Finding> Required(string code, string? text, string pointer, string label, int most)
    {
        if (string.IsNullOrWhiteSpace(text)) yield return Finding.Blocks(code + ".missing", pointer, $"请填写{label}。");
        else if (text.Trim().Length > most) yield return Finding.Blocks(code + ".length", pointer, $"{label}不得超过{most}个字。");
    }

    private static IEnumerable<Finding> IdNumber(string? text, DateOnly today)
    {
        if (!ResidentIdNumber.TryParse(text, out var number, out var problem)) yield return Finding.Blocks(problem.Code, "/idNumber", problem.Text);
        else if (number.BirthDate > today) yield return Finding.Blocks("resident-id.birth-date", "/idNumber", "身份证号码第7至14位不是有效的出生日期。");
    }
}
