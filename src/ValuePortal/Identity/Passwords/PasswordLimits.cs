namespace ValuePortal.Identity.Passwords;

/// <summary>How long a password is, and how dear it is to check. No rule says which characters it must have.</summary>
public static class PasswordLimits
{
    public const int MinLength = 12;
    public const int MaxLength = 128;

    /// <summary>Rounds of PBKDF2 with SHA-512: about 150 ms of one core.</summary>
    public const int Iterations = 220_000;

    public const int FailuresUntilLocked = 10;
    public static readonly TimeSpan LockedFor = TimeSpan.FromMinutes(15);
}
