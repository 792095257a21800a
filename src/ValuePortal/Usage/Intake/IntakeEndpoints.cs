using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Primitives;
using ValuePortal.Identity.Keys;
using ValuePortal.Platform.Data;

namespace ValuePortal.Usage.Intake;

/// <summary>
/// Events in, as the clients of the Segment specification send them. The body is read as JSON whatever its content type says; a call
/// that is wrong in itself is refused alone, with 200, and named in the answer.
/// </summary>
internal static class IntakeEndpoints
{
    // Clients give up or come again after ten seconds; we answer before.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(4.5);

    private static readonly (string Path, string Kind)[] s_addresses =
    [
        ("batch", "batch"), ("b", "batch"), ("track", "track"), ("t", "track"), ("identify", "identify"), ("i", "identify"),
        ("group", "group"), ("g", "group"), ("page", "page"), ("p", "page"), ("screen", "screen"), ("s", "screen"), ("alias", "alias"), ("a", "alias"),
    ];

    /// <summary>A call that was not counted, by its place in the batch.</summary>
    public sealed record NotCounted(int Index, string? MessageId, string Reason);

    /// <param name="Accepted">Calls on disk and counted.</param>
    /// <param name="Unassigned">Calls on disk whose account is not known yet.</param>
    /// <param name="Duplicate">Calls that were on disk already.</param>
    /// <param name="Ignored">Calls on disk of a kind that counts for nothing.</param>
    public sealed record Answer(bool Success, int Accepted, int Unassigned, int Duplicate, int Ignored, IReadOnlyList<NotCounted> Refused);

    public static void MapIntake(this IEndpointRouteBuilder routes)
    {
        // The write key is checked by hand: clients put it into the header or into the body.
        var v1 = routes.MapGroup("/v1").WithTags("Events").AllowAnonymous().DisableAntiforgery();
        foreach (var (path, kind) in s_addresses)
        {
            v1.MapPost(path, (HttpContext http, KeyRing keys, Sources sources, Inbox inbox, TimeProvider clock) =>
                ReceiveAsync(kind, http, keys, sources, inbox, clock));
        }
    }

    private static async Task<IResult> ReceiveAsync(string kind, HttpContext http, KeyRing keys, Sources sources, Inbox inbox, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        if (await ReadBodyAsync(http) is not { } bytes)
        {
            return TypedResults.Problem($"A body may have at most {BatchReader.MaxBytes / 1024} KiB, unpacked.", statusCode: StatusCodes.Status413PayloadTooLarge);
        }

        if (BatchReader.Read(bytes, kind, now) is not { } body)
        {
            return TypedResults.Problem(
                kind == "batch" ? "The body is not a JSON object with an array \"batch\"." : "The body is not a JSON object.",
                statusCode: StatusCodes.Status400BadRequest);
        }

        try
        {
            var presented = KeyOf(http.Request.Headers.Authorization) ?? body.WriteKey;
            if (presented is null || await keys.FindAsync(presented, http.RequestAborted) is not { Scope: KeyScope.Ingest } key)
            {
                return TypedResults.Problem("The write key is missing or not known.", statusCode: StatusCodes.Status401Unauthorized);
            }

            var source = await sources.FindOrAddAsync(key.Name, http.RequestAborted) with { BoundTo = key.AccountId };
            var (events, refused) = Sort(body.Calls);
            if (events.Count == 0)
            {
                return TypedResults.Ok(new Answer(true, 0, 0, 0, 0, refused));
            }

            return inbox.TryStore(new IncomingBatch(source, [.. events.Select(entry => entry.Event)])) is { } storing
                ? TypedResults.Ok(AnswerOf(events, refused, await storing.WaitAsync(Left(now, clock), clock, http.RequestAborted)))
                : ComeAgain(http, StatusCodes.Status429TooManyRequests, "More events are waiting than can be taken.");
        }
        catch (Exception failure) when (failure.IsUnavailable())
        {
            return ComeAgain(http, StatusCodes.Status503ServiceUnavailable, "The events cannot be stored now. Nothing of this request is acknowledged.");
        }
    }

    private static (List<(int Index, IncomingEvent Event)> Events, List<NotCounted> Refused) Sort(IReadOnlyList<Reading> calls)
    {
        List<(int, IncomingEvent)> events = [];
        List<NotCounted> refused = [];
        for (var i = 0; i < calls.Count; i++)
        {
            if (calls[i] is { Event: { } incoming })
            {
                events.Add((i, incoming));
            }
            else
            {
                refused.Add(new NotCounted(i, calls[i].MessageId, calls[i].Reason!));
            }
        }

        return (events, refused);
    }

    private static Answer AnswerOf(List<(int Index, IncomingEvent Event)> events, List<NotCounted> refused, Verdict[] verdicts)
    {
        for (var i = 0; i < verdicts.Length; i++)
        {
            if (RefusalReason.Of(verdicts[i]) is { } reason)
            {
                refused.Add(new NotCounted(events[i].Index, events[i].Event.MessageId, reason));
            }
        }

        int Count(Verdict verdict) => verdicts.Count(given => given == verdict);
        return new Answer(true, Count(Verdict.Accepted), Count(Verdict.Unassigned), Count(Verdict.Duplicate), Count(Verdict.Ignored), [.. refused.OrderBy(call => call.Index)]);
    }

    private static TimeSpan Left(DateTimeOffset since, TimeProvider clock)
    {
        var left = s_patience - (clock.GetUtcNow() - since);
        return left > TimeSpan.FromMilliseconds(1) ? left : TimeSpan.FromMilliseconds(1);
    }

    private static ProblemHttpResult ComeAgain(HttpContext http, int status, string why)
    {
        http.Response.Headers.RetryAfter = "5";
        return TypedResults.Problem(why, statusCode: status);
    }

    // Basic with the key as user name and no password, or Bearer.
    private static string? KeyOf(StringValues header)
    {
        var text = header.ToString();
        if (text.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
        {
            return text["Bearer ".Length..].Trim();
        }

        var buffer = new byte[text.Length];
        if (!text.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase)
            || !Convert.TryFromBase64String(text["Basic ".Length..].Trim(), buffer, out var length))
        {
            return null;
        }

        var pair = Encoding.UTF8.GetString(buffer, 0, length);
        var colon = pair.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? pair : pair[..colon];
    }

    /// <summary>The body as bytes; null when it is too long. Packed bodies arrive unpacked.</summary>
    private static async Task<ReadOnlyMemory<byte>?> ReadBodyAsync(HttpContext http)
    {
        if (http.Request.ContentLength > BatchReader.MaxBytes)
        {
            return null;
        }

        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = BatchReader.MaxBytes;
        }

        try
        {
            var reader = http.Request.BodyReader;
            while (true)
            {
                var read = await reader.ReadAsync(http.RequestAborted);
                if (read.Buffer.Length > BatchReader.MaxBytes)
                {
                    reader.AdvanceTo(read.Buffer.End);
                    return null;
                }

                if (read.IsCompleted)
                {
                    var bytes = read.Buffer.ToArray();
                    reader.AdvanceTo(read.Buffer.End);
                    return bytes;
                }

                reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            }
        }
        catch (BadHttpRequestException tooLong) when (tooLong.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return null;
        }
        catch (InvalidDataException)
        {
            // Not packed as its header says: not JSON either.
            return ReadOnlyMemory<byte>.Empty;
        }
    }
}
