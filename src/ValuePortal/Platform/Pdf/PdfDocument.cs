using System.Globalization;
using System.Text;

namespace ValuePortal.Platform.Pdf;

/// <summary>
/// A PDF 1.7 file that leaves page by page: what stays in memory is one page, the used glyphs and a few numbers per page and element.
/// Writes synchronously; give it a file or a buffer, not a response's body. Units are points (1/72 inch) from the top left corner.
/// </summary>
public sealed class PdfDocument : IDisposable
{
    private readonly PdfFile _file;
    private readonly PdfFonts _fonts;
    private readonly PdfMetadata _metadata;
    private readonly FontSubset?[] _subsets;
    private readonly PageContent _content;
    private readonly List<PageRecord> _pages = [];
    private readonly List<(int Level, string Title, int Page, double Y)> _outline = [];
    private readonly List<int> _chapters = [];
    private readonly List<Link> _links = [];
    private readonly Dictionary<PdfImage, (int Name, int Number)> _images = [];
    private readonly ByteWriter _body = new();
    private readonly int _catalog;
    private readonly int _pageTree;
    private readonly int _resources;
    private bool _pageIsOpen;
    private bool _isFinished;

    /// <param name="output">Stays open; is not read or sought.</param>
    public PdfDocument(Stream output, PdfFonts fonts, PdfMetadata metadata)
    {
        (_fonts, _metadata) = (fonts, metadata);
        _file = new(output);
        _file.Begin();
        _subsets = new FontSubset?[fonts.FaceCount];
        (_catalog, _pageTree, _resources) = (_file.Reserve(), _file.Reserve(), _file.Reserve());
        Setter = new(fonts);
        Structure = new(_file);
        _content = new(this);
    }

    public int PageCount => _pages.Count;

    /// <summary>The characters that no font had, in order; a box stands in their place. U+FFFD also stands for a broken character.</summary>
    public IReadOnlyList<Rune> MissingCharacters => Setter.Missing;

    internal TextSetter Setter { get; }

    internal PdfStructure Structure { get; }

    internal PageContent Content => _content;

    /// <summary>Ends the page before and begins one of this size. Text drawn on it is a paragraph, shapes are decoration.</summary>
    public Canvas BeginPage(double width, double height) => BeginPage(width, height, withFurniture: false);

    /// <summary>Writes everything that had to wait for the last page. Nothing can be added after it.</summary>
    public void Finish()
    {
        if (_pages.Count == 0 || _isFinished)
        {
            BeginPage(595.28, 841.89); // a document has a page; a finished one refuses it
        }

        EndPage();
        _isFinished = true;
        WriteLinks();
        Structure.Finish(_pages.Count, _links.ConvertAll(link => link.Owner));
        WriteFonts();
        WritePageTree();
        var outline = WriteOutline();
        var information = WriteInformation();
        var metadata = WriteMetadata();
        _body.Clear();
        _body.Raw("<</Type/Catalog/Pages "u8).Ref(_pageTree).Raw("/MarkInfo<</Marked true>>/StructTreeRoot "u8).Ref(Structure.Tree);
        _body.Raw("/Metadata "u8).Ref(metadata).Raw("/PageLabels<</Nums[0<</S/D>>]>>"u8);
        _body.Raw("/ViewerPreferences<</DisplayDocTitle true>>/Lang "u8).TextString(_metadata.Language);
        if (outline != 0)
        {
            _body.Raw("/PageMode/UseOutlines/Outlines "u8).Ref(outline);
        }

        _file.Write(_catalog, _body.Raw(">>"u8));
        _file.Finish(_catalog, information);
    }

    public void Dispose() => _file.Dispose();

    /// <param name="withFurniture">Leaves room for a head and foot that <see cref="DrawFurniture"/> draws at the end.</param>
    internal Canvas BeginPage(double width, double height, bool withFurniture)
    {
        if (_isFinished)
        {
            throw new InvalidOperationException("The document is finished; nothing can be added to it.");
        }

        EndPage();
        var page = new PageRecord(_file.Reserve(), withFurniture ? _file.Reserve() : 0, width, height);
        _pages.Add(page);
        _content.Begin(page.Number, height);
        _pageIsOpen = true;
        return new(_content, 0, 0, width, height);
    }

    /// <summary>Draws what had to wait on all pages that left room for it, now that their count is known.</summary>
    internal void DrawFurniture(Action<PageContent, int> draw)
    {
        EndPage();
        for (var page = 0; page < _pages.Count; page++)
        {
            if (_pages[page].Furniture != 0)
            {
                _content.Begin(_pages[page].Number, _pages[page].Height);
                draw(_content, page + 1);
                _file.WriteStream(_pages[page].Furniture, _content.End());
            }
        }
    }

