namespace ValuePortal.Platform.Data;

/// <summary>A table whose rows belong to accounts.</summary>
/// <param name="Column">The column that names the account.</param>
/// <param name="PublishedColumn">For a table that is private until published: the column that says so.</param>
internal sealed record OwningTable(string Column, string? PublishedColumn = null);

/// <summary>
/// Decides whether a statement says, for each table of accounts that it reads, changes or deletes from, which accounts it means: by a
/// comparison with a given value or set, or with the account of another table for which that is said. Only what stands in WHERE and ON
/// counts, and only where it really narrows: not under OR beside something else, not under NOT, not the account of a shared table.
/// </summary>
internal sealed class AccountPredicate(IReadOnlyDictionary<string, OwningTable> owners)
{
    private static readonly string[] s_verbs = ["SELECT", "UPDATE", "DELETE", "INSERT", "REPLACE", "MERGE", "TRUNCATE"];
    private static readonly string[] s_setOperators = ["UNION", "EXCEPT", "INTERSECT"];
    private static readonly string[] s_joins = ["INNER", "CROSS", "LEFT", "RIGHT", "FULL", "OUTER", "JOIN", "APPLY", "NATURAL"];

    private static readonly string[] s_clauses =
        ["SELECT", "FROM", "WHERE", "SET", "GROUP", "ORDER", "HAVING", "LIMIT", "OFFSET", "FETCH", "RETURNING", "OUTPUT", "VALUES", "WINDOW", "OPTION"];

    private enum Join
    {
        /// <summary>The condition narrows every table it names.</summary>
        Inner,

        /// <summary>The condition narrows only the table it brings in.</summary>
        Left,

        /// <summary>The condition keeps rows of both sides.</summary>
        Full,
    }

    /// <summary>The first table that the statement reaches without saying whose rows it means; null when there is none.</summary>
    public string? FindUnnamed(string sql) => SqlParts.Statements(sql).Select(statement => Check(statement, null)).FirstOrDefault(table => table is not null);

    private string? Check(IReadOnlyList<SqlPart> parts, Block? outer) =>
        SqlParts.Split(parts, part => part.IsAny(s_setOperators)).Select(piece => CheckPiece(piece, outer)).FirstOrDefault(table => table is not null);

    private string? CheckPiece(IReadOnlyList<SqlPart> parts, Block? outer)
    {
        var block = new Block(outer);
        var verbAt = parts.ToList().FindIndex(part => part.IsAny(s_verbs));
        if (verbAt >= 0)
        {
            if (Refuses(parts[verbAt], [.. parts.Skip(verbAt + 1)], block) is { } table)
            {
                return table;
            }
        }

        return SubqueriesOf(parts).Select(group => Check(group.Parts, block)).FirstOrDefault(table => table is not null);
    }

    private string? Refuses(SqlPart verb, IReadOnlyList<SqlPart> rest, Block block)
    {
        if (verb.Is("TRUNCATE"))
        {
            return rest.OfType<SqlPart.Name>().Select(name => name.Text).FirstOrDefault(owners.ContainsKey);
        }

        if (verb.Is("MERGE"))
        {
            return RefusesMerge(rest, block);
        }

        if (verb.Is("INSERT") || verb.Is("REPLACE"))
        {
            return RefusesInsert(rest, block);
        }

        AddClauses(verb, rest, block);
        return FirstUnnamed(block);
    }

    private void AddClauses(SqlPart verb, IReadOnlyList<SqlPart> rest, Block block)
    {
        var clause = ((SqlPart.Name)verb).Text;
        var body = new List<SqlPart>();
        foreach (var part in rest.Append(new SqlPart.Name(null, "OPTION", Quoted: false)))
        {
            if (!part.IsAny(s_clauses) || (part.Is("FROM") && body is [.., var last] && last.Is("DISTINCT")))
            {
                body.Add(part);
                continue;
            }

            if (clause.Equals("FROM", StringComparison.OrdinalIgnoreCase) || clause.Equals("UPDATE", StringComparison.OrdinalIgnoreCase))
            {
                AddSources(body, block);
            }
            else if (clause.Equals("WHERE", StringComparison.OrdinalIgnoreCase))
            {
                block.Conditions.Add(new Condition(body, null));
            }

            clause = ((SqlPart.Name)part).Text;
            body = [];
        }
    }

