namespace ValuePortal.Usage.Import;

/// <summary>Reads lines as bytes, split at LF; a CR before it and a byte order mark at the start are no part of a line.</summary>
internal sealed class LineReader(Stream stream, int maxBytes)
{
    private byte[] buffer = new byte[1 << 17];
    private int start;
    private int end;
    private bool finished;
    private bool first = true;

    /// <param name="Bytes">Valid until the next line is read.</param>
    /// <param name="TooLong">Longer than allowed; its bytes were passed over.</param>
    public readonly record struct Line(ReadOnlyMemory<byte> Bytes, bool TooLong)
    {
        public bool IsBlank => !TooLong && Bytes.Span.Trim(" \t\r"u8).IsEmpty;
    }

    /// <summary>The next line, or null at the end.</summary>
    public async ValueTask<Line?> ReadAsync(CancellationToken ct)
    {
        var tooLong = false;
        while (true)
        {
            var at = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
            if (at >= 0)
            {
                var line = Take(at, tooLong);
                start += at + 1;
                return line;
            }

            if (finished)
            {
                if (start == end && !tooLong)
                {
                    return null;
                }

                var last = Take(end - start, tooLong);
                start = end;
                return last;
            }

            if (end - start > maxBytes + 1)
            {
                tooLong = true;
                start = end;
            }

            await FillAsync(ct);
        }
    }

    private Line Take(int length, bool tooLong)
    {
        var bytes = buffer.AsMemory(start, length);
        if (first && bytes.Span.StartsWith("\uFEFF"u8))
        {
            bytes = bytes[3..];
        }

        first = false;
        if (bytes.Span is [.., (byte)'\r'])
        {
            bytes = bytes[..^1];
        }

        return tooLong || bytes.Length > maxBytes ? new Line(default, true) : new Line(bytes, false);
    }

    private async ValueTask FillAsync(CancellationToken ct)
    {
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
        }

        if (end == buffer.Length)
        {
            Array.Resize(ref buffer, buffer.Length * 2);
        }

        var read = await stream.ReadAsync(buffer.AsMemory(end), ct);
        end += read;
        finished = read == 0;
    }
}
