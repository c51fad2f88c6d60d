using System.Text.Json.Nodes;
using PatentFunctions.Cultivation.Forms;

namespace PatentFunctions.Tests.Cultivation.GreyFields;

/// <summary>Every grey field by every way in: nothing that a unit sends reaches it.</summary>
[Trait("Spec", "SME-04")]
public sealed class GreyFieldsCannotBeWritten : IDisposable
{
    private readonly CultivationBench bench = new();

    public static TheoryData<string> GreyFields => [.. SmeSample.Form.Fields.Where(f => f.IsOfficial).Select(f => f.Id)];

    [Theory]
    [MemberData(nameof(GreyFields))]
    public async Task GreyField_InEveryRequest_IsRefusedAndKeepsItsOwnValue(string field)
    {
        await bench.EnterpriseAsync();
        var saved = (await bench.SaveAsync(SmeSample.With())).Expect(200);
        var before = (await bench.ReadAsync()).Body.GetProperty("official").GetProperty(field).GetRawText();
        JsonNode Forged() => SmeSample.Form.Find(field)!.Type switch
        {
            FieldType.Years => JsonNode.Parse("""{"2023":9999,"2024":9999,"2025":9999}""")!,
            FieldType.Rows => JsonNode.Parse("""[{"operator":"伪造","patent":"伪造"}]""")!,
            _ => JsonValue.Create(9999),
        };
        async Task RefusedAsync(object body, string code, string pointer)
        {
            var answer = (await bench.SaveAsync(body, saved.ETag)).Expect(400);
            Assert.Contains((pointer, code), answer.Errors.Select(e => (e.Pointer, e.Code)));
        }

        // The draft: at its place, as null, of another type, in other letters, nested, beside the values.
        await RefusedAsync(SmeSample.With(v => v[field] = Forged()), FormShape.Official, "/values/" + field);
        await RefusedAsync(SmeSample.With(v => v[field] = null), FormShape.Official, "/values/" + field);
        await RefusedAsync(SmeSample.With(v => v[field] = "9999"), FormShape.Official, "/values/" + field);
        var upper = char.ToUpperInvariant(field[0]) + field[1..];
        await RefusedAsync(SmeSample.With(v => v[upper] = Forged()), "body.unknown-field", "/values/" + upper);
        await RefusedAsync(SmeSample.With(v => v["platforms"] = new JsonArray(new JsonObject { ["name"] = "中心", [field] = Forged() })), "body.unknown-field", $"/values/platforms/0/{field}");
        await RefusedAsync(SmeSample.With(v => v["official"] = new JsonObject { [field] = Forged() }), "body.unknown-field", "/values/official");
        await RefusedAsync(new JsonObject { ["values"] = SmeSample.Values(), ["official"] = new JsonObject { [field] = Forged() } }.ToJsonString(), "body.unknown-field", "/official");
        await RefusedAsync(new JsonObject { ["values"] = SmeSample.Values(), [field] = Forged() }.ToJsonString(), "body.unknown-field", "/" + field);

        // Twice under one name, once empty.
        var twice = "{\"values\":{\"" + field + "\":0,\"" + field + "\":9999}}";
        (await bench.SaveAsync(twice, saved.ETag)).Expect(400, "body-not-json");
        (await bench.SaveAsync("{\"values\":{},\"values\":{\"" + field + "\":9999}}", saved.ETag)).Expect(400, "body-not-json");

        // With the submission.
        var submission = new JsonObject { ["confirmed"] = new JsonArray(), ["values"] = new JsonObject { [field] = Forged() } }.ToJsonString();
        Assert.Contains("/values", (await bench.SubmitAsync(saved.ETag, submission)).Expect(400, "body-shape").Pointers);
        var beside = new JsonObject { ["confirmed"] = new JsonArray(), [field] = Forged() }.ToJsonString();
        Assert.Contains("/" + field, (await bench.SubmitAsync(saved.ETag, beside)).Expect(400, "body-shape").Pointers);

        (await bench.SubmitAsync(saved.ETag)).Expect(200);
        var content = (await bench.Reports.ContentAsync(CultivationBench.IdOf(CultivationBench.A), default))!;
        Assert.Null(content.Values.Find(field));
        Assert.Equal(before, (await bench.ReadAsync()).Body.GetProperty("official").GetProperty(field).GetRawText());
    }

    [Theory]
    [MemberData(nameof(GreyFields))]
    public async Task GreyField_InTheFirstSave_IsRefusedToo(string field)
    {
        await bench.EnterpriseAsync();
        var answer = (await bench.SaveAsync(SmeSample.With(v => v[field] = 9999))).Expect(400, "body-shape");
        Assert.Equal(["/values/" + field], answer.Pointers);
        Assert.Null(await bench.Reports.FindAsync(CultivationBench.IdOf(CultivationBench.A), default));
    }

    public void Dispose() => bench.Dispose();
}
