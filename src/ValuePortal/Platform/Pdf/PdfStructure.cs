namespace ValuePortal.Platform.Pdf;

/// <summary>
/// What the content is, beside how it looks: headings, paragraphs, tables with their head cells, for readers who hear the document.
/// An element is written when it ends and keeps only references to its parts till then.
/// </summary>
internal sealed class PdfStructure
{
    private readonly PdfFile _file;
    private readonly ByteWriter _body = new();
    private readonly ByteWriter _ownersOnPage = new();
    private readonly ByteWriter _ownersByPage = new();
    private readonly Stack<Element> _spare = [];
    private int _contents;
    private int _heading;

    public PdfStructure(PdfFile file)
    {
        _file = file;
        Tree = file.Reserve();
        Root = Begin(null, "Document");
    }

    public int Tree { get; }

    public Element Root { get; }

    /// <summary>Whether no drawing lacks its words and no heading skips a level: what a reader who hears the document relies on.</summary>
    public bool IsComplete { get; private set; } = true;

    public Element Begin(Element? parent, string role, string entries = "", string? alternative = null)
    {
        var element = _spare.TryPop(out var used) ? used : new Element();
        element.Parts.Clear();
        (element.Number, element.Role, element.Entries, element.Alternative) = (_file.Reserve(), role, entries, alternative);
        (element.Page, element.Parent) = (0, parent?.Number ?? Tree);
        parent?.Parts.Ref(element.Number);
        if (role is ['H', >= '1' and <= '6' and var level])
        {
            IsComplete &= level - '0' <= _heading + 1;
            _heading = level - '0';
        }

        IsComplete &= role is not "Figure" || !string.IsNullOrWhiteSpace(alternative);
        return element;
    }

    /// <summary>The entries of a figure that say where it stands, from the page's lower left corner.</summary>
    public static string Box(double left, double bottom, double right, double top) =>
        FormattableString.Invariant($"/A<</O/Layout/BBox[{left:0} {bottom:0} {right:0} {top:0}]>>");

    public void End(Element element)
    {
        _body.Clear();
        _body.Raw("<</S/"u8).Ascii(element.Role).Raw("/P "u8).Ref(element.Parent).Ascii(element.Entries);
        if (element.Page != 0)
        {
            _body.Raw("/Pg "u8).Ref(element.Page);
        }

        if (element.Alternative is { } alternative)
        {
            _body.Raw("/Alt "u8).TextString(alternative);
        }

        _file.Write(element.Number, _body.Raw("/K["u8).Raw(element.Parts.Written).Raw("]>>"u8));
        _spare.Push(element);
    }

    /// <summary>Notes that the element continues on this page; the answer is the content's number there.</summary>
    public int AddContent(Element element, int page)
    {
        element.Page = element.Page == 0 ? page : element.Page;
        if (element.Page == page)
        {
            element.Parts.Int(_contents).Byte((byte)' ');
        }
        else
        {
            element.Parts.Raw("<</Type/MCR/Pg "u8).Ref(page).Raw("/MCID "u8).Int(_contents).Raw(">>"u8);
        }

        _ownersOnPage.Ref(element.Number);
        return _contents++;
    }

    /// <summary>A link of the page belongs to the element.</summary>
    public static void AddLink(Element element, int page, int link) =>
        element.Parts.Raw("<</Type/OBJR/Pg "u8).Ref(page).Raw("/Obj "u8).Ref(link).Raw(">>"u8);

    public void EndPage(int index)
    {
        var owners = _file.Reserve();
        _body.Clear();
        _file.Write(owners, _body.Byte((byte)'[').Raw(_ownersOnPage.Written).Byte((byte)']'));
        _ownersByPage.Int(index).Byte((byte)' ').Ref(owners);
        _ownersOnPage.Clear();
        _contents = 0;
    }

    /// <param name="owners">The elements of the links, which are numbered on from the pages.</param>
    public void Finish(int pages, IReadOnlyList<int> owners)
    {
        End(Root);
        for (var link = 0; link < owners.Count; link++)
        {
            _ownersByPage.Int(pages + link).Byte((byte)' ').Ref(owners[link]);
        }

        _body.Clear();
        _body.Raw("<</Type/StructTreeRoot/K["u8).Ref(Root.Number).Raw("]/ParentTreeNextKey "u8).Int(pages + owners.Count);
        _file.Write(Tree, _body.Raw("/ParentTree<</Nums["u8).Raw(_ownersByPage.Written).Raw("]>>>>"u8));
    }

    internal sealed class Element
    {
        public int Number { get; set; }

        public int Parent { get; set; }

        public string Role { get; set; } = "";

        public string Entries { get; set; } = "";

        public string? Alternative { get; set; }

        /// <summary>The page of the first content; later pages are named with the content.</summary>
        public int Page { get; set; }

        public ByteWriter Parts { get; } = new(32);
    }
}
