using ValuePortal.Platform.Data;

namespace ValuePortal.Identity.People;

/// <summary>Somebody of a customer who is being deleted.</summary>
/// <param name="Name">The name as it is until now; by it texts are found that keep no id.</param>
/// <param name="Instead">What stands in its place from now on, in the person's language.</param>
public sealed record LeavingPerson(Guid AccountId, Guid PersonId, string Name, string Instead);

/// <summary>
/// What a module does with its rows when a person is deleted, in the transaction that deletes it, and how it tells the admin what it keeps.
/// A module above registers one; the scope of the context is the person's company.
/// </summary>
/// <param name="Words">The resource class of the module.</param>
/// <param name="Kept">The word's key in it: a sentence that says what stays, without a name.</param>
/// <param name="LeaveAsync">Deletes what nobody needs any more, and takes the name off the rest.</param>
public sealed record PersonRemains(Type Words, string Kept, Func<PortalDb, LeavingPerson, CancellationToken, Task> LeaveAsync);

public static class PersonRemainsServices
{
    public static IServiceCollection AddPersonRemains(this IServiceCollection services, PersonRemains remains) => services.AddSingleton(remains);
}
