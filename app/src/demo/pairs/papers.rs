//! The papers of pairs in the demo: each order and application has a text, and so a file, of its own.

use std::sync::LazyLock;

use documents::{DocumentId, NewFile, Numbering};
use mentoring::actions::issuing::Issue;
use units::Unit;
use web::{Cx, Write};

use crate::demo::papers::{Paper, hash};

/// A small true paper, kept in the store.
pub(super) fn issue(cx: &Cx<Write>, school: &Unit, (title, text): (&str, &str)) -> web::Result<Issue> {
    let file = NewFile {
        name: format!("Приказ {}.pdf", title.to_lowercase()),
        ..printed(cx, school, ("ПРИКАЗ", title), text)?
    };
    Ok(Issue { document: DocumentId(cx.id()), numbering: Numbering::Own, file, printed: None })
}

/// A paper as it lies in the file store.
pub(super) fn printed(
    cx: &Cx<Write>,
    school: &Unit,
    (heading, title): (&str, &str),
    text: &str,
) -> web::Result<NewFile> {
    let paper = Paper {
        issuer: school.name.clone(),
        heading: heading.to_owned(),
        requisites: String::new(),
        title: title.to_owned(),
        text: vec![text.to_owned()],
        signature: if heading == "ПРИКАЗ" { "Директор" } else { "Наставник" }.to_owned(),
    };
    let bytes = paper.pdf();
    kept(cx, (&hash(&bytes), bytes), title)
}

fn kept(cx: &Cx<Write>, (sha256, bytes): (&str, Vec<u8>), title: &str) -> web::Result<NewFile> {
    let size = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
    cx.house().vault.put(sha256, bytes)?;
    let (media_type, name) = ("application/pdf".to_owned(), format!("{title}.pdf"));
    Ok(NewFile { sha256: sha256.to_owned(), size, media_type, name })
}

/// The sheet a mentor has signed: one file stands for all of them, drawn once.
static SIGNED: LazyLock<(String, Vec<u8>)> = LazyLock::new(|| {
    let paper = Paper {
        issuer: "Образовательная организация".to_owned(),
        heading: "СОГЛАСИЕ".to_owned(),
        requisites: String::new(),
        title: "Согласие на наставничество".to_owned(),
        text: vec!["Подписанный лист из личного дела (образец для демонстрации).".to_owned()],
        signature: "Подпись имеется".to_owned(),
    };
    let bytes = paper.pdf();
    (hash(&bytes), bytes)
});

/// It as a file that lies in the store.
pub(super) fn signed(cx: &Cx<Write>) -> web::Result<NewFile> {
    let (sha256, bytes) = &*SIGNED;
    kept(cx, (sha256, bytes.clone()), "Согласие на наставничество")
}
