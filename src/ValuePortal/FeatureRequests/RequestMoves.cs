namespace ValuePortal.FeatureRequests;

/// <summary>From where a request may go where. What is new or under review may become anything; what was said later is not unsaid at will. Also in docs/requests.md.</summary>
public static class RequestMoves
{
    private static readonly RequestStatus[] s_anywhere =
    [
        RequestStatus.UnderReview, RequestStatus.NeedsYourInput, RequestStatus.Planned, RequestStatus.InProgress, RequestStatus.Beta,
        RequestStatus.Released, RequestStatus.AlreadyAvailable, RequestStatus.NotPlanned, RequestStatus.Duplicate,
    ];

    /// <summary>The whole table. Nothing becomes new again; what stays where it is needs no permission.</summary>
    public static IReadOnlyDictionary<RequestStatus, IReadOnlyList<RequestStatus>> All { get; } = new Dictionary<RequestStatus, IReadOnlyList<RequestStatus>>
    {
        [RequestStatus.New] = s_anywhere,
        [RequestStatus.UnderReview] = [.. s_anywhere.Where(status => status is not RequestStatus.UnderReview)],
        [RequestStatus.NeedsYourInput] = [.. s_anywhere.Where(status => status is not RequestStatus.NeedsYourInput)],
        [RequestStatus.Planned] =
        [
            RequestStatus.UnderReview, RequestStatus.NeedsYourInput, RequestStatus.InProgress, RequestStatus.Beta, RequestStatus.Released,
            RequestStatus.AlreadyAvailable, RequestStatus.NotPlanned, RequestStatus.Duplicate,
        ],
        [RequestStatus.InProgress] = [RequestStatus.NeedsYourInput, RequestStatus.Planned, RequestStatus.Beta, RequestStatus.Released, RequestStatus.NotPlanned, RequestStatus.Duplicate],
        [RequestStatus.Beta] = [RequestStatus.InProgress, RequestStatus.Released, RequestStatus.NotPlanned],
        [RequestStatus.Released] = [RequestStatus.Beta, RequestStatus.InProgress],
        [RequestStatus.AlreadyAvailable] = [RequestStatus.UnderReview],
        [RequestStatus.NotPlanned] = [RequestStatus.UnderReview],
        [RequestStatus.Duplicate] = [RequestStatus.UnderReview],
    };

    extension(RequestStatus from)
    {
        public bool MayBecome(RequestStatus to) => from == to || All[from].Contains(to);
    }
}
