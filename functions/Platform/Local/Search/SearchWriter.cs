using System.Text;
using System.Text.Json;
using PatentFunctions.Platform.Storage;
using PatentFunctions.Revitalization.Resources;
using PatentFunctions.Revitalization.Search;

namespace PatentFunctions.Platform.Local;

/// <summary>One transaction on the index.</summary>
internal sealed class SearchWriter : IDisposable
{
    // Room between neighbours for what arrives late: a resource that was registered earlier than the newest.
    private const long Stride = 4;
    private const long Oldest = 1L << 40;

    private const string Columns = "title, keywords, university, body, numbers, facets";

    private readonly Reader reader;
    private readonly FacetCodes codes;
    private readonly List<(int Code, string Facet, string Value)> added = [];
    private bool committed;

    public SearchWriter(Reader reader, FacetCodes codes)
    {
        (this.reader, this.codes) = (reader, codes);
        reader.Run("BEGIN IMMEDIATE");
    }

    public void Run(string sql) => reader.Run(sql);

    public void Put(ResourceDocument document)
    {
        var json = TypedRecords.ToDocument(document);
        long place;
        if (Find(document.Id) is { } known)
        {
            if (known.Json.AsSpan().SequenceEqual(json)) return;
            place = known.Document.RegisteredAt == document.RegisteredAt ? known.Place : PlaceOf(document.RegisteredAt);
            Delete(known);
        }
        else
        {
            place = PlaceOf(document.RegisteredAt);
        }
        Insert(place, document, json);
    }

    public void Remove(ResourceId id)
    {
        if (Find(id) is { } known) Delete(known);
    }

    public void Commit()
    {
        reader.Run("COMMIT");
        committed = true;
        foreach (var (code, facet, value) in added) codes.Add(code, facet, value);
    }

    public void Dispose()
    {
        if (!committed) reader.Run("ROLLBACK");
    }

    private Indexed? Find(ResourceId id) => reader.First("SELECT place, json FROM documents WHERE id = $0", Read, id.Value);

    private static Indexed Read(Microsoft.Data.Sqlite.SqliteDataReader row) => new(row.GetInt64(0), (byte[])row.GetValue(1));

    private void Insert(long place, ResourceDocument document, byte[] json)
    {
        var facets = FacetsOf(document).ToList();
        var terms = ResourceTerms.Of(document);
        reader.Execute("INSERT INTO documents (place, id, registered, json) VALUES ($0, $1, $2, $3)", place, document.Id.Value, document.RegisteredAt.UtcTicks, json);
        reader.Execute("INSERT INTO facts (place, codes, stars) VALUES ($0, $1, $2)", place, Characters(facets), (double?)document.Rating?.Average);
        reader.Execute($"INSERT INTO words (rowid, {Columns}) VALUES ($0, $1, $2, $3, $4, $5, $6)", place, terms.Title, terms.Keywords, terms.University, terms.Body, terms.Numbers, Tokens(facets));
    }

    // FTS5 keeps no texts and is told what it was given.
    private void Delete(Indexed known)
    {
        var terms = ResourceTerms.Of(known.Document);
        reader.Execute(
            $"INSERT INTO words (words, rowid, {Columns}) VALUES ('delete', $0, $1, $2, $3, $4, $5, $6)",
            known.Place, terms.Title, terms.Keywords, terms.University, terms.Body, terms.Numbers, Tokens(FacetsOf(known.Document)));
        reader.Execute("DELETE FROM facts WHERE place = $0", known.Place);
        reader.Execute("DELETE FROM documents WHERE place = $0", known.Place);
    }

    // Before everything older, behind everything newer; nearly always before all.
    private long PlaceOf(DateTimeOffset registeredAt)
    {
        var newer = reader.NumberOrNull("SELECT max(place) FROM documents WHERE registered = (SELECT min(registered) FROM documents WHERE registered > $0)", registeredAt.UtcTicks);
        var older = reader.NumberOrNull("SELECT min(place) FROM documents WHERE registered = (SELECT max(registered) FROM documents WHERE registered <= $0)", registeredAt.UtcTicks);
        if (newer is null) return (older ?? Oldest) - Stride;
        if (older is null) return newer.Value + Stride;
        if (older - newer > 1) return newer.Value + ((older.Value - newer.Value) / 2);
        MoveUp(newer.Value);
        return newer.Value;
    }

    // No room is left between two neighbours: whoever stands above without a gap goes up a step.
    private void MoveUp(long place)
    {
        var top = place;
        while (At(top - 1) is not null) top--;
        for (; top <= place; top++)
        {
            var known = At(top)!;
            Delete(known);
            Insert(top - 1, known.Document, known.Json);
        }
    }

    private Indexed? At(long place) => reader.First("SELECT place, json FROM documents WHERE place = $0", Read, place);

    private IEnumerable<int> FacetsOf(ResourceDocument document)
    {
        foreach (var (facet, value) in ResourceFacets.Of(document)) yield return codes.Find(facet, value) ?? AddedOrNew(facet, value);
    }

    private int AddedOrNew(string facet, string value)
    {
        foreach (var known in added)
        {
            if (known.Facet == facet && known.Value == value) return known.Code;
        }
        var code = (int)reader.Number("SELECT coalesce(max(code), -1) + 1 FROM facet_values");
        if (code >= FacetCodes.Most) throw new InvalidOperationException($"more than {FacetCodes.Most} values of facets");
        reader.Execute("INSERT INTO facet_values (code, facet, value) VALUES ($0, $1, $2)", code, facet, value);
        added.Add((code, facet, value));
        return code;
    }

    private static string Characters(IEnumerable<int> facets) => string.Concat(facets.Select(FacetCodes.Character));

    private static string Tokens(IEnumerable<int> facets)
    {
        var tokens = new StringBuilder();
        foreach (var code in facets) tokens.Append(tokens.Length == 0 ? "" : " ").Append(FacetCodes.Token(code));
        return tokens.ToString();
    }

    private sealed class Indexed(long place, byte[] json)
    {
        private ResourceDocument? document;

        public long Place { get; } = place;

        public byte[] Json { get; } = json;

        public ResourceDocument Document => document ??= JsonSerializer.Deserialize<ResourceDocument>(Json, PlatformJson.Stored)!;
    }
}
