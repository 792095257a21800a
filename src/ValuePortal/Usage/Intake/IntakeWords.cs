namespace ValuePortal.Usage.Intake;

/// <summary>The words of the intake, in <c>IntakeWords.resx</c> and <c>IntakeWords.zh-CN.resx</c>.</summary>
public sealed class IntakeWords;
