using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace ValuePortal.Tests.Support;

/// <summary>bUnit asks for a higher version of this library than the feed has; the binder refuses the lower one, this does not.</summary>
internal static class DiffingLoader
{
    private const string Library = "AngleSharp.Diffing";

    [ModuleInitializer]
    internal static void Load() => AssemblyLoadContext.Default.Resolving += static (context, name) =>
        name.Name == Library ? context.LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, Library + ".dll")) : null;
}
