//! Order, numbers and removal: of criteria, indicators, and of the table itself.

use access::Granted;
use packs::Template as Table;
use web::{Cx, Error, Page, Read, Reply, Result, Write};

use crate::access::EditTemplates;
use crate::actions::templates::{self, Edited};
use crate::rules::editing;

/// `POST …/criteria/{criterion}/place`
pub(super) fn criterion(cx: &mut Cx<Write>, may: Granted<EditTemplates>) -> Result<Reply> {
    let no: String = cx.request().arg("criterion")?;
    let is_up = cx.request().form.text("to") == "up";
    changed(cx, &may, "Критерий переставлен", &format!("#criterion-{no}"), |table| {
        let at = editing::criterion_at(table, &no).ok_or(Error::NotFound)?;
        editing::shift(&mut table.criteria, at, is_up);
        Ok(())
    })
}

/// `POST …/indicators/{no}/place`
pub(super) fn indicator(cx: &mut Cx<Write>, may: Granted<EditTemplates>) -> Result<Reply> {
    let no: String = cx.request().arg("no")?;
    let is_up = cx.request().form.text("to") == "up";
    changed(cx, &may, "Показатель переставлен", &format!("#row-{no}"), |table| {
        let (c, i) = editing::indicator_at(table, &no).ok_or(Error::NotFound)?;
        let home = table.criteria.get_mut(c).ok_or(Error::NotFound)?;
        editing::shift(&mut home.indicators, i, is_up);
        Ok(())
    })
}

/// `POST …/criteria/{criterion}/removal`
pub(super) fn remove_criterion(cx: &mut Cx<Write>, may: Granted<EditTemplates>) -> Result<Reply> {
    let no: String = cx.request().arg("criterion")?;
    changed(cx, &may, &format!("Убран критерий {no}"), "", |table| {
        let at = editing::criterion_at(table, &no).ok_or(Error::NotFound)?;
        table.criteria.remove(at);
        Ok(())
    })
}

/// `POST …/indicators/{no}/removal`
pub(super) fn remove_indicator(cx: &mut Cx<Write>, may: Granted<EditTemplates>) -> Result<Reply> {
    let no: String = cx.request().arg("no")?;
    changed(cx, &may, &format!("Убран показатель {no}"), "", |table| {
        let (c, i) = editing::indicator_at(table, &no).ok_or(Error::NotFound)?;
        table.criteria.get_mut(c).ok_or(Error::NotFound)?.indicators.remove(i);
        Ok(())
    })
}

/// `POST …/numbering`: numbers by position, only when asked.
pub(super) fn renumber(cx: &mut Cx<Write>, may: Granted<EditTemplates>) -> Result<Reply> {
    changed(cx, &may, "Таблица перенумерована", "", |table| {
        editing::renumber(table);
        Ok(())
    })
}

/// A change of one button; whoever was late sees who was first and starts from there.
fn changed(
    cx: &mut Cx<Write>,
    may: &Granted<EditTemplates>,
    said: &str,
    anchor: &str,
    change: impl FnOnce(&mut Table) -> Result<()>,
) -> Result<Reply> {
    let own = super::asked(cx, may)?;
    let version = super::seen(cx);
    match templates::edit(cx, may, own.row.id, version, said, change)? {
        Edited::Kept => {
            cx.notice(&format!("{said}."));
            Ok(Reply::to(format!("{}{anchor}", own.url())))
        }
        Edited::Conflict { who, when, .. } => Err(Error::Conflict(format!(
            "Таблицу {}. Откройте её заново и повторите.",
            super::saved_by(&who, &when)
        ))),
    }
}

/// `GET …/removal`: asks before a table is removed.
pub(super) fn sure(cx: &mut Cx<Read>, may: Granted<EditTemplates>) -> Result<Reply> {
    let own = super::asked(cx, &may)?;
    let page = crate::pages::sure::SurePage {
        csrf: cx.csrf().to_owned(),
        heading: "Удалить таблицу?",
        text: format!(
            "«{}» исчезнет из списка. Мониторинги, которые по ней уже открыты, останутся: у них своя копия. Чтобы сохранить таблицу, сначала выгрузите её.",
            own.table.title
        ),
        action: format!("{}/removal", own.url()),
        label: "Удалить таблицу",
        back: own.url(),
    };
    Page::titled("Удалить таблицу?").at(&own.row.unit_path).under("/monitoring").show(&page)
}

/// `POST …/removal`
pub(super) fn remove(cx: &mut Cx<Write>, may: Granted<EditTemplates>) -> Result<Reply> {
    let own = super::asked(cx, &may)?;
    let title = templates::remove(cx, &may, own.row.id)?;
    cx.notice(&format!("Таблица «{title}» удалена."));
    Ok(Reply::to("/monitoring/templates"))
}
