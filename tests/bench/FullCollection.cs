using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace ValuePortal.Bench;

/// <summary>
/// Asks a .NET process for a full collection over its diagnostic port, so that what is looked at afterwards is what lives and not what nobody has
/// swept yet. The runtime collects when a trace session with the keyword GCHeapCollect begins.
/// </summary>
internal static class FullCollection
{
    private const ulong GCHeapCollect = 0x800000;
    private const byte EventPipe = 2;
    private const byte CollectTracing2 = 3;

    public static async Task OfAsync(int process)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(Directory.GetFiles(Path.GetTempPath(), $"dotnet-diagnostic-{process}-*-socket").Single()));
        await socket.SendAsync(Command());
        var buffer = new byte[64 * 1024];
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        try
        {
            while (await socket.ReceiveAsync(buffer, patience.Token) > 0)
            {
            }
        }
        catch (OperationCanceledException)
        {
            // Closing the connection ends the session.
        }
    }

    private static byte[] Command()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.Unicode);
        writer.Write("DOTNET_IPC_V1\0"u8);
        writer.Write((ushort)0);
        writer.Write(EventPipe);
        writer.Write(CollectTracing2);
        writer.Write((ushort)0);
        writer.Write(16);
        writer.Write(1);
        writer.Write((byte)0);
        writer.Write(1);
        writer.Write(GCHeapCollect);
        writer.Write(4);
        const string Provider = "Microsoft-Windows-DotNETRuntime\0";
        writer.Write(Provider.Length);
        writer.Write(Encoding.Unicode.GetBytes(Provider));
        writer.Write(0);
        writer.Flush();
        var bytes = stream.ToArray();
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(14), (ushort)bytes.Length);
        return bytes;
    }
}
