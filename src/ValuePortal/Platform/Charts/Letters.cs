namespace ValuePortal.Platform.Charts;

/// <summary>How much room words take, before anybody has set them. A guess on the wide side, at 13 points.</summary>
public static class Letters
{
    public const double Height = 13;

    public static double WidthOf(string text) => text.Sum(letter => letter switch
    {
        >= '\u2e80' => 13.0,
        '.' or ',' or ' ' or 'i' or 'l' => 4.5,
        'm' or 'w' or 'M' or 'W' => 11.5,
        _ => 7.6,
    });
}
