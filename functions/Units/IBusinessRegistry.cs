using PatentFunctions.Identifiers;

namespace PatentFunctions.Units;

/// <summary>工商信息 of one unit.</summary>
/// <param name="Uscc">统一社会信用代码.</param>
/// <param name="Name">单位名称.</param>
/// <param name="RegisteredAddress">注册地址.</param>
/// <param name="LegalRepresentative">法定代表人.</param>
/// <param name="Phone">法定代表人电话.</param>
public sealed record BusinessEntry(string Uscc, string Name, string RegisteredAddress, string LegalRepresentative, string Phone)
{
    /// <summary>注册资本, 万元.</summary>
    public decimal? RegisteredCapital { get; init; }

    /// <summary>国民经济行业小类, four digits of GB/T 4754-2017.</summary>
    public string? Industry { get; init; }

    /// <summary>企业类型, code of the catalog <c>enterprise-types</c>.</summary>
    public string? EnterpriseType { get; init; }

    /// <summary>行政区划 code of six digits.</summary>
    public string? Division { get; init; }
}

/// <summary>
/// 工商信息 (UNI-04): tells what the business registration says about a USCC. An imported register by default, an HTTP registry by
/// configuration.
/// </summary>
public interface IBusinessRegistry
{
    /// <summary>The entry, or null where the registry has none. Throws <see cref="BusinessRegistryDownException"/> where it cannot be asked.</summary>
    Task<BusinessEntry?> FindAsync(UnifiedSocialCreditCode uscc, CancellationToken cancellation);
}

/// <summary>The business registry cannot be asked now; units fill in by hand.</summary>
/// <param name="message">What went wrong.</param>
/// <param name="cause">The cause.</param>
public sealed class BusinessRegistryDownException(string message, Exception? cause = null) : Exception(message, cause);
