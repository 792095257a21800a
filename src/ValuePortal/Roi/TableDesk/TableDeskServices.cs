namespace ValuePortal.Roi.TableDesk;

internal static class TableDeskServices
{
    /// <summary>Tables of a value model, read and changed on the desk.</summary>
    public static IServiceCollection AddTableDesk(this IServiceCollection services) => services
        .AddScoped<ReadTables>()
        .AddScoped<SaveTable>()
        .AddScoped<UndoTable>()
        .AddScoped<AddTable>()
        .AddScoped<RemoveTable>();
}
