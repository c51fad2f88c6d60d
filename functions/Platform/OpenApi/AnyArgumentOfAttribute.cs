namespace PatentFunctions.Platform.OpenApi;

/// <summary>
/// Says of a property that is plain JSON that its value has one of the types that implementations of a generic interface name; which one, the
/// rest of the request decides. An area that adds an implementation adds to the document by it.
/// </summary>
/// <param name="interface">The generic interface with one argument, e.g. <c>typeof(IBatchAct&lt;&gt;)</c>.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AnyArgumentOfAttribute(Type @interface) : Attribute
{
    /// <summary>The generic interface.</summary>
    public Type Interface { get; } = @interface;

    /// <summary>The types, by name.</summary>
    internal IEnumerable<Type> Types() =>
        from type in Interface.Assembly.GetTypes()
        where !type.IsInterface
        from implemented in type.GetInterfaces()
        where implemented.IsGenericType && implemented.GetGenericTypeDefinition() == Interface
        group implemented.GenericTypeArguments[0] by implemented.GenericTypeArguments[0] into argument
        orderby argument.Key.Name
        select argument.Key;
}
