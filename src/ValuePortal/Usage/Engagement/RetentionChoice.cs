using Microsoft.Extensions.Localization;
using ValuePortal.Usage.Pages;
using ValuePortal.Usage.Reports;

namespace ValuePortal.Usage.Engagement;

/// <summary>What the address of <c>/usage/retention</c> asks for beside the range: <c>unit=month</c> (else weeks) and <c>rule=rolling</c> (else bracket).</summary>
public sealed record RetentionChoice(UsageChoice Base, Bucket Unit, RetentionRule Rule)
{
    public const string Path = "usage/retention";

    public ReadRetention.Input Input => new(Base.Range?.From, Base.Range?.To, Unit);

    public static RetentionChoice Read(string? from, string? to, string? unit, string? rule, IStringLocalizer<UsageWords> text) =>
        new RetentionChoice(UsageChoice.Read(from, to, null, null, text) with { Page = Path }, Bucket.Week, RetentionRule.Bracket)
            .To(unit is "month" ? Bucket.Month : Bucket.Week)
            .To(rule is "rolling" ? RetentionRule.Rolling : RetentionRule.Bracket);

    public string Address(string? path = null) => Base.Address(path);

    public RetentionChoice To(Bucket unit) => this with { Unit = unit, Base = Base.With("unit", unit is Bucket.Month ? "month" : null) };

    public RetentionChoice To(RetentionRule rule) => this with { Rule = rule, Base = Base.With("rule", rule is RetentionRule.Rolling ? "rolling" : null) };
}
