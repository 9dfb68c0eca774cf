//! A file kept beside a pair: it is opened by whoever may, and attached or replaced on one page – a signed paper of a mentor's part,
//! the paper behind an order, an application.

use askama::Template;
use files::FileId;
use web::forms::Forms;
use web::{Body, Cx, Error, Mode, Page, Reply, Result};

use crate::model::Pair;

/// The page that takes a file.
#[derive(Template)]
#[template(path = "attached.html")]
pub(super) struct AttachPage {
    pub title: String,
    pub about: String,
    /// What is attached now, and what becomes of it.
    pub told: String,
    pub url: String,
    pub back_url: String,
    /// «Подписанный экземпляр»
    pub label: &'static str,
    /// What it may be, and who sees it.
    pub hint: &'static str,
    /// Whether a reason is asked for.
    pub asks_reason: bool,
    /// «Приложить»
    pub button: &'static str,
    pub accepted: &'static str,
    pub megabytes: u64,
    pub forms: Forms,
}

impl AttachPage {
    /// Nothing told yet but where the file goes.
    pub fn of<M: Mode>(cx: &Cx<M>, pair: &Pair, (url, forms): (String, Forms)) -> Self {
        Self {
            title: String::new(),
            about: String::new(),
            told: String::new(),
            url,
            back_url: pair.url(),
            label: "",
            hint: "PDF, DOCX, XLSX, ODT, RTF, изображение JPG или PNG. Документ увидят директор и\u{a0}заместитель.",
            asks_reason: false,
            button: "Приложить",
            accepted: files::ACCEPT,
            megabytes: (cx.house().settings.upload_limit / 1_000_000).max(1),
            forms,
        }
    }

    /// The page under its title.
    pub fn show(self, pair: &Pair, title: &str) -> Result<Reply> {
        Page::titled(title).at(&pair.unit_path).under("/mentoring").show(&self)
    }
}

/// What becomes of the file before.
pub(super) fn replaced(name: &str) -> String {
    format!("Сейчас приложен файл «{name}». Он\u{a0}будет удалён, вместо него останется новый.")
}

/// The file as it was attached; the reading is told.
pub(super) fn file<M: Mode>(cx: &mut Cx<M>, pair: &Pair, id: FileId) -> Result<Reply> {
    cx.saw("mentorship", &[pair.id.0], &pair.unit_path);
    let row = files::store::find(cx.conn(), id)?.ok_or(Error::NotFound)?;
    let bytes = cx.house().vault.get(&row.sha256).map_err(|fault| {
        tracing::error!(file = id.0, sha256 = row.sha256, "a file kept beside a pair cannot be read");
        Error::Unavailable(fault.to_string())
    })?;
    Ok(Reply::of(Body::File { bytes, media_type: row.media_type, name: row.name }))
}
