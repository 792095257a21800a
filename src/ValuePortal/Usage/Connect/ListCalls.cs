using ValuePortal.Platform.Access;
using ValuePortal.Usage.Intake;

namespace ValuePortal.Usage.Connect;

/// <summary>The last calls of a source, the newest first: what came, what became of it, and why.</summary>
public sealed class ListCalls(RecentCalls recent)
{
    /// <param name="Verdict">Only those of this verdict; null for all.</param>
    /// <param name="MessageId">Only those whose message id contains this.</param>
    public sealed record Input(int Source, Verdict? Verdict = null, string? MessageId = null);

    /// <returns>Nothing for anybody but the vendor's admin: calls of all customers stand side by side.</returns>
    public async Task<IReadOnlyList<RecentCall>> RunAsync(Viewer viewer, Input input, CancellationToken ct = default)
    {
        if (viewer.Role is not PersonRole.VendorAdmin)
        {
            return [];
        }

        var wanted = input.MessageId?.Trim();
        return [.. (await recent.ReadAsync(input.Source, ct)).Where(call =>
            (input.Verdict is null || call.Verdict == input.Verdict)
            && (string.IsNullOrEmpty(wanted) || call.MessageId?.Contains(wanted, StringComparison.OrdinalIgnoreCase) is true))];
    }
}
