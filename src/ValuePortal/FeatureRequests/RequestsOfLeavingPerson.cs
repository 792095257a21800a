using Microsoft.EntityFrameworkCore;
using ValuePortal.Identity.People;
using ValuePortal.Platform.Data;

namespace ValuePortal.FeatureRequests;

/// <summary>
/// What requests keep of a person who is deleted: requests, votes and comments, which know the person's row, in which no name stands any
/// more. What the person wanted to be told of goes, and a file that was only tried.
/// </summary>
internal static class RequestsOfLeavingPerson
{
    public static PersonRemains Remains => new(typeof(RequestWords), "KeptOfPerson", LeaveAsync);

    private static async Task LeaveAsync(PortalDb db, LeavingPerson person, CancellationToken ct)
    {
        await db.Followers.Where(f => f.AccountId == person.AccountId && f.PersonId == person.PersonId).ExecuteDeleteAsync(ct);
        await db.RequestUploads.Where(upload => upload.PersonId == person.PersonId).ExecuteDeleteAsync(ct);
    }
}
