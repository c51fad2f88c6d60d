namespace PatentFunctions.Tests.Journeys;

/// <summary>What an examiner does at the workbench.</summary>
internal static class Examination
{
    public static async Task<TestAnswer> ReadAsync(this TestClient examiner, string kind, string id) => (await examiner.GetAsync($"reviews/{kind}/{id}")).Expect(200);

    /// <summary>Approves what was read: every line of the checklist confirmed.</summary>
    public static Task<TestAnswer> ApproveAsync(this TestClient examiner, TestAnswer read) =>
        examiner.PostAsync(
            $"reviews/{read.Text("kind")}/{read.Text("case")}/approve",
            new { opinion = "材料齐全，符合要求。", checklist = read.At("checklist").EnumerateArray().ToDictionary(c => c.GetProperty("code").GetString()!, _ => true) },
            read.ETag);

    /// <summary>Returns what was read with reasons of the catalogue.</summary>
    public static Task<TestAnswer> ReturnAsync(this TestClient examiner, TestAnswer read, params string[] codes) =>
        examiner.PostAsync(
            $"reviews/{read.Text("kind")}/{read.Text("case")}/return", new { reasons = codes.Select(code => new { code, note = "请按说明修改" }) }, read.ETag);

    public static async Task<TestAnswer> ReadAndApproveAsync(this TestClient examiner, string kind, string id) => (await examiner.ApproveAsync(await examiner.ReadAsync(kind, id))).Expect(200);

    public static async Task<TestAnswer> ReadAndReturnAsync(this TestClient examiner, string kind, string id, params string[] codes) =>
        (await examiner.ReturnAsync(await examiner.ReadAsync(kind, id), codes)).Expect(200);
}
