//! Papers printed and read again: PDF and DOCX say the same, LibreOffice opens the DOCX and shows the same words.

mod pictures;
mod read;
mod sample;

use paper::Paper;

use crate::Press;
use read::{libreoffice, of_docx, of_pdf, words};

pub(crate) fn press() -> Press {
    Press::with_fonts("Golos Text", fonts("press")).with_paper_fonts(fonts("paper")).unwrap()
}

/// The fonts that the program embeds: `npm run build` lays them out.
fn fonts(folder: &str) -> Vec<Vec<u8>> {
    let folder = format!("{}/../../web/dist/{folder}", env!("CARGO_MANIFEST_DIR"));
    let files =
        std::fs::read_dir(&folder).unwrap_or_else(|e| panic!("{folder}: {e}: run `npm run build` in web/"));
    files.map(|file| std::fs::read(file.unwrap().path()).unwrap()).collect()
}

/// Kept beside the target for whoever wants to look.
fn kept(name: &str, bytes: &[u8]) {
    let folder = std::env::temp_dir().join("metodset-papers");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join(name), bytes).unwrap();
}

fn says_the_same(name: &str, paper: &Paper) {
    let press = press();
    let (pdf, docx) = (press.pdf(paper).unwrap(), press.docx(paper).unwrap());
    kept(&format!("{name}.pdf"), &pdf);
    kept(&format!("{name}.docx"), &docx);
    let text = press.text(paper).unwrap();
    assert_eq!(of_docx(&docx), text.join("\n"), "{name}: DOCX");
    let heads = read::heads(paper);
    read::same_words(&format!("{name}: PDF"), &words(&text.join("\n")), &words(&of_pdf(&pdf)), &heads);
    let converted = libreoffice(&docx);
    kept(&format!("{name}-libreoffice.pdf"), &converted);
    read::same_words(
        &format!("{name}: DOCX in LibreOffice"),
        &words(&text.join("\n")),
        &words(&of_pdf(&converted)),
        &heads,
    );
}

#[test]
fn an_order_with_a_letterhead_in_three_languages_says_the_same_in_both_forms() {
    says_the_same("order", &sample::order());
}

#[test]
fn a_letter_says_the_same_in_both_forms() {
    says_the_same("letter", &sample::letter());
}

#[test]
fn a_long_wide_table_with_an_annex_and_a_picture_says_the_same_in_both_forms() {
    says_the_same("report", &sample::report(60));
}

#[test]
fn what_a_person_typed_is_never_source_text_and_a_strange_sign_costs_nobody_the_paper() {
    says_the_same("typed", &sample::typed());
}

#[test]
fn a_press_without_its_font_refuses() {
    let bare = Press::with_fonts("Golos Text", fonts("press"));
    assert!(bare.with_paper_fonts(Vec::new()).is_err());
    let only_screen = Press::with_fonts("Golos Text", fonts("press"));
    assert!(matches!(
        only_screen.pdf(&sample::letter()),
        Err(crate::Fault::NoFont(_) | crate::Fault::Unprintable(_))
    ));
}

#[test]
fn the_same_paper_gives_the_same_bytes() {
    let (first, second) = (press(), press());
    let paper = sample::report(5);
    assert_eq!(first.pdf(&paper).unwrap(), second.pdf(&paper).unwrap());
    assert_eq!(first.docx(&paper).unwrap(), second.docx(&paper).unwrap());
}

#[test]
fn a_picture_in_a_paper_keeps_its_letters_and_a_strange_sign_costs_nobody_the_paper() {
    let (press, paper) = (press(), sample::pictured());
    let pdf = press.pdf(&paper).unwrap();
    kept("pictured.pdf", &pdf);
    kept("pictured.docx", &press.docx(&paper).unwrap());
    let text = of_pdf(&pdf).replace('\u{a0}', " ");
    for words in ["среднее 67,2 %", "Территории по шагам", "Снег ?", "Рисунок 1"]
    {
        assert!(text.contains(words), "{words}: {text}");
    }
}

/// Issue 5: a report of forty pages within two seconds – of an optimised program; this one is not.
#[test]
fn a_report_of_forty_pages_takes_seconds() {
    let (press, paper) = (press(), sample::report(430));
    let begun = std::time::Instant::now();
    let pdf = press.pdf(&paper).unwrap();
    let (took, pages) = (begun.elapsed(), read::pages(&pdf));
    println!("{pages} pages in {} ms, {} bytes", took.as_millis(), pdf.len());
    assert!(pages >= 40 && took.as_secs() < 15, "{pages} pages in {took:?}");
    assert!(pdf.len() < 2_000_000);
}

/// What typst remembers of papers is let go: without that each leaves some megabytes.
#[test]
fn sixty_papers_leave_no_memory_behind() {
    let press = press();
    let print = |from: usize, to: usize| {
        for no in from..to {
            press.pdf(&sample::told(&sample::report(12), no)).unwrap();
        }
        read::memory()
    };
    let (warm, after) = (print(0, 15), print(15, 60));
    println!("{warm} kB after 15 papers, {after} kB after 60");
    assert!(after < warm + 40_000, "{warm} kB, then {after} kB");
}
