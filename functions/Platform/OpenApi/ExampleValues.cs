using System.Text.Json;
using System.Text.Json.Nodes;

namespace PatentFunctions.Platform.OpenApi;

/// <summary>Values of the document's examples, chosen by what a field is called; all numbers are invented or reserved for tests.</summary>
internal static class ExampleValues
{
    private static readonly (string Part, string Value)[] Texts =
    [
        ("uscc", "91430100MA4L16JQ9B"),
        ("creditCode", "91430100MA4L16JQ9B"),
        ("patentNumber", "ZL202010000001.2"),
        ("mobile", "13800138000"),
        ("phone", "13800138000"),
        ("email", "ipr@example.com"),
        ("mail", "ipr@example.com"),
        ("username", "cs-bearing"),
        ("password", "Example-Passw0rd"),
        ("province", "430000"),
        ("city", "430100"),
        ("district", "430103"),
        ("sha256", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),
        ("trace", "4bf92f3577b34da6a3ce929d0e0e4736"),
        ("pointer", "/product/name"),
        ("continuation", "MjA"),
        ("code", "3451"),
        ("unitName", "长沙示例轴承有限公司"),
        ("office", "试点平台"),
        ("name", "滚动轴承"),
        ("title", "示例"),
        ("opinion", "请按意见修改后重新提交。"),
        ("status", "审核中，预计 11月27日前"),
    ];

    /// <summary>A value of a plain type; null where none suits.</summary>
    public static JsonNode? Of(Type type, string name)
    {
        if (type == typeof(bool)) return true;
        if (type == typeof(int) || type == typeof(long)) return 1;
        if (type == typeof(decimal) || type == typeof(double) || type == typeof(float)) return 12.5m;
        if (type == typeof(DateOnly)) return "2026-11-27";
        if (type == typeof(DateTimeOffset) || type == typeof(DateTime)) return "2026-11-27T01:05:00+00:00";
        if (type == typeof(TimeOnly)) return "09:05:00";
        if (type == typeof(string)) return Texts.FirstOrDefault(t => name.Contains(t.Part, StringComparison.OrdinalIgnoreCase)).Value ?? (name is "id" ? "x-0123456789abcdef" : "示例");
        if (type == typeof(JsonElement)) return new JsonObject();
        if (type == typeof(Identifiers.PatentNumber)) return "202010000001.2";
        if (type == typeof(Identifiers.UnifiedSocialCreditCode)) return "91430100MA4L16JQ9B";
        return Type.GetTypeCode(type) == TypeCode.Object && type.IsValueType ? IdOf(type) : null;
    }

    private static JsonNode? IdOf(Type type) =>
        type.Name.EndsWith("Id", StringComparison.Ordinal) ? char.ToLowerInvariant(type.Name[0]) + "-0123456789abcdef" : null;
}
