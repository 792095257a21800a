using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using ValuePortal.Platform.Access;

namespace ValuePortal.Tests.Identity;

internal static class KnownPassword
{
    public const string Text = "blue kettle runs far";

    // Few rounds, so that the tests are quick; the number of rounds stands in the hash.
    public static Person WithPassword(this Person person)
    {
        person.PasswordHash = new PasswordHasher<Person>(Options.Create(new PasswordHasherOptions { IterationCount = 1000 })).HashPassword(person, Text);
        return person;
    }
}