    // A new row names its own account. What a SELECT reads for it, and what is changed on a conflict, must name one too.
    private string? RefusesInsert(IReadOnlyList<SqlPart> rest, Block block)
    {
        var table = rest.OfType<SqlPart.Name>().FirstOrDefault(name => !name.IsAny(["INTO", "OR", "IGNORE", "REPLACE", "ABORT", "FAIL", "ROLLBACK"]))?.Text ?? "";
        var conflictAt = rest.ToList().FindIndex(part => part.Is("CONFLICT"));
        var insert = conflictAt > 0 ? rest.Take(conflictAt - 1).ToList() : rest.ToList();
        if (conflictAt > 0 && owners.TryGetValue(table, out var owner) && rest.Any(part => part.Is("DO")) && rest.Skip(conflictAt).Any(part => part.Is("UPDATE"))
            && !(rest[conflictAt + 1] is SqlPart.Group target && target.Parts.OfType<SqlPart.Name>().Any(name => Same(name.Text, owner.Column))))
        {
            return table;
        }

        var selectAt = insert.FindIndex(part => part.Is("SELECT"));
        if (selectAt < 0)
        {
            return null;
        }

        AddClauses(insert[selectAt], insert[(selectAt + 1)..], block);
        return FirstUnnamed(block);
    }

    private string? RefusesMerge(IReadOnlyList<SqlPart> rest, Block block)
    {
        var parts = rest.ToList();
        var whenAt = parts.FindIndex(part => part.Is("WHEN"));
        var onAt = parts.FindIndex(part => part.Is("ON"));
        var usingAt = parts.FindIndex(part => part.Is("USING"));
        if (whenAt < 0 || onAt < 0 || usingAt < 0)
        {
            return null;
        }

        var changes = Enumerable.Range(whenAt, parts.Count - whenAt - 1).Any(i =>
            parts[i].Is("WHEN") && (parts[i + 1].Is("MATCHED") || parts.Skip(i).TakeWhile(part => !part.Is("THEN")).Any(part => part.Is("SOURCE"))));
        AddSources([.. parts[..usingAt].Where(part => !part.Is("INTO"))], block);
        AddSources(parts[(usingAt + 1)..onAt], block);
        block.Conditions.Add(new Condition(parts[(onAt + 1)..whenAt], null));
        return changes ? FirstUnnamed(block) : null;
    }

    private void AddSources(IReadOnlyList<SqlPart> parts, Block block)
    {
        var join = Join.Inner;
        Source? latest = null;
        for (var i = 0; i < parts.Count; i++)
        {
            var part = parts[i];
            if (part.IsMark(","))
            {
                join = Join.Inner;
            }
            else if (part.IsAny(s_joins))
            {
                join = part.Is("LEFT") ? Join.Left
                    : part.Is("RIGHT") || part.Is("FULL") ? Join.Full
                    : part.Is("INNER") || part.Is("CROSS") || (part.Is("JOIN") && !(i > 0 && parts[i - 1].IsAny(s_joins))) ? Join.Inner
                    : join;
            }
            else if (part.Is("ON"))
            {
                var condition = parts.Skip(i + 1).TakeWhile(next => !next.IsAny(s_joins) && !next.IsMark(",")).ToList();
                i += condition.Count;
                if (join is not Join.Full)
                {
                    block.Conditions.Add(new Condition(condition, join is Join.Left ? latest : null));
                }
            }
            else if (part is SqlPart.Group { Parts: [SqlPart.Name or SqlPart.Group, ..] joined } && !IsQuery(joined))
            {
                AddSources(joined, block);
            }
            else if (part is SqlPart.Name or SqlPart.Group or SqlPart.Given)
            {
                latest = ReadSource(parts, ref i);

                // UPDATE [s] … FROM [Seats] AS [s]: the first is only the name of the second.
                block.Sources.RemoveAll(target => target.Owner is null && Same(target.Table ?? "", latest.Alias));
                block.Sources.Add(latest);
            }
        }
    }

