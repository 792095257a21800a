namespace ValuePortal.Reviews.Snapshots;

/// <summary>A table of a section, with words above and below it.</summary>
/// <param name="Section">The name of the section it stands in.</param>
/// <param name="Title">Null where the section's own heading is enough.</param>
/// <param name="Lead">Above it; also why there is nothing in it.</param>
/// <param name="Heads">Heads of the columns; the first column names the row.</param>
/// <param name="Note">Below it.</param>
public sealed record TablePart(
    string Section, string? Title, string? Lead, IReadOnlyList<TableHead> Heads, IReadOnlyList<IReadOnlyList<TableCell>> Rows, string? Note = null);

/// <param name="Width">How wide it is on paper beside the others.</param>
public sealed record TableHead(string Name, bool IsNumber = false, decimal Width = 1);

/// <param name="Text">What stands in it.</param>
/// <param name="Figure">The number behind the text; null where there is none.</param>
/// <param name="More">A second line.</param>
/// <param name="Tone">"good", "warn" or "bad" makes it a mark; "plain" a mark without a tone; nothing leaves it text.</param>
public sealed record TableCell(string Text, ReviewFigure? Figure = null, string? More = null, string Tone = "")
{
    public static implicit operator TableCell(string text) => new(text);

    public static implicit operator TableCell(ReviewFigure figure) => new(figure.Display, figure);
}
