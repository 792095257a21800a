namespace ValuePortal.Reviews.Promises;

/// <summary>The tone of a promise's chip: "good", "warn", "bad" or nothing.</summary>
internal static class PromiseTone
{
    public static string Of(PromiseState state, bool overdue) => state switch
    {
        PromiseState.Kept => "good",
        PromiseState.Missed => "bad",
        PromiseState.Open when overdue => "warn",
        _ => "",
    };
}
