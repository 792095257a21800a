using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ValuePortal.Reviews.Snapshots;

/// <summary>
/// A snapshot as text, with the hash of that text. One form only: properties in the order of the records, no blanks, numbers in the
/// invariant form, absent values written as null, UTF-8.
/// </summary>
public sealed record FrozenSnapshot(string Json, string Hash)
{
    /// <summary>The form the records have now.</summary>
    public const int Format = 1;

    private static readonly JsonSerializerOptions s_canonical = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static FrozenSnapshot Of(ReviewSnapshot snapshot)
    {
        var json = JsonSerializer.Serialize(snapshot, s_canonical);
        return new FrozenSnapshot(json, HashOf(json));
    }

    /// <summary>
    /// The snapshot in the text; null when a byte of it is not as it was frozen, or when it is another review's or the other edition.
    /// Nothing of the text is read before its hash is right.
    /// </summary>
    public static ReviewSnapshot? Open(string? json, string? hash, Guid account, Guid review, bool withMoney)
    {
        if (json is null || hash is null || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(HashOf(json)), Encoding.UTF8.GetBytes(hash)))
        {
            return null;
        }

        try
        {
            var snapshot = JsonSerializer.Deserialize<ReviewSnapshot>(json, s_canonical);
            return snapshot is { Format: Format } && snapshot.AccountId == account && snapshot.ReviewId == review && snapshot.WithMoney == withMoney
                ? snapshot
                : null;
        }
        catch (JsonException)
        {
            // Frozen by a version of the program that this one does not understand.
            return null;
        }
    }

    private static string HashOf(string json) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)));
}
