using System.Text.Json.Nodes;

namespace PatentFunctions.Platform.OpenApi;

/// <summary>Schemas of bodies that are described by their media type alone.</summary>
internal static class RawContent
{
    /// <summary>The schema; an empty one for JSON whose form is somebody else's.</summary>
    public static JsonObject SchemaOf(string mediaType) => mediaType switch
    {
        "application/json" or "application/schema+json" => new JsonObject { ["type"] = "object" },
        "application/x-www-form-urlencoded" => new JsonObject { ["type"] = "object" },
        "multipart/form-data" => new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject { ["file"] = Bytes("文件，只能有一个") },
            ["required"] = new JsonArray("file"),
        },
        _ => Bytes(null),
    };

    /// <summary>The media types that an attribute names.</summary>
    public static string[] Split(string mediaTypes) => mediaTypes.Split(',', StringSplitOptions.TrimEntries);

    /// <summary>True for what a browser saves under a name that the answer gives; a page, a feed or a key is read where it is.</summary>
    public static bool IsDownload(string mediaType) =>
        mediaType is not ("application/json" or "application/schema+json" or "text/html" or "application/atom+xml" or "application/x-pem-file");

    private static JsonObject Bytes(string? description)
    {
        var schema = new JsonObject { ["type"] = "string", ["format"] = "binary" };
        if (description is not null) schema["description"] = description;
        return schema;
    }
}
