using ValuePortal.Usage.Pages;

namespace ValuePortal.Usage.Adoption.Pages;

/// <summary>By what the table of features is ordered.</summary>
public enum FeatureOrder
{
    Events,
    People,
    Depth,
    Uses,
    LastUsed,
    Name,
}

/// <summary>Which features the table lists.</summary>
public enum FeatureList
{
    All,
    Used,
    NeverUsed,
}

/// <summary>What the address asks of the table of features: <c>&amp;list=used|never&amp;sort=people&amp;dir=asc&amp;page=2</c>.</summary>
/// <param name="Usage">The range and the comparison.</param>
public sealed record FeatureChoice(UsageChoice Usage, FeatureList List, FeatureOrder Order, bool Ascending, int Page)
{
    public const int PageSize = 25;

    public static FeatureChoice Read(UsageChoice usage, string? list, string? sort, string? direction, int? page)
    {
        var order = sort switch
        {
            "people" => FeatureOrder.People,
            "depth" => FeatureOrder.Depth,
            "uses" => FeatureOrder.Uses,
            "last" => FeatureOrder.LastUsed,
            "name" => FeatureOrder.Name,
            _ => FeatureOrder.Events,
        };
        return new FeatureChoice(
            usage,
            list switch { "used" => FeatureList.Used, "never" => FeatureList.NeverUsed, _ => FeatureList.All },
            order,
            direction is "asc" || (direction is not "desc" && order is FeatureOrder.Name),
            Math.Max(1, page ?? 1));
    }

    /// <summary>The address of this choice; what is the default is left out.</summary>
    public string Address()
    {
        List<string> parts = [];
        if (List is not FeatureList.All)
        {
            parts.Add(List is FeatureList.Used ? "list=used" : "list=never");
        }

        if (Order is not FeatureOrder.Events)
        {
            parts.Add("sort=" + Word(Order));
        }

        if (Ascending != (Order is FeatureOrder.Name))
        {
            parts.Add(Ascending ? "dir=asc" : "dir=desc");
        }

        if (Page > 1)
        {
            parts.Add($"page={Page}");
        }

        var address = Usage.Address();
        return (parts.Count == 0 ? address : $"{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{string.Join('&', parts)}") + "#features";
    }

    /// <summary>The choice one click on the head of a column makes: the other way round where it is ordered by it already.</summary>
    public FeatureChoice By(FeatureOrder order) => this with
    {
        Order = order,
        Ascending = order == Order ? !Ascending : order is FeatureOrder.Name,
        Page = 1,
    };

    /// <summary>The features of the list in its order; what has no value comes last.</summary>
    public IReadOnlyList<FeatureAdoption> Of(AdoptionReport report)
    {
        var listed = report.Features.Where(feature => List switch
        {
            FeatureList.Used => feature.Events > 0,
            FeatureList.NeverUsed => feature.NeverUsed,
            _ => true,
        });
        var ordered = Order switch
        {
            FeatureOrder.Name => Ascending ? listed.OrderBy(f => f.Name, StringComparer.CurrentCulture) : listed.OrderByDescending(f => f.Name, StringComparer.CurrentCulture),
            FeatureOrder.LastUsed => By(listed, f => f.LastUsedOn?.DayNumber),
            FeatureOrder.People => By(listed, f => f.Users),
            FeatureOrder.Depth => By(listed, f => f.Depth),
            FeatureOrder.Uses => By(listed, f => f.UsesPerPerson),
            _ => By(listed, f => f.Events),
        };
        return [.. ordered.ThenBy(feature => feature.Key, StringComparer.Ordinal)];
    }

    private static string Word(FeatureOrder order) => order switch
    {
        FeatureOrder.LastUsed => "last",
        _ => order.ToString().ToLowerInvariant(),
    };

    private IOrderedEnumerable<FeatureAdoption> By(IEnumerable<FeatureAdoption> features, Func<FeatureAdoption, decimal?> value)
    {
        var known = features.OrderBy(feature => value(feature) is null);
        return Ascending ? known.ThenBy(value) : known.ThenByDescending(value);
    }
}
