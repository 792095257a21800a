using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using ValuePortal.Accounts;
using ValuePortal.Platform.Api;
using ValuePortal.Roi.Sheets;
using ValuePortal.Usage.Api;
using ValuePortal.Usage.Reports;

namespace ValuePortal.Shell;

/// <summary>The read interface as an OpenAPI document: <c>/openapi/v1.json</c>, the same as <c>docs/openapi.json</c>.</summary>
internal static class ApiDocument
{
    private const string Version = "v1";
    private const string Key = "key";

    /// <summary>What a parameter means, wherever it stands.</summary>
    private static readonly Dictionary<string, Parameter> s_parameters = new(StringComparer.Ordinal)
    {
        ["bucket"] = new("How wide a row is; weeks are those of ISO 8601.", "month", new() { Type = JsonSchemaType.String, Enum = ["day", "week", "month"] }),
        ["from"] = new("The first day, included.", "2026-01-01", Day()),
        ["to"] = new("The last day, included.", "2026-06-30", Day()),
        ["day"] = new("The day with which the windows end.", "2026-06-30", Day()),
        ["zone"] = new("Whose calendar days are meant: an IANA time zone, or UTC.", "Europe/Berlin", Text()),
        ["account"] = new("One account, by its external id. Left out: all accounts of the key.", "fabrikam", Text()),
        ["after"] = new("The last key of the page before. Follow the header Link rather than making it.", "orders", Text()),
        ["limit"] = new("How many rows at most.", Cursor.MostAtOnce, new()
        {
            Type = JsonSchemaType.Integer,
            Minimum = "1",
            Maximum = $"{Cursor.MostAtOnce}",
            Default = Cursor.Usual,
        }),
        ["external_id"] = new("The account, by its external id.", "fabrikam", Text()),
        ["If-Match"] = new("The entity tag of the model that is to be replaced.", "\"5f3c0b6d1d2e4a7f8c9b0a1d2e3f4a5b\"", Text()),
        ["Idempotency-Key"] = new("A name of yours for this request, at most 255 characters: sent again it makes no second one.", "ticket-4711", Text()),
        ["unit"] = new("How long a period is; weeks begin on Monday.", "month", new() { Type = JsonSchemaType.String, Enum = ["week", "month"], Default = "week" }),
        ["id"] = new("The id of the review, as in its address.", "019a0f6e-7c1f-7a53-b0c5-0d6ba2bd4c11", new() { Type = JsonSchemaType.String, Format = "uuid" }),
    };

    private static readonly Dictionary<string, (string Meaning, string Type, string Title, string? Detail)> s_refusals = new(StringComparer.Ordinal)
    {
        ["400"] = ("A parameter is missing or cannot be read.", "rfc9110#section-15.5.1", "One or more validation errors occurred.", null),
        ["401"] = ("The key is missing, not known or revoked.", "rfc9110#section-15.5.2", "Unauthorized", "Send a key: Authorization: Bearer KEY."),
        ["403"] = ("The key is for something else.", "rfc9110#section-15.5.4", "Forbidden", "This key is for something else. Reading figures needs a key made with --scope read, value models one made with --scope value, bringing requests one made with --scope requests."),
        ["404"] = ("There is no such thing for this key.", "rfc9110#section-15.5.5", "Not Found", null),
        ["409"] = ("The same Idempotency-Key came with other words before.", "rfc9110#section-15.5.10", "Conflict", "This Idempotency-Key was used for other words."),
        ["412"] = ("The model is another one than the one that was to be replaced.", "rfc9110#section-15.5.13", "Precondition Failed", "The model is another one than the one that was to be replaced. Read it again, and send the change with its entity tag."),
        ["413"] = ("The document is too large.", "rfc9110#section-15.5.14", "Content Too Large", $"A value document has at most {ValueDocument.LargestBytes} bytes."),
        ["415"] = ("The content type is not application/json.", "rfc9110#section-15.5.16", "Unsupported Media Type", null),
        ["429"] = ("Too often in this minute.", "rfc6585#section-4", "Too Many Requests", $"This key may read {ReadLimit.PerMinute} times a minute."),
        ["503"] = ("The database cannot be used just now.", "rfc9110#section-15.6.4", "Service Unavailable", "The database cannot be used just now. Nothing was changed."),
    };

