using ValuePortal.Platform.Access;

namespace ValuePortal.Platform.Data;

/// <summary>Makes a context of the configured database for a scope.</summary>
public delegate PortalDb OpenPortalDb(AccountScope scope);

/// <summary>The only way to a database context: for a viewer, or for the system in the name of named accounts.</summary>
public sealed class PortalDbFactory(OpenPortalDb open)
{
    public PortalDb For(Viewer viewer) => open(viewer.Scope);

    /// <summary>For a job or a check that works for these accounts; without any, only shared tables can be seen.</summary>
    public PortalDb ForSystem(params Guid[] accounts) => open(AccountScope.Only(accounts));
}
