using System.Buffers.Binary;

namespace PatentFunctions.Files.Signatures;

/// <summary>Windows bitmap: a header that fits its own sizes, and as many bytes as it says.</summary>
internal sealed class BmpInspection() : HeadInspection(34)
{
    public static bool IsHeaderSize(uint size) => size is 12 or 40 or 52 or 56 or 64 or 108 or 124;

    public override void Finish(long total)
    {
        if (Head.Length < HeadSize)
        {
            Fault ??= Incomplete;
            return;
        }
        var file = Head;
        long declared = BinaryPrimitives.ReadUInt32LittleEndian(file[2..]);
        long pixels = BinaryPrimitives.ReadUInt32LittleEndian(file[10..]);
        var header = BinaryPrimitives.ReadUInt32LittleEndian(file[14..]);
        var old = header == 12;
        long width = old ? BinaryPrimitives.ReadUInt16LittleEndian(file[18..]) : BinaryPrimitives.ReadInt32LittleEndian(file[18..]);
        var height = old ? BinaryPrimitives.ReadUInt16LittleEndian(file[20..]) : Math.Abs((long)BinaryPrimitives.ReadInt32LittleEndian(file[22..]));
        var planes = BinaryPrimitives.ReadUInt16LittleEndian(file[(old ? 22 : 26)..]);
        var bits = BinaryPrimitives.ReadUInt16LittleEndian(file[(old ? 24 : 28)..]);
        var compression = old ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(file[30..]);
        if (!IsHeaderSize(header) || planes != 1 || bits is not (1 or 4 or 8 or 16 or 24 or 32) || compression > 6 || pixels < 14 + header) Fault ??= Broken;
        CheckSize(width, height);
        if (Fault is not null) return;
        var needed = pixels + (compression is 0 or 3 or 6 ? ((width * bits) + 31) / 32 * 4 * height : 1);
        if (total < needed || total < declared) Fault = Incomplete;
        else if (total > declared) Fault = Trailing;
    }
}
