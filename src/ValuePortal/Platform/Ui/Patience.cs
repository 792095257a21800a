using Microsoft.AspNetCore.Http;

namespace ValuePortal.Platform.Ui;

/// <summary>
/// How long a page waits for what it shows before it is sent without. Nearly every page is read sooner and comes whole. What follows
/// later needs a script to be put in its place, so a browser that runs none waits for the whole page: the portal's script says by a
/// cookie that it runs.
/// </summary>
public sealed class Patience(IHttpContextAccessor http, TimeProvider time)
{
    /// <summary>Set by the portal's script. It says nothing of the person.</summary>
    public const string Cookie = "scripts";

    /// <summary>A reader does not yet see that anything is waited for.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(400);

    /// <summary>Waits for a reading, whether it succeeds or fails, and says whether it takes so long that the page should be begun without it.</summary>
    public async Task<bool> IsOverBeforeAsync(Task reading)
    {
        if (http.HttpContext?.Request.Cookies.ContainsKey(Cookie) is not true)
        {
            await Task.WhenAny(reading);
            return false;
        }

        using var ended = new CancellationTokenSource();
        await Task.WhenAny(reading, Task.Delay(Limit, time, ended.Token));
        await ended.CancelAsync();
        return !reading.IsCompleted;
    }
}