    private static readonly Dictionary<string, string> s_tags = new(StringComparer.Ordinal)
    {
        ["Usage"] = "How much the product is used, and by how many people.",
        ["One account"] = "The figures of one account as its pages have them, by days of its time zone.",
        ["Lists"] = "What figures are about: accounts and features.",
        ["Reviews"] = "Value reviews as they were published.",
        ["Requests"] = "What customers ask for, from wherever they said it.",
        ["Releases"] = "What is new in the product, as its release notes say.",
        ["Value"] = "What an account gets, and the model it is worked out from.",
    };

    /// <summary>Rows are called Row where they are made; side by side they need names.</summary>
    private static readonly Dictionary<Type, string> s_schemas = new()
    {
        [typeof(ReadUsageTable.Row)] = "UsageRow",
        [typeof(ListAccountsAfter.Row)] = "Account",
        [typeof(ListFeatureUse.Row)] = "Feature",
        [typeof(ListFeatureUse.Use)] = "FeatureUse",
    };

    private sealed record Parameter(string Meaning, JsonNode Example, OpenApiSchema Schema);

    public static IServiceCollection AddApiDocument(this IServiceCollection services) => services.AddOpenApi(Version, options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.ShouldInclude = address => address.ActionDescriptor.EndpointMetadata.OfType<ApiNote>().Any();
        options.CreateSchemaReferenceId = type => s_schemas.GetValueOrDefault(type.Type) ?? PartOfAnswer(type.Type) ?? OpenApiOptions.CreateDefaultSchemaReferenceId(type);
        options.AddSchemaTransformer(WriteNumbersAsNumbers);
        options.AddSchemaTransformer(NameTheTrace);
        options.AddSchemaTransformer(WriteCells);
        options.AddOperationTransformer(Explain);
        options.AddDocumentTransformer(Introduce);
    });

    public static void MapApiDocument(this IEndpointRouteBuilder routes) => routes.MapOpenApi($"/openapi/{Version}.json").AllowAnonymous();

    // A part of an answer is called by both: EngagementPoint.
    private static string? PartOfAnswer(Type type) => type.DeclaringType is { } answer && answer.Namespace == typeof(EngagementAnswer).Namespace
        ? answer.Name.Replace("Answer", "", StringComparison.Ordinal) + type.Name
        : null;

    private static Task Introduce(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken ct)
    {
        document.Info = new OpenApiInfo
        {
            Title = "ValuePortal: figures out, value models in and out, requests in",
            Version = Version,
            Description = "What people read on pages, for programs with a key. docs/api.md says it in words, docs/value-model.md explains value models.",
        };
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Key] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "A key with the scope read, value for value models, or requests for bringing requests in." },
        };
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Key, document)] = [] }];
        foreach (var tag in document.Tags ?? new HashSet<OpenApiTag>())
        {
            tag.Description = s_tags[tag.Name!];
        }

        return Task.CompletedTask;
    }

    private static Task Explain(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        var note = context.Description.ActionDescriptor.EndpointMetadata.OfType<ApiNote>().Single();
        operation.Summary = note.Summary;
        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? [])
        {
            // A parameter that is a property comes with the property's name.
            parameter.Name = parameter.In is ParameterLocation.Header ? parameter.Name! : JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!);
            (parameter.Description, parameter.Example, parameter.Schema) = s_parameters[parameter.Name];
            parameter.Required |= note.Required.Contains(parameter.Name);
        }

        foreach (var content in operation.RequestBody?.Content?.Values ?? [])
        {
            content.Example = JsonNode.Parse(note.Body ?? note.Example);
        }

        var list = operation.Parameters?.Any(parameter => parameter.Name == "after") == true ? context.Description.RelativePath : null;
        var answers = (operation.Responses ?? []).OrderBy(pair => pair.Key, StringComparer.Ordinal).ToList();
        operation.Responses = [];
        foreach (var (status, answer) in answers)
        {
            ExplainAnswer((OpenApiResponse)answer, status, note, list);
            operation.Responses.Add(status, answer);
        }

        return Task.CompletedTask;
    }

    private static void ExplainAnswer(OpenApiResponse answer, string status, ApiNote note, string? list)
    {
        var refused = s_refusals.TryGetValue(status, out var refusal);
        answer.Description = refused ? refusal.Meaning : note.Summary;
        foreach (var (type, content) in answer.Content ?? new Dictionary<string, OpenApiMediaType>())
        {
            content.Example = type == "text/csv" ? note.Csv : refused ? Problem(status, note) : JsonNode.Parse(note.Example);
            content.Schema = type == "text/csv" ? Text() : content.Schema;
        }

        answer.Headers = status switch
        {
            "200" or "201" => new Dictionary<string, IOpenApiHeader>
            {
                ["RateLimit-Policy"] = Header("How often a key may read.", $"\"read\";q={ReadLimit.PerMinute};w=60"),
                ["RateLimit"] = Header("What is left of it in this minute.", $"\"read\";r={ReadLimit.PerMinute - 1};t=60"),
            },
            "429" or "503" => new Dictionary<string, IOpenApiHeader> { ["Retry-After"] = Header("The seconds to wait.", "5") },
            _ => null,
        };
        if (status == "200" && list is not null)
        {
            answer.Headers!["Link"] = Header("The address of the next page, while there is one.", $"</{list}?after=orders>; rel=\"next\"");
        }
    }

    private static JsonObject Problem(string status, ApiNote note)
    {
        var refusal = s_refusals[status];
        var problem = new JsonObject
        {
            ["type"] = $"https://tools.ietf.org/html/{refusal.Type}",
            ["title"] = refusal.Title,
            ["status"] = int.Parse(status, CultureInfo.InvariantCulture),
        };
        if ((status == "404" ? note.Missing : refusal.Detail) is { } detail)
        {
            problem["detail"] = detail;
        }

        if (status == "400" && note.Wrong is var (parameter, says))
        {
            problem["errors"] = new JsonObject { [parameter] = new JsonArray(says) };
        }

        problem["trace_id"] = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00";
        return problem;
    }

    private static OpenApiHeader Header(string meaning, string example) => new() { Description = meaning, Example = example, Schema = Text() };

    /// <summary>Framework schemas let a number come as a string, as it may be sent; in answers it never does.</summary>
    private static Task WriteNumbersAsNumbers(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken ct)
    {
        if (schema.Type is { } type && (type & (JsonSchemaType.Integer | JsonSchemaType.Number)) != 0)
        {
            schema.Type = type & ~JsonSchemaType.String;
            schema.Pattern = null;
        }

        return Task.CompletedTask;
    }

    /// <summary>Every problem document has it, though the framework's class does not.</summary>
    private static Task NameTheTrace(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken ct)
    {
        if (context.JsonPropertyInfo is null && context.JsonTypeInfo.Type.IsAssignableTo(typeof(ProblemDetails)))
        {
            var trace = Text();
            trace.Description = "What to name when asking for help.";
            schema.Properties ??= new Dictionary<string, IOpenApiSchema>();
            schema.Properties["trace_id"] = trace;
        }

        return Task.CompletedTask;
    }

    /// <summary>A number of a value document, which may be a percentage as text.</summary>
    private static Task WriteCells(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken ct)
    {
        if (context.JsonTypeInfo.Type == typeof(Cell) || context.JsonTypeInfo.Type == typeof(Cell?))
        {
            schema.AnyOf = [new OpenApiSchema { Type = JsonSchemaType.Number }, new OpenApiSchema { Type = JsonSchemaType.String, Pattern = "^-?[0-9.]+ ?%$" }];
        }

        return Task.CompletedTask;
    }

    private static OpenApiSchema Text() => new() { Type = JsonSchemaType.String };

    private static OpenApiSchema Day() => new() { Type = JsonSchemaType.String, Format = "date" };
}
