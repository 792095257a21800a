using System.Numerics;
using System.Runtime.InteropServices;

namespace ValuePortal.Usage.Events;

/// <summary>
/// A set of people of one account by their numbers: one bit each, trailing zero bytes left out. Unions are exact and cost a byte
/// operation for eight people.
/// </summary>
public sealed class PeopleSet
{
    private byte[] bits;

    public PeopleSet()
        : this([])
    {
    }

    public PeopleSet(byte[] bits) => this.bits = bits;

    public int Count
    {
        get
        {
            var count = 0;
            foreach (var part in bits)
            {
                count += BitOperations.PopCount(part);
            }

            return count;
        }
    }

    /// <summary>The numbers in the set, ascending.</summary>
    public IEnumerable<int> Numbers
    {
        get
        {
            for (var i = 0; i < bits.Length; i++)
            {
                for (var bit = 0; bit < 8; bit++)
                {
                    if ((bits[i] & (1 << bit)) != 0)
                    {
                        yield return (i * 8) + bit + 1;
                    }
                }
            }
        }
    }

    /// <param name="number">From 1; 0 stands for an anonymous visitor and is nobody.</param>
    public void Add(int number)
    {
        if (number == 0)
        {
            return;
        }

        var at = (number - 1) / 8;
        Grow(at + 1);
        bits[at] |= (byte)(1 << ((number - 1) % 8));
    }

    public void UnionWith(ReadOnlySpan<byte> other)
    {
        Grow(other.Length);

        // Eight bytes at once: a page of a busy account adds up many thousands of these.
        var wide = MemoryMarshal.Cast<byte, ulong>(bits.AsSpan());
        var wideOther = MemoryMarshal.Cast<byte, ulong>(other);
        for (var i = 0; i < wideOther.Length; i++)
        {
            wide[i] |= wideOther[i];
        }

        for (var i = wideOther.Length * sizeof(ulong); i < other.Length; i++)
        {
            bits[i] |= other[i];
        }
    }

    public static byte[] Union(byte[] one, byte[] other)
    {
        var (longer, shorter) = one.Length >= other.Length ? (one, other) : (other, one);
        var union = longer.ToArray();
        for (var i = 0; i < shorter.Length; i++)
        {
            union[i] |= shorter[i];
        }

        return union;
    }

    public byte[] ToBytes()
    {
        var length = bits.Length;
        while (length > 0 && bits[length - 1] == 0)
        {
            length--;
        }

        return bits[..length];
    }

    private void Grow(int length)
    {
        if (bits.Length < length)
        {
            Array.Resize(ref bits, length);
        }
    }
}
