using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace PatentFunctions.Revitalization.Matching;

/// <summary>
/// What industries or keywords give to every patent, a row for each of them, in 255 steps, with the most of every block of thirty-two patents: a look
/// at the blocks tells where the patents need a look.
/// </summary>
internal sealed class PatentRows
{
    /// <summary>Patents of a block.</summary>
    public const int Block = 32;

    private readonly int stride;
    private readonly int blockStride;
    private byte[] values = [];
    private byte[] most = [];
    private int count;

    /// <param name="patents">How many there are.</param>
    /// <param name="expected">How many rows there will be; more are taken.</param>
    public PatentRows(int patents, int expected)
    {
        (stride, blockStride) = (Length(patents), Length(Blocks(patents)));
        Reserve(expected);
    }

    /// <summary>Length of a row: a place for each patent, and some that stay empty to the end of the last block.</summary>
    public static int Length(int patents) => Blocks(patents) * Block;

    /// <summary>How many blocks there are.</summary>
    public static int Blocks(int patents) => (patents + Block - 1) / Block;

    /// <summary>Adds an empty row.</summary>
    public int Add()
    {
        if ((count + 1) * stride > values.Length) Reserve(count * 2);
        return count++;
    }

    /// <summary>The values of a row.</summary>
    public Span<byte> this[int row] => values.AsSpan(row * stride, stride);

    /// <summary>Notes the most of every block of a row, once its values stand.</summary>
    public void Close(int row)
    {
        var all = this[row];
        var blocks = most.AsSpan(row * blockStride, blockStride);
        for (var block = 0; block * Block < all.Length; block++)
        {
            if (ValuesOf(row, block) == Vector256<byte>.Zero) continue;
            foreach (var value in all.Slice(block * Block, Block)) blocks[block] = Math.Max(blocks[block], value);
        }
    }

    /// <summary>The value of a patent.</summary>
    public byte ValueOf(int row, int place) => values[(row * stride) + place];

    /// <summary>The values of a block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<byte> ValuesOf(int row, int block) => Vector256.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(values), (nuint)((row * stride) + (block * Block)));

    /// <summary>The most of each of thirty-two blocks.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<byte> MostOf(int row, int block) => Vector256.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(most), (nuint)((row * blockStride) + block));

    private void Reserve(int rows)
    {
        rows = Math.Max(1, rows);
        Array.Resize(ref values, checked(rows * stride));
        Array.Resize(ref most, rows * blockStride);
    }
}
