using ValuePortal.Usage.Events;

namespace ValuePortal.Usage.Intake;

/// <summary>One call that was read and is right in itself.</summary>
/// <param name="At">When it happened, UTC, corrected for the sender's clock.</param>
/// <param name="UserId">Null for an anonymous visitor.</param>
/// <param name="GroupId">The account it names itself; null when it names none.</param>
/// <param name="AccountName">The name a group call gives the account.</param>
/// <param name="Properties">JSON of properties or traits; null for none.</param>
public sealed record IncomingEvent(
    EventKind Kind,
    string MessageId,
    DateTimeOffset At,
    string? UserId,
    string? GroupId,
    string? AccountName,
    string? Name,
    string? FeatureProperty,
    string? Properties)
{
    /// <summary>How many uses a track call stands for: one, but for a row of a table.</summary>
    public int Count { get; init; } = 1;
}

/// <summary>What became of a call.</summary>
public enum Verdict
{
    /// <summary>Stored, and counted if it is a track call.</summary>
    Accepted,

    /// <summary>Stored in the unassigned bucket: its account is not known (yet).</summary>
    Unassigned,

    /// <summary>Its message id has been stored before for this source; the first one counts.</summary>
    Duplicate,

    /// <summary>Stored, but of a kind that counts for nothing: page, screen, alias.</summary>
    Ignored,

    /// <summary>It names an account other than the one its write key is bound to; not stored.</summary>
    ForeignAccount,

    /// <summary>Wrong in itself; not stored.</summary>
    Refused,

    /// <summary>It happened before the time for which its source's raw events are still kept; not stored.</summary>
    PeriodClosed,
}

/// <summary>Why a call was refused or does not count: stable words that programs may read.</summary>
public static class RefusalReason
{
    public const string MalformedJson = "malformed_json";
    public const string InvalidEncoding = "invalid_encoding";
    public const string TooLarge = "too_large";
    public const string TooDeep = "too_deep";
    public const string NotAnObject = "not_an_object";
    public const string UnknownType = "unknown_type";
    public const string UnsupportedType = "unsupported_type";
    public const string WrongType = "wrong_type";
    public const string MissingMessageId = "missing_message_id";
    public const string MissingUser = "missing_user";
    public const string MissingEvent = "missing_event";
    public const string MissingGroup = "missing_group_id";
    public const string IdTooLong = "id_too_long";
    public const string BadTimestamp = "bad_timestamp";
    public const string FutureTimestamp = "future_timestamp";
    public const string TimestampOutOfRange = "timestamp_out_of_range";
    public const string ForeignAccount = "foreign_account";
    public const string TooManyEvents = "too_many_events";
    public const string PeriodClosed = "period_closed";
    public const string CannotBeStored = "cannot_be_stored";

    /// <summary>Why the store did not take an event that was read; null when it did.</summary>
    public static string? Of(Verdict verdict) => verdict switch
    {
        Verdict.ForeignAccount => ForeignAccount,
        Verdict.PeriodClosed => PeriodClosed,
        Verdict.Refused => CannotBeStored,
        _ => null,
    };
}

/// <summary>A call as read: the event, or why there is none.</summary>
public readonly record struct Reading(IncomingEvent? Event, Verdict Verdict, string? Reason, string? MessageId)
{
    public static Reading Of(IncomingEvent incoming) => new(incoming, Verdict.Accepted, null, incoming.MessageId);

    public static Reading Refused(string reason, string? messageId = null) => new(null, Verdict.Refused, reason, messageId);
}
