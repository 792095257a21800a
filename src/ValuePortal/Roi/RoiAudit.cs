namespace ValuePortal.Roi;

/// <summary>What the audit log records of value models.</summary>
public static class RoiAudit
{
    public const string TermsSet = "value-terms-set";
    public const string PeriodClosed = "value-period-closed";
    public const string PeriodOpened = "value-period-opened";
    public const string DriverAdded = "value-driver-added";
    public const string DriverChanged = "value-driver-changed";
    public const string DriverRemoved = "value-driver-removed";
    public const string MonthRecorded = "value-month-recorded";
    public const string InvestmentAdded = "value-investment-added";
    public const string InvestmentRemoved = "value-investment-removed";
    public const string PaymentRecorded = "value-payment-recorded";
    public const string FigureConfirmed = "value-figure-confirmed";
    public const string FigureDisputed = "value-figure-disputed";
    public const string DecisionWithdrawn = "value-decision-withdrawn";
    public const string ObjectionAnswered = "value-objection-answered";
    public const string TableChanged = "value-table-changed";
    public const string TableAdded = "value-table-added";
    public const string TableRemoved = "value-table-removed";
    public const string TableUndone = "value-table-undone";
    public const string RateEntered = "exchange-rate-entered";
    public const string RateRemoved = "exchange-rate-removed";
    public const string AnswerMailsChosen = "value-answer-mails-chosen";
    public const string ModelUndone = "value-model-undone";
    public const string PeersJoined = "value-peers-joined";
    public const string PeersLeft = "value-peers-left";
    public const string ModelImported = "value-model-imported";
}
