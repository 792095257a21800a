using Microsoft.Extensions.Localization;
using ValuePortal.Identity.People;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Text;

namespace ValuePortal.Accounts.Desk;

/// <summary>Adds a person of the vendor: success manager, product manager or admin.</summary>
public sealed class AddStaff(AddPerson add, TimeProvider clock, IStringLocalizer<AccountsWords> text)
{
    public sealed record Input(string Email, string Name, PersonRole Role = PersonRole.Csm, string Language = "en");

    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Input input, CancellationToken ct = default)
    {
        if (!Enum.IsDefined(input.Role) || !input.Role.IsStaff || !Languages.IsKnown(input.Language))
        {
            return new Refusal.Invalid(text["SomeFieldsNeedAttention"], new Dictionary<string, string[]> { [nameof(Input.Role)] = [text["ChooseOne"]] });
        }

        var person = Person.OfVendor(input.Email, input.Name, input.Role, clock.GetUtcNow());
        person.Language = input.Language;
        return await add.RunAsync(viewer, person, ct);
    }
}
