using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;

namespace ValuePortal.Roi.WhatIf;

/// <summary>Makes an address of a filled-in form: only what differs from the model stands in it. Nothing is stored, and what is wrong is told on the page.</summary>
public sealed class ChangeWhatIf(ReadWhatIf read, IStringLocalizer<WhatIfWords> words)
{
    /// <summary>Longer ones are not taken by every server and browser.</summary>
    private const int LongestAddress = 6000;

    /// <param name="viewer">Who looks.</param>
    /// <param name="account">Their account.</param>
    /// <param name="typed">Field → text: <c>spread</c>, and those of each <see cref="WhatIfLine"/>.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<Outcome<string>> RunAsync(Viewer viewer, Guid account, IReadOnlyDictionary<string, string?> typed, CancellationToken ct = default)
    {
        if (!(await read.RunAsync(viewer, account, WhatIfChoice.None, ct)).Is(out var report, out var refusal))
        {
            return refusal;
        }

        var entries = new Dictionary<string, WhatIfChoice.Entry>();
        foreach (var line in report?.Lines ?? [])
        {
            var expected = Typed(line.FieldOf(WhatIfEnd.Expected));
            var entry = new WhatIfChoice.Entry(
                Typed(line.FieldOf(WhatIfEnd.Low)), expected == line.Assumption.Write(line.Assumption.InModel) ? null : expected, Typed(line.FieldOf(WhatIfEnd.High)));
            if (!entry.IsEmpty)
            {
                entries[line.Assumption.Key] = entry;
            }
        }

        var spread = Typed("spread");
        var usual = (WhatIfChoice.UsualSpread * 100).ToString("0", System.Globalization.CultureInfo.InvariantCulture);
        var address = new WhatIfChoice(spread == usual ? null : spread, entries).Address();
        return address.Length > LongestAddress ? new Refusal.Conflict(words["TooManyChanges"]) : address;

        string? Typed(string field) => WhatIfChoice.Typed(typed.GetValueOrDefault(field));
    }
}
