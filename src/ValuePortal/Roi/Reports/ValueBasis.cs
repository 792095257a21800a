using ValuePortal.Accounts;
using ValuePortal.Roi.Agreement;
using ValuePortal.Roi.Arithmetic;
using ValuePortal.Roi.Models;

namespace ValuePortal.Roi.Reports;

/// <summary>A model with what was measured and counted for it, ready to be worked out.</summary>
/// <param name="Places">Decimal places of the currency.</param>
internal sealed record ValueBasis(
    ReadCompany.Company Company, ValueInputs Inputs, ModelClock Clock, int Places, IReadOnlyList<(Driver Driver, DriverMonths Months)> Drivers)
{
    public FigureReading Reading => new(Inputs.Model, Clock, Drivers, Inputs.Investments, Inputs.Sheet);

    public ValueCalculation Calculation => new(Inputs.Model, Clock, Places, Drivers, Inputs.Investments, Inputs.Sheet) { Standings = Reading.Standings(Inputs.Decisions) };
}
