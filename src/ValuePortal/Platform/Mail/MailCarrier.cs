using System.Globalization;
using ValuePortal.Platform.Data;

namespace ValuePortal.Platform.Mail;

/// <summary>How an attempt to deliver ended.</summary>
public enum DeliveryEnd
{
    Taken,

    /// <summary>Not now: the same mail may be taken later.</summary>
    Later,

    /// <summary>Never: the address or the mail was refused for good.</summary>
    Refused,

    /// <summary>Nothing can be delivered now, this mail or another: the server is out of reach, or our sign-in is wrong.</summary>
    NoServer,
}

/// <param name="End">How it ended.</param>
/// <param name="Words">What was said, in words for whoever runs the portal.</param>
public sealed record Delivery(DeliveryEnd End, string Words);

/// <summary>Takes mails away: one after another, over one connection where there is one.</summary>
public abstract class MailCarrier : IAsyncDisposable
{
    public abstract Task<Delivery> DeliverAsync(Guid id, DateTimeOffset createdAt, byte[] message, CancellationToken ct);

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}

/// <summary>
/// Writes each mail as an .eml file into the data folder, from where a person or a program takes it. A file is there whole or not at all,
/// only the portal's own user may read it, and the same mail twice is the same file.
/// </summary>
public sealed class MailFolder(DataFolder folder) : MailCarrier
{
    public override async Task<Delivery> DeliverAsync(Guid id, DateTimeOffset createdAt, byte[] message, CancellationToken ct)
    {
        Directory.CreateDirectory(folder.Mail);
        var path = Path.Combine(folder.Mail, string.Create(CultureInfo.InvariantCulture, $"{createdAt:yyyyMMdd'T'HHmmss}-{id:N}.eml"));
        var part = path + ".part";
        File.Delete(part);
        var file = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            file.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using (var stream = new FileStream(part, file))
        {
            await stream.WriteAsync(message, ct);
        }

        File.Move(part, path, overwrite: true);
        return new Delivery(DeliveryEnd.Taken, path);
    }
}
