namespace ValuePortal.Platform.Mail;

/// <summary>A mail of plain text to one person.</summary>
public sealed record Mail(string To, string ToName, string Subject, string Body);
