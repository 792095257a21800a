namespace ValuePortal.Platform.Access;

/// <summary>What a person is to the portal. The first two are customers, the others work for the vendor.</summary>
public enum PersonRole
{
    CustomerMember,
    CustomerAdmin,
    Csm,
    ProductManager,
    VendorAdmin,
}

public static class PersonRoles
{
    public static bool AlwaysSeesMoney(PersonRole role) => role is PersonRole.CustomerAdmin or PersonRole.Csm or PersonRole.VendorAdmin;

    extension(PersonRole role)
    {
        public bool IsStaff => role is PersonRole.Csm or PersonRole.ProductManager or PersonRole.VendorAdmin;

        public bool IsCustomer => !role.IsStaff;
    }
}
