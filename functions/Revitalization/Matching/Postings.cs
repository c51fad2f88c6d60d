using System.Runtime.InteropServices;

namespace PatentFunctions.Revitalization.Matching;

/// <summary>For each feature the places of the patents that hold it, in one array.</summary>
internal sealed class Postings
{
    private readonly int[] starts;
    private readonly (int Place, float Weight)[] entries;

    public Postings(int features, List<FeatureHit> hits)
    {
        starts = new int[features + 1];
        entries = new (int, float)[hits.Count];
        var all = CollectionsMarshal.AsSpan(hits);
        foreach (ref readonly var hit in all) starts[hit.Feature + 1]++;
        for (var i = 0; i < features; i++) starts[i + 1] += starts[i];
        var next = starts.AsSpan().ToArray();
        foreach (ref readonly var hit in all) entries[next[hit.Feature]++] = (hit.Place, hit.Frequency);
    }

    public ReadOnlySpan<(int Place, float Weight)> this[int feature] => entries.AsSpan(starts[feature]..starts[feature + 1]);

    public Span<(int Place, float Weight)> Of(int feature) => entries.AsSpan(starts[feature]..starts[feature + 1]);
}
