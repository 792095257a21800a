using Mono.Cecil;
using Mono.Cecil.Cil;

namespace ValuePortal.Tests.Architecture;

/// <summary>One type leans on another: it names it in a signature, an attribute or a body.</summary>
internal sealed record Dependency(string From, string To)
{
    public string FromModule => ModuleDependencies.ModuleOf(From);

    public string ToModule => ModuleDependencies.ModuleOf(To);
}

/// <summary>Reads the compiled product for who leans on whom.</summary>
internal static class ModuleDependencies
{
    private const string Root = "ValuePortal.";

    private static readonly Lazy<AssemblyDefinition> s_product = new(() => AssemblyDefinition.ReadAssembly(typeof(Program).Assembly.Location));

    public static AssemblyDefinition Product => s_product.Value;

    /// <summary>All types, nested ones too.</summary>
    public static IEnumerable<TypeDefinition> Types => Product.MainModule.Types.SelectMany(WithNested);

    public static IReadOnlySet<Dependency> Read() => Types
        .SelectMany(type => Named(type).Where(IsOurs).Select(to => new Dependency(Outermost(type).FullName, Outermost(to).FullName)))
        .Where(edge => edge.From != edge.To && ModuleOf(edge.From).Length > 0)
        .ToHashSet();

    public static IEnumerable<MethodReference> Calls(TypeDefinition type) => type.Methods
        .Where(method => method.HasBody)
        .SelectMany(method => method.Body.Instructions)
        .Select(instruction => instruction.Operand)
        .OfType<MethodReference>();

    /// <summary>"ValuePortal.Usage.Reports.X" is of "Usage"; what stands in no folder (the program itself) is of "".</summary>
    public static string ModuleOf(string type)
    {
        var rest = type.StartsWith(Root, StringComparison.Ordinal) ? type[Root.Length..] : "";
        return rest.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot ? rest[..dot] : "";
    }

    public static TypeReference Outermost(TypeReference type)
    {
        while (type.DeclaringType is { } outer)
        {
            type = outer;
        }

        return type;
    }

    private static IEnumerable<TypeDefinition> WithNested(TypeDefinition type) => type.NestedTypes.SelectMany(WithNested).Prepend(type);

    private static bool IsOurs(TypeReference type) =>
        type.Scope == Product.MainModule && Outermost(type).Namespace.StartsWith("ValuePortal", StringComparison.Ordinal);

    private static IEnumerable<TypeReference> Named(TypeDefinition type) =>
        Parts(type.BaseType)
            .Concat(type.Interfaces.SelectMany(of => Parts(of.InterfaceType)))
            .Concat(Attributes(type))
            .Concat(type.GenericParameters.SelectMany(Constraints))
            .Concat(type.Fields.SelectMany(field => Parts(field.FieldType).Concat(Attributes(field))))
            .Concat(type.Properties.SelectMany(property => Parts(property.PropertyType).Concat(Attributes(property))))
            .Concat(type.Methods.SelectMany(Named));

    private static IEnumerable<TypeReference> Named(MethodDefinition method)
    {
        var signature = Parts(method.ReturnType)
            .Concat(method.Parameters.SelectMany(parameter => Parts(parameter.ParameterType).Concat(Attributes(parameter))))
            .Concat(method.GenericParameters.SelectMany(Constraints))
            .Concat(Attributes(method));
        return method.HasBody
            ? signature
                .Concat(method.Body.Variables.SelectMany(variable => Parts(variable.VariableType)))
                .Concat(method.Body.Instructions.SelectMany(Named))
            : signature;
    }

    private static IEnumerable<TypeReference> Named(Instruction instruction) => instruction.Operand switch
    {
        TypeReference type => Parts(type),
        GenericInstanceMethod method => method.GenericArguments.SelectMany(Parts).Concat(OfCall(method.ElementMethod)),
        MethodReference method => OfCall(method),
        FieldReference field => Parts(field.DeclaringType).Concat(Parts(field.FieldType)),
        _ => [],
    };

    private static IEnumerable<TypeReference> OfCall(MethodReference method) =>
        Parts(method.DeclaringType).Concat(Parts(method.ReturnType)).Concat(method.Parameters.SelectMany(parameter => Parts(parameter.ParameterType)));

    private static IEnumerable<TypeReference> Attributes(ICustomAttributeProvider of) => of.CustomAttributes.SelectMany(attribute =>
        Parts(attribute.AttributeType).Concat(attribute.ConstructorArguments.Select(argument => argument.Value).OfType<TypeReference>().SelectMany(Parts)));

    private static IEnumerable<TypeReference> Constraints(GenericParameter parameter) => parameter.Constraints.SelectMany(of => Parts(of.ConstraintType));

    private static IEnumerable<TypeReference> Parts(TypeReference? type) => type switch
    {
        null or GenericParameter => [],
        GenericInstanceType generic => generic.GenericArguments.SelectMany(Parts).Append(generic.ElementType),
        TypeSpecification specification => Parts(specification.ElementType),
        _ => [type],
    };
}
