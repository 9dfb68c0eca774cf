//! `metodset pack`: list of regulation packs, check of one, what is in force and from which pack.
//!
//! For the methodist who writes a region's rules and for the administrator who installs them.

use clap::{Args, Subcommand};
use packs::{Effective, FactDecl, Library, Pack, Problem, Sourced};
use serde::Serialize;
use std::fmt::Write as _;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Arguments of `metodset pack`.
#[derive(Debug, Args)]
pub struct PackArgs {
    #[command(subcommand)]
    command: PackCommand,
}

/// What to do with packs.
#[derive(Debug, Subcommand)]
enum PackCommand {
    /// Список наборов правил
    #[command(after_help = "Пример:\n  metodset pack list")]
    List {
        #[command(flatten)]
        source: Source,
    },
    /// Проверить набор правил: каждая ошибка – файл, строка и предложение
    #[command(
        after_help = "Примеры:\n  metodset pack check packs/amur-2020\n  metodset pack check выгрузка.zip"
    )]
    Check {
        /// Папка набора или её архив ZIP; родители ищутся рядом, затем среди встроенных
        #[arg(value_name = "DIR")]
        dir: PathBuf,
        /// Напечатать JSON
        #[arg(long)]
        json: bool,
    },
    /// Показать, что действует и из какого набора взята каждая часть
    #[command(
        after_help = "Примеры:\n  metodset pack show izhmorsky-2021\n  metodset pack show vladimir-2020 --json\n\nНесколько наборов – привязки от ближайшей к дальней."
    )]
    Show {
        /// Наборы от ближайшего к дальнему; без них показывается список
        ids: Vec<String>,
        #[command(flatten)]
        source: Source,
    },
}

/// Where packs are taken from and how the answer is printed.
#[derive(Debug, Args)]
struct Source {
    /// Папка с наборами; чего в ней нет, берётся из встроенных
    #[arg(long, value_name = "DIR")]
    packs: Option<PathBuf>,
    /// Напечатать JSON
    #[arg(long)]
    json: bool,
}

/// Runs the command; the code is 0 – done, 1 – the pack has errors, 2 – the command cannot be carried out.
pub fn run(args: &PackArgs, facts: &[FactDecl], out: &mut dyn Write, err: &mut dyn Write) -> io::Result<u8> {
    match &args.command {
        PackCommand::Check { dir, json } => check(dir, *json, facts, out, err),
        PackCommand::List { source } => list(source, out, err),
        PackCommand::Show { ids, source } if ids.is_empty() => list(source, out, err),
        PackCommand::Show { ids, source } => show(ids, source, out, err),
    }
}

/// Opens the packs a command works with: the directory's or the embedded ones.
pub(super) fn open(packs: Option<&PathBuf>) -> Result<Library, String> {
    let opened = packs.map_or_else(Library::embedded, |dir| Library::open(dir));
    opened.map_err(|problems| {
        let first = problems.first().map(Problem::to_string).unwrap_or_default();
        format!("Наборы правил не открываются, ошибок: {}. Первая: {first}", problems.len())
    })
}

/// Prints an error where the caller expects it; the code is 2.
pub(super) fn fail(sentence: &str, json: bool, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<u8> {
    if json {
        writeln!(out, "{}", serde_json::json!({ "error": sentence }))?;
    } else {
        writeln!(err, "{sentence}")?;
    }
    Ok(2)
}

fn check(
    dir: &PathBuf,
    json: bool,
    facts: &[FactDecl],
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> io::Result<u8> {
    if !dir.exists() {
        return fail(&format!("Папки или архива «{}» нет: проверьте путь.", dir.display()), json, out, err);
    }
    let problems = packs::check(dir, facts);
    let code = u8::from(!problems.is_empty());
    if json {
        writeln!(out, "{}", serde_json::json!({ "errors": problems.len(), "problems": problems }))?;
        return Ok(code);
    }
    for problem in &problems {
        writeln!(out, "{problem}")?;
    }
    if problems.is_empty() {
        writeln!(out, "{}", praise(dir))?;
    } else {
        writeln!(out, "Ошибок: {}.", problems.len())?;
    }
    Ok(code)
}

fn praise(dir: &PathBuf) -> String {
    let wanted = std::fs::canonicalize(dir).ok();
    let name = if dir.is_file() { Path::file_stem } else { Path::file_name };
    let name = wanted.as_deref().and_then(name).map(|name| name.to_string_lossy().into_owned());
    let library = Library::open(dir).ok();
    let pack = library.as_ref().zip(name.as_deref()).and_then(|(library, name)| library.pack(name));
    let Some(pack) = pack else {
        return "Ошибок нет: набор можно подключать.".to_owned();
    };
    format!(
        "Ошибок нет: «{}», таблиц мониторинга – {}, показателей – {}, видов документов – {}, примечаний – {}.",
        pack.manifest.title,
        pack.templates.len(),
        pack.templates.iter().map(|template| template.indicators().count()).sum::<usize>(),
        pack.document_kinds.len(),
        pack.manifest.notes.len()
    )
}

#[derive(Serialize)]
struct Listed<'a> {
    id: &'a str,
    title: &'a str,
    version: &'a str,
    parent: Option<&'a str>,
    issuer: &'a str,
    number: &'a str,
    templates: Vec<String>,
}

fn listed(pack: &Arc<Pack>) -> Listed<'_> {
    let manifest = &pack.manifest;
    Listed {
        id: &manifest.id,
        title: &manifest.title,
        version: &manifest.version,
        parent: manifest.parent_id(),
        issuer: &manifest.issuer,
        number: &manifest.number,
        templates: pack.templates.iter().map(|template| format!("{}/{}", manifest.id, template.id)).collect(),
    }
}

