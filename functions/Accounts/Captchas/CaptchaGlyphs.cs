namespace PatentFunctions.Accounts.Captchas;

/// <summary>
/// Characters of the captcha as strokes on a grid of four by six (y down). Only characters that a person cannot mistake for another:
/// no 0 O Q D, 1 I L, 2 Z, 5 S, 6 G, 8 B, U V.
/// </summary>
internal static class CaptchaGlyphs
{
    /// <summary>Which characters there are.</summary>
    public const string Alphabet = "ACEFHJKMNPRTWXY3479";

    private static readonly Dictionary<char, string> Strokes = new()
    {
        ['A'] = "0,6 2,0 4,6|0.8,4 3.2,4",
        ['C'] = "4,1 3,0 1,0 0,1.2 0,4.8 1,6 3,6 4,5",
        ['E'] = "4,0 0,0 0,6 4,6|0,3 3,3",
        ['F'] = "4,0 0,0 0,6|0,3 3,3",
        ['H'] = "0,0 0,6|4,0 4,6|0,3 4,3",
        ['J'] = "1.5,0 4,0|3,0 3,4.8 2,6 1,6 0,5",
        ['K'] = "0,0 0,6|4,0 0,3.4|1.4,2.5 4,6",
        ['M'] = "0,6 0.3,0 2,3.6 3.7,0 4,6",
        ['N'] = "0,6 0,0 4,6 4,0",
        ['P'] = "0,6 0,0 3,0 4,0.8 4,2.4 3,3.2 0,3.2",
        ['R'] = "0,6 0,0 3,0 4,0.8 4,2.3 3,3.1 0,3.1|1.8,3.1 4,6",
        ['T'] = "0,0 4,0|2,0 2,6",
        ['W'] = "0,0 0.9,6 2,2 3.1,6 4,0",
        ['X'] = "0,0 4,6|4,0 0,6",
        ['Y'] = "0,0 2,3 4,0|2,3 2,6",
        ['3'] = "0,0.8 1,0 3,0 4,0.9 4,2.1 3,2.9 1.6,2.9|3,2.9 4,3.8 4,5.1 3,6 1,6 0,5.2",
        ['4'] = "3,6 3,0 0,4.2 4.2,4.2",
        ['7'] = "0,0 4,0 1.6,6",
        ['9'] = "4,2.2 3,3.4 1,3.4 0,2.4 0,1 1,0 3,0 4,1 4,4 3,5.8 1.4,6",
    };

    private static readonly Dictionary<char, (float X1, float Y1, float X2, float Y2)[]> Segments = Strokes.ToDictionary(s => s.Key, s => Parse(s.Value));

    /// <summary>The straight pieces of a character.</summary>
    public static IReadOnlyList<(float X1, float Y1, float X2, float Y2)> Of(char character) => Segments[character];

    private static (float, float, float, float)[] Parse(string strokes) =>
    [
        .. strokes.Split('|').Select(s => s.Split(' ').Select(Point).ToArray()).SelectMany(points => points.Zip(points.Skip(1), (a, b) => (a.X, a.Y, b.X, b.Y))),
    ];

    private static (float X, float Y) Point(string text)
    {
        var parts = text.Split(',');
        return (Number(parts[0]), Number(parts[1]));
    }

    private static float Number(string text) => float.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
