using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace PatentFunctions.Documents.Pdf;

/// <summary>The objects of a PDF 1.7 file and its cross-reference table (ISO 32000-1, 7.5).</summary>
internal sealed class PdfFile
{
    private readonly List<byte[]> _objects = [];

    /// <summary>A number for an object whose content is set later.</summary>
    public int Reserve()
    {
        _objects.Add([]);
        return _objects.Count;
    }

    /// <summary>Sets the content of a reserved object.</summary>
    public void Set(int number, string content) => _objects[number - 1] = Encoding.Latin1.GetBytes(content);

    /// <summary>Adds an object and returns its number.</summary>
    public int Add(string content)
    {
        var number = Reserve();
        Set(number, content);
        return number;
    }

    /// <summary>Adds a compressed stream; <paramref name="entries"/> are further entries of its dictionary.</summary>
    public int AddStream(ReadOnlySpan<byte> data, string entries = "")
    {
        var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            zlib.Write(data);
        var start = Encoding.Latin1.GetBytes(string.Create(CultureInfo.InvariantCulture, $"<< /Filter /FlateDecode /Length {packed.Length} {entries}>>\nstream\n"));
        var number = Reserve();
        _objects[number - 1] = [.. start, .. packed.ToArray(), .. "\nendstream"u8];
        return number;
    }

    /// <summary>A text for the document's properties: UTF-16 with byte order mark, in hexadecimal.</summary>
    public static string Text(string value) => $"<FEFF{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(value))}>";

    /// <summary>Writes the file.</summary>
    public byte[] ToArray(int catalog, int info)
    {
        var file = new MemoryStream();
        // The second line marks the file as binary for programs that move files about.
        file.Write([.. "%PDF-1.7\n%"u8, 0xE2, 0xE3, 0xCF, 0xD3, (byte)'\n']);
        var table = new StringBuilder();
        for (var number = 1; number <= _objects.Count; number++)
        {
            table.Append(CultureInfo.InvariantCulture, $"{file.Length:D10} 00000 n \n");
            file.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{number} 0 obj\n")));
            file.Write(_objects[number - 1]);
            file.Write("\nendobj\n"u8);
        }
        var id = Convert.ToHexString(SHA256.HashData(file.GetBuffer().AsSpan(0, (int)file.Length)).AsSpan(0, 16));
        var start = file.Length;
        file.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"""
            xref
            0 {_objects.Count + 1}
            0000000000 65535 f 
            {table}trailer
            << /Size {_objects.Count + 1} /Root {catalog} 0 R /Info {info} 0 R /ID [<{id}> <{id}>] >>
            startxref
            {start}
            %%EOF

            """)));
        return file.ToArray();
    }
}
