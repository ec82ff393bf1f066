//! A typesetter of PDFs for the tests: text at given places, wrapped to columns.

use std::fmt::Write;

const PAGE_HEIGHT: f64 = 842.0;
/// Size of the body's type, and the distance of its lines.
pub(super) const BODY: f64 = 10.0;
pub(super) const PITCH: f64 = 12.0;

/// Widths of Helvetica's letters from a to z, in thousandths of the size.
const SMALL: [u16; 26] = [
    556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500,
    278, 556, 500, 722, 500, 500, 500,
];
/// The same from A to Z.
const CAPITAL: [u16; 26] = [
    667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667,
    611, 722, 667, 944, 667, 667, 611,
];

/// A line of text.
struct Line {
    x: f64,
    /// The baseline, from the page's top.
    y: f64,
    size: f64,
    text: String,
}

/// A document under way.
#[derive(Default)]
pub(super) struct Sheet {
    pages: Vec<Vec<Line>>,
    title: Option<String>,
    /// Whether the Chinese font names its characters wrongly.
    is_garbled: bool,
}

impl Sheet {
    /// A document with an empty page.
    pub(super) fn new() -> Self {
        let mut sheet = Self::default();
        sheet.turn();
        sheet
    }

    pub(super) fn titled(mut self, title: &str) -> Self {
        self.title = Some(title.to_owned());
        self
    }

    /// Makes the Chinese font one that says no characters.
    pub(super) fn garbled(mut self) -> Self {
        self.is_garbled = true;
        self
    }

    /// Starts a page.
    pub(super) fn turn(&mut self) {
        self.pages.push(Vec::new());
    }

    /// Puts a line on the page, with its baseline `y` below the top.
    pub(super) fn put(&mut self, x: f64, y: f64, size: f64, text: &str) {
        let page = self
            .pages
            .last_mut()
            .expect("a page");
        page.push(Line {
            x,
            y,
            size,
            text: text.to_owned(),
        });
    }

    /// Puts lines on the page, a pitch apart. Returns the baseline after them.
    pub(super) fn put_lines(&mut self, x: f64, y: f64, lines: &[String]) -> f64 {
        let mut y = y;
        for line in lines {
            self.put(x, y, BODY, line);
            y += PITCH;
        }
        y
    }

    /// Wraps a paragraph in a column. Returns the baseline after it.
    pub(super) fn paragraph(&mut self, x: f64, y: f64, width: f64, text: &str) -> f64 {
        self.put_lines(x, y, &wrapped(text, width))
    }

    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut objects = vec![
            "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
            self.page_tree(),
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
                .to_owned(),
            "<< /Type /Font /Subtype /Type0 /BaseFont /Han /Encoding /Identity-H \
             /DescendantFonts [5 0 R] /ToUnicode 7 0 R >>"
                .to_owned(),
            "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Han /DW 1000 /FontDescriptor 6 0 R \
             /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
                .to_owned(),
            "<< /Type /FontDescriptor /FontName /Han /Flags 4 /FontBBox [0 -120 1000 880] \
             /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 >>"
                .to_owned(),
            stream(&self.to_unicode()),
            self.info(),
        ];
        for page in &self.pages {
            let contents = objects.len() + 2;
            objects.push(format!(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 {PAGE_HEIGHT}] \
                 /Contents {contents} 0 R /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>"
            ));
            objects.push(stream(&drawn(page)));
        }
        file(&objects)
    }

    fn page_tree(&self) -> String {
        let kids = (0..self.pages.len()).map(|page| format!("{} 0 R", 9 + 2 * page));
        let kids: Vec<String> = kids.collect();
        format!(
            "<< /Type /Pages /Kids [{}] /Count {} >>",
            kids.join(" "),
            kids.len()
        )
    }

    fn info(&self) -> String {
        let Some(title) = &self.title else {
            return "<< >>".to_owned();
        };
        let units = title
            .encode_utf16()
            .map(|unit| format!("{unit:04X}"));
        format!(
            "<< /Title <FEFF{}> >>",
            units.collect::<String>()
        )
    }

    /// The table of the Chinese font's characters.
    fn to_unicode(&self) -> String {
        let lines = self
            .pages
            .iter()
            .flatten()
            .filter(|line| is_chinese(&line.text));
        let mut units: Vec<u16> = lines
            .flat_map(|line| line.text.encode_utf16())
            .collect();
        units.sort_unstable();
        units.dedup();
        let mut table = String::from(
            "/CIDInit /ProcSet findresource begin begincmap /CMapName /H def\n\
             1 begincodespacerange <0000> <FFFF> endcodespacerange\n",
        );
        for some in units.chunks(100) {
            writeln!(table, "{} beginbfchar", some.len()).expect("a string");
            for unit in some {
                let shown = if self.is_garbled {
                    0xe000 + unit % 0x1800
                } else {
                    *unit
                };
                writeln!(table, "<{unit:04X}> <{shown:04X}>").expect("a string");
            }
            table.push_str("endbfchar\n");
        }
        table + "endcmap end end\n"
    }
}

