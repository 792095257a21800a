namespace ValuePortal.Platform.Data;

/// <summary>A statement cut into the pieces that a check can reason about. It is no complete parser: it knows what EF writes.</summary>
internal abstract record SqlPart
{
    /// <summary>A keyword, or the name of a table or column with what stands before the dot.</summary>
    public sealed record Name(string? Source, string Text, bool Quoted) : SqlPart;

    /// <summary>A parameter, a text or a number: a value that is given, not read.</summary>
    public sealed record Given(string Text) : SqlPart;

    public sealed record Mark(string Text) : SqlPart;

    /// <summary>What stands in parentheses, or between CASE and END.</summary>
    public sealed record Group(IReadOnlyList<SqlPart> Parts, bool IsCase) : SqlPart;

    public bool Is(string keyword) =>
        this is Name { Source: null, Quoted: false } name && name.Text.Equals(keyword, StringComparison.OrdinalIgnoreCase);

    public bool IsAny(ReadOnlySpan<string> keywords)
    {
        foreach (var keyword in keywords)
        {
            if (Is(keyword))
            {
                return true;
            }
        }

        return false;
    }

    public bool IsMark(string mark) => this is Mark { Text: var text } && text == mark;
}

internal static class SqlParts
{
    /// <summary>The statements of a command, without comments.</summary>
    public static List<IReadOnlyList<SqlPart>> Statements(string sql)
    {
        var at = 0;
        return Split(Read(sql, ref at, ""), part => part.IsMark(";"));
    }

    public static List<IReadOnlyList<SqlPart>> Split(IReadOnlyList<SqlPart> parts, Func<SqlPart, bool> isBorder)
    {
        var pieces = new List<IReadOnlyList<SqlPart>>();
        var piece = new List<SqlPart>();
        foreach (var part in parts)
        {
            if (isBorder(part))
            {
                pieces.Add(piece);
                piece = [];
            }
            else
            {
                piece.Add(part);
            }
        }

        pieces.Add(piece);
        return pieces;
    }

    private static List<SqlPart> Read(string sql, ref int at, string until)
    {
        var parts = new List<SqlPart>();
        while (at < sql.Length)
        {
            var c = sql[at];
            if (char.IsWhiteSpace(c))
            {
                at++;
            }
            else if (Starts(sql, at, "--"))
            {
                at = Until(sql, at, "\n");
            }
            else if (Starts(sql, at, "/*"))
            {
                at = Until(sql, at + 2, "*/");
            }
            else if (c == '(')
            {
                at++;
                parts.Add(new SqlPart.Group(Read(sql, ref at, ")"), IsCase: false));
            }
            else if (c == ')')
            {
                at++;
                if (until == ")")
                {
                    return parts;
                }
            }
            else if (c == '\'' || (c is 'N' or 'X' or 'x' && at + 1 < sql.Length && sql[at + 1] == '\''))
            {
                at = c == '\'' ? at : at + 1;
                parts.Add(new SqlPart.Given(Quoted(sql, ref at, '\'')));
            }
            else if (c is '"' or '`' or '[')
            {
                AddName(parts, Quoted(sql, ref at, c == '[' ? ']' : c), quoted: true);
            }
            else if (c is '@' or '$' or ':' or '?' || char.IsDigit(c))
            {
                parts.Add(new SqlPart.Given(Run(sql, ref at)));
            }
            else if (char.IsLetter(c) || c == '_')
            {
                var word = Run(sql, ref at);
                var unqualified = parts is not [.., SqlPart.Mark { Text: "." }];
                if (unqualified && word.Equals("CASE", StringComparison.OrdinalIgnoreCase))
                {
                    parts.Add(new SqlPart.Group(Read(sql, ref at, "END"), IsCase: true));
                }
                else if (unqualified && until == "END" && word.Equals("END", StringComparison.OrdinalIgnoreCase))
                {
                    return parts;
                }
                else
                {
                    AddName(parts, word, quoted: false);
                }
            }
            else
            {
                var two = at + 1 < sql.Length ? sql.Substring(at, 2) : "";
                var mark = two is "<=" or ">=" or "<>" or "!=" or "||" or "==" ? two : c.ToString();
                at += mark.Length;
                parts.Add(new SqlPart.Mark(mark));
            }
        }

        return parts;
    }

    // "schema"."table" and "alias"."column" become one part; of three names the last two count.
    private static void AddName(List<SqlPart> parts, string text, bool quoted)
    {
        if (parts is [.., SqlPart.Name before, SqlPart.Mark { Text: "." }])
        {
            parts.RemoveRange(parts.Count - 2, 2);
            parts.Add(new SqlPart.Name(before.Text, text, quoted));
        }
        else
        {
            parts.Add(new SqlPart.Name(null, text, quoted));
        }
    }

    private static string Quoted(string sql, ref int at, char close)
    {
        var text = new System.Text.StringBuilder();
        for (at++; at < sql.Length; at++)
        {
            if (sql[at] != close)
            {
                text.Append(sql[at]);
            }
            else if (at + 1 < sql.Length && sql[at + 1] == close)
            {
                text.Append(close);
                at++;
            }
            else
            {
                at++;
                break;
            }
        }

        return text.ToString();
    }

    private static string Run(string sql, ref int at)
    {
        var from = at++;
        while (at < sql.Length && (char.IsLetterOrDigit(sql[at]) || sql[at] is '_' or '@' or '$' or '#'))
        {
            at++;
        }

        return sql[from..at];
    }

    private static bool Starts(string sql, int at, string mark) => string.CompareOrdinal(sql, at, mark, 0, mark.Length) == 0;

    private static int Until(string sql, int at, string mark) =>
        sql.IndexOf(mark, at, StringComparison.Ordinal) is >= 0 and var found ? found + mark.Length : sql.Length;
}
