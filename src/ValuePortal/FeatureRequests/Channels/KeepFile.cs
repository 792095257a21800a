using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.FeatureRequests.Desk;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.FeatureRequests.Channels;

/// <summary>Files beside a request: added by people of the company that raised it, read by them and by the vendor, never by another company.</summary>
public sealed class KeepFile(PortalDbFactory portal, RequestDesk desk, TimeProvider clock, IStringLocalizer<RequestWords> text)
{
    public sealed record Row(Guid Id, string Name, int Length);

    /// <param name="Type">By what it begins with.</param>
    public sealed record Content(string Name, string Type, byte[] Bytes);

    public async Task<IReadOnlyList<Row>> ListAsync(Viewer viewer, Guid requestId, CancellationToken ct = default)
    {
        await using var db = await OpenAsync(viewer, ct);
        return await db.RequestFiles.AsNoTracking().Where(f => f.RequestId == requestId).OrderBy(f => f.AddedAt).ThenBy(f => f.Id).Select(f => new Row(f.Id, f.Name, f.Length)).ToListAsync(ct);
    }

    public async Task<Outcome<Content>> ReadAsync(Viewer viewer, Guid id, CancellationToken ct = default)
    {
        await using var db = await OpenAsync(viewer, ct);
        var file = await db.RequestFiles.AsNoTracking().SingleOrDefaultAsync(f => f.Id == id, ct);
        return file is null ? new Refusal.NotFound(text["NoSuchFile"]) : new Content(file.Name, file.ContentType, file.Content);
    }

    public async Task<Outcome<Guid>> AddAsync(Viewer viewer, Guid requestId, string? name, ReadOnlyMemory<byte> content, CancellationToken ct = default)
    {
        if (viewer is not { AccountId: { } account, IsCustomer: true })
        {
            return new Refusal.NotAllowed(text["OnlyCustomersAsk"]);
        }

        await using var db = portal.For(viewer);
        if (!await db.FeatureRequests.AnyAsync(r => r.Id == requestId && r.RaisedByAccountId == account, ct))
        {
            return new Refusal.NotFound(text["NoSuchRequest"]);
        }

        if (content.Length > RequestFile.BytesMax || FileKinds.Of(content.Span) is not { } type)
        {
            return new Refusal.Invalid(text["SomeFieldsNeedAttention"], new Dictionary<string, string[]> { ["File"] = [text["AttachmentInvalid", RequestFile.BytesMax / 1024 / 1024]] });
        }

        if (await db.RequestFiles.CountAsync(f => f.AccountId == account && f.RequestId == requestId, ct) >= RequestFile.MostOfRequest)
        {
            return new Refusal.Conflict(text["TooManyFiles", RequestFile.MostOfRequest]);
        }

        var now = clock.GetUtcNow();
        var file = new RequestFile
        {
            AccountId = account,
            Id = Guid.CreateVersion7(now),
            RequestId = requestId,
            PersonId = viewer.PersonId,
            Name = NameOf(name),
            ContentType = type,
            Content = content.ToArray(),
            Length = content.Length,
            AddedAt = now,
        };
        db.Add(file);
        await db.SaveChangesAsync(ct);
        return file.Id;
    }

    // The last part of a path of either kind of system, without what a header or a file system would trip over.
    private static string NameOf(string? name)
    {
        var line = PlainText.Line((name ?? "").Split('/', '\\')[^1]);
        var plain = string.Concat(line.Where(letter => letter is not ('"' or ':' or '*' or '?' or '<' or '>' or '|')));
        return plain.Length == 0 ? "file" : PlainText.Beginning(plain, RequestFile.NameMaxLength);
    }

    private async Task<PortalDb> OpenAsync(Viewer viewer, CancellationToken ct) => viewer.IsStaff ? desk.Open(await desk.ScopeAsync(viewer, ct)) : portal.For(viewer);
}
