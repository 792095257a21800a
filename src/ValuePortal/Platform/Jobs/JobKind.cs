namespace ValuePortal.Platform.Jobs;

/// <summary>Why a job did not come to its end.</summary>
public enum JobBreak
{
    Cancelled,

    /// <summary>The program was stopped or killed, and this kind does not begin again by itself.</summary>
    Interrupted,
    Failed,
}

/// <summary>A kind of heavy work. A module registers one with <see cref="JobServices.AddJobKind"/>.</summary>
/// <param name="Name">As the row says it.</param>
/// <param name="BeginsAgain">Whether one that was broken off by a stop is simply begun again.</param>
/// <param name="RunAsync">Does it, in the language and with services of its own. It stops when told to.</param>
/// <param name="BrokenOffAsync">Tidies up after one that did not come to its end, and says so where people look.</param>
public sealed record JobKind(
    string Name, bool BeginsAgain, Func<IServiceProvider, JobRun, CancellationToken, Task> RunAsync, Func<IServiceProvider, JobTicket, JobBreak, CancellationToken, Task>? BrokenOffAsync = null);

/// <summary>What a job is, for whoever does it or tidies up after it.</summary>
/// <param name="Subject">The row it works on; its own id where it has none.</param>
/// <param name="PersonId">With whose rights it is done.</param>
public sealed record JobTicket(Guid AccountId, Guid Id, string Kind, Guid Subject, Guid PersonId, string Language);

/// <summary>A job while it is done.</summary>
/// <param name="job">What it is.</param>
/// <param name="reportAsync">Writes how far it is.</param>
public sealed class JobRun(JobTicket job, Func<long, long, Task> reportAsync)
{
    public JobTicket Job => job;

    /// <summary>Of the file it made.</summary>
    public long Bytes { get; set; }

    /// <summary>Says how far it is. Throws when somebody cancelled it, or when another node has taken it over.</summary>
    public Task ReportAsync(long done, long total) => reportAsync(done, total);
}
