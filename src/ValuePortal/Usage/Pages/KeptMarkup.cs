using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Web;
using ValuePortal.Platform.Access;
using ValuePortal.Usage.Reports;

namespace ValuePortal.Usage.Pages;

/// <summary>
/// A part of a page that shows the same to everybody of an account who reads it in one language with the same rights: it is drawn once
/// and kept as long as what it is made of. Nothing in it may depend on the person, the request or the clock, or stand in a form that is posted.
/// </summary>
public sealed class KeptMarkup(KeptAnswers kept, CurrentViewer viewer, IServiceProvider services, ILoggerFactory logs) : ComponentBase
{
    private string markup = "";

    /// <summary>Which part.</summary>
    [Parameter, EditorRequired]
    public string Part { get; set; } = "";

    /// <summary>The choice it shows: the address of the page.</summary>
    [Parameter, EditorRequired]
    public string Address { get; set; } = "";

    /// <summary>What it is drawn from. The same only if it equals what was drawn.</summary>
    [Parameter, EditorRequired]
    public object MadeOf { get; set; } = default!;

    [Parameter, EditorRequired]
    public RenderFragment ChildContent { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        var reader = await viewer.GetAsync();
        var question = (reader.AccountId, Part, Address, reader.Role, reader.SeesMoney);
        markup = await kept.GetAsync(question, MadeOf, text => text.Length * sizeof(char), DrawAsync);
    }

    protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddMarkupContent(0, markup);

    private async Task<string> DrawAsync()
    {
        await using var renderer = new HtmlRenderer(services, logs);
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(Fragment.ChildContent)] = ChildContent });
        return await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<Fragment>(parameters)).ToHtmlString());
    }

    private sealed class Fragment : ComponentBase
    {
        [Parameter]
        public RenderFragment? ChildContent { get; set; }

        protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddContent(0, ChildContent);
    }
}
