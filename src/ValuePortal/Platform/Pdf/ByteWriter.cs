using System.Buffers.Binary;
using System.Text;

namespace ValuePortal.Platform.Pdf;

/// <summary>A buffer that grows, is used again, and knows how the format spells numbers and texts.</summary>
internal sealed class ByteWriter(int capacity = 1024)
{
    private byte[] _bytes = new byte[capacity];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public void Clear() => Length = 0;

    public ByteWriter Byte(byte value)
    {
        Room(1)[0] = value;
        Length++;
        return this;
    }

    public ByteWriter Raw(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        Length += bytes.Length;
        return this;
    }

    public ByteWriter Ascii(string text)
    {
        Length += Encoding.ASCII.GetBytes(text, Room(text.Length));
        return this;
    }

    public ByteWriter Int(long value)
    {
        value.TryFormat(Room(20), out var written, provider: System.Globalization.CultureInfo.InvariantCulture);
        Length += written;
        return this;
    }

    /// <summary>A reference to another object, with a space behind it.</summary>
    public ByteWriter Ref(int number) => Int(number).Raw(" 0 R "u8);

    /// <summary>A length in points, to a hundredth, with a space behind it. What is not a number has no place on a page.</summary>
    public ByteWriter Number(double value)
    {
        if (!(Math.Abs(value) < 1_000_000))
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, "A drawing needs finite coordinates below a million points.");
        }

        return Thousandths((long)Math.Round(value * 100, MidpointRounding.AwayFromZero) * 10);
    }

    public ByteWriter Color(Rgb color) => Share(color.Red).Share(color.Green).Share(color.Blue);

    public ByteWriter U16(int value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(Room(2), (ushort)value);
        Length += 2;
        return this;
    }

    public ByteWriter U32(uint value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(Room(4), value);
        Length += 4;
        return this;
    }

    public ByteWriter PadTo4()
    {
        while (Length % 4 != 0)
        {
            Byte(0);
        }

        return this;
    }

    public ByteWriter Hex16(int value)
    {
        var room = Room(4);
        for (var digit = 0; digit < 4; digit++)
        {
            room[digit] = "0123456789ABCDEF"u8[(value >> (12 - (4 * digit))) & 15];
        }

        Length += 4;
        return this;
    }

    /// <summary>A text for the reader's program (title, outline, alternative text), in any script.</summary>
    public ByteWriter TextString(string text)
    {
        if (System.Text.Ascii.IsValid(text))
        {
            Byte((byte)'(');
            foreach (var character in text)
            {
                Escaped((byte)character);
            }

            return Byte((byte)')');
        }

        Raw("<FEFF"u8);
        foreach (var rune in text.EnumerateRunes())
        {
            Utf16(rune.Value);
        }

        return Byte((byte)'>');
    }

    /// <summary>The hexadecimal UTF-16 of a code point: one group of four digits, or two for a supplementary one.</summary>
    public ByteWriter Utf16(int codePoint) => codePoint < 0x10000
        ? Hex16(codePoint)
        : Hex16(0xD800 + ((codePoint - 0x10000) >> 10)).Hex16(0xDC00 + ((codePoint - 0x10000) & 0x3FF));

    /// <summary>One byte inside a (string): brackets, backslash and carriage return are escaped.</summary>
    public void Escaped(byte value)
    {
        if (value is (byte)'(' or (byte)')' or (byte)'\\')
        {
            Byte((byte)'\\').Byte(value);
        }
        else if (value == '\r')
        {
            Raw("\\r"u8);
        }
        else
        {
            Byte(value);
        }
    }

    private ByteWriter Share(byte channel) => Thousandths(((channel * 1000) + 127) / 255);

    private ByteWriter Thousandths(long value)
    {
        if (value < 0)
        {
            Byte((byte)'-');
            value = -value;
        }

        var (whole, rest) = Math.DivRem(value, 1000);
        if (whole != 0 || rest == 0)
        {
            Int(whole);
        }

        if (rest != 0)
        {
            Byte((byte)'.');
            for (var place = 100; rest != 0; place /= 10)
            {
                Byte((byte)('0' + (rest / place)));
                rest %= place;
            }
        }

        return Byte((byte)' ');
    }

    private Span<byte> Room(int count)
    {
        if (_bytes.Length - Length < count)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + count));
        }

        return _bytes.AsSpan(Length);
    }
}