/// The operators that draw a page.
fn drawn(lines: &[Line]) -> String {
    let mut out = String::new();
    for Line { x, y, size, text } in lines {
        let up = PAGE_HEIGHT - y;
        let (font, string) = if is_chinese(text) {
            let units = text
                .encode_utf16()
                .map(|unit| format!("{unit:04X}"));
            (
                "F2",
                format!("<{}>", units.collect::<String>()),
            )
        } else {
            let bytes = encoding_rs::WINDOWS_1252
                .encode(text)
                .0;
            let digits = bytes
                .iter()
                .map(|byte| format!("{byte:02X}"));
            (
                "F1",
                format!("<{}>", digits.collect::<String>()),
            )
        };
        writeln!(
            out,
            "BT /{font} {size} Tf {x} {up} Td {string} Tj ET"
        )
        .expect("a string");
    }
    out
}

fn stream(text: &str) -> String {
    format!(
        "<< /Length {} >>\nstream\n{text}\nendstream",
        text.len()
    )
}

/// A file of these objects, of which the first is the catalog and the eighth the information.
fn file(objects: &[String]) -> Vec<u8> {
    let mut out = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (n, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.extend(format!("{} 0 obj\n{object}\nendobj\n", n + 1).bytes());
    }
    let table = out.len();
    let count = objects.len() + 1;
    out.extend(format!("xref\n0 {count}\n0000000000 65535 f \n").bytes());
    for at in places {
        out.extend(format!("{at:010} 00000 n \n").bytes());
    }
    let trailer = format!("trailer\n<< /Size {count} /Root 1 0 R /Info 8 0 R >>\n");
    out.extend(format!("{trailer}startxref\n{table}\n%%EOF\n").bytes());
    out
}

fn is_chinese(text: &str) -> bool {
    text.chars()
        .any(|c| c >= '\u{2e80}')
}

/// The width of a text in the body's type, in points. All characters of the Chinese font are as
/// wide as high.
pub(super) fn width(text: &str) -> f64 {
    if is_chinese(text) {
        return text.chars().map(|_| BODY).sum();
    }
    let thousandths = |c: char| match c {
        'a'..='z' => SMALL[usize::from(c as u8 - b'a')],
        'A'..='Z' => CAPITAL[usize::from(c as u8 - b'A')],
        '0'..='9' => 556,
        ' ' | '.' | ',' | ':' | ';' => 278,
        _ => 333,
    };
    text.chars()
        .map(|c| f64::from(thousandths(c)) * BODY / 1000.0)
        .sum()
}

/// The lines of a text in a column of this width: English broken at blanks, Chinese anywhere.
pub(super) fn wrapped(text: &str, column: f64) -> Vec<String> {
    let pieces: Vec<String> = if is_chinese(text) {
        text.chars()
            .map(String::from)
            .collect()
    } else {
        text.split_inclusive(' ')
            .map(str::to_owned)
            .collect()
    };
    let mut lines = vec![String::new()];
    for piece in pieces {
        let line = lines.last_mut().expect("a line");
        if width(line.as_str()) + width(piece.trim_end()) > column {
            lines.push(piece);
        } else {
            line.push_str(&piece);
        }
    }
    lines
        .iter()
        .map(|line| line.trim_end().to_owned())
        .collect()
}
