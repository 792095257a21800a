namespace ValuePortal.EndToEnd.Support;

/// <summary>The portal as a newcomer meets it: with the demo world.</summary>
public sealed class DemoPortal : PortalInBrowser
{
    public const string Password = "northwind-shows-value";
    public const string Admin = "customer-admin@fabrikam.example";
    public const string ChineseAdmin = "customer-admin@tailspin.example";
    public const string Csm = "csm@northwind.example";
    public const string ProductManager = "product@northwind.example";
    public const string VendorAdmin = "vendor-admin@northwind.example";

    protected override bool WithDemo => true;
}
