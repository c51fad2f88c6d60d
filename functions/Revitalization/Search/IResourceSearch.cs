using PatentFunctions.Platform.Http;
using PatentFunctions.Revitalization.Resources;

namespace PatentFunctions.Revitalization.Search;

/// <summary>The search service does not answer.</summary>
[RefusedBy("SearchResources", "ExportResources")]
public sealed record SearchUnavailable() : Unavailable("search-unavailable", "检索服务暂不可用", "检索服务暂时没有响应，请稍后重试。");

/// <summary>
/// The full-text index of 专利转化资源库: SQLite FTS5 in the local build, Azure AI Search on Azure. It holds what
/// <see cref="ResourceIndex"/> puts into it and nothing else; a hit and its order mean the same in both.
/// </summary>
public interface IResourceSearch
{
    /// <summary>False beside an emulator, where there is no search service: what runs by itself then has nothing to do.</summary>
    bool IsThere => true;

    /// <summary>A page of hits. A continuation that no page of this index ended with throws <see cref="Platform.Storage.BadContinuationException"/>.</summary>
    Task<ResourcePage> FindAsync(ResourceQuery query, CancellationToken cancellation);

    /// <summary>Adds documents or replaces those of the same resource; the same again changes nothing.</summary>
    Task PutAsync(IReadOnlyList<ResourceDocument> documents, CancellationToken cancellation);

    /// <summary>Takes documents out; one that is not there is no mistake.</summary>
    Task RemoveAsync(IReadOnlyList<ResourceId> resources, CancellationToken cancellation);

    /// <summary>Every resource that is in the index, for the rebuild.</summary>
    IAsyncEnumerable<ResourceId> AllAsync(CancellationToken cancellation);

    /// <summary>After a rebuild: brings the index into the form that it is fastest in; nothing to do where a service sees to that itself.</summary>
    Task SettleAsync(CancellationToken cancellation);
}
