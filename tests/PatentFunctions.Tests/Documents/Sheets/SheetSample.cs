using System.Globalization;
using System.IO.Compression;
using System.Xml.Linq;
using PatentFunctions.Documents.Sheets;

namespace PatentFunctions.Tests.Documents.Sheets;

/// <summary>A row as an export of filings has it.</summary>
internal sealed record SheetRow(string Name, int Patents = 0, decimal? Sales = null, DateOnly? Filed = null, DateTimeOffset? Downloaded = null, bool Public = false, double Share = 0, long Number = 0)
{
    public static readonly SheetColumn<SheetRow>[] Columns =
    [
        new("产品名称", row => row.Name, 40), new("专利数", row => row.Patents), new("销售额（万元）", row => row.Sales), new("备案日期", row => row.Filed),
        new("下载时间", row => row.Downloaded), new("公开", row => row.Public), new("份额", row => row.Share), new("编号", row => row.Number),
    ];
}

/// <summary>What a response's body is: bytes go forward, and nothing may be written synchronously.</summary>
internal sealed class ForwardStream : Stream
{
    private readonly MemoryStream? _kept;

    public ForwardStream(bool keep = true) => _kept = keep ? new MemoryStream() : null;

    public long Written { get; private set; }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public byte[] ToArray() => _kept!.ToArray();

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Written += buffer.Length;
        _kept?.Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Write(byte[] buffer, int offset, int count) => throw new InvalidOperationException("Synchronous operations are disallowed.");

    public override void Flush() => throw new InvalidOperationException("Synchronous operations are disallowed.");

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}

/// <summary>A workbook read back as plain ZIP and XML.</summary>
internal sealed class Workbook
{
    public static readonly XNamespace Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private readonly Dictionary<string, XDocument> _parts = [];

    public Workbook(byte[] file)
    {
        using var archive = new ZipArchive(new MemoryStream(file));
        foreach (var entry in archive.Entries)
        {
            using var stream = entry.Open();
            _parts[entry.FullName] = XDocument.Load(stream);
        }
    }

    public IEnumerable<string> Parts => _parts.Keys;

    public IReadOnlyList<string> SheetNames => [.. _parts["xl/workbook.xml"].Descendants(Main + "sheet").Select(sheet => sheet.Attribute("name")!.Value)];

    public XElement Sheet(int number = 1) => _parts[$"xl/worksheets/sheet{number}.xml"].Root!;

    public XDocument Part(string name) => _parts[name];

    public IReadOnlyList<XElement> Rows(int number = 1) => [.. Sheet(number).Descendants(Main + "row")];

    public XElement? Cell(string reference, int sheet = 1) => Sheet(sheet).Descendants(Main + "c").SingleOrDefault(cell => cell.Attribute("r")!.Value == reference);

    /// <summary>Text of a cell as Excel shows it: escapes undone.</summary>
    public string Text(string reference)
    {
        var cell = Cell(reference)!;
        Assert.Equal("inlineStr", cell.Attribute("t")!.Value);
        return System.Text.RegularExpressions.Regex.Replace(cell.Element(Main + "is")!.Element(Main + "t")!.Value, "_x([0-9A-Fa-f]{4})_",
            match => ((char)int.Parse(match.Groups[1].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString());
    }

    /// <summary>Number of a cell and the format that shows it.</summary>
    public (string Value, string Format) Number(string reference)
    {
        var cell = Cell(reference)!;
        Assert.Null(cell.Attribute("t"));
        var styles = _parts["xl/styles.xml"].Root!;
        var format = styles.Element(Main + "cellXfs")!.Elements().ElementAt(int.Parse(cell.Attribute("s")!.Value, CultureInfo.InvariantCulture)).Attribute("numFmtId")!.Value;
        return (cell.Element(Main + "v")!.Value, styles.Descendants(Main + "numFmt").SingleOrDefault(known => known.Attribute("numFmtId")!.Value == format)?.Attribute("formatCode")!.Value ?? "General");
    }
}
