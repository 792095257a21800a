using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using ValuePortal.FeatureRequests;
using ValuePortal.FeatureRequests.Desk;
using ValuePortal.Platform.Access;
using ValuePortal.Tests.Support;

namespace ValuePortal.Tests.FeatureRequests;

/// <summary>The pages as a browser without JavaScript gets them.</summary>
public sealed class RequestPageTests : IAsyncDisposable
{
    private const string Hostile = "<img src=x onerror=alert(1)> [a](javascript:alert(1)) </textarea><script>x</script>";

    private readonly PortalServer server = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Theory]
    [InlineData("en", "No requests yet", "Make the first request")]
    [InlineData("zh-CN", "还没有需求", "提出第一条需求")]
    public async Task An_empty_board_invites_the_first_request(string language, string title, string action)
    {
        var (ann, _) = await CustomersAsync();
        using var browser = InLanguage(server.ClientOf(ann), language);

        var page = await PageAsync(browser, "/requests");

        Assert.Equal(language, page.DocumentElement.GetAttribute("lang"));
        Assert.Equal(title, page.QuerySelector(".empty h2")?.TextContent);
        var link = page.QuerySelector(".empty a")!;
        Assert.Equal(("requests/new", action), (link.GetAttribute("href"), link.TextContent));
    }

    [Fact]
    public async Task A_request_is_asked_for_and_stands_in_the_list_with_my_vote()
    {
        var (ann, _) = await CustomersAsync();
        using var browser = server.ClientOf(ann);

        var answer = await SendAsync(browser, "/requests/new", "form[method=post].card", ("R.Title", Asking.Title), ("R.Need", "One.\r\nTwo."));

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var detail = await PageAsync(browser, answer.Headers.Location!.OriginalString);
        Assert.Equal(Asking.Title, detail.QuerySelector("h1")?.TextContent);
        Assert.Equal("One.\nTwo.", detail.QuerySelector(".as-typed")?.TextContent);
        Assert.NotNull(detail.QuerySelector("[role=status]"));

        var list = await PageAsync(browser, "/requests");
        var button = list.QuerySelector(".vote button")!;
        Assert.Equal("true", button.GetAttribute("aria-pressed"));
        Assert.Equal(("1", "requests.votes"), (button.QuerySelector("data")!.GetAttribute("value"), button.QuerySelector("data")!.GetAttribute("data-metric")));
        Assert.Equal("New", list.QuerySelector(".request .chip")?.TextContent);
    }

    [Fact]
    public async Task Who_asks_for_what_is_there_sees_it_once_and_may_vote_instead()
    {
        var (ann, bob) = await CustomersAsync();
        var request = await PublishedAsync(ann);
        using var browser = server.ClientOf(bob);
        (string, string)[] typed = [("R.Title", "Export usage figures as a file"), ("R.Need", "To a sheet.")];

        var first = await ParseAsync(await SendAsync(browser, "/requests/new", "form[method=post].card", typed));
        var button = first.QuerySelector("form.card [data-similar-list] button")!;
        Assert.Equal(("vote", "on", $"requests/{request}/vote"), (button.GetAttribute("name"), button.GetAttribute("value"), button.GetAttribute("formaction")));
        Assert.Contains(Asking.Title, await browser.GetStringAsync("/requests/similar?title=export%20usage%20fi", Ct), StringComparison.Ordinal);

        var voted = await browser.PostFieldsAsync($"/requests/{request}/vote", [.. Fields(first, "form[method=post].card"), ("vote", "on")]);
        Assert.Equal($"/requests/{request}", voted.Headers.Location!.OriginalString);
        Assert.Equal(("true", "2"), await VoteOnPageAsync(browser, $"/requests/{request}"));

        var second = await browser.PostFieldsAsync("/requests/new", Fields(first, "form[method=post].card"));
        Assert.Equal(HttpStatusCode.Redirect, second.StatusCode);
        Assert.Equal(2, (await PageAsync(browser, "/requests")).QuerySelectorAll(".request").Length);
    }

    [Fact]
    public async Task Importance_following_and_comments_are_plain_forms()
    {
        var (ann, _) = await CustomersAsync();
        var request = await AskAsync(ann);
        using var browser = server.ClientOf(ann);
        var address = $"/requests/{request}";

        var weigh = Fields(await PageAsync(browser, address), "form:has([name=importance])");
        Assert.Equal(HttpStatusCode.Redirect, (await browser.PostFieldsAsync($"{address}/vote", [.. weigh, ("importance", "must")])).StatusCode);
        var follow = Fields(await PageAsync(browser, address), "form:has([name=Level])");
        Assert.Equal(HttpStatusCode.Redirect, (await browser.PostFieldsAsync(address, [.. follow, ("Level", "None")])).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await SendAsync(browser, address, "form:has(#comment)", ("Words", "Look: https://docs.example/a"))).StatusCode);

        var page = await PageAsync(browser, address);
        Assert.Equal(["must", "None"], page.QuerySelectorAll("main .segments [aria-pressed=true]").Select(pressed => pressed.TextContent == "A must" ? "must" : pressed.GetAttribute("value")));
        Assert.Equal("https://docs.example/a", page.QuerySelector("#comments li a[rel]")?.GetAttribute("href"));
        Assert.Contains("For you: A must", (await PageAsync(browser, "/requests")).QuerySelector(".request")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_double_submit_makes_one_request()
    {
        var (ann, _) = await CustomersAsync();
        using var browser = server.ClientOf(ann);
        var form = Fields(await PageAsync(browser, "/requests/new"), "form[method=post].card", ("R.Title", Asking.Title), ("R.Need", Asking.Need));

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => browser.PostFieldsAsync("/requests/new", form)));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode));
        Assert.Single(answers.Select(answer => answer.Headers.Location!.OriginalString).Distinct());
        Assert.Single((await PageAsync(browser, "/requests")).QuerySelectorAll(".request"));
    }

    [Fact]
    public async Task What_was_typed_stays_and_the_remark_stands_at_its_field()
    {
        var (ann, _) = await CustomersAsync();
        using var browser = server.ClientOf(ann);

        var answer = await SendAsync(browser, "/requests/new", "form[method=post].card", ("R.Title", "Short"), ("R.Need", Hostile));
        var page = await ParseAsync(answer);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var title = (IHtmlInputElement)page.QuerySelector("#title")!;
        Assert.Equal(("Short", "true"), (title.Value, title.GetAttribute("aria-invalid")));
        Assert.Contains("title-error", title.GetAttribute("aria-describedby"), StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("#title-error"));
        Assert.Equal(Hostile, ((IHtmlTextAreaElement)page.QuerySelector("#need")!).Value);
        Assert.NotNull(page.QuerySelector("[role=alert]"));
    }

    [Fact]
    public async Task A_vote_is_cast_and_taken_back_by_plain_forms()
    {
        var (ann, bob) = await CustomersAsync();
        var request = await PublishedAsync(ann);
        using var browser = server.ClientOf(bob);

        var cast = await SendAsync(browser, "/requests?sort=newest", ".vote");

        Assert.Equal(HttpStatusCode.Redirect, cast.StatusCode);
        Assert.Equal($"/requests?sort=newest#r-{request:N}", cast.Headers.Location!.OriginalString);
        Assert.Equal(("true", "2"), await VoteOnPageAsync(browser, $"/requests/{request}"));

        var back = await SendAsync(browser, $"/requests/{request}", ".vote");
        Assert.Equal($"/requests/{request}", back.Headers.Location!.OriginalString);
        Assert.Equal(("false", "1"), await VoteOnPageAsync(browser, "/requests"));
    }

    [Fact]
    public async Task A_vote_needs_its_token_a_word_it_knows_and_leads_nowhere_else()
    {
        var (ann, bob) = await CustomersAsync();
        var request = await PublishedAsync(ann);
        using var browser = server.ClientOf(bob);
        var token = Fields(await PageAsync(browser, "/requests"), ".vote").Single(field => field.Name == "__RequestVerificationToken");

        Assert.Equal(HttpStatusCode.BadRequest, (await browser.PostFieldsAsync($"/requests/{request}/vote", ("vote", "on"))).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.PostFieldsAsync($"/requests/{request}/vote", token, ("vote", "toggle"))).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.PostFieldsAsync($"/requests/{request}/vote", token)).StatusCode);
        Assert.Equal(("false", "1"), await VoteOnPageAsync(browser, "/requests"));

        foreach (var elsewhere in new[] { "//evil.example", "https://evil.example", "/\\evil.example" })
        {
            var answer = await browser.PostFieldsAsync($"/requests/{request}/vote", token, ("vote", "on"), ("back", elsewhere));
            Assert.Equal($"/requests/{request}", answer.Headers.Location!.OriginalString);
        }
    }

    [Fact]
    public async Task A_private_request_of_another_company_and_a_missing_one_are_the_same_404()
    {
        var (ann, bob) = await CustomersAsync();
        var request = await AskAsync(ann);
        var own = await AskAsync(bob);
        using var browser = server.ClientOf(bob);
        var token = Fields(await PageAsync(browser, $"/requests/{own}"), ".vote").Single(field => field.Name == "__RequestVerificationToken");

        foreach (var (foreign, missing) in new[]
        {
            (await browser.GetAsync($"/requests/{request}", Ct), await browser.GetAsync($"/requests/{Guid.CreateVersion7()}", Ct)),
            (await browser.PostFieldsAsync($"/requests/{request}/vote", token, ("vote", "on")), await browser.PostFieldsAsync($"/requests/{Guid.CreateVersion7()}/vote", token, ("vote", "on"))),
        })
        {
            Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (foreign.StatusCode, missing.StatusCode));
            Assert.Equal((await ParseAsync(missing)).QuerySelector("main")!.TextContent, (await ParseAsync(foreign)).QuerySelector("main")!.TextContent);
        }

        Assert.DoesNotContain(request.ToString(), (await PageAsync(browser, "/requests")).QuerySelector("main")!.InnerHtml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_published_request_names_nobody()
    {
        var (ann, bob) = await CustomersAsync();
        var request = await PublishedAsync(ann);
        using var browser = server.ClientOf(bob);

        foreach (var address in new[] { "/requests", $"/requests/{request}" })
        {
            var html = await browser.GetStringAsync(address, Ct);
            Assert.Contains(Asking.Title, html, StringComparison.Ordinal);
            Assert.DoesNotContain("Fabrikam", html, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(ann.Name, html, StringComparison.Ordinal);
            Assert.DoesNotContain(ann.AccountId!.Value.ToString(), html, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task Hostile_text_is_text()
    {
        var (ann, bob) = await CustomersAsync();
        var request = await AskAsync(ann, "<script>alert(1)</script> and more", Hostile + "\n" + new string('[', 2000));
        var staff = await server.AddStaffAsync("product@vendor.example", PersonRole.ProductManager);
        await InScopeAsync(async services =>
        {
            await services.GetRequiredService<AnswerRequest>().RunAsync(TestPortal.ViewerOf(staff), request, new(RequestStatus.Planned, Hostile, 0), Ct);
            await services.GetRequiredService<PublishRequest>().RunAsync(TestPortal.ViewerOf(staff), request, true, Ct);
        });

        foreach (var (person, address) in new[] { (bob, "/requests"), (bob, $"/requests/{request}"), (staff, "/desk/requests"), (staff, $"/desk/requests/{request}") })
        {
            using var browser = server.ClientOf(person);
            var page = await PageAsync(browser, address);
            var main = page.QuerySelector("main")!;
            Assert.Empty(main.QuerySelectorAll("script, img, [onerror]"));
            Assert.DoesNotContain(main.QuerySelectorAll("a"), link => link.GetAttribute("href")!.Contains("javascript", StringComparison.OrdinalIgnoreCase));
            Assert.Contains("<script>alert(1)</script> and more", main.TextContent, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Staff_answer_on_one_form_and_the_customer_reads_it()
    {
        var (ann, _) = await CustomersAsync();
        var request = await AskAsync(ann);
        using var desk = server.ClientOf(await server.AddStaffAsync("product@vendor.example", PersonRole.ProductManager));
        Assert.Contains("Fabrikam Retail", (await PageAsync(desk, "/desk/requests")).QuerySelector("table")!.TextContent, StringComparison.Ordinal);

        var silent = await SendAsync(desk, $"/desk/requests/{request}", "form:has(#answer)", ("Status", "Released"), ("Answer", ""));
        var refused = await ParseAsync(silent);
        Assert.Equal("Released", ((IHtmlSelectElement)refused.QuerySelector("#new-status")!).Value);
        Assert.NotNull(refused.QuerySelector("#answer-error"));

        var said = await SendAsync(desk, $"/desk/requests/{request}", "form:has(#answer)", ("Status", "Released"), ("Answer", "It is in 5.2."));
        Assert.Equal($"/desk/requests/{request}?saved=1", said.Headers.Location!.OriginalString.Replace("https://localhost", "", StringComparison.Ordinal));
        await SendAsync(desk, $"/desk/requests/{request}", "form:has([name=ToAll])");

        using var browser = server.ClientOf(ann);
        var page = await PageAsync(browser, $"/requests/{request}");
        Assert.Equal("Released", page.QuerySelector(".chip")!.TextContent);
        Assert.Contains("It is in 5.2.", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("All customers see", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.True(page.QuerySelector(".vote button")!.HasAttribute("disabled"));
    }

    [Fact]
    public async Task Home_tells_what_became_of_my_requests()
    {
        var (ann, _) = await CustomersAsync();
        using var browser = server.ClientOf(ann);
        Assert.NotNull((await PageAsync(browser, "/")).QuerySelector("section[aria-labelledby=voice] a[href='requests/new']"));
        var request = await AskAsync(ann);
        var staff = await server.AddStaffAsync("product@vendor.example", PersonRole.ProductManager);
        await InScopeAsync(services => services.GetRequiredService<AnswerRequest>().RunAsync(TestPortal.ViewerOf(staff), request, new(RequestStatus.Beta, "Try it.", 0), Ct));

        var voice = (await PageAsync(browser, "/")).QuerySelector("section[aria-labelledby=voice]")!;

        Assert.Equal(Asking.Title, voice.QuerySelector($"a[href='requests/{request}']")?.TextContent);
        Assert.Equal("Beta", voice.QuerySelector(".chip")?.TextContent);
    }

    [Fact]
    public async Task Both_texts_stand_when_a_colleague_was_faster()
    {
        var (ann, _) = await CustomersAsync();
        var request = await AskAsync(ann);
        var staff = await server.AddStaffAsync("product@vendor.example", PersonRole.ProductManager);
        using var desk = server.ClientOf(staff);
        var mine = Fields(await PageAsync(desk, $"/desk/requests/{request}"), "form:has(#answer)", ("Status", "NotPlanned"), ("Answer", "My words"));
        await InScopeAsync(services => services.GetRequiredService<AnswerRequest>().RunAsync(TestPortal.ViewerOf(staff), request, new(RequestStatus.Planned, "Other words", 0), Ct));

        var page = await ParseAsync(await desk.PostFieldsAsync($"/desk/requests/{request}", mine));

        Assert.Equal("My words", ((IHtmlTextAreaElement)page.QuerySelector("#answer")!).Value);
        Assert.Contains("Other words", page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        var again = await desk.PostFieldsAsync($"/desk/requests/{request}", Fields(page, "form:has(#answer)"));
        Assert.Equal(HttpStatusCode.Redirect, again.StatusCode);
    }

    [Theory]
    [InlineData(PersonRole.CustomerAdmin, "/desk/requests", HttpStatusCode.Redirect)]
    [InlineData(PersonRole.ProductManager, "/desk/requests", HttpStatusCode.OK)]
    [InlineData(PersonRole.Csm, "/desk/requests", HttpStatusCode.OK)]
    [InlineData(PersonRole.VendorAdmin, "/desk/requests", HttpStatusCode.OK)]
    [InlineData(PersonRole.ProductManager, "/requests", HttpStatusCode.Redirect)]
    [InlineData(PersonRole.ProductManager, "/usage", HttpStatusCode.Redirect)]
    public async Task Each_comes_to_the_pages_of_its_work(PersonRole role, string address, HttpStatusCode expected)
    {
        var account = await server.OpenAccountAsync();
        using var browser = server.ClientOf(role.IsStaff ? await server.AddStaffAsync("staff@vendor.example", role) : await server.AddCustomerAsync(account.AccountId, "ann@fabrikam.example", role));

        Assert.Equal(expected, (await browser.GetAsync(address, Ct)).StatusCode);
    }

    [Theory]
    [InlineData("/requests?q=%25&status=nothing&mine=7&sort=up&page=-3")]
    [InlineData("/requests?page=99999999999999999999")]
    [InlineData("/desk/requests?seen=x&answer=y&status=77&page=abc")]
    public async Task An_address_with_nonsense_shows_the_usual_list(string address)
    {
        var (ann, _) = await CustomersAsync();
        var staff = await server.AddStaffAsync("product@vendor.example", PersonRole.ProductManager);
        using var browser = server.ClientOf(address.StartsWith("/desk", StringComparison.Ordinal) ? staff : ann);

        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(address, Ct)).StatusCode);
    }

    [Fact]
    public async Task The_sixty_first_vote_in_a_minute_is_put_off_with_words()
    {
        var (ann, _) = await CustomersAsync();
        var request = await AskAsync(ann);
        using var browser = server.ClientOf(ann);
        var token = Fields(await PageAsync(browser, $"/requests/{request}"), ".vote").Single(field => field.Name == "__RequestVerificationToken");
        for (var i = 0; i < RequestLimits.VotesPerMinute; i++)
        {
            Assert.Equal(HttpStatusCode.Redirect, (await browser.PostFieldsAsync($"/requests/{request}/vote", token, ("vote", i % 2 == 0 ? "off" : "on"))).StatusCode);
        }

        var answer = await browser.PostFieldsAsync($"/requests/{request}/vote", token, ("vote", "off"));

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.Equal("Too many requests at once", (await ParseAsync(answer)).QuerySelector("h1")?.TextContent);
        Assert.Equal(("true", "1"), await VoteOnPageAsync(browser, "/requests"));
    }

    [Fact]
    public async Task The_eleventh_request_in_an_hour_is_put_off_and_its_text_stays()
    {
        var (ann, _) = await CustomersAsync();
        using var browser = server.ClientOf(ann);
        for (var i = 0; i < RequestLimits.RequestsPerHour; i++)
        {
            Assert.Equal(HttpStatusCode.Redirect, (await SendAsync(browser, "/requests/new", "form[method=post].card", ("R.Title", $"Request with the number {i}"), ("R.Need", Asking.Need), ("R.Seen", "1"))).StatusCode);
        }

        var answer = await SendAsync(browser, "/requests/new", "form[method=post].card", ("R.Title", "One request too many"), ("R.Need", Asking.Need), ("R.Seen", "1"));

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.Equal("One request too many", ((IHtmlInputElement)(await ParseAsync(answer)).QuerySelector("#title")!).Value);
    }

    [Fact]
    public async Task Pages_say_what_their_parts_are()
    {
        var (ann, _) = await CustomersAsync();
        var staff = await server.AddStaffAsync("product@vendor.example", PersonRole.ProductManager);
        var request = await PublishedAsync(ann);
        foreach (var (person, address) in new[] { (ann, "/requests"), (ann, "/requests/new"), (ann, $"/requests/{request}"), (staff, "/desk/requests"), (staff, $"/desk/requests/{request}"),
            (staff, "/desk/requests/new"), (staff, "/desk/requests/ranking"), (staff, "/desk/requests/settings"), (staff, "/desk/requests/import") })
        {
            using var browser = server.ClientOf(person);
            var page = await PageAsync(browser, address);

            Assert.Single(page.QuerySelectorAll("h1"));
            Assert.NotEqual("", page.Title);
            var ids = page.QuerySelectorAll("[id]").Select(element => element.Id).ToList();
            Assert.Equal(ids.Distinct(), ids);
            Assert.All(page.QuerySelectorAll("main input:not([type=hidden]), main select, main textarea"), field =>
                Assert.NotNull(page.QuerySelector($"label[for='{field.Id}']")));
            Assert.All(page.QuerySelectorAll("[aria-describedby], [aria-labelledby]"), element =>
                Assert.All(((element.GetAttribute("aria-describedby") ?? "") + " " + (element.GetAttribute("aria-labelledby") ?? "")).Split(' ', StringSplitOptions.RemoveEmptyEntries), id => Assert.NotNull(page.GetElementById(id))));
            Assert.All(page.QuerySelectorAll("main button"), button => Assert.NotEqual("", button.TextContent.Trim()));
            var levels = page.QuerySelectorAll("main h1, main h2, main h3").Select(heading => heading.LocalName[1] - '0').ToList();
            Assert.All(levels.Zip(levels.Skip(1)), pair => Assert.True(pair.Second <= pair.First + 1));
            Assert.DoesNotContain("style=", page.QuerySelector("main")!.InnerHtml, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh-CN")]
    public async Task Every_page_speaks_the_readers_language(string language)
    {
        var (ann, _) = await CustomersAsync();
        var staff = await server.AddStaffAsync("product@vendor.example", PersonRole.ProductManager);
        var request = await PublishedAsync(ann);
        foreach (var (person, address) in new[] { (ann, "/requests"), (ann, "/requests/new"), (ann, $"/requests/{request}"), (staff, "/desk/requests"), (staff, $"/desk/requests/{request}"),
            (staff, "/desk/requests/new"), (staff, "/desk/requests/ranking"), (staff, "/desk/requests/settings"), (staff, "/desk/requests/import") })
        {
            using var browser = InLanguage(server.ClientOf(person), language);
            var main = (await PageAsync(browser, address)).QuerySelector("main")!;

            // A key that has no word would stand on the page as the key; a word left in English would stand in Chinese.
            Assert.DoesNotMatch(@"[A-Za-z]+_[A-Za-z]+|\{\d\}", main.TextContent);
            Assert.Equal(language == "zh-CN", main.QuerySelector("h1")!.TextContent.Any(letter => letter is >= '\u4e00' and <= '\u9fff') || (main.QuerySelector("label, .chip, h2, .lead")?.TextContent ?? "").Any(letter => letter is >= '\u4e00' and <= '\u9fff'));
        }
    }

    private static HttpClient InLanguage(HttpClient browser, string language)
    {
        browser.DefaultRequestHeaders.Add("Accept-Language", language);
        return browser;
    }

    private static async Task<IHtmlDocument> PageAsync(HttpClient browser, string address)
    {
        var answer = await browser.GetAsync(address, Ct);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{address} answered {answer.StatusCode}.");
        return await ParseAsync(answer);
    }

    private static async Task<IHtmlDocument> ParseAsync(HttpResponseMessage answer) => new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync(Ct));

    private static async Task<HttpResponseMessage> SendAsync(HttpClient browser, string address, string form, params (string Name, string Value)[] typed)
    {
        var page = await PageAsync(browser, address);
        var action = page.QuerySelector(form)!.GetAttribute("action");
        var target = string.IsNullOrEmpty(action) ? address : new Uri(new Uri("https://localhost/"), action).PathAndQuery;
        return await browser.PostFieldsAsync(target, Fields(page, form, typed));
    }

    /// <summary>What a browser would send for a form, with these fields filled in.</summary>
    private static (string Name, string Value)[] Fields(IHtmlDocument page, string form, params (string Name, string Value)[] typed)
    {
        var found = Assert.IsType<IHtmlFormElement>(page.QuerySelector(form), exactMatch: false);
        var filled = typed.ToDictionary(field => field.Name, field => field.Value);
        return [.. found.QuerySelectorAll("input, select, textarea").Select(field => (
            field.GetAttribute("name")!,
            filled.GetValueOrDefault(field.GetAttribute("name")!) ?? (field as IHtmlInputElement)?.Value ?? (field as IHtmlSelectElement)?.Value ?? ((IHtmlTextAreaElement)field).Value))];
    }

    private static async Task<(string? Pressed, string? Count)> VoteOnPageAsync(HttpClient browser, string address)
    {
        var button = (await PageAsync(browser, address)).QuerySelector(".vote button")!;
        return (button.GetAttribute("aria-pressed"), button.QuerySelector("data")!.GetAttribute("value"));
    }

    private async Task<(Person Ann, Person Bob)> CustomersAsync()
    {
        var (fabrikam, contoso) = (await server.OpenAccountAsync("fabrikam", "Fabrikam Retail"), await server.OpenAccountAsync("contoso", "Contoso Logistics"));
        return (await server.AddCustomerAsync(fabrikam.AccountId, "ann@fabrikam.example"), await server.AddCustomerAsync(contoso.AccountId, "bob@contoso.example", PersonRole.CustomerMember));
    }

    private async Task<Guid> AskAsync(Person person, string title = Asking.Title, string need = Asking.Need)
    {
        Guid id = default;
        await InScopeAsync(async services =>
            Assert.True((await services.GetRequiredService<SubmitRequest>().RunAsync(TestPortal.ViewerOf(person), new(title, need, Guid.CreateVersion7()), Ct)).Is(out id, out _)));
        return id;
    }

    private async Task<Guid> PublishedAsync(Person person)
    {
        var request = await AskAsync(person);
        await InScopeAsync(services => services.GetRequiredService<PublishRequest>().RunAsync(TestPortal.VendorAdmin(person.AccountId!.Value), request, true, Ct));
        return request;
    }

    private async Task InScopeAsync(Func<IServiceProvider, Task> work)
    {
        await using var scope = server.Services.CreateAsyncScope();
        await work(scope.ServiceProvider);
    }
}
