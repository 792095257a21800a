using Microsoft.EntityFrameworkCore;
using ValuePortal.FeatureRequests;
using ValuePortal.Platform.Access;
using ValuePortal.Tests.Support;

namespace ValuePortal.Tests.FeatureRequests;

/// <summary>What the tests of requests do again and again.</summary>
internal static class Asking
{
    public const string Title = "Export usage figures to a file";
    public const string Need = "Our controllers copy the figures by hand every month.";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    extension(TestPortal portal)
    {
        /// <summary>A person of a company as the viewer it is when it signs in.</summary>
        public async Task<Viewer> MemberAsync(Guid account, string name = "Ann", PersonRole role = PersonRole.CustomerMember) =>
            TestPortal.ViewerOf(await portal.AddCustomerAsync(account, $"{name}-{Guid.CreateVersion7():N}@customer.example", role));

        public async Task<Viewer> ProductManagerAsync() =>
            TestPortal.ViewerOf(await portal.AddStaffAsync($"pm-{Guid.CreateVersion7():N}@vendor.example", PersonRole.ProductManager));

        public async Task<Guid> AskAsync(Viewer viewer, string title = Title, string need = Need)
        {
            var outcome = await portal.Get<SubmitRequest>().RunAsync(viewer, new(title, need, Guid.CreateVersion7()), Ct);
            Assert.True(outcome.Is(out var id, out var refusal), refusal?.Message);
            return id;
        }

        public async Task PublishAsync(Viewer staff, Guid request) =>
            Assert.True((await portal.Get<ValuePortal.FeatureRequests.Desk.PublishRequest>().RunAsync(staff, request, toAll: true, Ct)).Is(out _, out _));

        /// <summary>The counter on the request, and the votes that stand, counted one by one.</summary>
        public async Task<(int Stored, int Counted, int Rows)> CountAsync(Guid request, params Guid[] accounts)
        {
            await using var db = portal.Factory.ForSystem(accounts);
            var votes = await db.Set<Vote>().AsNoTracking().Where(v => v.RequestId == request).ToListAsync(Ct);
            return ((await db.Set<FeatureRequest>().SingleAsync(r => r.Id == request, Ct)).VoteCount, votes.Count(v => v.TakenBackAt is null), votes.Count);
        }
    }
}
