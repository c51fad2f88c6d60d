namespace PatentFunctions.Accounts.Captchas;

/// <summary>Draws a captcha: slanted, swaying strokes with noise lines and grain, readable by a person.</summary>
internal static class CaptchaImage
{
    private const int Width = 180;
    private const int Height = 60;
    private const float Cell = 32;

    /// <summary>The text as a PNG.</summary>
    /// <param name="text">Characters of <see cref="CaptchaGlyphs.Alphabet"/>.</param>
    /// <param name="random">Source of the distortion.</param>
    public static byte[] Draw(string text, Random random)
    {
        var lines = Lines(text, random);
        var (waveHeight, waveLength, phase) = (1.5f + random.NextSingle() * 1.5f, 45f + random.NextSingle() * 30f, random.NextSingle() * 6f);
        var pixels = new byte[Width * Height];
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                var swayed = y + waveHeight * MathF.Sin(x / waveLength * MathF.Tau + phase);
                var ink = 0f;
                foreach (var line in lines) ink = MathF.Max(ink, line.Ink(x, swayed));
                var paper = 238 + random.Next(-14, 15);
                pixels[y * Width + x] = (byte)Math.Clamp(paper - ink * (paper - 40), 0, 255);
            }
        }
        return GrayPng.Encode(pixels, Width, Height);
    }

    private static List<Line> Lines(string text, Random random)
    {
        var lines = new List<Line>();
        for (var i = 0; i < text.Length; i++)
        {
            var scale = 4.9f + random.NextSingle() * 0.9f;
            var (turn, slant) = ((random.NextSingle() - 0.5f) * 0.5f, (random.NextSingle() - 0.5f) * 0.4f);
            var centerX = 26 + i * Cell + (random.NextSingle() - 0.5f) * 5;
            var centerY = Height / 2f + (random.NextSingle() - 0.5f) * 8;
            var weight = 1.5f + random.NextSingle() * 0.6f;
            (float, float) Place(float x, float y)
            {
                var (dx, dy) = ((x - 2) * scale + (3 - y) * scale * slant, (y - 3) * scale);
                return (centerX + dx * MathF.Cos(turn) - dy * MathF.Sin(turn), centerY + dx * MathF.Sin(turn) + dy * MathF.Cos(turn));
            }
            foreach (var (x1, y1, x2, y2) in CaptchaGlyphs.Of(text[i]))
            {
                var ((ax, ay), (bx, by)) = (Place(x1, y1), Place(x2, y2));
                lines.Add(new Line(ax, ay, bx, by, weight, 1f));
            }
        }
        for (var i = 0; i < 5; i++)
            lines.Add(new Line(random.Next(0, Width / 3), random.Next(0, Height), random.Next(Width * 2 / 3, Width), random.Next(0, Height), 0.5f, 0.75f));
        return lines;
    }

    private readonly record struct Line(float X1, float Y1, float X2, float Y2, float HalfWidth, float Darkness)
    {
        /// <summary>How much ink a point takes: its distance from the line, softened over one pixel.</summary>
        public float Ink(float x, float y)
        {
            var (dx, dy) = (X2 - X1, Y2 - Y1);
            var along = Math.Clamp(((x - X1) * dx + (y - Y1) * dy) / MathF.Max(dx * dx + dy * dy, 0.001f), 0, 1);
            var (ex, ey) = (x - X1 - along * dx, y - Y1 - along * dy);
            return Darkness * Math.Clamp(HalfWidth + 0.5f - MathF.Sqrt(ex * ex + ey * ey), 0, 1);
        }
    }
}
