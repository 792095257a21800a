namespace ValuePortal.Usage.Connect;

/// <summary>Code to copy that sends one event, with the real address and, while it is shown, the real key.</summary>
/// <param name="Address">The portal's public address, without a slash at the end.</param>
/// <param name="Key">The write key, or what stands for it.</param>
public sealed record Snippets(string Address, string Key)
{
    /// <summary>What stands for a key whose text nobody has any more.</summary>
    public const string NoKey = "YOUR_WRITE_KEY";

    public string Curl => $$"""
        curl -u '{{Key}}:' -H 'Content-Type: application/json' {{Address}}/v1/track -d '{
          "userId": "u-42", "event": "Report Viewed",
          "context": { "groupId": "ACCOUNT_ID" },
          "properties": { "feature": "reports" } }'
        """;

    public string Node => $$"""
        // npm install @segment/analytics-node
        import { Analytics } from '@segment/analytics-node'

        const analytics = new Analytics({ writeKey: '{{Key}}', host: '{{Address}}' })
        analytics.track({
          userId: 'u-42', event: 'Report Viewed',
          context: { groupId: 'ACCOUNT_ID' },
          properties: { feature: 'reports' } })
        await analytics.closeAndFlush()
        """;

    public string Browser => $$"""
        // npm install @segment/analytics-next
        import { AnalyticsBrowser } from '@segment/analytics-next'

        const analytics = AnalyticsBrowser.load({ writeKey: '{{Key}}', cdnURL: '{{Address}}' })
        analytics.identify('u-42')
        analytics.group('ACCOUNT_ID')
        analytics.track('Report Viewed', { feature: 'reports' })
        """;
}
