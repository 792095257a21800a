namespace ValuePortal.Roi.Arithmetic;

/// <summary>Rounds the lines of a sum so that they add up to the rounded sum, by the method of the largest remainder.</summary>
public static class Apportion
{
    /// <returns>Each part rounded half away from zero; as many of them as needed, those that were rounded most, by one step the other way.</returns>
    public static IReadOnlyList<decimal> Round(IReadOnlyList<decimal> parts, int places)
    {
        decimal[] rounded = [.. parts.Select(part => decimal.Round(part, places, MidpointRounding.AwayFromZero))];
        var missing = decimal.Round(parts.Sum(), places, MidpointRounding.AwayFromZero) - rounded.Sum();
        var step = new decimal(1, 0, 0, missing < 0, (byte)places);
        foreach (var i in Enumerable.Range(0, rounded.Length).OrderByDescending(i => (parts[i] - rounded[i]) * Math.Sign(missing)).ToList())
        {
            if (missing == 0)
            {
                break;
            }

            rounded[i] += step;
            missing -= step;
        }

        return rounded;
    }
}