    private Source ReadSource(IReadOnlyList<SqlPart> parts, ref int i)
    {
        var part = parts[i];
        var table = (part as SqlPart.Name)?.Text;
        var isFunction = part is SqlPart.Given || (part is SqlPart.Name && i + 1 < parts.Count && parts[i + 1] is SqlPart.Group);
        if (part is SqlPart.Name && isFunction)
        {
            i++;
        }

        // OPENJSON (…) WITH (…) and table hints.
        if (i + 2 < parts.Count && parts[i + 1].Is("WITH") && parts[i + 2] is SqlPart.Group)
        {
            i += 2;
        }

        if (i + 1 < parts.Count && parts[i + 1].Is("AS"))
        {
            i++;
        }

        var alias = table ?? "";
        if (i + 1 < parts.Count && parts[i + 1] is SqlPart.Name { Source: null } named && !named.IsAny(s_joins) && !named.Is("ON"))
        {
            alias = named.Text;
            i++;
            if (i + 1 < parts.Count && parts[i + 1] is SqlPart.Group)
            {
                i++;
            }
        }

        var owner = table is not null && !isFunction ? owners.GetValueOrDefault(table) : null;
        var givesAccounts = isFunction || (part is SqlPart.Group derived && GivesAccounts(derived));
        return new Source(alias, table, owner, isFunction || part is SqlPart.Group { Parts: [SqlPart.Name { Text: "VALUES" or "values" }, ..] }, givesAccounts);
    }

    /// <summary>A subquery's account column is as good as a given one when it reads a table of accounts, which is checked by itself.</summary>
    private bool GivesAccounts(SqlPart.Group group)
    {
        if (group.Parts is [var first, ..] && first.Is("VALUES"))
        {
            return true;
        }

        return SqlParts.Split(group.Parts, part => part.IsAny(s_setOperators)).All(piece =>
        {
            var inner = new Block(null);
            var selectAt = piece.ToList().FindIndex(part => part.Is("SELECT"));
            if (selectAt < 0)
            {
                return piece is [.., SqlPart.Group nested] && GivesAccounts(nested);
            }

            AddClauses(piece[selectAt], [.. piece.Skip(selectAt + 1)], inner);
            return inner.Sources.Any(source => source.Owner is { PublishedColumn: null } || source.GivesAccounts);
        });
    }

    private string? FirstUnnamed(Block block)
    {
        bool found;
        do
        {
            found = false;
            foreach (var source in block.Sources.Where(source => source.Owner is not null && !block.Named.Contains(source)))
            {
                if (block.Conditions.Any(condition => condition.Narrows(source) && Names(condition.Parts, source, block, strictly: true)))
                {
                    found |= block.Named.Add(source);
                }
            }
        }
        while (found);

        return block.Sources.FirstOrDefault(source =>
            source.Owner is not null
            && !block.Named.Contains(source)
            && !block.Conditions.Any(condition => condition.Narrows(source) && Names(condition.Parts, source, block, strictly: false)))?.Table;
    }

    private bool Names(IReadOnlyList<SqlPart> condition, Source source, Block block, bool strictly)
    {
        var disjuncts = SqlParts.Split(condition, part => part.Is("OR"));
        return disjuncts.Count > 1
            ? disjuncts.All(disjunct => Names(disjunct, source, block, strictly))
            : Conjuncts(condition).Any(conjunct => NamesByItself(conjunct, source, block, strictly));
    }

    private bool NamesByItself(IReadOnlyList<SqlPart> atom, Source source, Block block, bool strictly) => atom switch
    {
        [SqlPart.Group { IsCase: false } group] => !IsQuery(group.Parts) && Names(group.Parts, source, block, strictly),
        [SqlPart.Name left, SqlPart.Mark { Text: "=" or "==" }, var right] when IsAccountOf(left, source, block) => IsGiven(right, block),
        [var left, SqlPart.Mark { Text: "=" or "==" }, SqlPart.Name right] when IsAccountOf(right, source, block) => IsGiven(left, block),
        [SqlPart.Name left, var word, SqlPart.Group set] when word.Is("IN") => IsAccountOf(left, source, block) && IsGivenSet(set),
        [var word, SqlPart.Group query] when word.Is("EXISTS") => IsInGivenSet(query, source, block),
        [SqlPart.Name column, var @is, var not, var @null] when @is.Is("IS") && not.Is("NOT") && @null.Is("NULL") =>
            !strictly && source.Owner?.PublishedColumn is { } published && Same(column.Text, published) && block.Find(column) == source,

        // An empty scope is translated to a condition that is never true.
        [SqlPart.Given { Text: "0" }] => true,
        [SqlPart.Given { Text: "0" or "1" } left, SqlPart.Mark { Text: "=" }, SqlPart.Given { Text: "0" or "1" } right] => left != right,
        [var word] => word.Is("FALSE"),
        _ => false,
    };

    private static bool IsAccountOf(SqlPart.Name column, Source source, Block block) =>
        Same(column.Text, source.Owner!.Column) && block.Find(column) == source;

