using System.Numerics;

namespace PatentFunctions.Revitalization.Matching;

/// <summary>Numbers the features from 0; open addressing, because every position of every text asks it.</summary>
internal sealed class FeatureTable
{
    private readonly List<uint> order = [];
    private uint[] keys;
    private int[] ids;
    private int mask;

    public FeatureTable(int expected)
    {
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, expected * 2));
        (keys, ids, mask) = (new uint[size], NewIds(size), size - 1);
    }

    public int Count { get; private set; }

    /// <summary>The number of a feature; -1 where it has none.</summary>
    public int Find(uint key)
    {
        for (var slot = Slot(key); ; slot = (slot + 1) & mask)
        {
            if (ids[slot] < 0) return -1;
            if (keys[slot] == key) return ids[slot];
        }
    }

    /// <summary>The feature of a number.</summary>
    public uint KeyOf(int id) => order[id];

    public int GetOrAdd(uint key)
    {
        var slot = Slot(key);
        for (; ids[slot] >= 0; slot = (slot + 1) & mask)
            if (keys[slot] == key) return ids[slot];
        if (Count * 2 >= keys.Length)
        {
            Grow();
            return GetOrAdd(key);
        }
        (keys[slot], ids[slot]) = (key, Count);
        order.Add(key);
        return Count++;
    }

    private int Slot(uint key) => (int)((key * 0x9E3779B1u) >> 7) & mask;

    private void Grow()
    {
        var (oldKeys, oldIds) = (keys, ids);
        var size = keys.Length * 2;
        (keys, ids, mask) = (new uint[size], NewIds(size), size - 1);
        for (var i = 0; i < oldKeys.Length; i++)
        {
            if (oldIds[i] < 0) continue;
            var slot = Slot(oldKeys[i]);
            while (ids[slot] >= 0) slot = (slot + 1) & mask;
            (keys[slot], ids[slot]) = (oldKeys[i], oldIds[i]);
        }
    }

    private static int[] NewIds(int size)
    {
        var ids = new int[size];
        Array.Fill(ids, -1);
        return ids;
    }
}
