namespace ValuePortal.Platform;

/// <summary>Why a wish was not granted, in words for the person who wished it.</summary>
public abstract record Refusal(string Message)
{
    public sealed record NotFound(string Message) : Refusal(Message);

    public sealed record NotAllowed(string Message) : Refusal(Message);

    public sealed record Conflict(string Message) : Refusal(Message);

    /// <param name="RetryAfter">When it is worth asking again.</param>
    public sealed record Busy(string Message, TimeSpan RetryAfter) : Refusal(Message);

    /// <param name="Errors">Field → what is wrong with it; the field "" stands for the whole form.</param>
    public sealed record Invalid(string Message, IReadOnlyDictionary<string, string[]> Errors) : Refusal(Message);
}

/// <summary>A value, or the reason why there is none.</summary>
public readonly record struct Outcome<T>
{
    private readonly T? value;
    private readonly Refusal? refusal;

    private Outcome(T? value, Refusal? refusal) => (this.value, this.refusal) = (value, refusal);

    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(Refusal refusal) => new(default, refusal);

    public TResult Match<TResult>(Func<T, TResult> done, Func<Refusal, TResult> refused) =>
        refusal is null ? done(value!) : refused(refusal);

    /// <summary>True with the value; false with the refusal.</summary>
    public bool Is([System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out T done, [System.Diagnostics.CodeAnalysis.NotNullWhen(false)] out Refusal? refused)
    {
        (done, refused) = (value, refusal);
        return refusal is null;
    }
}
