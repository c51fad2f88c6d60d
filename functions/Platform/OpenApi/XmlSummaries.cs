using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace PatentFunctions.Platform.OpenApi;

/// <summary>The summaries of the sources, from the documentation file that lies beside the assembly.</summary>
internal sealed partial class XmlSummaries
{
    private readonly Dictionary<string, XElement> members;

    private XmlSummaries(Dictionary<string, XElement> members) => this.members = members;

    /// <summary>Those of an assembly; empty where the file is missing.</summary>
    public static XmlSummaries Of(Assembly assembly)
    {
        var path = Path.Combine(AppContext.BaseDirectory, assembly.GetName().Name + ".xml");
        if (!File.Exists(path)) return new XmlSummaries([]);
        return new XmlSummaries(XDocument.Load(path).Descendants("member").GroupBy(m => (string)m.Attribute("name")!, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal));
    }

    /// <summary>Summary of a type.</summary>
    public string? OfType(Type type) => Text(Find("T:" + NameOf(type))?.Element("summary"));

    /// <summary>Example of a type's JSON, where its documentation gives one.</summary>
    public string? ExampleOf(Type type) => Find("T:" + NameOf(type))?.Element("example")?.Value.Trim();

    /// <summary>Summary of a property: its own, or what the record says of its parameter.</summary>
    public string? OfProperty(PropertyInfo property)
    {
        var owner = NameOf(property.DeclaringType!);
        return Text(Find($"P:{owner}.{property.Name}")?.Element("summary"))
            ?? Text(Find("T:" + owner)?.Elements("param").FirstOrDefault(p => (string?)p.Attribute("name") == property.Name));
    }

    /// <summary>Summary of an enum's value.</summary>
    public string? OfField(Type type, string name) => Text(Find($"F:{NameOf(type)}.{name}")?.Element("summary"));

    /// <summary>Summary of a function: of its method, or of its class where the method says nothing.</summary>
    public string? OfFunction(MethodInfo method)
    {
        var prefix = $"M:{NameOf(method.DeclaringType!)}.{method.Name}";
        var own = members.FirstOrDefault(m => m.Key == prefix || m.Key.StartsWith(prefix + "(", StringComparison.Ordinal)).Value;
        return Text(own?.Element("summary")) ?? OfType(method.DeclaringType!);
    }

    /// <summary>Summary of a function's class: the short title of the act.</summary>
    public string? OfClass(MethodInfo method) => OfType(method.DeclaringType!);

    private XElement? Find(string key) => members.GetValueOrDefault(key);

    private static string NameOf(Type type) => (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName!.Replace('+', '.');

    private static string? Text(XElement? element)
    {
        if (element is null) return null;
        var text = string.Concat(element.Nodes().Select(Render));
        text = Blank().Replace(text, " ").Trim();
        return text.Length == 0 ? null : text;
    }

    private static string Render(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "see" or "seealso" or "paramref" or "typeparamref" } reference when reference.Nodes().Any() => string.Concat(reference.Nodes().Select(Render)),
        XElement { Name.LocalName: "see" or "seealso" } reference => ((string?)reference.Attribute("cref") ?? (string?)reference.Attribute("langword") ?? "").Split('(')[0].Split('.', ':')[^1],
        XElement { Name.LocalName: "paramref" or "typeparamref" } reference => (string?)reference.Attribute("name") ?? "",
        XElement element => string.Concat(element.Nodes().Select(Render)),
        _ => "",
    };

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blank();
}
