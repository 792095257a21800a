using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ValuePortal.Platform.Data;

/// <summary>Marks a text column as an identifier: external ids, message ids, keys. They are compared byte by byte everywhere.</summary>
internal static class Identifier
{
    public const string Annotation = "ValuePortal:Identifier";

    public static PropertyBuilder<string> IsIdentifier(this PropertyBuilder<string> property, int maxLength) =>
        property.HasMaxLength(maxLength).HasAnnotation(Annotation, true);
}
