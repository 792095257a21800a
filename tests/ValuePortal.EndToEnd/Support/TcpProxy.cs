using System.Net;
using System.Net.Sockets;

namespace ValuePortal.EndToEnd.Support;

/// <summary>Stands between a browser and the portal, and can be cut: what is open breaks, and nothing new gets through until it is mended.</summary>
public sealed class TcpProxy : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly int target;
    private CancellationTokenSource open = new();
    private volatile bool isCut;

    public TcpProxy()
    {
        listener.Start();
    }

    /// <summary>Where the browser goes, without a slash at the end.</summary>
    public string Address => $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";

    public required int Target
    {
        get => target;
        init
        {
            target = value;
            _ = AcceptAsync();
        }
    }

    public void Cut()
    {
        isCut = true;
        open.Cancel();
        open = new CancellationTokenSource();
    }

    public void Mend() => isCut = false;

    public void Dispose()
    {
        listener.Stop();
        open.Cancel();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = PassAsync(await listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            // It was disposed.
        }
    }

    private async Task PassAsync(TcpClient browser)
    {
        using (browser)
        using (var portal = new TcpClient())
        {
            var ct = open.Token;
            if (isCut)
            {
                return;
            }

            try
            {
                await portal.ConnectAsync(IPAddress.Loopback, target, ct);
                await Task.WhenAny(browser.GetStream().CopyToAsync(portal.GetStream(), ct), portal.GetStream().CopyToAsync(browser.GetStream(), ct));
            }
            catch (Exception failure) when (failure is SocketException or IOException or OperationCanceledException)
            {
                // Cut.
            }
        }
    }
}
