namespace ValuePortal.Accounts.Desk;

/// <summary>The form of a rule for tiers as it was sent.</summary>
public sealed class TierRuleFields
{
    public string? ValidFrom { get; set; }

    public string? Measure { get; set; }

    public string? Currency { get; set; }

    public string? ImportantFrom { get; set; }

    public string? KeyFrom { get; set; }

    internal StateTierRules.Input Input => new(
        ContractFields.Day(ValidFrom), Enum.TryParse<TierMeasure>(Measure, out var measure) ? measure : (TierMeasure)(-1), Currency, ContractFields.Amount(ImportantFrom), ContractFields.Amount(KeyFrom));
}
