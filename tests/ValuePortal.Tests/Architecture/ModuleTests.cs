using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using static ValuePortal.Tests.Support.Wrongs;

namespace ValuePortal.Tests.Architecture;

public sealed class ModuleTests
{
    private static readonly string[] s_groundUp =
    [
        "Platform", "Identity", "Accounts", "Notifications", "Usage", "Roi", "Milestones",
        "FeatureRequests", "Announcements", "Health", "Reviews", "Shell",
    ];

    /// <summary>Tables of sign-in: rows of people, found by the person. They are of no account, or of many.</summary>
    private static readonly string[] s_identityTables =
        ["People", "AspNetUserClaims", "AspNetUserLogins", "AspNetUserPasskeys", "AspNetUserTokens"];

    private static readonly IModel s_model = new SqliteDesignFactory().CreateDbContext([]).Model;

    [Fact]
    public void Every_folder_is_a_module_of_the_list()
    {
        var modules = ModuleDependencies.Types.Select(type => ModuleDependencies.ModuleOf(ModuleDependencies.Outermost(type).FullName)).Where(module => module.Length > 0).ToHashSet();

        Assert.NotEmpty(modules);
        Assert.All(modules, module => Assert.Contains(module, s_groundUp));
    }

    [Fact]
    public void Arrows_point_down()
    {
        var edges = ModuleDependencies.Read().Where(edge => edge.ToModule.Length > 0 && edge.FromModule != edge.ToModule).ToList();

        Assert.NotEmpty(edges);
        Assert.Contains(edges, edge => edge is { FromModule: "Accounts", ToModule: "Platform" });
        AssertNone(edges.Where(edge => Level(edge.ToModule) >= Level(edge.FromModule)).Select(edge => $"{edge.From} leans on {edge.To}, which is not below it."));
    }

    [Fact]
    public void Entities_stay_in_their_module()
    {
        var entities = OurEntities().Select(entity => entity.ClrType).Where(type => type != typeof(Person)).Select(type => type.FullName!).ToHashSet();
        var configurations = ModuleDependencies.Types
            .Where(type => type.Interfaces.Any(of => of.InterfaceType.Name == typeof(IEntityTypeConfiguration<>).Name))
            .Select(type => ModuleDependencies.Outermost(type).FullName)
            .ToHashSet();
        var users = ModuleDependencies.Read().Where(edge => entities.Contains(edge.To)).ToList();

        Assert.NotEmpty(users);
        Assert.NotEmpty(configurations);
        AssertNone(users
            .Where(edge => edge.FromModule != edge.ToModule && !configurations.Contains(edge.From))
            .Select(edge => $"{edge.From} uses the entity {edge.To} of another module; let it ask a query of {edge.ToModule}."));
    }

    [Fact]
    public void Every_table_says_whose_it_is()
    {
        var entities = OurEntities().Where(entity => !s_identityTables.Contains(entity.GetTableName())).ToList();

        Assert.NotEmpty(entities);
        AssertNone(entities
            .Where(entity => Kinds(entity).Count() != 1)
            .Select(entity => $"{entity.ClrType} ({entity.GetTableName()}) is {string.Join(" and ", Kinds(entity).DefaultIfEmpty("of no kind"))}; a table is of exactly one."));
        AssertNone(entities
            .Where(entity => entity.ClrType.IsAssignableTo(typeof(IOwnedByAccount)) && entity.FindPrimaryKey()!.Properties[0].Name != nameof(IOwnedByAccount.AccountId))
            .Select(entity => $"The key of {entity.ClrType} begins with {entity.FindPrimaryKey()!.Properties[0].Name}, not with AccountId."));
        AssertNone(entities
            .Where(entity => entity.ClrType.IsAssignableTo(typeof(IPrivateUntilPublished)) && !entity.FindProperty(nameof(IPrivateUntilPublished.RaisedByAccountId))!.IsConcurrencyToken)
            .Select(entity => $"RaisedByAccountId of {entity.ClrType} is no concurrency token."));
        AssertNone(s_model.GetEntityTypes()
            .Where(entity => entity.IsOwned() && entity.GetTableName() != entity.FindOwnership()!.PrincipalEntityType.GetTableName() && !entity.IsMappedToJson())
            .Select(entity => $"{entity.ClrType} is owned and has a table of its own, which no filter guards; make it an entity."));
    }

    [Fact]
    public void Every_table_of_accounts_is_filtered()
    {
        var guarded = s_model.GetEntityTypes()
            .Where(entity => entity.ClrType.IsAssignableTo(typeof(IOwnedByAccount)) || entity.ClrType.IsAssignableTo(typeof(IPrivateUntilPublished)))
            .ToList();

        Assert.NotEmpty(guarded);
        AssertNone(guarded
            .Where(entity => entity.GetDeclaredQueryFilters().All(filter => filter.Key != PortalDb.AccountFilter))
            .Select(entity => $"{entity.ClrType} has no filter."));
    }

    [Fact]
    public void A_context_is_had_from_its_factory_only()
    {
        // Identity's stores get the context with the empty scope; nobody else asks for it.
        var askers = ModuleDependencies.Types
            .SelectMany(type => type.Methods.Where(method => method.IsConstructor).SelectMany(constructor => constructor.Parameters).Select(parameter => (type, parameter)))
            .ToList();

        Assert.NotEmpty(askers);
        AssertNone(askers
            .Where(asker => asker.parameter.ParameterType.FullName == typeof(PortalDb).FullName && !asker.type.Name.StartsWith('<'))
            .Select(asker => $"{asker.type.FullName} is given a {nameof(PortalDb)}; it should ask {nameof(PortalDbFactory)} for a viewer's."));
    }

    private static IEnumerable<IEntityType> OurEntities() => s_model.GetEntityTypes()
        .Where(entity => !entity.IsOwned() && entity.ClrType.Namespace!.StartsWith("ValuePortal", StringComparison.Ordinal));

    private static IEnumerable<string> Kinds(IEntityType entity) => new[] { typeof(IOwnedByAccount), typeof(ISharedByAccounts), typeof(IPrivateUntilPublished) }
        .Where(kind => entity.ClrType.IsAssignableTo(kind))
        .Select(kind => kind.Name);

    private static int Level(string module) => Array.IndexOf(s_groundUp, module);
}
