namespace ValuePortal.Announcements;

/// <summary>The words of releases, the roadmap, and what became of wishes.</summary>
public sealed class AnnouncementWords;
