using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using ValuePortal.Identity;

namespace ValuePortal.Milestones.Reminders;

/// <summary>
/// Makes and reads the links of a reminder, sealed with the portal's keys. One sets one task done, for one person and two weeks; the other
/// stops the reminders of one person. Neither can stand for the other.
/// </summary>
public sealed class TaskLinks(IDataProtectionProvider protection, PublicAddress address, TimeProvider clock)
{
    public const string DonePage = "/tasks/done";
    public const string StopPage = "/tasks/stop";

    /// <summary>Where mail programs post to by themselves.</summary>
    public const string OneClick = StopPage + "/now";

    private const int LongestToken = 600;
    private const int IdBytes = 16;

    private static readonly TimeSpan s_lasts = TimeSpan.FromDays(14);

    private readonly IDataProtector done = protection.CreateProtector("ValuePortal.Milestones.Reminders.Done.v1");
    private readonly IDataProtector stop = protection.CreateProtector("ValuePortal.Milestones.Reminders.Stop.v1");

    public string DoneOf(Guid account, Guid task, Guid person)
    {
        var ends = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(ends, (clock.GetUtcNow() + s_lasts).UtcTicks);
        return address.Of($"{DonePage}?token={Write(done, [.. account.ToByteArray(), .. task.ToByteArray(), .. person.ToByteArray(), .. ends])}");
    }

    public string StopOf(Guid account, Guid person) => address.Of($"{StopPage}?token={Stop(account, person)}");

    public string OneClickOf(Guid account, Guid person) => address.Of($"{OneClick}?token={Stop(account, person)}");

    /// <summary>What a link to set a task done is about; null when it is not ours or has ended.</summary>
    public (Guid Account, Guid Task, Guid Person)? ReadDone(string? token) =>
        Read(done, token) is { Length: (3 * IdBytes) + sizeof(long) } ids && BinaryPrimitives.ReadInt64BigEndian(ids.AsSpan(3 * IdBytes)) > clock.GetUtcNow().UtcTicks
            ? (new Guid(ids.AsSpan(0, IdBytes)), new Guid(ids.AsSpan(IdBytes, IdBytes)), new Guid(ids.AsSpan(2 * IdBytes, IdBytes)))
            : null;

    /// <summary>Whose reminders a link stops; null when it is not ours.</summary>
    public (Guid Account, Guid Person)? ReadStop(string? token) =>
        Read(stop, token) is { Length: 2 * IdBytes } ids ? (new Guid(ids.AsSpan(0, IdBytes)), new Guid(ids.AsSpan(IdBytes))) : null;

    private string Stop(Guid account, Guid person) => Write(stop, [.. account.ToByteArray(), .. person.ToByteArray()]);

    private static string Write(IDataProtector protector, byte[] ids) => Base64Url.EncodeToString(protector.Protect(ids));

    private static byte[]? Read(IDataProtector protector, string? token)
    {
        if (token is null or { Length: 0 or > LongestToken })
        {
            return null;
        }

        try
        {
            return protector.Unprotect(Base64Url.DecodeFromChars(token));
        }
        catch (Exception notOurs) when (notOurs is FormatException or CryptographicException)
        {
            return null;
        }
    }
}