    /// <summary>How many headings of level 1 there are so far.</summary>
    internal int ChapterCount => _chapters.Count;

    /// <summary>The number of the page on which a heading of level 1 stands; null when there are not so many.</summary>
    internal int? PageOfChapter(int chapter) =>
        chapter < _chapters.Count ? _pages.FindIndex(page => page.Number == _outline[_chapters[chapter]].Page) + 1 : null;

    /// <summary>
    /// A rectangle of the present page leads to an address, or to a heading of level 1 by its place among them, which may come later. Units
    /// are points from the top left corner.
    /// </summary>
    /// <param name="owner">The element whose text lies there.</param>
    /// <param name="says">Where it leads, in words.</param>
    internal void AddLink(PdfStructure.Element owner, string says, double x, double y, double width, double height, Uri? address, int chapter = -1)
    {
        var page = _pages[^1];
        var link = new Link(_file.Reserve(), owner.Number, says, x, page.Height - y - height, x + width, page.Height - y, address, chapter);
        page.Links.Add(link.Number);
        PdfStructure.AddLink(owner, page.Number, link.Number);
        _links.Add(link);
    }

    internal void AddOutline(int level, string title, double y)
    {
        if (level == 1)
        {
            _chapters.Add(_outline.Count);
        }

        _outline.Add((level, title, _pages[^1].Number, _pages[^1].Height - y));
    }

    internal FontSubset Subset(int face) => _subsets[face] ??= new(_fonts.Face(face));

    /// <summary>By which the pages call a picture; it is written when it is first drawn.</summary>
    internal int NameOf(PdfImage image)
    {
        if (!_images.TryGetValue(image, out var known))
        {
            known = _images[image] = (_images.Count, _file.Reserve());
            var entries = $"/Type/XObject/Subtype/Image/Width {image.Width}/Height {image.Height}/BitsPerComponent 8";
            if (image.Jpeg is { IsEmpty: false } jpeg)
            {
                _file.WritePlainStream(known.Number, jpeg, $"{entries}/ColorSpace/{(image.Channels == 1 ? "DeviceGray" : "DeviceRGB")}/Filter/DCTDecode");
            }
            else if (image.Alpha.IsEmpty)
            {
                _file.WriteStream(known.Number, image.Rgb, $"{entries}/ColorSpace/DeviceRGB");
            }
            else
            {
                var mask = _file.Reserve();
                _file.WriteStream(mask, image.Alpha, $"{entries}/ColorSpace/DeviceGray");
                _file.WriteStream(known.Number, image.Rgb, $"{entries}/ColorSpace/DeviceRGB/SMask {mask} 0 R");
            }
        }

        return known.Name;
    }

    private void EndPage()
    {
        if (!_pageIsOpen)
        {
            return;
        }

        _pageIsOpen = false;
        var page = _pages[^1];
        var content = _file.Reserve();
        _file.WriteStream(content, _content.End());
        Structure.EndPage(_pages.Count - 1);
        _body.Clear();
        _body.Raw("<</Type/Page/Parent "u8).Ref(_pageTree).Raw("/MediaBox[0 0 "u8).Number(page.Width).Number(page.Height);
        _body.Raw("]/Tabs/S/StructParents "u8).Int(_pages.Count - 1).Raw("/Resources "u8).Ref(_resources).Raw("/Contents["u8).Ref(content);
        if (page.Furniture != 0)
        {
            _body.Ref(page.Furniture);
        }

        _body.Byte((byte)']');
        if (page.Links.Count > 0)
        {
            _body.Raw("/Annots["u8);
            page.Links.ForEach(link => _body.Ref(link));
            _body.Byte((byte)']');
        }

        _file.Write(page.Number, _body.Raw(">>"u8));
    }

    private void WriteLinks()
    {
        for (var i = 0; i < _links.Count; i++)
        {
            var link = _links[i];
            _body.Clear();
            _body.Raw("<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/StructParent "u8).Int(_pages.Count + i).Raw("/Contents "u8).TextString(link.Says);
            _body.Raw("/Rect["u8).Number(link.Left).Number(link.Bottom).Number(link.Right).Number(link.Top).Byte((byte)']');
            if (link.Address is { } address)
            {
                _body.Raw("/A<</S/URI/URI "u8).TextString(address.AbsoluteUri).Raw(">>"u8);
            }
            else
            {
                // A heading that never came: the link leads to the last page rather than nowhere.
                var (_, _, page, y) = link.Chapter < _chapters.Count ? _outline[_chapters[link.Chapter]] : (1, "", _pages[^1].Number, _pages[^1].Height);
                _body.Raw("/Dest["u8).Ref(page).Raw("/XYZ null "u8).Number(y).Raw("null]"u8);
            }

            _file.Write(link.Number, _body.Raw(">>"u8));
        }
    }

