using System.Buffers.Binary;

namespace PatentFunctions.Files.Signatures;

/// <summary>MP4 (ISO/IEC 14496-12): a brand that is video, top-level boxes to the very end, a moov and an mdat among them.</summary>
internal sealed class Mp4Inspection() : FieldInspection(8)
{
    private static readonly string[] Brands = ["isom", "iso2", "iso3", "iso4", "iso5", "iso6", "mp41", "mp42", "mp71", "avc1", "dash", "MSNV", "M4V ", "M4VH", "M4VP", "mmp4", "3gp4", "3gp5", "3gp6", "f4v "];

    private static readonly System.Buffers.SearchValues<byte> TypeBytes = System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 _-"u8);

    private bool movie;
    private bool media;
    private bool large;
    private bool toTheEnd;
    private long end;

    public static bool IsVideoBrand(ReadOnlySpan<byte> brand) => Brands.Contains(System.Text.Encoding.Latin1.GetString(brand));

    public override void Finish(long total)
    {
        if (toTheEnd ? total < end : total != end) Fault ??= Incomplete;
        if (!movie || !media) Fault ??= "视频缺少播放信息或画面数据，可能未录制完成，请重新导出后再上传。";
    }

    protected override void OnField(ReadOnlySpan<byte> bytes)
    {
        if (large)
        {
            large = false;
            var size = BinaryPrimitives.ReadUInt64BigEndian(bytes);
            if (size < 16 || size > long.MaxValue / 2) Fault = Broken;
            else PassBox((long)size, 16);
            return;
        }
        var type = bytes[4..8];
        if (type.ContainsAnyExcept(TypeBytes))
        {
            Fault = end == 0 ? Broken : Trailing;
            return;
        }
        movie |= type.SequenceEqual("moov"u8);
        media |= type.SequenceEqual("mdat"u8);
        switch (BinaryPrimitives.ReadUInt32BigEndian(bytes))
        {
            case 0:
                toTheEnd = true;
                end += 8;
                Next(long.MaxValue, 8);
                break;
            case 1:
                large = true;
                Next(0, 8);
                break;
            case < 8:
                Fault = Broken;
                break;
            case var size:
                PassBox(size, 8);
                break;
        }
    }

    private void PassBox(long size, int headBytes)
    {
        end += size;
        Next(size - headBytes, 8);
    }
}
