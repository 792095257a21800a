namespace ValuePortal.Identity.Keys;

/// <summary>What a key is for.</summary>
public enum KeyScope
{
    /// <summary>Sends events; reads nothing.</summary>
    Ingest,

    /// <summary>Reads figures; sends nothing.</summary>
    Read,
}

public static class KeyScopes
{
    extension(KeyScope scope)
    {
        /// <summary>How commands and claims call it: "ingest" or "read".</summary>
        public string Word => scope is KeyScope.Ingest ? "ingest" : "read";
    }

    public static bool TryParse(string? word, out KeyScope scope)
    {
        scope = word == "read" ? KeyScope.Read : KeyScope.Ingest;
        return word is "ingest" or "read";
    }
}
