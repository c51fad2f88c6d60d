using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using PatentFunctions.Filing;

namespace PatentFunctions.PublicSite;

/// <summary>A stretch of 4,096 filing numbers of one year.</summary>
/// <param name="Year">备案年度.</param>
/// <param name="Number">0 for the serials up to 4,095, and so on.</param>
internal readonly record struct NumberBlock(int Year, int Number)
{
    /// <summary>Numbers in a block.</summary>
    public const int Size = 4096;

    /// <summary>Characters of <see cref="Key"/>.</summary>
    public const int KeyLength = 7;

    /// <summary>Sorts the newest block first.</summary>
    public string Key => string.Create(CultureInfo.InvariantCulture, $"{9999 - Year:D4}{999 - Number:D3}");

    /// <summary>The block of a key.</summary>
    public static NumberBlock Parse(ReadOnlySpan<char> key) =>
        new(9999 - int.Parse(key[..4], NumberStyles.None, CultureInfo.InvariantCulture), 999 - int.Parse(key[4..], NumberStyles.None, CultureInfo.InvariantCulture));

    /// <summary>The block of a filing number that was given, and its serial.</summary>
    public static (NumberBlock Block, int Serial) Of(string number) =>
        FilingNumbers.TryParse(number, out var year, out var serial) ? (new NumberBlock(year, serial / Size), serial) : throw new ArgumentException($"'{number}' is no filing number", nameof(number));

    /// <summary>The filing number of a place in the block.</summary>
    public string NumberAt(int place) => FilingNumbers.Format(Year, (Number * Size) + place);
}

/// <summary>Which numbers of a block are meant: one bit each. As bytes it is a list of places while they are few, the bits where they are many.</summary>
internal static class BlockBits
{
    private const int Words = NumberBlock.Size / 64;
    private const int Bytes = NumberBlock.Size / 8;

    public static ulong[] Empty() => new ulong[Words];

    public static bool Has(ulong[] bits, int place) => (bits[place >> 6] & (1UL << (place & 63))) != 0;

    public static void Set(ulong[] bits, int place, bool value)
    {
        if (value) bits[place >> 6] |= 1UL << (place & 63);
        else bits[place >> 6] &= ~(1UL << (place & 63));
    }

    public static int Count(ulong[] bits)
    {
        var count = 0;
        foreach (var word in bits) count += BitOperations.PopCount(word);
        return count;
    }

    public static byte[] ToBytes(ulong[] bits)
    {
        var count = Count(bits);
        if (2 * count >= Bytes)
        {
            var all = new byte[Bytes];
            for (var i = 0; i < Words; i++) BinaryPrimitives.WriteUInt64LittleEndian(all.AsSpan(8 * i), bits[i]);
            return all;
        }
        var places = new byte[2 * count];
        var at = 0;
        for (var i = 0; i < Words; i++)
        {
            for (var word = bits[i]; word != 0; word &= word - 1)
            {
                BinaryPrimitives.WriteUInt16LittleEndian(places.AsSpan(at), (ushort)((i << 6) + BitOperations.TrailingZeroCount(word)));
                at += 2;
            }
        }
        return places;
    }

    public static ulong[] FromBytes(ReadOnlySpan<byte> bytes)
    {
        var bits = Empty();
        AddTo(bits, bytes);
        return bits;
    }

    /// <summary>Adds what the bytes mean to the bits.</summary>
    public static void AddTo(ulong[] bits, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length == Bytes)
        {
            for (var i = 0; i < Words; i++) bits[i] |= BinaryPrimitives.ReadUInt64LittleEndian(bytes[(8 * i)..]);
            return;
        }
        for (var i = 0; i < bytes.Length; i += 2) Set(bits, BinaryPrimitives.ReadUInt16LittleEndian(bytes[i..]), true);
    }
}

/// <summary>A set of filings by their numbers.</summary>
internal sealed class FilingSet
{
    private readonly Dictionary<NumberBlock, ulong[]> blocks = [];

    /// <summary>Blocks that hold any, newest first.</summary>
    public IEnumerable<(NumberBlock Block, ulong[] Bits)> NewestFirst =>
        blocks.OrderByDescending(b => b.Key.Year).ThenByDescending(b => b.Key.Number).Select(b => (b.Key, b.Value));

    /// <summary>True where it holds none.</summary>
    public bool IsEmpty => blocks.Values.All(b => BlockBits.Count(b) == 0);

    /// <summary>How many it holds.</summary>
    public int Count => blocks.Values.Sum(BlockBits.Count);

    /// <summary>The bits of a block, to be written to.</summary>
    public ulong[] BitsOf(NumberBlock block)
    {
        if (!blocks.TryGetValue(block, out var bits)) blocks[block] = bits = BlockBits.Empty();
        return bits;
    }

    /// <summary>Adds everything of another set.</summary>
    public FilingSet Add(FilingSet other)
    {
        foreach (var (block, bits) in other.blocks)
        {
            var own = BitsOf(block);
            for (var i = 0; i < own.Length; i++) own[i] |= bits[i];
        }
        return this;
    }

    /// <summary>What is in both.</summary>
    public FilingSet And(FilingSet other)
    {
        var both = new FilingSet();
        foreach (var (block, bits) in blocks)
        {
            if (!other.blocks.TryGetValue(block, out var others)) continue;
            var result = both.BitsOf(block);
            for (var i = 0; i < result.Length; i++) result[i] = bits[i] & others[i];
        }
        return both;
    }

    /// <summary>How many are in both.</summary>
    public int CountBoth(FilingSet other)
    {
        var count = 0;
        foreach (var (block, bits) in blocks)
        {
            if (!other.blocks.TryGetValue(block, out var others)) continue;
            for (var i = 0; i < bits.Length; i++) count += BitOperations.PopCount(bits[i] & others[i]);
        }
        return count;
    }

    /// <summary>The numbers, newest first, from the one before <paramref name="before"/> on.</summary>
    public IEnumerable<string> Numbers(string? before)
    {
        foreach (var (block, bits) in NewestFirst)
        {
            if (before is not null && string.CompareOrdinal(block.NumberAt(0), before) >= 0) continue;
            for (var i = bits.Length - 1; i >= 0; i--)
            {
                for (var word = bits[i]; word != 0;)
                {
                    var bit = 63 - BitOperations.LeadingZeroCount(word);
                    word &= ~(1UL << bit);
                    var number = block.NumberAt((i << 6) + bit);
                    if (before is null || string.CompareOrdinal(number, before) < 0) yield return number;
                }
            }
        }
    }

    /// <summary>Those whose number begins with some digits.</summary>
    public FilingSet Beginning(string digits)
    {
        var found = new FilingSet();
        foreach (var (block, bits) in blocks)
        {
            if (!Meets(block, digits)) continue;
            var result = found.BitsOf(block);
            for (var place = 0; place < NumberBlock.Size; place++)
            {
                if (BlockBits.Has(bits, place) && block.NumberAt(place).StartsWith(digits, StringComparison.Ordinal)) BlockBits.Set(result, place, true);
            }
        }
        return found;
    }

    // Whether the numbers from the digits with zeros to the digits with nines meet those of the block.
    private static bool Meets(NumberBlock block, string digits) =>
        string.CompareOrdinal(digits.PadRight(10, '0'), block.NumberAt(NumberBlock.Size - 1)) <= 0 && string.CompareOrdinal(digits.PadRight(10, '9'), block.NumberAt(0)) >= 0;
}
