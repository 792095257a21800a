namespace ValuePortal.Reviews.Snapshots;

/// <summary>A sentence that a rule made of figures of the review: the same snapshot makes the same sentences. The rules: docs/reviews.md.</summary>
/// <param name="Rule">Name of the rule.</param>
/// <param name="Section">The section in which its figures stand with all that belongs to them.</param>
/// <param name="Tone">"warn" where somebody should look; "good" or nothing else.</param>
/// <param name="Pieces">The sentence: words, and between them each number as the figure it is.</param>
public sealed record SentencePart(string Rule, string Section, string Tone, IReadOnlyList<SentencePiece> Pieces)
{
    internal string Text => string.Concat(Pieces.Select(piece => piece.Text));

    internal bool NeedsLook => Tone is "warn";
}

/// <param name="Text">As it is read.</param>
/// <param name="Figure">The number behind the text; null where there is none.</param>
public sealed record SentencePiece(string Text, ReviewFigure? Figure = null);
