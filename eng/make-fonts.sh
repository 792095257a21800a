#!/bin/sh
# Makes the font files that documents are set in (wwwroot-assets/fonts) from the published families.
# Needed: npm, and fonttools 4.38 or newer (Debian: apt-get install fonttools). Same sources and same tool give the same bytes.
set -eu

INTER=@expo-google-fonts/inter@0.4.2
NOTO=@expo-google-fonts/noto-sans-sc@0.4.3
PYTHON=${PYTHON:-/usr/bin/python3}
HERE=$(cd "$(dirname "$0")" && pwd)
TARGET=$HERE/../wwwroot-assets/fonts
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT

for package in "$INTER" "$NOTO"; do
    (cd "$WORK" && npm pack --silent "$package" >/dev/null)
done
for tarball in "$WORK"/*.tgz; do
    tar xzf "$tarball" -C "$WORK" --transform "s,^package,$(basename "$tarball" .tgz),"
done
cp "$WORK"/expo-google-fonts-inter-*/LICENSE_FONT "$TARGET/OFL-Inter.txt"
cp "$WORK"/expo-google-fonts-noto-sans-sc-*/LICENSE_FONT "$TARGET/OFL-NotoSansSC.txt"

# GB2312 whole, and characters of people's and companies' names that it lacks.
"$PYTHON" - > "$WORK/chinese.txt" <<'PY'
gb2312 = set()
for high in range(0xA1, 0xF8):
    for low in range(0xA1, 0xFF):
        try:
            gb2312.add(bytes([high, low]).decode("gb2312"))
        except UnicodeDecodeError:
            pass
names = "镕喆堃昇祎玥琬琰赟珺瑀翀堉煊燚晞暄韡槿炘珈翾頔劼婳嫄犇骉淼焱垚玮玙珅珏珩琇琤瑄瑢璟璠璨瓒翊翙翚芃芮茗菡葳蕤薏蔺邴邸郗郜郦鄢鄯钰钲铖铭锴镔鑫闫闵阚陇隽雒霈靳韫颉颢飒馨骁鹍麒黛龑龢囍啰亻冇叻咁嘅嗰嘢攞"
print("".join(sorted(gb2312 | set(names))))
PY

for weight in 400Regular:Regular 700Bold:Bold; do
    folder=${weight%%:*}
    name=${weight##*:}
    # Latin, Latin-1, Latin Extended-A, Romanian comma letters, capital sharp s, punctuation, currency, arrows, a few signs.
    pyftsubset "$WORK"/expo-google-fonts-inter-*/"$folder/Inter_$folder.ttf" \
        --unicodes=U+0020-007E,U+00A0-017F,U+0192,U+0218-021B,U+02C6,U+02DA,U+02DC,U+1E9E,U+2007,U+2009-2015,U+2018-201E,U+2020-2022,U+2026,U+202F,U+2030,U+2032,U+2033,U+2039,U+203A,U+2044,U+20A0-20C0,U+2116,U+2122,U+2190-2199,U+2206,U+2211,U+2212,U+221E,U+2248,U+2260,U+2264,U+2265,U+25A0,U+25A1,U+25B2,U+25B6,U+25BC,U+25C0,U+25CB,U+25CF,U+2713,U+2717,U+FFFD \
        --layout-features=tnum,kern --no-hinting --glyph-names --notdef-outline --output-file="$WORK/Inter-$name.ttf"
    pyftsubset "$WORK"/expo-google-fonts-noto-sans-sc-*/"$folder/NotoSansSC_$folder.ttf" \
        --text-file="$WORK/chinese.txt" --unicodes=U+0020-007E,U+00B7,U+2014,U+2018,U+2019,U+201C,U+201D,U+2026,U+3000-301F,U+FE30-FE4F,U+FF01-FF5E,U+FFE0-FFE6,U+FFFD \
        --layout-features= --no-hinting --notdef-outline --drop-tables+=vhea,vmtx,BASE,STAT,GDEF,gasp,GSUB,GPOS \
        --output-file="$TARGET/NotoSansSC-$name.ttf"
done

# What a small reader of fonts can use without a shaping engine: figures of one width (columns of numbers line up) take the
# place of the proportional ones, and the pairs that need kerning go into a plain kern table.
"$PYTHON" - "$WORK" "$TARGET" <<'PY'
import sys
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._k_e_r_n import KernTable_format_0

def subtables(lookup):
    for table in lookup.SubTable:
        yield table.ExtSubTable if lookup.LookupType in (7, 9) else table

def lookups(layout, tag):
    for index in sorted({i for f in layout.FeatureList.FeatureRecord if f.FeatureTag == tag for i in f.Feature.LookupListIndex}):
        yield layout.LookupList.Lookup[index]

def kerning(lookup, left, right):
    for table in subtables(lookup):
        if left not in table.Coverage.glyphs:
            continue
        if table.Format == 1:
            for record in table.PairSet[table.Coverage.glyphs.index(left)].PairValueRecord:
                if record.SecondGlyph == right:
                    return getattr(record.Value1, "XAdvance", 0) or 0
        else:
            row = table.Class1Record[table.ClassDef1.classDefs.get(left, 0)]
            value = row.Class2Record[table.ClassDef2.classDefs.get(right, 0)].Value1
            return getattr(value, "XAdvance", 0) or 0
    return 0

for name in ("Regular", "Bold"):
    font = TTFont(f"{sys.argv[1]}/Inter-{name}.ttf", recalcTimestamp=False)
    cmap = font.getBestCmap()
    tabular = {}
    for lookup in lookups(font["GSUB"].table, "tnum"):
        for table in subtables(lookup):
            tabular.update(table.mapping)
    digits = {code: tabular[cmap[code]] for code in range(0x30, 0x3A)}
    for table in font["cmap"].tables:
        table.cmap.update(digits)
    letters = [cmap[code] for code in (*range(0x21, 0x30), *range(0x3A, 0x7F), *range(0xC0, 0x100), 0x2018, 0x2019, 0x201C, 0x201D) if code in cmap]
    pairs = KernTable_format_0(True)
    pairs.coverage, pairs.version, pairs.apple, pairs.tupleIndex, pairs.kernTable = 1, 0, False, None, {}
    for left in letters:
        for right in letters:
            for lookup in lookups(font["GPOS"].table, "kern"):
                value = kerning(lookup, left, right)
                if value:
                    # Tight enough not to be seen is not worth its bytes.
                    if abs(value) >= 16:
                        pairs.kernTable[left, right] = value
                    break
    font["kern"] = newTable("kern")
    font["kern"].version, font["kern"].kernTables = 0, [pairs]
    for tag in ("GSUB", "GPOS", "GDEF", "STAT", "gasp"):
        if tag in font:
            del font[tag]
    kept = f"{sys.argv[1]}/Inter-{name}-dressed.ttf"
    font.save(kept, reorderTables=True)
    print(name, len(pairs.kernTable), "kerning pairs")
PY
# Once more through the subsetter: the proportional figures have no character any more and go.
for name in Regular Bold; do
    pyftsubset "$WORK/Inter-$name-dressed.ttf" --unicodes='*' --legacy-kern --no-hinting --notdef-outline \
        --output-file="$TARGET/Inter-$name.ttf"
done
ls -l "$TARGET"
