namespace PatentFunctions.Files.Signatures;

/// <summary>An inspection that judges a file by its first bytes and its length alone.</summary>
/// <param name="size">How many of the first bytes are kept.</param>
internal abstract class HeadInspection(int size) : FileInspection
{
    private readonly byte[] head = new byte[size];
    private int have;

    /// <summary>The first bytes; fewer than <see cref="HeadSize"/> where the file is shorter.</summary>
    protected ReadOnlySpan<byte> Head => head.AsSpan(0, have);

    /// <summary>How many of the first bytes are kept.</summary>
    protected int HeadSize => head.Length;

    public sealed override void Append(ReadOnlySpan<byte> bytes)
    {
        var take = Math.Min(head.Length - have, bytes.Length);
        if (take == 0) return;
        bytes[..take].CopyTo(head.AsSpan(have));
        have += take;
    }
}
