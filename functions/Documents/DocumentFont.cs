using PatentFunctions.Documents.Pdf;

namespace PatentFunctions.Documents;

/// <summary>The font of all documents: Noto Sans SC Regular (SIL Open Font License 1.1), put beside the program by the build.</summary>
internal static class DocumentFont
{
    private static readonly Lazy<TrueTypeFont> s_notoSansSc = new(() =>
        TrueTypeFont.Open(Path.Combine(AppContext.BaseDirectory, "fonts", "NotoSansSC-Regular.ttf")));

    /// <summary>The font, read at first use and kept; it never changes while the program runs.</summary>
    public static TrueTypeFont NotoSansSc => s_notoSansSc.Value;
}
