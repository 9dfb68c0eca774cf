//! Papers of the press read back, files put together here, and broken ones.

use std::io::{Cursor, Write as _};

use paper::{Paper, Requisites, paragraph};
use press::Press;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;

const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const ODT: &str = "application/vnd.oasis.opendocument.text";

fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// The fonts that the program embeds: `npm run build` lays them out.
fn press() -> Press {
    let fonts = concat!(env!("CARGO_MANIFEST_DIR"), "/../../web/dist/paper");
    let files = std::fs::read_dir(fonts).unwrap().map(|file| std::fs::read(file.unwrap().path()).unwrap());
    Press::with_fonts("none", Vec::new()).with_paper_fonts(files.collect()).unwrap()
}

fn paper() -> Paper {
    let day = "2026-09-01".parse().unwrap();
    let long = "Провести мониторинг эффективности деятельности муниципальных методических служб. ".repeat(40);
    Paper::of(day, "Приказ")
        .with(Requisites::of("ПРИКАЗ").registered(day, "114-од").about("О наставничестве"))
        .portrait([paragraph("Назначить координатора наставничества."), paragraph(long)])
}

fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

#[test]
fn a_paper_says_the_same_as_pdf_and_as_docx() {
    let (press, paper) = (press(), paper());
    let [pdf, docx] =
        [of(PDF, press.pdf(&paper).unwrap()).unwrap(), of(DOCX, press.docx(&paper).unwrap()).unwrap()];
    assert!(pdf.contains("Назначить координатора наставничества."), "{pdf}");
    assert!(docx.contains("Назначить координатора наставничества."), "{docx}");
    let page_numbers = |word: &String| word.parse::<u8>().is_ok();
    let [pdf, docx] = [pdf, docx].map(|text| {
        let mut all = words(&text);
        all.retain(|word| !page_numbers(word));
        all
    });
    assert_eq!(pdf, docx);
}

#[test]
fn office_documents_give_their_paragraphs() {
    let document = r#"<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>План &amp; от</w:t></w:r><w:r><w:t>чёт</w:t></w:r></w:p>
        <w:p><w:r><w:delText>снятое</w:delText><w:t>2&#1081;</w:t><w:tab/><w:t>пункт</w:t></w:r></w:p></w:body></w:document>"#;
    let bytes = zipped(&[("word/document.xml", document), ("word/styles.xml", "<a><t>стиль</t></a>")]);
    assert_eq!(of(DOCX, bytes).unwrap(), "План & отчёт\n2й пункт\n");
    let odt = r"<o><text:h>Положение</text:h><text:p>о <text:span>совете</text:span><text:line-break/>методистов</text:p><x>мимо</x></o>";
    assert_eq!(of(ODT, zipped(&[("content.xml", odt)])).unwrap(), "Положение\nо совете\nметодистов\n");
    let shared = "<sst><si><t>Школа</t></si><si><r><t>Бал</t></r><r><t>лы</t></r></si></sst>";
    let bytes = zipped(&[("xl/sharedStrings.xml", shared), ("xl/worksheets/sheet1.xml", "<c><v>12</v></c>")]);
    assert_eq!(of(XLSX, bytes).unwrap().trim_end(), "Школа\nБаллы");
}

#[test]
fn what_cannot_be_read_is_said_and_nothing_ends_the_program() {
    assert_eq!(of("image/png", vec![1]), Err(NoText::NotRead));
    for bytes in [Vec::new(), b"PK\x03\x04".to_vec(), b"%PDF-1.7 ...".to_vec(), vec![0xff; 3_000]] {
        assert_eq!(of(DOCX, bytes.clone()), Err(NoText::Broken));
        assert_eq!(of(PDF, bytes), Err(NoText::Broken));
    }
    assert_eq!(of(DOCX, zipped(&[("word/document.xml", "<a><b></a>")])), Err(NoText::Broken));
    let pdf = press().pdf(&paper()).unwrap();
    for cut in [pdf.len() / 4, pdf.len() / 2, pdf.len() - 10] {
        // Whatever is left of it: text or none, but an end.
        let _ = of(PDF, pdf[..cut].to_vec());
    }
}

#[test]
fn a_text_without_end_is_cut() {
    let long = format!("<a><t>{}</t></a>", "слово ".repeat(MOST));
    let text = of(DOCX, zipped(&[("word/document.xml", &long)])).unwrap();
    assert_eq!(text.chars().count(), MOST);
    let parts: Vec<String> = (0..30).map(|n| format!("word/header{n}.xml")).collect();
    let parts: Vec<(&str, &str)> = parts.iter().map(|name| (name.as_str(), long.as_str())).collect();
    assert_eq!(of(DOCX, zipped(&parts)).unwrap().chars().count(), MOST);
}
