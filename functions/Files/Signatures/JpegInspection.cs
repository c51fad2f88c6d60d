namespace PatentFunctions.Files.Signatures;

/// <summary>JPEG (ISO/IEC 10918-1 annex B): SOI, marker segments, a frame header, scans, EOI and nothing after it.</summary>
internal sealed class JpegInspection : FileInspection
{
    private enum Part
    {
        Soi,
        MarkerStart,
        Marker,
        LengthHigh,
        LengthLow,
        Segment,
        Scan,
        ScanMarker,
        Ended,
    }

    private readonly byte[] frame = new byte[5];
    private Part part = Part.Soi;
    private byte marker;
    private int length;
    private int position;
    private bool frameSeen;
    private bool scanSeen;

    public override void Append(ReadOnlySpan<byte> bytes)
    {
        for (var i = 0; i < bytes.Length && Fault is null; i++)
        {
            if (part == Part.Scan)
            {
                var next = bytes[i..].IndexOf((byte)0xFF);
                if (next < 0) return;
                i += next;
                part = Part.ScanMarker;
                continue;
            }
            if (part == Part.Segment)
            {
                // Only the first bytes of a frame header matter; the rest goes by in one step.
                if (!IsFrame(marker) || position >= frame.Length)
                {
                    var take = Math.Min(length - position, bytes.Length - i);
                    position += take;
                    i += take - 1;
                }
                else
                {
                    frame[position++] = bytes[i];
                }
                if (position == length) EndSegment();
                continue;
            }
            Step(bytes[i]);
        }
    }

    public override void Finish(long total)
    {
        if (part != Part.Ended) Fault ??= Incomplete;
        if (!frameSeen || !scanSeen) Fault ??= Broken;
    }

    private static bool IsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    private void Step(byte value)
    {
        switch (part)
        {
            case Part.Soi:
                if (value == 0xD8) part = Part.MarkerStart;
                break;
            case Part.MarkerStart:
                if (value == 0xFF) part = Part.Marker;
                else Fault = Broken;
                break;
            case Part.Marker:
                OnMarker(value);
                break;
            case Part.LengthHigh:
                length = value << 8;
                part = Part.LengthLow;
                break;
            case Part.LengthLow:
                length = (length | value) - 2;
                position = 0;
                part = Part.Segment;
                if (length < 0) Fault = Broken;
                else if (length == 0) EndSegment();
                break;
            case Part.ScanMarker:
                if (value is 0x00 or (>= 0xD0 and <= 0xD7)) part = Part.Scan;
                else if (value != 0xFF) OnMarker(value);
                break;
            case Part.Ended:
                Fault = Trailing;
                break;
            default:
                throw new InvalidOperationException(part.ToString());
        }
    }

    private void OnMarker(byte value)
    {
        switch (value)
        {
            case 0xFF:
                break;
            case 0xD9:
                part = Part.Ended;
                break;
            case 0x01 or (>= 0xD0 and <= 0xD7):
                part = Part.MarkerStart;
                break;
            case 0x00 or 0xD8:
                Fault = Broken;
                break;
            default:
                marker = value;
                part = Part.LengthHigh;
                break;
        }
    }

    private void EndSegment()
    {
        if (IsFrame(marker))
        {
            if (length < 6) Fault = Broken;
            else CheckSize((frame[3] << 8) | frame[4], (frame[1] << 8) | frame[2]);
            frameSeen = true;
        }
        scanSeen |= marker == 0xDA;
        part = marker == 0xDA ? Part.Scan : Part.MarkerStart;
    }
}
