using PatentFunctions.Identifiers;

namespace PatentFunctions.Accounts.Rules;

/// <summary>用户名规则 (ACC-01; manual of the pilot platform, 一、单位注册: 长度为 4-20 个字符，不支持特殊字符).</summary>
public static class UsernameRules
{
    /// <summary>Everything wrong with a username.</summary>
    public static IEnumerable<Finding> Check(string? username)
    {
        if (string.IsNullOrEmpty(username))
        {
            yield return At("missing", "请输入用户名。");
            yield break;
        }
        if (username.Length is < 4 or > 20) yield return At("length", "用户名长度应为4至20个字符。");
        if (!username.All(char.IsAsciiLetterOrDigit)) yield return At("character", "用户名只能由英文字母和数字组成。");
        // A sign-in by phone must never find an account that merely calls itself so.
        if (MobileNumber.TryParse(username, out _, out _)) yield return At("like-phone", "用户名不能是手机号码。");
    }

    private static Finding At(string rule, string text) => Finding.Blocks("username." + rule, "/username", text);
}
