namespace PatentFunctions.Accounts.Rules;

/// <summary>密码规则 (ACC-02; manual of the pilot platform, 一、单位注册: 数字、字母(区分大小写)和特殊字符的组合，密码长度 8-18 位).</summary>
public static class PasswordRules
{
    /// <summary>Fewest characters.</summary>
    public const int MinLength = 8;

    /// <summary>Most characters.</summary>
    public const int MaxLength = 18;

    /// <summary>Everything wrong with a new password and its repetition.</summary>
    /// <param name="password">As typed.</param>
    /// <param name="again">As typed the second time.</param>
    /// <param name="username">The account's username, which it must not contain; null where it is not known yet.</param>
    public static IEnumerable<Finding> Check(string? password, string? again, string? username)
    {
        foreach (var finding in Check(password, username)) yield return finding;
        if (string.IsNullOrEmpty(again))
            yield return Finding.Blocks("password-again.missing", "/passwordAgain", "请再次输入密码。");
        else if (!string.IsNullOrEmpty(password) && again != password)
            yield return Finding.Blocks("password-again.different", "/passwordAgain", "两次输入的密码不一致。");
    }

    /// <summary>Everything wrong with a password.</summary>
    public static IEnumerable<Finding> Check(string? password, string? username)
    {
        if (string.IsNullOrEmpty(password))
        {
            yield return At("missing", "请输入密码。");
            yield break;
        }
        if (password.Length is < MinLength or > MaxLength) yield return At("length", "密码长度应为8至18位。");
        if (!password.Any(char.IsAsciiLetterUpper)) yield return At("upper-case", "密码应至少包含一个大写字母。");
        if (!password.Any(char.IsAsciiLetterLower)) yield return At("lower-case", "密码应至少包含一个小写字母。");
        if (!password.Any(char.IsAsciiDigit)) yield return At("digit", "密码应至少包含一个数字。");
        if (!password.Any(IsSpecial)) yield return At("special", "密码应至少包含一个特殊字符，如 ! @ # $ %。");
        if (!password.All(c => char.IsAsciiLetterOrDigit(c) || IsSpecial(c))) yield return At("character", "密码只能由半角的字母、数字和特殊字符组成，不能含有空格和汉字。");
        if (!string.IsNullOrEmpty(username) && password.Contains(username, StringComparison.OrdinalIgnoreCase)) yield return At("contains-username", "密码不能包含用户名。");
    }

    /// <summary>The old password given with a change was wrong.</summary>
    public static Finding OldWrong { get; } = Finding.Blocks("old-password.wrong", "/oldPassword", "原密码错误。");

    /// <summary>Everything wrong with the old password as typed, before it is checked.</summary>
    public static IEnumerable<Finding> CheckOld(string? old, string? password)
    {
        if (string.IsNullOrEmpty(old)) yield return Finding.Blocks("old-password.missing", "/oldPassword", "请输入原密码。");
        else if (old == password) yield return At("same-as-old", "新密码不能与原密码相同。");
    }

    private static bool IsSpecial(char c) => c is > ' ' and < '\u007f' && !char.IsAsciiLetterOrDigit(c);

    private static Finding At(string rule, string text) => Finding.Blocks("password." + rule, "/password", text);
}
