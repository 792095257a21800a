using ValuePortal.Identity.People;

namespace ValuePortal.FeatureRequests;

/// <summary>What requests keep of a person who is deleted: everything. A vote and a request know the person's row, in which no name stands any more.</summary>
internal static class RequestsOfLeavingPerson
{
    public static PersonRemains Remains => new(typeof(RequestWords), "KeptOfPerson", (_, _, _) => Task.CompletedTask);
}
