using System.Globalization;
using System.Text.Json.Nodes;

namespace PatentFunctions.Cultivation.Forms;

/// <summary>
/// The form as JSON Schema 2020-12 of its values, with <c>x-</c> keywords for the layout, so that a front end can render and pre-check a form that it does
/// not know: <c>x-sections</c>, <c>x-type</c>, <c>x-unit</c>, <c>x-decimals</c>, <c>x-official</c>, <c>x-purpose</c>, <c>x-only-when</c>, <c>x-exclusive</c>, <c>x-confidence</c>.
/// </summary>
public static class FormSchema
{
    /// <summary>Media type of a schema.</summary>
    public const string MediaType = "application/schema+json";

    /// <summary>The schema of a year's values.</summary>
    /// <param name="form">The version of the form.</param>
    /// <param name="year">上报年度.</param>
    public static JsonObject Of(SmeFormDefinition form, int year)
    {
        var properties = new JsonObject();
        foreach (var field in form.Fields) properties[field.Id] = Field(field, year);
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["$id"] = string.Create(CultureInfo.InvariantCulture, $"urn:patent-functions:sme-form:{form.Version}:{year}"),
            ["title"] = string.Create(CultureInfo.InvariantCulture, $"{year}年度{form.Title}"),
            ["description"] = form.Source,
            ["x-version"] = form.Version,
            ["x-year"] = year,
            ["x-sections"] = new JsonArray([.. form.Sections.Select(Section)]),
            ["type"] = "object",
            ["properties"] = properties,
            ["required"] = Names(form.Fields.Where(f => f is { Required: true, OnlyWhen: null }).Select(f => f.Id)),
            ["additionalProperties"] = false,
        };
        var further = new JsonArray([.. form.Sections.Where(s => s.AtLeast > 0).Select(AtLeast), .. form.Fields.Where(f => f.OnlyWhen is not null).Select(f => OnlyWhen(f, form))]);
        if (further.Count > 0) schema["allOf"] = further;
        return schema;
    }

    /// <summary>The same for drafts of any year and version, which may be incomplete, to be put into another schema.</summary>
    /// <param name="form">The latest version of the form.</param>
    public static JsonObject OfDraft(SmeFormDefinition form)
    {
        var schema = Of(form, form.FromYear);
        foreach (var keyword in (string[])["$schema", "$id", "x-year", "required", "allOf", "additionalProperties"]) schema.Remove(keyword);
        foreach (var field in form.Fields.Where(f => f.Type == FieldType.Years))
        {
            var years = schema["properties"]![field.Id]!.AsObject();
            foreach (var keyword in (string[])["properties", "required"]) years.Remove(keyword);
            years["additionalProperties"] = Value(field, field.Of);
        }
        schema["additionalProperties"] = new JsonObject();
        return schema;
    }

    private static JsonObject Section(FormSection section)
    {
        var described = new JsonObject { ["id"] = section.Id, ["title"] = section.Title, ["fields"] = Names(section.Fields.Select(f => f.Id)) };
        if (section.AtLeast > 0) described["atLeast"] = section.AtLeast;
        return described;
    }

    private static JsonObject Field(FormField field, int year)
    {
        var schema = field.Type switch
        {
            FieldType.Years => Years(field, year),
            FieldType.Rows => Rows(field, year),
            _ => Value(field, field.Type),
        };
        schema.Insert(0, "title", field.Label);
        schema["x-type"] = System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(field.Type.ToString());
        if (field.Unit is not null) schema["x-unit"] = field.Unit;
        if (field.Type == FieldType.Amount || field is { Type: FieldType.Years, Of: FieldType.Amount }) schema["x-decimals"] = field.Decimals;
        if (field.Note is not null) schema["description"] = field.Note;
        if (field.Purpose is not null) schema["x-purpose"] = field.Purpose;
        if (field.OnlyWhen is { } condition) schema["x-only-when"] = new JsonObject { ["field"] = condition.Field, ["has"] = condition.Has };
        if (field.Confidence != Confidence.High) schema["x-confidence"] = System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(field.Confidence.ToString());
        if (!field.IsOfficial) return schema;
        schema["readOnly"] = true;
        schema["x-official"] = field.Official;
        return schema;
    }

    private static JsonObject Value(FormField field, FieldType type)
    {
        switch (type)
        {
            case FieldType.Amount or FieldType.Count:
                return new JsonObject { ["type"] = type == FieldType.Count ? "integer" : "number", ["minimum"] = field.Min, ["maximum"] = field.Max };
            case FieldType.YesNo:
                return new JsonObject { ["type"] = "boolean" };
            case FieldType.Choice:
                return new JsonObject { ["type"] = "string", ["oneOf"] = Options(field) };
            case FieldType.Choices:
                var choices = new JsonObject { ["type"] = "array", ["uniqueItems"] = true, ["items"] = new JsonObject { ["type"] = "string", ["oneOf"] = Options(field) } };
                if (field.Required) choices["minItems"] = 1;
                if (field.Options.FirstOrDefault(o => o.Exclusive) is { } alone)
                {
                    choices["if"] = new JsonObject { ["contains"] = new JsonObject { ["const"] = alone.Value } };
                    choices["then"] = new JsonObject { ["maxItems"] = 1 };
                    choices["x-exclusive"] = Names(field.Options.Where(o => o.Exclusive).Select(o => o.Value));
                }
                return choices;
            case FieldType.Day:
                return new JsonObject { ["type"] = "string", ["format"] = "date" };
            case FieldType.File:
                return new JsonObject { ["type"] = "string" };
            default:
                var text = new JsonObject { ["type"] = "string", ["maxLength"] = field.MaxLength };
                if (field.Required) text["minLength"] = 1;
                if (field.Pattern is not null) text["pattern"] = field.Pattern;
                return text;
        }
    }

    private static JsonObject Years(FormField field, int year)
    {
        var names = field.YearsOf(year).Select(y => y.ToString(CultureInfo.InvariantCulture)).ToList();
        var properties = new JsonObject();
        foreach (var name in names)
        {
            var value = Value(field, field.Of);
            value.Insert(0, "title", name + "年");
            properties[name] = value;
        }
        var schema = new JsonObject { ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = false };
        if (field.Required) schema["required"] = Names(names);
        return schema;
    }

    private static JsonObject Rows(FormField field, int year)
    {
        var columns = new JsonObject();
        foreach (var column in field.Fields) columns[column.Id] = Field(column, year);
        var item = new JsonObject { ["type"] = "object", ["properties"] = columns, ["required"] = Names(field.Fields.Where(c => c.Required).Select(c => c.Id)), ["additionalProperties"] = false };
        return new JsonObject { ["type"] = "array", ["maxItems"] = field.MaxItems, ["items"] = item };
    }

    private static JsonArray Options(FormField field) =>
        new([.. field.Choosable.Select(o => (JsonNode)new JsonObject { ["const"] = o.Value, ["title"] = o.Label })]);

    // JSON Schema counts no members of a part of an object: one of them is said by anyOf; a larger number is left to the submission.
    private static JsonObject AtLeast(FormSection section) =>
        new JsonObject { ["anyOf"] = new JsonArray([.. section.Fields.Where(f => !f.IsOfficial).Select(f => (JsonNode)new JsonObject { ["required"] = Names([f.Id]) })]) };

    private static JsonObject OnlyWhen(FormField field, SmeFormDefinition form)
    {
        var condition = field.OnlyWhen!;
        JsonObject chosen = new() { ["const"] = condition.Has };
        if (form.Find(condition.Field)!.Type == FieldType.Choices) chosen = new JsonObject { ["contains"] = chosen };
        return new JsonObject
        {
            ["if"] = new JsonObject { ["properties"] = new JsonObject { [condition.Field] = chosen }, ["required"] = Names([condition.Field]) },
            ["then"] = new JsonObject { ["required"] = Names([field.Id]) },
            ["else"] = new JsonObject { ["not"] = new JsonObject { ["required"] = Names([field.Id]) } },
        };
    }

    private static JsonArray Names(IEnumerable<string> names) => new([.. names.Select(n => (JsonNode)n)]);
}
