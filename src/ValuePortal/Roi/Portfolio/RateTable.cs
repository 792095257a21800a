namespace ValuePortal.Roi.Portfolio;

/// <summary>Finds the rate of a day: the latest from that day or before. Only what somebody entered counts; nothing is turned round or chained.</summary>
internal sealed class RateTable(IEnumerable<ExchangeRate> rates)
{
    private readonly ILookup<(string From, string To), ExchangeRate> byPair = rates.OrderByDescending(rate => rate.ValidFrom).ToLookup(rate => (rate.From, rate.To));

    /// <returns>Null where nobody entered one.</returns>
    public ExchangeRate? Find(string from, string to, DateOnly day) => byPair[(from, to)].FirstOrDefault(rate => rate.ValidFrom <= day);
}
