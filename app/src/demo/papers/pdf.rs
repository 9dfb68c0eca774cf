//! One page of PDF 1.7 with an embedded font: text can be read, searched and copied.

use std::fmt::Write as _;

use super::{Paper, font};

/// A4 in points, with the margins of ГОСТ Р 7.0.97: 20 mm left, 10 mm right, 20 mm top.
const PAGE: (u32, u32) = (595, 842);
const LEFT: u32 = 57;
const WIDTH: u32 = PAGE.0 - LEFT - 28;
const TOP: u32 = PAGE.1 - 57;
const SIZE: u32 = 12;
const LEADING: u32 = 17;

/// Writes the paper.
pub(super) fn write(paper: &Paper) -> Vec<u8> {
    let page = format!(
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {} {}] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
        PAGE.0, PAGE.1
    );
    let objects: Vec<Vec<u8>> = vec![
        b"<< /Type /Catalog /Pages 2 0 R /Lang (ru-RU) >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
        page.into_bytes(),
        stream("", content(paper).as_bytes()),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /DEMOTS+Tinos /Encoding /Identity-H /DescendantFonts [6 0 R] \
          /ToUnicode 9 0 R >>"
            .to_vec(),
        format!(
            "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /DEMOTS+Tinos /CIDSystemInfo << /Registry (Adobe) \
             /Ordering (Identity) /Supplement 0 >> /FontDescriptor 7 0 R /CIDToGIDMap /Identity /W [1 [{}]] >>",
            font::glyphs().map(|(glyph, _)| font::width(glyph).to_string()).collect::<Vec<_>>().join(" ")
        )
        .into_bytes(),
        b"<< /Type /FontDescriptor /FontName /DEMOTS+Tinos /Flags 4 /FontBBox [-29 -216 1007 848] /ItalicAngle 0 \
          /Ascent 891 /Descent -216 /CapHeight 660 /StemV 80 /FontFile2 8 0 R >>"
            .to_vec(),
        stream(&format!("/Length1 {}", font::FILE.len()), font::FILE),
        stream("", to_unicode().as_bytes()),
    ];
    assembled(&objects)
}

fn stream(entries: &str, bytes: &[u8]) -> Vec<u8> {
    let mut object = format!("<< {entries} /Length {} >>\nstream\n", bytes.len()).into_bytes();
    object.extend_from_slice(bytes);
    object.extend_from_slice(b"\nendstream");
    object
}

/// The objects one after the other, and the table of where each begins.
fn assembled(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut file = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (number, object) in (1..).zip(objects) {
        // Writing into a string cannot fail.
        let _ = writeln!(table, "{:010} 00000 n ", file.len());
        file.extend_from_slice(format!("{number} 0 obj\n").as_bytes());
        file.extend_from_slice(object);
        file.extend_from_slice(b"\nendobj\n");
    }
    let begin = file.len();
    let count = objects.len() + 1;
    let trailer = format!("{table}trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{begin}\n%%EOF\n");
    file.extend_from_slice(trailer.as_bytes());
    file
}

/// The text of the page, line by line from the top.
fn content(paper: &Paper) -> String {
    let mut page = Page { content: "BT\n".to_owned(), y: TOP };
    page.centred(&paper.issuer);
    page.skip();
    page.centred(&paper.heading);
    page.centred(&paper.requisites);
    page.skip();
    page.centred(&paper.title);
    page.skip();
    paper.text.iter().for_each(|paragraph| page.paragraph(paragraph));
    page.skip();
    page.paragraph(&paper.signature);
    page.content.push_str("ET\n");
    page.content
}

struct Page {
    content: String,
    y: u32,
}

impl Page {
    fn skip(&mut self) {
        self.y = self.y.saturating_sub(LEADING);
    }

    fn line(&mut self, x: u32, text: &str) {
        let glyphs = text.chars().fold(String::new(), |mut hex, sign| {
            let _ = write!(hex, "{:04X}", font::glyph(sign).0);
            hex
        });
        let _ = writeln!(self.content, "/F {SIZE} Tf 1 0 0 1 {x} {} Tm <{glyphs}> Tj", self.y);
        self.skip();
    }

    fn centred(&mut self, text: &str) {
        for line in broken(text) {
            self.line(LEFT + WIDTH.saturating_sub(measure(&line)) / 2, &line);
        }
    }

    fn paragraph(&mut self, text: &str) {
        for line in broken(text) {
            self.line(LEFT, &line);
        }
    }
}

/// Lines no wider than the page.
fn broken(text: &str) -> Vec<String> {
    let (mut lines, mut used) = (vec![String::new()], 0);
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let (own, gap) = (drawn(word), drawn(" "));
        match lines.last_mut() {
            Some(line) if line.is_empty() || (used + gap + own) * SIZE / 1000 <= WIDTH => {
                if !line.is_empty() {
                    line.push(' ');
                    used += gap;
                }
                line.push_str(word);
                used += own;
            }
            _ => {
                lines.push(word.to_owned());
                used = own;
            }
        }
    }
    lines
}

/// Width in points.
fn measure(text: &str) -> u32 {
    drawn(text) * SIZE / 1000
}

/// Width in thousandths of the size.
fn drawn(text: &str) -> u32 {
    text.chars().map(|sign| font::glyph(sign).1).sum()
}

/// What sign each glyph stands for; at most a hundred in a block, as the format wants.
fn to_unicode() -> String {
    let lines: Vec<String> =
        font::glyphs().map(|(glyph, sign)| format!("<{glyph:04X}> <{:04X}>", u32::from(sign))).collect();
    let blocks = lines.chunks(100).fold(String::new(), |mut text, some| {
        let _ = writeln!(text, "{} beginbfchar\n{}\nendbfchar", some.len(), some.join("\n"));
        text
    });
    format!(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /Demo def\n/CMapType 2 def\n\
         1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n{blocks}endcmap\nend\nend\n"
    )
}
