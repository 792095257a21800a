namespace ValuePortal.FeatureRequests;

/// <summary>What became of a request so far.</summary>
public enum RequestStatus
{
    New,
    UnderReview,
    NeedsYourInput,
    Planned,
    InProgress,
    Beta,
    Released,
    AlreadyAvailable,
    NotPlanned,
    Duplicate,
}

public static class RequestStatuses
{
    extension(RequestStatus status)
    {
        /// <summary>These end a request: they owe the people who asked an answer in words, and nobody votes any more.</summary>
        public bool IsLast => status is RequestStatus.Released or RequestStatus.AlreadyAvailable or RequestStatus.NotPlanned or RequestStatus.Duplicate;

        /// <summary>The key of its name. Input is asked of those who raised the request; everybody else waits for them.</summary>
        public string Word(bool askedOfReader) => "Status_" + (status is RequestStatus.NeedsYourInput && !askedOfReader ? "NeedsRequester" : status.ToString());
    }
}
