using PatentFunctions.Identifiers;

namespace PatentFunctions.Accounts.Rules;

/// <summary>单位注册: what is checked before anything is looked up (ACC-01).</summary>
public static class RegistrationRules
{
    /// <summary>Everything wrong with the form itself: each field has its own code.</summary>
    /// <param name="form">The form as typed.</param>
    /// <param name="agreementVersion">Version of the 《单位注册协议》 in force.</param>
    public static IEnumerable<Finding> Check(RegistrationForm form, string agreementVersion) =>
    [
        .. UsernameRules.Check(form.Username),
        .. Identifier<MobileNumber>(form.Phone, "/phone"),
        .. Identifier<EmailAddress>(form.Mail, "/mail"),
        .. SmsCodeRules.CheckShape(form.SmsCode),
        .. PasswordRules.Check(form.Password, form.PasswordAgain, form.Username),
        .. Agreement(form.AgreementVersion, agreementVersion),
    ];

    /// <summary>What an identifier's own rules say, at a field.</summary>
    public static IEnumerable<Finding> Identifier<T>(string? text, string pointer)
        where T : class, IIdentifier<T> =>
        T.TryParse(text, out _, out var problem) ? [] : [Finding.Blocks(problem.Code, pointer, problem.Text)];

    /// <summary>An identifier that was checked before.</summary>
    public static T Checked<T>(string? text)
        where T : class, IIdentifier<T> =>
        T.TryParse(text, out var value, out var problem) ? value : throw new InvalidOperationException(problem.Code);

    private static IEnumerable<Finding> Agreement(string? accepted, string inForce)
    {
        if (string.IsNullOrEmpty(accepted))
            yield return Finding.Blocks("agreement.not-accepted", "/agreementVersion", "请阅读并同意《单位注册协议》。");
        else if (accepted != inForce)
            yield return Finding.Blocks("agreement.outdated", "/agreementVersion", "《单位注册协议》已更新，请重新阅读并同意。");
    }
}
