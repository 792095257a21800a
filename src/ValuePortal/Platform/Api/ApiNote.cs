namespace ValuePortal.Platform.Api;

/// <summary>What the document of the read interface says of an address, beyond what the code says by itself.</summary>
/// <param name="Summary">What it gives, in a sentence.</param>
/// <param name="Example">An answer, as JSON.</param>
public sealed record ApiNote(string Summary, string Example)
{
    /// <summary>The parameters of the query that cannot be left out.</summary>
    public IReadOnlyList<string> Required { get; init; } = [];

    /// <summary>What is sent, as JSON; null where it is what is answered.</summary>
    public string? Body { get; init; }

    /// <summary>The same answer as CSV; null where there is none.</summary>
    public string? Csv { get; init; }

    /// <summary>A parameter that somebody got wrong, and what the answer says of it; null where nothing can be wrong.</summary>
    public (string Parameter, string Says)? Wrong { get; init; }

    /// <summary>Other refusals there are.</summary>
    public IReadOnlyList<int> More { get; init; } = [];

    /// <summary>What the answer says when there is no such thing; null where this cannot be.</summary>
    public string? Missing { get; init; }
}

public static class ApiNotes
{
    /// <summary>Names an address in the document, and says what it answers.</summary>
    public static void Documented<TAnswer>(this RouteHandlerBuilder address, string name, ApiNote note)
    {
        address.WithName(name).WithMetadata(note).Produces<TAnswer>(StatusCodes.Status200OK, "application/json", note.Csv is null ? [] : ["text/csv"]);
        if (note.Wrong is not null)
        {
            address.ProducesValidationProblem();
        }

        if (note.Missing is not null)
        {
            address.ProducesProblem(StatusCodes.Status404NotFound);
        }

        foreach (var status in note.More)
        {
            address.ProducesProblem(status);
        }
    }
}