    private void WriteFonts()
    {
        var resources = new ByteWriter();
        resources.Raw("<</Font<<"u8);
        for (var face = 0; face < _subsets.Length; face++)
        {
            if (_subsets[face] is { } subset)
            {
                var number = _file.Reserve();
                subset.Write(_file, number);
                resources.Raw("/F"u8).Int(face).Byte((byte)' ').Ref(number);
            }
        }

        resources.Raw(">>"u8);
        if (_images.Count > 0)
        {
            resources.Raw("/XObject<<"u8);
            foreach (var (name, number) in _images.Values.OrderBy(image => image.Name))
            {
                resources.Raw("/I"u8).Int(name).Byte((byte)' ').Ref(number);
            }

            resources.Raw(">>"u8);
        }

        _file.Write(_resources, resources.Raw(">>"u8));
    }

    private void WritePageTree()
    {
        _body.Clear();
        _body.Raw("<</Type/Pages/Count "u8).Int(_pages.Count).Raw("/Kids["u8);
        foreach (var page in _pages)
        {
            _body.Ref(page.Number);
        }

        _file.Write(_pageTree, _body.Raw("]>>"u8));
    }

    /// <summary>The headings as a tree: the children of a heading are those that follow it with a deeper level.</summary>
    private int WriteOutline()
    {
        if (_outline.Count == 0)
        {
            return 0;
        }

        var root = _file.Reserve();
        var (first, last, count) = WriteOutlineItems(root, _outline.ConvertAll(_ => _file.Reserve()), 0, _outline.Count);
        _body.Clear();
        _body.Raw("<</Type/Outlines/First "u8).Ref(first).Raw("/Last "u8).Ref(last).Raw("/Count "u8).Int(count);
        _file.Write(root, _body.Raw(">>"u8));
        return root;
    }

    private (int First, int Last, int Count) WriteOutlineItems(int parent, List<int> numbers, int from, int to)
    {
        var (before, count) = (0, 0);
        for (int item = from, next; item < to; item = next)
        {
            var (level, title, page, y) = _outline[item];
            next = item + 1;
            while (next < to && _outline[next].Level > level)
            {
                next++;
            }

            var children = next > item + 1 ? WriteOutlineItems(numbers[item], numbers, item + 1, next) : default;
            _body.Clear();
            _body.Raw("<</Title "u8).TextString(title.Length <= 200 ? title : title[..200]).Raw("/Parent "u8).Ref(parent);
            _body.Raw("/Dest["u8).Ref(page).Raw("/XYZ null "u8).Number(y).Raw("null]"u8);
            if (before != 0)
            {
                _body.Raw("/Prev "u8).Ref(before);
            }

            if (next < to)
            {
                _body.Raw("/Next "u8).Ref(numbers[next]);
            }

            if (children.Count > 0)
            {
                _body.Raw("/First "u8).Ref(children.First).Raw("/Last "u8).Ref(children.Last).Raw("/Count "u8).Int(-children.Count);
            }

            _file.Write(numbers[item], _body.Raw(">>"u8));
            (before, count) = (numbers[item], count + 1);
        }

        return (numbers[from], before, count);
    }

    private int WriteInformation()
    {
        var number = _file.Reserve();
        _body.Clear();
        _body.Raw("<</Title "u8).TextString(_metadata.Title);
        if (_metadata.Author is { } author)
        {
            _body.Raw("/Author "u8).TextString(author);
        }

        if (_metadata.Creator is { } creator)
        {
            _body.Raw("/Creator "u8).TextString(creator);
        }

        if (_metadata.CreatedAt is { } at)
        {
            _body.Ascii(at.UtcDateTime.ToString("'/CreationDate(D:'yyyyMMddHHmmss'Z)'", CultureInfo.InvariantCulture));
        }

        _file.Write(number, _body.Raw(">>"u8));
        return number;
    }

    /// <summary>What the file says of itself, as XML; that it can be heard (PDF/UA-1) only when it can.</summary>
    private int WriteMetadata()
    {
        var number = _file.Reserve();
        var metadata = XmpPacket.Of(_metadata, accessible: Structure.IsComplete && _metadata is { Title.Length: > 0, Language.Length: > 0 });
        _file.WritePlainStream(number, metadata, "/Type/Metadata/Subtype/XML");
        return number;
    }

    private readonly record struct Link(
        int Number, int Owner, string Says, double Left, double Bottom, double Right, double Top, Uri? Address, int Chapter);

    private readonly record struct PageRecord(int Number, int Furniture, double Width, double Height)
    {
        public List<int> Links { get; } = [];
    }
}
