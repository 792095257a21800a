using ValuePortal.Platform;

namespace ValuePortal.Shell.Demo;

internal static class DemoOutcome
{
    /// <summary>The value; the demo world asks for nothing that may be refused.</summary>
    public static T Must<T>(this Outcome<T> outcome) =>
        outcome.Match(value => value, refusal => throw new InvalidOperationException($"The demo world was refused: {refusal}"));
}
