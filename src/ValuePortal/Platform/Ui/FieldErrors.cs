namespace ValuePortal.Platform.Ui;

/// <summary>What a refusal says about one field of a form.</summary>
public static class FieldErrors
{
    public static string? About(this Refusal? refusal, string field) =>
        refusal is Refusal.Invalid invalid && invalid.Errors.TryGetValue(field, out var errors) ? errors.FirstOrDefault() : null;

    /// <summary>True when the refusal says something that stands at no field.</summary>
    public static bool IsAboutAll(this Refusal? refusal) => refusal is not null and not Refusal.Invalid { Errors.Count: > 0 };
}
