namespace ValuePortal.Identity.Keys;

/// <summary>What a key is for.</summary>
public enum KeyScope
{
    /// <summary>Sends events; reads nothing.</summary>
    Ingest,

    /// <summary>Reads figures; sends nothing.</summary>
    Read,

    /// <summary>Reads and writes value models, and reads figures of value with their amounts.</summary>
    Value,

    /// <summary>Brings requests in; reads nothing.</summary>
    Requests,
}

public static class KeyScopes
{
    extension(KeyScope scope)
    {
        /// <summary>How commands and claims call it: "ingest", "read", "value" or "requests".</summary>
        public string Word => scope switch
        {
            KeyScope.Ingest => "ingest",
            KeyScope.Value => "value",
            KeyScope.Requests => "requests",
            _ => "read",
        };
    }

    public static bool TryParse(string? word, out KeyScope scope)
    {
        scope = word switch
        {
            "read" => KeyScope.Read,
            "value" => KeyScope.Value,
            "requests" => KeyScope.Requests,
            _ => KeyScope.Ingest,
        };
        return word is "ingest" or "read" or "value" or "requests";
    }
}
