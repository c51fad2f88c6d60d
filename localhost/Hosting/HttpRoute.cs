using Microsoft.AspNetCore.Routing.Patterns;

namespace PatentFunctions.LocalHost;

/// <summary>The route of an HTTP function.</summary>
internal static class HttpRoute
{
    /// <summary>Below the prefix, without slashes around it.</summary>
    public static string Of(FunctionMethod function)
    {
        var route = ((HttpTriggerAttribute)function.Attribute).Route;
        return (string.IsNullOrWhiteSpace(route) ? function.Name : route).Trim('/');
    }

    /// <summary>In capitals; empty means all.</summary>
    public static string[] Methods(FunctionMethod function) =>
        [.. ((HttpTriggerAttribute)function.Attribute).Methods.Select(method => method.ToUpperInvariant()).Distinct()];

    /// <summary>The route without its parameters' names: two functions of one shape answer the same requests.</summary>
    public static string Shape(FunctionMethod function)
    {
        var pattern = RoutePatternFactory.Parse(Of(function));
        return string.Join('/', pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
        {
            RoutePatternLiteralPart literal => literal.Content.ToUpperInvariant(),
            RoutePatternSeparatorPart separator => separator.Content,
            RoutePatternParameterPart parameter => $"{{{(parameter.IsCatchAll ? "*" : "")}"
                + string.Concat(parameter.ParameterPolicies.Select(policy => $":{policy.Content}")) + "}",
            _ => "",
        }))));
    }
}
