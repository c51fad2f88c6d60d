using System.Reflection;
using Azure.Communication.Sms;
using PatentFunctions.Tests;

namespace AzureBuild.Tests.Published;

/// <summary>The one stand-in among the packages has nothing that the real one has not.</summary>
public class SmsStandInTests
{
    [Theory]
    [InlineData(typeof(SmsClient))]
    [InlineData(typeof(SmsClientOptions))]
    [InlineData(typeof(SmsSendOptions))]
    [InlineData(typeof(SmsSendResult))]
    public void Type_HasOnlyWhatTheListingHas(Type type)
    {
        var listed = File.ReadLines(Path.Combine(RepositoryFolder.Path, "tests", "LocalHost.Tests", "azure-api.txt"))
            .SkipWhile(l => l != "namespace Azure.Communication.Sms")
            .SkipWhile(l => !l.StartsWith("class " + type.Name, StringComparison.Ordinal) || l.StartsWith($"class {type.Name}Options", StringComparison.Ordinal))
            .Skip(1).TakeWhile(l => l.StartsWith("    ", StringComparison.Ordinal)).Select(l => l.Trim()).ToList();
        foreach (var property in type.GetProperties(BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.Instance))
            Assert.Contains(listed, l => l.EndsWith($" {property.Name} {{ {(property.CanRead ? "get; " : "")}{(property.CanWrite ? "set; " : "")}}}", StringComparison.Ordinal));
        foreach (var constructor in type.GetConstructors()) Assert.Contains(listed, l => l.StartsWith("new(", StringComparison.Ordinal) && Names(l) == Names(constructor));
        foreach (var method in type.GetMethods(BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.Instance).Where(m => !m.IsSpecialName))
            Assert.Contains(listed, l => l.Contains($" {method.Name}(", StringComparison.Ordinal) && Names(l) == Names(method));
    }

    private static string Names(MethodBase method) => string.Join(',', method.GetParameters().Select(p => p.Name));

    private static string Names(string line) =>
        string.Join(',', line[(line.IndexOf('(', StringComparison.Ordinal) + 1)..line.LastIndexOf(')')].Split(',', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split(" = ")[0].Trim().Split(' ')[^1]));
}
