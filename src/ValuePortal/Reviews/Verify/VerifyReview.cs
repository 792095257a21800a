using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Reviews.Snapshots;

namespace ValuePortal.Reviews.Verify;

/// <summary>
/// Says whether a document, or the code that is printed in it, is a published review, unchanged. Anybody may ask: a board's member has a
/// document and no account. Who has neither document nor code learns nothing.
/// </summary>
public sealed class VerifyReview(PortalDbFactory portal, IStringLocalizer<ReviewsWords> words)
{
    /// <summary>The name of the limit on how often one address may ask.</summary>
    public const string PerAddress = "verify";

    /// <summary>A review's document is far smaller.</summary>
    public const int MaxBytes = 20_000_000;

    /// <param name="Edition">What was published then, as it stands in the snapshot.</param>
    /// <param name="PublishedAt">The moment of publishing, UTC.</param>
    /// <param name="ByFile">Whether the file itself was looked at, not only a code.</param>
    public sealed record Answer(ReviewSnapshot Edition, DateTimeOffset PublishedAt, bool ByFile);

    /// <param name="file">The whole document; it goes before the code.</param>
    public async Task<Outcome<Answer>> RunAsync(string? code, Stream? file, CancellationToken ct = default)
    {
        if (file is not null)
        {
            return await OfFileAsync(file, ct);
        }

        return ReviewCode.Read(code) is { } beginning
            ? await OfCodeAsync(beginning, ct)
            : new Refusal.Invalid(words["NoCode"], new Dictionary<string, string[]> { ["Code"] = [words["NoCode"]] });
    }

    private async Task<Outcome<Answer>> OfFileAsync(Stream file, CancellationToken ct)
    {
        if (file.Length > MaxBytes)
        {
            return new Refusal.Invalid(words["FileTooLarge", MaxBytes / 1_000_000], new Dictionary<string, string[]> { ["File"] = [words["FileTooLarge", MaxBytes / 1_000_000]] });
        }

        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, ct));
        await using var db = portal.ForSystem();
        var issued = await db.IssuedFiles.IgnoreQueryFilters([PortalDb.AccountFilter]).TagWith(EveryAccount.ReviewByItsCode).AsNoTracking()
            .FirstOrDefaultAsync(f => f.Hash == hash, ct);
        if (issued is null)
        {
            return new Refusal.NotFound(words["FileUnknown"]);
        }

        var review = await db.Reviews.IgnoreQueryFilters([PortalDb.AccountFilter]).TagWith(EveryAccount.ReviewByItsCode).AsNoTracking()
            .SingleAsync(r => r.AccountId == issued.AccountId && r.Id == issued.ReviewId, ct);
        return Answered(review, issued.WithMoney, byFile: true);
    }

    private async Task<Outcome<Answer>> OfCodeAsync(string beginning, CancellationToken ct)
    {
        await using var db = portal.ForSystem();
        var review = await db.Reviews.IgnoreQueryFilters([PortalDb.AccountFilter]).TagWith(EveryAccount.ReviewByItsCode).AsNoTracking()
            .FirstOrDefaultAsync(r => r.HashWithMoney!.StartsWith(beginning) || r.HashWithoutMoney!.StartsWith(beginning), ct);
        return review is null
            ? new Refusal.NotFound(words["CodeUnknown"])
            : Answered(review, review.HashWithMoney!.StartsWith(beginning, StringComparison.Ordinal), byFile: false);
    }

    private Outcome<Answer> Answered(Review review, bool withMoney, bool byFile)
    {
        var (json, hash) = withMoney ? (review.SnapshotWithMoney, review.HashWithMoney) : (review.SnapshotWithoutMoney, review.HashWithoutMoney);
        return FrozenSnapshot.Open(json, hash, review.AccountId, review.Id, withMoney) is { } edition
            ? new Answer(edition, review.PublishedAt!.Value, byFile)
            : new Refusal.Conflict(words["NotAsPublished"]);
    }
}
