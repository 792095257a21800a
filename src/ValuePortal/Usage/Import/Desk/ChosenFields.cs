namespace ValuePortal.Usage.Import.Desk;

/// <summary>The fields of the form in which columns are chosen.</summary>
public sealed class ChosenFields
{
    public string? Source { get; set; }

    public string? Account { get; set; }

    public string? Day { get; set; }

    public string? Feature { get; set; }

    public string? Count { get; set; }

    public string? Row { get; set; }

    public string? User { get; set; }

    public string? On { get; set; }

    public string? Key { get; set; }

    public string? Separator { get; set; }

    public string? Encoding { get; set; }

    public string? Dates { get; set; }

    public string? DecimalSign { get; set; }

    public string? CreateAccounts { get; set; }

    public TableChoices ToChoices() => new()
    {
        Source = Source?.Trim() ?? "",
        Account = Account ?? "",
        Day = Day ?? "",
        Feature = Feature ?? "",
        Count = Count ?? "",
        Row = Row ?? "",
        User = User ?? "",
        On = On ?? "",
        Key = Key ?? "",
        Separator = Separator ?? "",
        Encoding = Encoding ?? "",
        Dates = Dates ?? "",
        DecimalSign = DecimalSign ?? ".",
        CreateAccounts = CreateAccounts == "true",
    };
}
