using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace ValuePortal.Platform.Mail;

/// <summary>Hands mails to the configured server. It connects with the first one and keeps the connection for the others.</summary>
public sealed class MailServer(SmtpOptions options) : MailCarrier
{
    /// <summary>Longer than a slow server takes, and shorter than <see cref="DeliverMails.HeldFor"/>.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(90);

    private static readonly TimeSpan s_patienceOfAnAnswer = TimeSpan.FromSeconds(30);

    private SmtpClient? client;

    /// <summary>Told each step, in words for whoever set the server up.</summary>
    public Action<string> Say { get; init; } = _ => { };

    public override async Task<Delivery> DeliverAsync(Guid id, DateTimeOffset createdAt, byte[] message, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(s_patience);
        try
        {
            using var stream = new MemoryStream(message);
            using var mail = await MimeMessage.LoadAsync(stream, patience.Token);
            var server = await ConnectedAsync(patience.Token);
            return new Delivery(DeliveryEnd.Taken, await server.SendAsync(mail, patience.Token));
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            var delivery = WordsFor(failure);
            if (delivery.End is DeliveryEnd.NoServer || failure is not SmtpCommandException)
            {
                HangUp();
            }

            return delivery;
        }
    }

    public override async ValueTask DisposeAsync()
    {
        try
        {
            if (client is { IsConnected: true })
            {
                using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
                await client.DisconnectAsync(quit: true, patience.Token);
            }
        }
        catch (Exception failure) when (failure is IOException or SocketException or ProtocolException or CommandException or OperationCanceledException)
        {
            // It is gone without a good-bye.
        }

        HangUp();
        await base.DisposeAsync();
    }

    private async Task<SmtpClient> ConnectedAsync(CancellationToken ct)
    {
        if (client is { IsConnected: true })
        {
            return client;
        }

        HangUp();
        client = new SmtpClient
        {
            Timeout = (int)s_patienceOfAnAnswer.TotalMilliseconds,
            ServerCertificateValidationCallback = IsTrusted,
            CheckCertificateRevocation = false, // lists are often out of reach of a server, and nothing else here asks them either
        };
        Say($"Connecting to {options.Host}, port {options.PortInUse} …");
        await client.ConnectAsync(options.Host!, options.PortInUse, options.Kind switch
        {
            SmtpSecurity.None => SecureSocketOptions.None,
            SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
            _ => SecureSocketOptions.StartTls,
        }, ct);
        Say(client.IsEncrypted
            ? $"Connected. The connection is encrypted ({client.SslProtocol}) and the certificate is good."
            : "Connected. The connection is not encrypted.");
        if (options.User is { Length: > 0 } user)
        {
            await client.AuthenticateAsync(user, options.Password!, ct);
            Say($"Signed in as {user}.");
        }
        else
        {
            Say("No sign-in: no user is set.");
        }

        return client;
    }

    private void HangUp()
    {
        client?.Dispose();
        client = null;
    }

    private bool IsTrusted(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors is SslPolicyErrors.None)
        {
            return true;
        }

        if (errors is not SslPolicyErrors.RemoteCertificateChainErrors || certificate is not X509Certificate2 leaf || options.TrustedCertificates is not { Length: > 0 } file)
        {
            return false;
        }

        using var own = new X509Chain();
        own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        own.ChainPolicy.CustomTrustStore.ImportFromPemFile(file);
        foreach (var sent in chain?.ChainElements ?? Enumerable.Empty<X509ChainElement>())
        {
            own.ChainPolicy.ExtraStore.Add(sent.Certificate);
        }

        own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return own.Build(leaf);
    }

    private Delivery WordsFor(Exception failure) => failure switch
    {
        AuthenticationException => NoServer($"The server refuses the sign-in of {options.User}: {failure.Message} Check User and Password in {SmtpOptions.Section}."),
        ServiceNotAuthenticatedException => NoServer($"{options.Host} wants a sign-in before it takes mails from this sender. Set User and Password in {SmtpOptions.Section}."),
        SslHandshakeException => NoServer(
            $"The connection could not be encrypted, or the certificate of {options.Host} is not trusted: {FirstLine(failure)} "
            + $"A certificate of your own authority goes into {SmtpOptions.Section}:TrustedCertificates; a server that speaks TLS from the first byte wants Security tls."),
        NotSupportedException when options.Kind is SmtpSecurity.StartTls && client is not { IsEncrypted: true } => NoServer(
            $"{options.Host} offers no STARTTLS on port {options.PortInUse}. Use its port for that, or Security tls or none."),
        NotSupportedException => NoServer($"The server cannot do what is asked of it: {FirstLine(failure)}"),
        SmtpCommandException refusal => WordsFor(refusal),
        SocketException or IOException when client is not { IsConnected: true } => NoServer($"{options.Host}, port {options.PortInUse}, cannot be reached: {FirstLine(failure)}"),
        SocketException or IOException or ProtocolException => NoServer($"The server broke off the connection: {FirstLine(failure)}"),
        OperationCanceledException or TimeoutException => NoServer($"{options.Host} did not answer in time."),
        _ => new Delivery(DeliveryEnd.Later, $"{failure.GetType().Name}: {FirstLine(failure)}"),
    };

    // For good is only what the server says of this receiver or of this mail. That it does not know us is for people to mend.
    private static Delivery WordsFor(SmtpCommandException refusal)
    {
        var code = (int)refusal.StatusCode;
        var said = $"{code} {FirstLine(refusal)}";
        return refusal.ErrorCode switch
        {
            SmtpErrorCode.RecipientNotAccepted or SmtpErrorCode.MessageNotAccepted when code is >= 500 and not (530 or 534 or 535 or 538) =>
                new(DeliveryEnd.Refused, $"The server refuses it for good: {said}"),
            SmtpErrorCode.SenderNotAccepted when code >= 500 => NoServer($"The server does not let us send as this sender: {said} Check {MailOptions.Section}:From and the sign-in."),
            SmtpErrorCode.UnexpectedStatusCode => NoServer($"The server answers: {said}"),
            _ => new(DeliveryEnd.Later, $"The server takes it later: {said}"),
        };
    }

    private static Delivery NoServer(string words) => new(DeliveryEnd.NoServer, words);

    private static string FirstLine(Exception failure) => failure.Message.ReplaceLineEndings("\n").Split('\n')[0];
}
