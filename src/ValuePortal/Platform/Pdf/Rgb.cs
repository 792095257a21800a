namespace ValuePortal.Platform.Pdf;

/// <summary>An opaque colour of the screen's red, green and blue.</summary>
public readonly record struct Rgb(byte Red, byte Green, byte Blue)
{
    public static Rgb Black => default;

    public static Rgb White => new(255, 255, 255);

    /// <summary>Reads <c>#1f4e79</c>; refuses any other form.</summary>
    public static Rgb FromHex(string hex) =>
        hex is ['#', ..] && hex.Length == 7 && Convert.FromHexString(hex.AsSpan(1)) is [var red, var green, var blue]
            ? new(red, green, blue)
            : throw new FormatException("A colour is written as #rrggbb.");

    /// <summary>This colour thinned with another: 0 is this one, 1 is the other. Takes the place of transparency.</summary>
    public Rgb Mix(Rgb other, double share)
    {
        return new(Between(Red, other.Red), Between(Green, other.Green), Between(Blue, other.Blue));

        byte Between(byte from, byte to) => (byte)Math.Round(from + ((to - from) * Math.Clamp(share, 0, 1)));
    }
}
