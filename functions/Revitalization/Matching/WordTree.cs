namespace PatentFunctions.Revitalization.Matching;

/// <summary>
/// Every spelling of every keyword as a tree of characters: at a position of a text it gives all that begin there in one walk, however many
/// share the beginning. The first step is a pair of characters or a whole word, as in <see cref="MatchText"/>.
/// </summary>
internal sealed class WordTree
{
    private readonly List<WordForm> forms;
    private readonly List<int> formOf = [-1];
    private readonly List<int> nextForm = [];
    private ulong[] keys = new ulong[1 << 12];
    private int[] nodes = new int[1 << 12];
    private int count;

    public WordTree(List<WordForm> forms)
    {
        this.forms = forms;
        for (var i = 0; i < forms.Count; i++)
        {
            var text = forms[i].Text;
            var at = BeginningOf(text, out var key);
            var node = Step(0, key);
            for (; at < text.Length; at++) node = Step(node, text[at]);
            nextForm.Add(formOf[node]);
            formOf[node] = i;
        }
    }

    /// <summary>The first step of a form, by which a text position is looked up.</summary>
    public static uint KeyOf(string form)
    {
        BeginningOf(form, out var key);
        return key;
    }

    /// <summary>The node behind a first step; 0 where no form begins so.</summary>
    public int Begin(uint key) => Find(0, key);

    /// <summary>Tells every form that begins at a position and stands there as a whole.</summary>
    /// <param name="node">The node behind the first step.</param>
    /// <param name="folded">The text.</param>
    /// <param name="at">Position behind the first step.</param>
    /// <param name="found">Numbers of the forms.</param>
    public void Walk(int node, ReadOnlySpan<char> folded, int at, List<int> found)
    {
        while (true)
        {
            if (formOf[node] >= 0 && (at == folded.Length || !MatchText.IsWord(folded[at]) || !MatchText.IsWord(folded[at - 1])))
                for (var form = formOf[node]; form >= 0; form = nextForm[form]) found.Add(form);
            if (at == folded.Length || (node = Find(node, folded[at])) == 0) return;
            at++;
        }
    }

    private static int BeginningOf(string text, out uint key)
    {
        if (MatchText.IsChinese(text[0]))
        {
            key = MatchText.Pair(text[0], text[1]);
            return 2;
        }
        var end = MatchText.EndOfWord(text, 0);
        key = MatchText.Word(text.AsSpan(0, end));
        return end;
    }

    private int Find(int node, uint key)
    {
        var wanted = Key(node, key);
        for (var slot = Slot(wanted); ; slot = (slot + 1) & (keys.Length - 1))
        {
            if (nodes[slot] == 0) return 0;
            if (keys[slot] == wanted) return nodes[slot];
        }
    }

    private int Step(int node, uint key)
    {
        if (Find(node, key) is > 0 and var known) return known;
        if (++count * 2 >= keys.Length) Grow();
        formOf.Add(-1);
        Put(Key(node, key), formOf.Count - 1);
        return formOf.Count - 1;
    }

    private static ulong Key(int node, uint key) => ((ulong)(uint)node << 32) | key;

    private int Slot(ulong key) => (int)((key * 0x9E3779B97F4A7C15UL) >> 40) & (keys.Length - 1);

    private void Put(ulong key, int node)
    {
        var slot = Slot(key);
        while (nodes[slot] != 0) slot = (slot + 1) & (keys.Length - 1);
        (keys[slot], nodes[slot]) = (key, node);
    }

    private void Grow()
    {
        var (oldKeys, oldNodes) = (keys, nodes);
        (keys, nodes) = (new ulong[oldKeys.Length * 2], new int[oldKeys.Length * 2]);
        for (var i = 0; i < oldNodes.Length; i++)
            if (oldNodes[i] != 0) Put(oldKeys[i], oldNodes[i]);
    }
}
