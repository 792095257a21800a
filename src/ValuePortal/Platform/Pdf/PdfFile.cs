using System.IO.Compression;
using System.Security.Cryptography;

namespace ValuePortal.Platform.Pdf;

/// <summary>
/// The numbered objects of a file and the table that finds them. Objects leave for the output as soon as they are written; plain
/// ones are gathered by the hundred and compressed together, or the structure of a long table would outweigh its text.
/// </summary>
internal sealed class PdfFile(Stream output) : IDisposable
{
    private const int ObjectsPerStream = 200;

    // A quarter smaller than the fastest level for a millisecond a report; the higher ones cost time and save little.
    private static readonly ZLibCompressionOptions s_compression = new() { CompressionLevel = 3 };

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly List<(long Place, short Index)> _entries = [(0, -1)];
    private readonly ByteWriter _frame = new();
    private readonly ByteWriter _gathered = new(16 * 1024);
    private readonly ByteWriter _gatheredIndex = new();
    private readonly MemoryStream _compressed = new();
    private int _gatheredCount;
    private int _gatheredIn;
    private long _position;

    public void Begin()
    {
        // Four bytes above 127 tell every tool on the way that this is no text.
        Emit("%PDF-1.7\n%"u8);
        Emit([0xE2, 0xE3, 0xCF, 0xD3, (byte)'\n']);
    }

    public int Reserve()
    {
        _entries.Add((0, -1));
        return _entries.Count - 1;
    }

    public void Write(int number, ByteWriter body)
    {
        if (_gatheredCount == 0)
        {
            _gatheredIn = Reserve();
        }

        _gatheredIndex.Int(number).Byte((byte)' ').Int(_gathered.Length).Byte((byte)' ');
        _gathered.Raw(body.Written).Byte((byte)'\n');
        _entries[number] = (_gatheredIn, (short)_gatheredCount);
        if (++_gatheredCount == ObjectsPerStream)
        {
            WriteGathered();
        }
    }

    /// <summary>Writes a stream; <paramref name="entries"/> are further entries of its dictionary.</summary>
    public void WriteStream(int number, ReadOnlySpan<byte> data, string entries = "")
    {
        _compressed.SetLength(0);
        using (var deflate = new ZLibStream(_compressed, s_compression, leaveOpen: true))
        {
            deflate.Write(data);
        }

        _entries[number] = (_position, -1);
        _frame.Clear();
        _frame.Int(number).Raw(" 0 obj\n<<"u8).Ascii(entries).Raw("/Filter/FlateDecode/Length "u8).Int(_compressed.Length).Raw(">>stream\n"u8);
        Emit(_frame.Written);
        Emit(_compressed.GetBuffer().AsSpan(0, (int)_compressed.Length));
        Emit("\nendstream\nendobj\n"u8);
    }

    /// <summary>Writes a stream as it is, for programs that look for it without knowing the format.</summary>
    public void WritePlainStream(int number, ReadOnlySpan<byte> data, string entries)
    {
        _entries[number] = (_position, -1);
        _frame.Clear();
        _frame.Int(number).Raw(" 0 obj\n<<"u8).Ascii(entries).Raw("/Length "u8).Int(data.Length).Raw(">>stream\n"u8);
        Emit(_frame.Written);
        Emit(data);
        Emit("\nendstream\nendobj\n"u8);
    }

    public void Finish(int catalog, int information)
    {
        WriteGathered();
        var number = Reserve();
        var start = _position;
        _entries[number] = (start, -1);
        var table = new ByteWriter(_entries.Count * 7);
        table.Byte(0).U32(0).U16(0xFFFF);
        foreach (var (place, index) in _entries.Skip(1))
        {
            table.Byte(index < 0 ? (byte)1 : (byte)2).U32(checked((uint)place)).U16(Math.Max(index, (short)0));
        }

        // The file is named by what it says, so that the same content is the same file.
        var name = Convert.ToHexString(_hash.GetHashAndReset().AsSpan(0, 16));
        WriteStream(
            number,
            table.Written,
            $"/Type/XRef/Size {_entries.Count}/W[1 4 2]/Root {catalog} 0 R/Info {information} 0 R/ID[<{name}><{name}>]");
        _frame.Clear();
        Emit(_frame.Raw("startxref\n"u8).Int(start).Raw("\n%%EOF\n"u8).Written);
    }

    public void Dispose() => _hash.Dispose();

    private void WriteGathered()
    {
        if (_gatheredCount == 0)
        {
            return;
        }

        var entries = $"/Type/ObjStm/N {_gatheredCount}/First {_gatheredIndex.Length}";
        WriteStream(_gatheredIn, _gatheredIndex.Raw(_gathered.Written).Written, entries);
        _gatheredIndex.Clear();
        _gathered.Clear();
        _gatheredCount = 0;
    }

    private void Emit(ReadOnlySpan<byte> bytes)
    {
        output.Write(bytes);
        _hash.AppendData(bytes);
        _position += bytes.Length;
    }
}