    private static bool IsGiven(SqlPart value, Block block) => value switch
    {
        SqlPart.Given => true,
        SqlPart.Name column when block.Find(column) is { } source => source.IsFunction
            || (source.GivesAccounts && column.Text.Contains("AccountId", StringComparison.OrdinalIgnoreCase))
            || (block.IsNamed(source) && Same(column.Text, source.Owner!.Column)),
        _ => false,
    };

    private bool IsGivenSet(SqlPart.Group set)
    {
        if (!IsQuery(set.Parts))
        {
            return set.Parts.OfType<SqlPart.Given>().Any() && set.Parts.All(part => part is SqlPart.Given || part.IsMark(","));
        }

        return GivesAccounts(set)
            && set.Parts is [_, SqlPart.Name column, ..]
            && (column.Text.Contains("AccountId", StringComparison.OrdinalIgnoreCase) || ReadsOnlyFunctions(set));
    }

    private bool ReadsOnlyFunctions(SqlPart.Group query)
    {
        var inner = new Block(null);
        AddClauses(query.Parts[0], [.. query.Parts.Skip(1)], inner);
        return inner.Sources.Count > 0 && inner.Sources.All(source => source.IsFunction);
    }

    // EXISTS (SELECT 1 FROM json_each(@accounts) AS v WHERE v.value = t.AccountId)
    private bool IsInGivenSet(SqlPart.Group query, Source source, Block block)
    {
        if (!IsQuery(query.Parts) || !ReadsOnlyFunctions(query))
        {
            return false;
        }

        var inner = new Block(block);
        AddClauses(query.Parts[0], [.. query.Parts.Skip(1)], inner);
        return inner.Conditions.Any(condition => condition.Parts.Any(part => part.Is("OR")) is false && Conjuncts(condition.Parts).Any(atom => atom switch
        {
            [SqlPart.Name left, SqlPart.Mark { Text: "=" }, SqlPart.Name right] =>
                (IsAccountOf(left, source, inner) && inner.Find(right) is { IsFunction: true })
                || (IsAccountOf(right, source, inner) && inner.Find(left) is { IsFunction: true }),
            _ => false,
        }));
    }

    private static List<IReadOnlyList<SqlPart>> Conjuncts(IReadOnlyList<SqlPart> condition)
    {
        var between = false;
        return SqlParts.Split(condition, part =>
        {
            between |= part.Is("BETWEEN");
            if (!part.Is("AND"))
            {
                return false;
            }

            var isBorder = !between;
            between = false;
            return isBorder;
        });
    }

    private static IEnumerable<SqlPart.Group> SubqueriesOf(IReadOnlyList<SqlPart> parts) => parts.OfType<SqlPart.Group>()
        .SelectMany(group => IsQuery(group.Parts) ? [group] : SubqueriesOf(group.Parts));

    private static bool IsQuery(IReadOnlyList<SqlPart> parts) => parts is [var first, ..]
        && (first.IsAny(["SELECT", "WITH", "VALUES"]) || (first is SqlPart.Group { IsCase: false } group && IsQuery(group.Parts) && parts.Any(part => part.IsAny(s_setOperators))));

    private static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);

    /// <summary>A table, a subquery or a function after FROM or JOIN.</summary>
    private sealed class Source(string alias, string? table, OwningTable? owner, bool isFunction, bool givesAccounts)
    {
        public string Alias => alias;

        public string? Table => table;

        public OwningTable? Owner => owner;

        /// <summary>Its rows come from parameters, so that each of its columns is a given value.</summary>
        public bool IsFunction => isFunction;

        /// <summary>Its account columns are checked inside.</summary>
        public bool GivesAccounts => givesAccounts;
    }

    private sealed record Condition(IReadOnlyList<SqlPart> Parts, Source? Only)
    {
        public bool Narrows(Source source) => Only is null || Only == source;
    }

    /// <summary>One SELECT, UPDATE or DELETE, within the one around it.</summary>
    private sealed class Block(Block? outer)
    {
        public List<Source> Sources { get; } = [];

        public List<Condition> Conditions { get; } = [];

        /// <summary>The sources for which it is said which accounts are meant.</summary>
        public HashSet<Source> Named { get; } = [];

        public bool IsNamed(Source source) => Named.Contains(source) || outer?.IsNamed(source) == true;

        /// <summary>Whose column this is; a column without a table before it is that of the only one there.</summary>
        public Source? Find(SqlPart.Name column) => column.Source is null
            ? Sources is [var only] ? only : null
            : Sources.FirstOrDefault(source => Same(source.Alias, column.Source)) ?? outer?.Find(column);
    }
}
