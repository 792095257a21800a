using ValuePortal.Platform.Access;

namespace ValuePortal.Accounts.Own;

/// <summary>A list of people as somebody pastes it: one a line, as <c>Name &lt;mail&gt;</c> or as the address alone. No line is lost.</summary>
public static class InvitationList
{
    public const int MostLines = 200;

    /// <param name="Text">The line as it was written.</param>
    /// <param name="Email">What stands for the address; whether it is one is not said here.</param>
    public sealed record Line(string Text, string Name, string Email);

    public static IReadOnlyList<Line> Read(string? text) =>
        [.. (text ?? "").ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim(' ', '\t', ',', ';', '，', '；')).Where(line => line.Length > 0).Select(LineOf)];

    private static Line LineOf(string line)
    {
        var open = line.LastIndexOf('<');
        var (name, email) = open >= 0 && line.EndsWith('>') ? (line[..open].Trim(' ', '\t', '"'), line[(open + 1)..^1].Trim()) : ("", line);
        if (name.Length == 0)
        {
            name = email.Split('@')[0];
        }

        return new Line(line, name.Length <= Person.NameMaxLength ? name : name[..Person.NameMaxLength], email);
    }
}
