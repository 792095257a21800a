using System.Buffers;
using System.Globalization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
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
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(4);

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
        var v1 = routes.MapGroup("/v1").WithTags("Events").AllowAnonymous().DisableAntiforgery().RequireCors(IntakeCors.Policy);
        foreach (var (path, kind) in s_addresses)
        {
            v1.MapPost(path, (HttpContext http, IntakeCall intake) => ReceiveAsync(kind, http, intake));
        }

        v1.MapGet("projects/{writeKey}/settings", BrowserSettings.AnswerAsync);
    }

    private static async Task<IResult> ReceiveAsync(string kind, HttpContext http, IntakeCall intake)
    {
        var since = intake.Clock.GetUtcNow();
        var inHeader = KeyAuthenticationHandler.KeyIn(http.Request) is { Length: > 0 } presented ? presented : null;
        try
        {
            // A key that has sent its share already is told so before its body takes anybody's time.
            var key = inHeader is null ? null : await intake.KeyAsync(inHeader, http.RequestAborted);
            if (key is not null && OverLimit(http, intake.Limit, key, 0) is { } spent)
            {
                return spent;
            }

            if (await ReadBodyAsync(http) is not { } bytes)
            {
                await intake.NoteUnreadAsync(key, kind, RefusalReason.TooLarge, http.RequestAborted);
                return TypedResults.Problem($"A body may have at most {BatchReader.MaxBytes / 1024} KiB, unpacked.", statusCode: StatusCodes.Status413PayloadTooLarge);
            }

            if (BatchReader.Read(bytes, kind, since) is not { } body)
            {
                await intake.NoteUnreadAsync(key, kind, RefusalReason.MalformedJson, http.RequestAborted);
                return TypedResults.Problem(
                    kind == "batch" ? "The body is not a JSON object with an array \"batch\"." : "The body is not a JSON object.",
                    statusCode: StatusCodes.Status400BadRequest);
            }

            if ((inHeader is null ? await intake.KeyAsync(body.WriteKey, http.RequestAborted) : key) is not { } sender)
            {
                return TypedResults.Problem("The write key is missing or not known.", statusCode: StatusCodes.Status401Unauthorized);
            }

            if (OverLimit(http, intake.Limit, sender, Math.Clamp(body.Calls.Count, 1, BatchReader.MaxEvents)) is { } tooMany)
            {
                return tooMany;
            }

            var source = await intake.SourceOfAsync(sender, http.RequestAborted).WaitAsync(Left(since, intake.Clock), intake.Clock, http.RequestAborted);
            var events = body.Calls.Select(call => call.Event).OfType<IncomingEvent>().ToList();
            var verdicts = Array.Empty<Verdict>();
            if (events.Count > 0)
            {
                if (intake.Inbox.TryStore(new IncomingBatch(source, events), sender.Id) is not { } storing)
                {
                    return ComeAgain(http, StatusCodes.Status429TooManyRequests, 2, "More events are waiting than can be taken.");
                }

                verdicts = await storing.WaitAsync(Left(since, intake.Clock), intake.Clock, http.RequestAborted);
            }

            var readings = WithVerdicts(body.Calls, verdicts);
            intake.Note(source, kind, readings);
            return TypedResults.Ok(AnswerOf(readings));
        }
        catch (Exception failure) when (failure.IsUnavailable())
        {
            return ComeAgain(http, StatusCodes.Status503ServiceUnavailable, 5, "The events cannot be stored now. Nothing of this request is acknowledged.");
        }
    }

    /// <summary>Takes events off what a key may send, and says in the headers what is left; a refusal where that is not enough.</summary>
    private static ProblemHttpResult? OverLimit(HttpContext http, IntakeLimit limit, KeyIdentity key, int events)
    {
        var standing = limit.Take(key.Id, key.Name, events);
        http.Response.Headers["RateLimit-Policy"] = $"\"ingest\";q={limit.Quota};w={IntakeLimit.WindowSeconds}";
        http.Response.Headers["RateLimit"] = $"\"ingest\";r={standing.Left};t={standing.FullIn}";
        return standing.ComeAgainIn is { } seconds
            ? ComeAgain(http, StatusCodes.Status429TooManyRequests, seconds, $"This key may send {limit.Quota} events in {IntakeLimit.WindowSeconds} seconds. Nothing of this request is acknowledged.")
            : null;
    }

    // The store's verdicts are those of the calls that could be read, in their order.
    private static Reading[] WithVerdicts(IReadOnlyList<Reading> calls, Verdict[] verdicts)
    {
        var readings = new Reading[calls.Count];
        var next = 0;
        for (var i = 0; i < readings.Length; i++)
        {
            if (calls[i].Event is null)
            {
                readings[i] = calls[i];
                continue;
            }

            var verdict = verdicts[next++];
            readings[i] = RefusalReason.Of(verdict) is { } reason
                ? calls[i] with { Verdict = Verdict.Refused, Reason = reason }
                : calls[i] with { Verdict = verdict };
        }

        return readings;
    }

    private static Answer AnswerOf(Reading[] readings)
    {
        int Count(Verdict verdict) => readings.Count(reading => reading.Verdict == verdict);
        return new Answer(true, Count(Verdict.Accepted), Count(Verdict.Unassigned), Count(Verdict.Duplicate), Count(Verdict.Ignored),
            [.. readings.Index().Where(call => call.Item.Verdict is Verdict.Refused).Select(call => new NotCounted(call.Index, call.Item.MessageId, call.Item.Reason!))]);
    }

    private static TimeSpan Left(DateTimeOffset since, TimeProvider clock)
    {
        var left = s_patience - (clock.GetUtcNow() - since);
        return left > TimeSpan.FromMilliseconds(1) ? left : TimeSpan.FromMilliseconds(1);
    }

    private static ProblemHttpResult ComeAgain(HttpContext http, int status, int seconds, string why)
    {
        http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        if (status == StatusCodes.Status429TooManyRequests)
        {
            http.Response.Headers["X-RateLimit-Reset"] = http.Response.Headers.RetryAfter;
        }

        return TypedResults.Problem(why, statusCode: status);
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
