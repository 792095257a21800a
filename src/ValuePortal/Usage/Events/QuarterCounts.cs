namespace ValuePortal.Usage.Events;

/// <summary>
/// Who used what how often in a quarter of an hour, as bytes: by number of the person, then of the feature, each person's number as the
/// step from the one before. Two of them are added without being unpacked.
/// </summary>
public static class QuarterCounts
{
    /// <param name="UserNo">0 for anonymous visitors.</param>
    /// <param name="FeatureNo">0 for none.</param>
    public readonly record struct Count(int UserNo, int FeatureNo, long Events);

    /// <summary>The order in which counts are packed.</summary>
    public static int Compare(Count one, Count other) =>
        one.UserNo != other.UserNo ? one.UserNo.CompareTo(other.UserNo) : one.FeatureNo.CompareTo(other.FeatureNo);

    /// <param name="counts">Sorted, each person and feature once.</param>
    public static byte[] Pack(IEnumerable<Count> counts)
    {
        var bytes = new PackedBytes();
        var last = 0;
        foreach (var count in counts)
        {
            bytes.Number((ulong)(count.UserNo - last));
            bytes.Number((ulong)count.FeatureNo);
            bytes.Number((ulong)count.Events);
            last = count.UserNo;
        }

        return bytes.ToArray();
    }

    public static List<Count> Read(ReadOnlySpan<byte> bytes)
    {
        List<Count> counts = [];
        var (place, user) = (0, 0);
        while (place < bytes.Length)
        {
            user += (int)PackedBytes.Number(bytes, ref place);
            var feature = (int)PackedBytes.Number(bytes, ref place);
            counts.Add(new Count(user, feature, (long)PackedBytes.Number(bytes, ref place)));
        }

        return counts;
    }

    /// <summary>Packed counts as one. Neighbours are added until one is left, so that each is looked at as often as halving takes.</summary>
    public static byte[] Sum(IEnumerable<byte[]> packed)
    {
        List<List<Count>> left = [.. packed.Select(counts => Read(counts))];
        while (left.Count > 1)
        {
            left = [.. left.Chunk(2).Select(pair => pair is [var one, var other] ? Sum(one, other) : pair[0])];
        }

        return Pack(left[0]);
    }

    private static List<Count> Sum(List<Count> a, List<Count> b)
    {
        List<Count> sum = new(a.Count + b.Count);
        var (i, j) = (0, 0);
        while (i < a.Count || j < b.Count)
        {
            var order = i == a.Count ? 1 : j == b.Count ? -1 : Compare(a[i], b[j]);
            if (order == 0)
            {
                sum.Add(a[i] with { Events = a[i++].Events + b[j++].Events });
                continue;
            }

            sum.Add(order < 0 ? a[i++] : b[j++]);
        }

        return sum;
    }
}
