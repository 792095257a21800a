using System.Net;
using System.Text.RegularExpressions;

namespace ValuePortal.Tests.Support;

/// <summary>Does what a browser without JavaScript does: opens a page, fills in one of its forms, sends it.</summary>
public static partial class Browser
{
    extension(HttpClient client)
    {
        /// <summary>Opens the page and sends its form of this name. A redirect is not followed.</summary>
        public async Task<HttpResponseMessage> SubmitAsync(string page, string form, params (string Name, string Value)[] fields)
        {
            var ct = TestContext.Current.CancellationToken;
            var html = await client.GetStringAsync(page, ct);
            var found = FormToken().Matches(html).FirstOrDefault(match => match.Groups["form"].Value == form);
            Assert.True(found is not null, $"There is no form \"{form}\" on {page}.");
            return await client.PostFieldsAsync(page, [("_handler", form), ("__RequestVerificationToken", found.Groups["token"].Value), .. fields]);
        }

        public Task<HttpResponseMessage> PostFieldsAsync(string page, params (string Name, string Value)[] fields) =>
            client.PostAsync(page, new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))), TestContext.Current.CancellationToken);

        public Task<HttpResponseMessage> SignInAsync(string email, string password, string page = "/account/login") =>
            client.SubmitAsync(page, "login", ("Email", email), ("Password", password));
    }

    /// <summary>The text of a page, decoded.</summary>
    public static async Task<string> TextAsync(this HttpResponseMessage answer) =>
        WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

    [GeneratedRegex("name=\"_handler\" value=\"(?<form>[^\"]+)\" /><input type=\"hidden\" name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"")]
    private static partial Regex FormToken();
}