fn list(source: &Source, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<u8> {
    let library = match open(source.packs.as_ref()) {
        Ok(library) => library,
        Err(sentence) => return fail(&sentence, source.json, out, err),
    };
    let packs: Vec<Listed<'_>> = library.packs().map(listed).collect();
    if source.json {
        writeln!(out, "{}", serde_json::to_string_pretty(&packs)?)?;
        return Ok(0);
    }
    for pack in packs {
        let parent = pack.parent.map(|parent| format!(", родитель {parent}")).unwrap_or_default();
        writeln!(out, "{:<16} {} (версия {}{parent})", pack.id, pack.title, pack.version)?;
        for template in pack.templates {
            writeln!(out, "{:<16}   таблица {template}", "")?;
        }
    }
    Ok(0)
}

fn show(ids: &[String], source: &Source, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<u8> {
    let library = match open(source.packs.as_ref()) {
        Ok(library) => library,
        Err(sentence) => return fail(&sentence, source.json, out, err),
    };
    let bindings: Vec<&str> = ids.iter().map(String::as_str).collect();
    match library.effective(&bindings) {
        Err(unknown) => fail(&unknown.to_string(), source.json, out, err),
        Ok(effective) if source.json => {
            writeln!(out, "{}", serde_json::to_string_pretty(&effective)?)?;
            Ok(0)
        }
        Ok(effective) => {
            write!(out, "{}", described(&effective))?;
            Ok(0)
        }
    }
}

fn described(effective: &Effective) -> String {
    let mut text = format!("Действуют наборы: {}\n", effective.chain.join(" → "));
    let both = |title: &str, clause: &str| (title.to_owned(), clause.to_owned());
    section(&mut text, "Уровни", &effective.levels, |one| both(&one.title, &one.clause));
    section(
        &mut text,
        "Виды территорий и организаций",
        &effective.unit_kinds,
        |one| both(&one.title, &one.clause),
    );
    section(
        &mut text,
        "Формы муниципальной службы",
        &effective.service_forms,
        |one| both(&one.title, &one.clause),
    );
    section(&mut text, "Виды документов", &effective.document_kinds, |one| {
        both(&one.title, &one.clause)
    });
    section(&mut text, "Заседания и голосования", &effective.bodies, |one| {
        both(&one.title, &one.clause)
    });
    section(&mut text, "Таблицы мониторинга", &effective.templates, |one| {
        let max = one.max.map(|max| format!(", максимум {max}")).unwrap_or_default();
        both(&format!("{}: строк {}{max}", one.title, one.indicators().count()), &one.clause)
    });
    section(&mut text, "Методические структуры", &effective.structure_kinds, |one| {
        let roles: Vec<&str> = one.roles.iter().map(|role| role.title.as_str()).collect();
        let roles =
            if roles.is_empty() { String::new() } else { format!("; роли: {}", roles.join(", ")) };
        both(&format!("{} ({}{roles})", one.title, one.lasting.title()), &one.clause)
    });
    section(&mut text, "Функции", &effective.functions, |one| both(&one.title, &one.clause));
    section(&mut text, "Примечания", &effective.notes, |one| {
        both(&format!("{}: {} Взято: {}", one.id, one.source_says, one.taken), &one.clause)
    });
    text
}

fn section<T>(text: &mut String, title: &str, rules: &[Sourced<T>], tell: impl Fn(&T) -> (String, String)) {
    if rules.is_empty() {
        return;
    }
    // Writing into a string cannot fail.
    let _ = writeln!(text, "\n{title}");
    for rule in rules {
        let (what, clause) = tell(&rule.rule);
        let _ = writeln!(text, "  {what} [{}; {clause}]", rule.pack);
    }
}

#[cfg(test)]
mod tests {
    use super::{PackArgs, run};
    use clap::Parser;

    #[derive(Parser)]
    struct Trial {
        #[command(flatten)]
        pack: PackArgs,
    }

    fn ran(words: &[&str]) -> (u8, String) {
        let args = Trial::parse_from([&["pack"], words].concat()).pack;
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let code = run(&args, &[], &mut out, &mut err).unwrap();
        (code, String::from_utf8([out, err].concat()).unwrap())
    }

    #[test]
    fn codes_tell_good_packs_from_bad_ones_and_from_bad_usage() {
        let packs = concat!(env!("CARGO_MANIFEST_DIR"), "/../packs");
        let (code, text) = ran(&["check", &format!("{packs}/kemerovo")]);
        assert_eq!(code, 0);
        assert!(text.starts_with("Ошибок нет: «Кемеровская область»"), "{text}");
        let (code, text) = ran(&["check", &format!("{packs}/amur-2020")]);
        assert!(code == 1 && text.contains("программа не знает") && text.contains("Ошибок: "), "{text}");
        assert_eq!(ran(&["check", "/нет-такой", "--json"]).0, 2);
        let (code, text) = ran(&["check", &format!("{packs}/kemerovo/pack.toml")]);
        assert!(code == 1 && text.contains("Архив ZIP не открывается"), "{text}");
        assert_eq!(
            ran(&["show", "tula"]).1,
            "Набора правил «tula» нет. Список наборов: metodset pack list\n"
        );
        assert!(
            ran(&["show", "izhmorsky-2021"])
                .1
                .starts_with("Действуют наборы: izhmorsky-2021 → kemerovo → federal")
        );
        assert!(ran(&["list"]).1.contains("таблица amur-2020/mms"));
    }
}
