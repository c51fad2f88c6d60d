using System.Reflection;
using System.Text.Json.Nodes;

namespace PatentFunctions.Platform.OpenApi;

/// <summary>A type whose JSON is described by data, not by its members: it gives its schema itself.</summary>
/// <typeparam name="TSelf">The type.</typeparam>
public interface IOwnSchema<TSelf>
    where TSelf : IOwnSchema<TSelf>
{
    /// <summary>JSON Schema of the values.</summary>
    static abstract JsonObject Schema();
}

/// <summary>Finds the schema that a type gives itself.</summary>
internal static class OwnSchema
{
    /// <summary>The schema; null where the type has members that say what it is.</summary>
    public static JsonObject? Of(Type type) =>
        Array.Exists(type.GetInterfaces(), i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IOwnSchema<>))
            ? (JsonObject)type.GetMethod("Schema", BindingFlags.Public | BindingFlags.Static)!.Invoke(null, null)!
            : null;
}
