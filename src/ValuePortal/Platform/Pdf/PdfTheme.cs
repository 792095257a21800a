namespace ValuePortal.Platform.Pdf;

/// <summary>
/// The look of a report: page, type sizes and colours. Lengths in points; the defaults are A4 and the light theme's colours.
/// </summary>
public sealed record PdfTheme
{
    public double PageWidth { get; init; } = 595.28;

    public double PageHeight { get; init; } = 841.89;

    public double MarginSides { get; init; } = 56;

    public double MarginTop { get; init; } = 76;

    public double MarginBottom { get; init; } = 68;

    public Rgb Ink { get; init; } = Rgb.FromHex("#14201d");

    /// <summary>Captions, labels, heads and feet of pages: still 4.5 : 1 on white.</summary>
    public Rgb Muted { get; init; } = Rgb.FromHex("#54605c");

    public Rgb Accent { get; init; } = Rgb.FromHex("#0b6b5b");

    public Rgb Rule { get; init; } = Rgb.FromHex("#dfe4e1");

    public Rgb Surface { get; init; } = Rgb.FromHex("#f1f4f2");

    public Rgb Good { get; init; } = Rgb.FromHex("#16694a");

    public Rgb Bad { get; init; } = Rgb.FromHex("#a8322b");

    public PdfTextStyle Body => new(10, Ink, LineHeight: 1.5);

    public PdfTextStyle Lead => new(12.5, Ink, LineHeight: 1.5);

    public PdfTextStyle Caption => new(8.5, Muted, LineHeight: 1.4);

    public PdfTextStyle Cell => new(9, Ink, LineHeight: 1.35);

    internal PdfTextStyle Heading(int level) => level switch
    {
        1 => new(21, Ink, true, 1.25),
        2 => new(14, Ink, true, 1.3),
        _ => new(11, Ink, true, 1.35),
    };
}

/// <summary>
/// What stands at the head and foot of every page but the free ones. <see cref="PageOf"/> words the page's number and the count of
/// pages in the reader's language.
/// </summary>
public sealed record PdfFurniture(string HeadLeft, string HeadRight, string FootLeft, Func<int, int, string> PageOf);
