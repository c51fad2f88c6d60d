namespace PatentFunctions.Files.Signatures;

/// <summary>PDF (ISO 32000): the header first, the end-of-file marker last, nothing but white space after it.</summary>
internal sealed class PdfInspection() : TailInspection(1024)
{
    private static readonly System.Buffers.SearchValues<byte> WhiteSpace = System.Buffers.SearchValues.Create("\0\t\n\f\r "u8);

    public override void Finish(long total)
    {
        var tail = Tail;
        var end = tail.LastIndexOf("%%EOF"u8);
        if (end < 0) Fault ??= Incomplete;
        else if (tail[(end + 5)..].ContainsAnyExcept(WhiteSpace)) Fault ??= Trailing;
    }
}
