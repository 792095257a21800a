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
    extension(PersonRole role)
    {
        public bool IsStaff => role is PersonRole.Csm or PersonRole.ProductManager or PersonRole.VendorAdmin;

        public bool IsCustomer => !role.IsStaff;
    }
}
