//! A table that comes as a file: read and checked before the transaction begins, every error with its file and line.

use std::io::Read as _;
use std::sync::Arc;

use packs::{Problem, Template};
use web::{Cx, Error, Prepared, Read, Result, Upload};

use crate::actions::templates;
use crate::rules::editing;

/// The most errors shown at once.
const SHOWN: usize = 20;
/// The largest file read, bytes.
const LIMIT: u64 = 5_000_000;

/// What the file holds, or a sentence about it.
pub(super) struct Received(pub std::result::Result<Vec<Arc<Template>>, String>);

/// The preparation of the route; nothing chosen leaves nothing prepared.
pub(super) fn read(cx: &mut Cx<Read>) -> Result<Prepared> {
    let request = cx.request_handle();
    let Some(upload) = request.form.uploads("file").next() else {
        return Ok(Box::new(()));
    };
    let bytes = bytes(upload)?;
    let name = upload.spooled.name.clone();
    let parent = parent(cx)?;
    let (house, facts) = (cx.house_handle(), templates::facts(cx.house()));
    let pack = packs::received((&name, &bytes), &parent, &house.packs, &facts);
    Ok(Box::new(Received(pack.map_err(|problems| told(&problems)).and_then(|pack| usable(pack.templates)))))
}

fn bytes(upload: &Upload) -> Result<Vec<u8>> {
    let broken = |e: std::io::Error| Error::Unavailable(format!("upload: {e}"));
    let mut bytes = Vec::new();
    let file = upload.spooled.file.reopen().map_err(broken)?;
    file.take(LIMIT).read_to_end(&mut bytes).map_err(broken)?;
    Ok(bytes)
}

/// The pack a lone table inherits from: the nearest one in force for the person's unit.
fn parent(cx: &mut Cx<Read>) -> Result<String> {
    let owner = cx.request().form.text("owner").to_owned();
    let scopes = cx.person().map(|person| person.scopes.clone()).unwrap_or_default();
    let path = scopes.into_iter().find(|scope| scope.unit.to_string() == owner).map(|scope| scope.path);
    let Some(path) = path else { return Ok("federal".to_owned()) };
    let (house, today) = (cx.house_handle(), cx.today_at(&path)?);
    let rules = units::effective(cx.conn(), &house.packs, &path, today)?;
    Ok(rules.chain.first().cloned().unwrap_or_else(|| "federal".to_owned()))
}

fn told(problems: &[Problem]) -> String {
    let one = |problem: &Problem| match problem.line {
        0 => format!("{}: {}", problem.file, problem.sentence),
        line => format!("{}, строка {line}: {}", problem.file, problem.sentence),
    };
    let shown: Vec<String> = problems.iter().take(SHOWN).map(one).collect();
    let more = problems.len() - shown.len();
    let more = if more == 0 { String::new() } else { format!(" И ещё ошибок: {more}.") };
    format!("Таблица из файла не взята. {}{more}", shown.join(" "))
}

/// Numbers become parts of addresses, so they must be plain.
fn usable(tables: Vec<Arc<Template>>) -> std::result::Result<Vec<Arc<Template>>, String> {
    if tables.is_empty() {
        return Err("В наборе нет ни одной таблицы мониторинга: проверьте папку monitoring.".to_owned());
    }
    for table in &tables {
        let odd = table.criteria.iter().map(|criterion| &criterion.no);
        let mut odd =
            odd.chain(table.indicators().map(|(_, one)| &one.no)).filter(|no| !editing::is_number(no));
        if let Some(no) = odd.next() {
            return Err(format!(
                "Номер «{no}» не подходит: в номере бывают цифры, латинские буквы, точка и дефис."
            ));
        }
    }
    Ok(tables)
}
