using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace ValuePortal.Bench;

/// <summary>
/// Sends batches of a hundred calls over one connection, each when the one before is answered. The request is written once; only the
/// message ids change, so that the sender takes next to nothing of the machine.
/// </summary>
internal sealed class Sender : IDisposable
{
    public const int Events = 100;

    private static readonly string[] s_names = ["Report Exported", "Dashboard Viewed", "User Invited", "Deal Created", "Contact Imported", "Search Run", "Login", "Share Link"];

    private readonly TcpClient connection = new() { NoDelay = true };
    private readonly byte[] request;
    private readonly List<int> places = [];
    private readonly byte[] answer = new byte[64 * 1024];
    private int batches;

    /// <param name="address">Where to.</param>
    /// <param name="writeKey">With which key; null for none.</param>
    /// <param name="no">Which sender, for ids of its own.</param>
    /// <param name="now">When the calls were made: in the hour before.</param>
    /// <param name="batches">So many batches were sent already.</param>
    public Sender(Uri address, string? writeKey, int no, DateTimeOffset now, int batches = 0)
    {
        this.batches = batches;
        connection.Connect(address.Host, address.Port);
        var body = Body(no, now);
        var key = writeKey is null ? "" : $"Authorization: Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(writeKey + ":"))}\r\n";
        request = Encoding.UTF8.GetBytes(
            $"POST {address.AbsolutePath} HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Type: application/json\r\n{key}Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");
        for (var at = request.AsSpan().IndexOf("########"u8); at >= 0; at = request.AsSpan().IndexOf("########"u8))
        {
            places.Add(at);
            "00000000"u8.CopyTo(request.AsSpan(at));
        }
    }

    /// <summary>Sends one batch and waits for the answer.</summary>
    /// <returns>The status.</returns>
    public async Task<int> SendAsync()
    {
        Number(++batches);
        var stream = connection.GetStream();
        await stream.WriteAsync(request);
        var read = 0;
        while (true)
        {
            var more = await stream.ReadAsync(answer.AsMemory(read));
            if (more == 0)
            {
                throw new IOException("The server closed the connection.");
            }

            read += more;
            if (IsWhole(answer.AsSpan(0, read)))
            {
                return int.Parse(answer.AsSpan(9, 3), CultureInfo.InvariantCulture);
            }
        }
    }

    /// <summary>The batch that was sent last is sent again.</summary>
    public void Repeat() => batches--;

    public void Dispose() => connection.Dispose();

    private static bool IsWhole(ReadOnlySpan<byte> bytes)
    {
        var head = bytes.IndexOf("\r\n\r\n"u8);
        if (head < 0)
        {
            return false;
        }

        var at = bytes[..head].IndexOf("Content-Length: "u8);
        if (at < 0)
        {
            return bytes.EndsWith("0\r\n\r\n"u8);
        }

        var length = bytes[(at + 16)..];
        return bytes.Length >= head + 4 + int.Parse(length[..length.IndexOf((byte)'\r')], CultureInfo.InvariantCulture);
    }

    // Calls of the last hour by 500 people of one account with 8 features.
    private static string Body(int no, DateTimeOffset now)
    {
        var chance = new Random(no);
        var calls = Enumerable.Range(0, Events).Select(i => string.Create(CultureInfo.InvariantCulture,
            $$$"""{"type":"track","event":"{{{s_names[chance.Next(s_names.Length)]}}}","userId":"u{{{chance.Next(500)}}}","messageId":"ajs-{{{no:x4}}}-{{{now.ToUnixTimeSeconds():x8}}}-########-{{{i:00}}}","timestamp":"{{{now.AddSeconds(-chance.Next(3600)):yyyy-MM-ddTHH:mm:ss.fffZ}}}","properties":{"plan":"pro","feature":"f{{{chance.Next(8)}}}","ms":{{{chance.Next(100, 900)}}}},"context":{"library":{"name":"analytics-node","version":"2.0.0"},"groupId":"account-1"}}"""));
        return $$"""{"batch":[{{string.Join(',', calls)}}]}""";
    }

    private void Number(int number)
    {
        foreach (var place in places)
        {
            Encoding.ASCII.GetBytes(number.ToString("x8", CultureInfo.InvariantCulture), request.AsSpan(place));
        }
    }
}
