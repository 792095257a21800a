using System.IO.Compression;
using ValuePortal.Accounts;
using ValuePortal.Platform;
using ValuePortal.Usage.Intake;

namespace ValuePortal.Usage.Import;

/// <summary>Reads a log of calls, one JSON object a line, into the same store as requests. The same file a second time changes nothing.</summary>
public sealed class ImportUsage(EventIntake intake, Sources sources, AccountDirectory directory)
{
    /// <summary>Lines of one transaction: some tens of milliseconds, so that a server beside it is not held up.</summary>
    private const int LinesPerGroup = 2000;

    private static readonly byte[] s_gzip = [0x1F, 0x8B];

    /// <param name="CreateAccounts">A group call opens the account it names, if there is none.</param>
    /// <param name="Now">The clock for calls of the future, and for lines that do not say when they were received.</param>
    public sealed record Input(string File, string Source, bool CreateAccounts, DateTimeOffset Now);

    /// <summary>A line that was not stored, counted from 1.</summary>
    public sealed record NotStored(long Line, Verdict Verdict, string Reason, string? MessageId);

    public sealed record Result(long Lines, long Blank, long Accepted, long Unassigned, long Duplicate, long Ignored, long Refused, int AccountsOpened);

    /// <param name="input">What to read, and how.</param>
    /// <param name="refused">Called for each line that is refused or counts for nothing, in their order.</param>
    /// <param name="verdict">Called for each line that is not blank, in their order, once it is stored.</param>
    /// <param name="progress">Called with the number of lines read, now and then.</param>
    /// <param name="ct">Stops between two groups; what was stored stays.</param>
    public async Task<Outcome<Result>> RunAsync(
        Input input, Action<NotStored>? refused = null, Action<long, Verdict>? verdict = null, Action<long>? progress = null, CancellationToken ct = default)
    {
        if (!System.IO.File.Exists(input.File))
        {
            return new Refusal.NotFound($"There is no file {input.File}.");
        }

        await using var stream = Open(input.File);
        if (await NoLogAsync(input.File, ct) is { } why)
        {
            return new Refusal.Invalid(why, new Dictionary<string, string[]>());
        }

        var source = await sources.FindOrAddAsync(input.Source, ct);
        var counting = new Counting(refused, verdict);
        var lines = new LineReader(stream, EventReader.MaxBytes);
        List<(long Line, Reading Reading)> group = new(LinesPerGroup);
        var reader = new EventReader(input.Now, fromFile: true);
        while (await lines.ReadAsync(ct) is { } line)
        {
            counting.Lines++;
            if (line.IsBlank)
            {
                counting.Blank++;
                continue;
            }

            group.Add((counting.Lines, line.TooLong ? Reading.Refused(RefusalReason.TooLarge) : reader.Read(line.Bytes)));
            if (group.Count == LinesPerGroup)
            {
                await StoreAsync(source, group, input.CreateAccounts, counting, ct);
                progress?.Invoke(counting.Lines);
            }
        }

        await StoreAsync(source, group, input.CreateAccounts, counting, ct);
        progress?.Invoke(counting.Lines);
        return counting.Result;
    }

    private async Task StoreAsync(IntakeSource source, List<(long Line, Reading Reading)> group, bool createAccounts, Counting counting, CancellationToken ct)
    {
        var events = group.Select(entry => entry.Reading.Event).OfType<IncomingEvent>().ToList();
        if (createAccounts)
        {
            counting.AccountsOpened += await directory.EnsureAsync(
                events.Where(incoming => incoming.Kind is Events.EventKind.Group)
                    .GroupBy(incoming => incoming.GroupId!, StringComparer.Ordinal)
                    .ToDictionary(account => account.Key, account => account.Select(call => call.AccountName).FirstOrDefault(name => name is not null), StringComparer.Ordinal),
                ct);
        }

        var verdicts = events.Count == 0 ? [] : (await intake.StoreAsync([new IncomingBatch(source, events)], ct))[0];
        var next = 0;
        foreach (var (line, reading) in group)
        {
            counting.Add(line, reading, reading.Event is null ? reading.Verdict : verdicts[next++]);
        }

        group.Clear();
    }

    private static Stream Open(string file)
    {
        var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        Span<byte> start = stackalloc byte[2];
        var read = stream.ReadAtLeast(start, 2, throwOnEndOfStream: false);
        stream.Position = 0;
        return read == 2 && start.SequenceEqual(s_gzip) ? new GZipStream(stream, CompressionMode.Decompress) : stream;
    }

    // A file of another kind is told from a log with a bad line by its beginning.
    private static async Task<string?> NoLogAsync(string file, CancellationToken ct)
    {
        const string expected = "Expected is one JSON object a line, as in the Segment specification, plain or packed with gzip.";
        await using var stream = Open(file);
        var start = new byte[4096];
        int read;
        try
        {
            read = await stream.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, ct);
        }
        catch (InvalidDataException)
        {
            return $"{file} cannot be unpacked. {expected}";
        }

        var text = start.AsSpan(0, read).TrimStart("\uFEFF"u8).TrimStart(" \t\r\n"u8);
        return text switch
        {
            [] => $"{file} is empty. {expected}",
            [(byte)'{', ..] => null,
            _ when text.IndexOf("\n{"u8) >= 0 => null,
            [(byte)'P', (byte)'K', ..] => $"{file} is a zip archive or a workbook. {expected}",
            [(byte)'[', ..] => $"{file} is a JSON array. {expected}",
            _ => $"{file} does not begin with a JSON object. {expected}",
        };
    }

    private sealed class Counting(Action<NotStored>? refused, Action<long, Verdict>? told)
    {
        private readonly Dictionary<Verdict, long> counts = [];

        public long Lines { get; set; }

        public long Blank { get; set; }

        public int AccountsOpened { get; set; }

        public Result Result => new(
            Lines, Blank, Of(Verdict.Accepted), Of(Verdict.Unassigned), Of(Verdict.Duplicate), Of(Verdict.Ignored),
            Of(Verdict.Refused) + Of(Verdict.PeriodClosed), AccountsOpened);

        public void Add(long line, Reading reading, Verdict verdict)
        {
            counts[verdict] = Of(verdict) + 1;
            told?.Invoke(line, verdict);
            if ((verdict is Verdict.Ignored ? RefusalReason.UnsupportedType : reading.Reason ?? RefusalReason.Of(verdict)) is { } reason)
            {
                refused?.Invoke(new NotStored(line, verdict, reason, reading.MessageId));
            }
        }

        private long Of(Verdict verdict) => counts.GetValueOrDefault(verdict);
    }
}
