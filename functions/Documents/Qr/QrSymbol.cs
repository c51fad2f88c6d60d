using System.Globalization;
using System.Text;
using QRCoder;

namespace PatentFunctions.Documents.Qr;

/// <summary>
/// A QR code (二维码): its dark squares, for drawing into a PDF, as a PNG picture and as an SVG drawing. All have the quiet
/// zone of four modules that the standard (GB/T 18284, ISO/IEC 18004) asks for.
/// </summary>
internal sealed class QrSymbol
{
    private readonly QRCodeData _data;

    private QrSymbol(QRCodeData data) => _data = data;

    /// <summary>Modules along one edge, with the quiet zone.</summary>
    public int Side => _data.ModuleMatrix.Count;

    /// <summary>Whether the module is dark.</summary>
    public bool this[int row, int column] => _data.ModuleMatrix[row][column];

    /// <summary>Encodes a text; level M: 15 % of it may be damaged.</summary>
    /// <exception cref="QRCoder.Exceptions.DataTooLongException">More than 2,331 bytes.</exception>
    public static QrSymbol Encode(string text) => new(Ascii.IsValid(text)
        ? QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M)
        : QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M, forceUtf8: true, utf8BOM: false, QRCodeGenerator.EciMode.Utf8));

    /// <summary>
    /// Encodes a long text of capitals, digits and <c>$%*+-./: </c> for print at a few centimetres: level M, or where that makes more than 81
    /// modules an edge, level L (7 % may be damaged), as larger modules are worth more to a telephone than repair.
    /// </summary>
    public static QrSymbol EncodeForPrint(string text)
    {
        const int Most = 81;
        var symbol = new QrSymbol(QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M));
        return symbol.Side <= Most ? symbol : new QrSymbol(QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.L));
    }

    /// <summary>A black and white PNG.</summary>
    /// <param name="pixelsPerModule">Edge of one module, in pixels.</param>
    public byte[] ToPng(int pixelsPerModule = 8)
    {
        using var code = new PngByteQRCode(_data);
        return code.GetGraphic(pixelsPerModule, drawQuietZones: true);
    }

    /// <summary>An SVG drawing that fills its container.</summary>
    /// <param name="title">Read to those who cannot see it.</param>
    /// <param name="millimetres">Edge in print, quiet zone included; null to fill whatever it is put in.</param>
    public string ToSvg(string title, int? millimetres = null)
    {
        var svg = new StringBuilder();
        var size = millimetres is { } edge ? string.Create(CultureInfo.InvariantCulture, $" width=\"{edge}mm\" height=\"{edge}mm\"") : "";
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\"{size} viewBox=\"0 0 {Side} {Side}\" shape-rendering=\"crispEdges\" role=\"img\">");
        svg.Append(CultureInfo.InvariantCulture, $"<title>{System.Security.SecurityElement.Escape(title)}</title><path fill=\"#fff\" d=\"M0 0h{Side}v{Side}H0z\"/><path fill=\"#000\" d=\"");
        foreach (var (row, column, length) in DarkRuns())
            svg.Append(CultureInfo.InvariantCulture, $"M{column} {row}h{length}v1h-{length}z");
        return svg.Append("\"/></svg>").ToString();
    }

    /// <summary>The dark modules as horizontal bars of one module's height, from the top left corner.</summary>
    public IEnumerable<(int Row, int Column, int Length)> DarkRuns()
    {
        for (var row = 0; row < Side; row++)
        {
            for (var column = 0; column < Side; column++)
            {
                if (!this[row, column])
                    continue;
                var start = column;
                while (column < Side && this[row, column])
                    column++;
                yield return (row, start, column - start);
            }
        }
    }
}
