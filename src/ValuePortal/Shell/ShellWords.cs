namespace ValuePortal.Shell;

/// <summary>The words of home, help, definitions and the pages for what went wrong.</summary>
public sealed class ShellWords;
