//! `metodset monitoring consolidate`: the filled-in files of many objects as one table; needs no database.
//!
//! For whoever gathers sheets by mail: 2,500 files in about a second, every cell that gave no answer named.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::thread;

use clap::Args;
use monitoring::rules::score;
use monitoring::{Gathered, NotTaken, consolidated, gather};
use packs::Template;
use serde::Serialize;
use sheets::Caps;

use super::super::pack::open;

/// Arguments of `metodset monitoring consolidate`.
#[derive(Debug, Args)]
pub(super) struct ConsolidateArgs {
    /// Таблица: набор/таблица, например amur-2020/mms
    #[arg(long)]
    template: String,
    /// Куда записать сводную таблицу (XLSX)
    #[arg(long, value_name = "FILE")]
    output: PathBuf,
    /// Заполненные таблицы (XLSX, ODS) или папки с ними
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Папка с наборами правил; чего в ней нет, берётся из встроенных
    #[arg(long, value_name = "DIR")]
    packs: Option<PathBuf>,
    /// Напечатать JSON: сколько файлов, баллы, что не принято
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Serialize)]
struct Told<'a> {
    files: usize,
    taken: usize,
    objects: Vec<Scored<'a>>,
    not_taken: &'a [NotTaken],
}

#[derive(Serialize)]
struct Scored<'a> {
    object: &'a str,
    file: &'a str,
    score: String,
    rank: usize,
}

/// What a file came to: a sheet, or why there is none.
type Read = Result<Gathered, NotTaken>;

/// Gathers, scores, writes; the code is 0 – all was taken, 1 – something was not. The error is a sentence.
pub(super) fn run(args: &ConsolidateArgs, out: &mut dyn Write) -> Result<u8, String> {
    let library = open(args.packs.as_ref())?;
    let template = library.template(&args.template).ok_or_else(|| {
        format!("Таблицы «{}» нет. Есть: {}.", args.template, library.template_names().join(", "))
    })?;
    let files = files(&args.files)?;
    let (all, not_taken) = sorted(read_all(template, &files));
    if all.is_empty() {
        let first = not_taken.first().map(ToString::to_string).unwrap_or_default();
        return Err(format!("Ни одного файла таблицы не нашлось. {first}"));
    }
    let objects: Vec<_> = all.iter().map(|one| one.answers.clone()).collect();
    let period = all.first().map_or("", |one| one.period.as_str());
    let results = score(template, period, &objects);
    let day = db::Clock::system().now().day(chrono_tz::Tz::UTC);
    let book = consolidated(template, day, &all, &results, &not_taken);
    let bytes = sheets::xlsx(&book).map_err(|e| e.to_string())?;
    std::fs::write(&args.output, bytes)
        .map_err(|e| format!("Файл «{}» не записывается: {e}.", args.output.display()))?;
    let scored = all.iter().zip(&results.objects).map(|(one, result)| Scored {
        object: &one.object,
        file: &one.file,
        score: monitoring::rules::shown(result.score),
        rank: result.rank,
    });
    let told =
        Told { files: files.len(), taken: all.len(), objects: scored.collect(), not_taken: &not_taken };
    tell(args, &told, out).map_err(|e| e.to_string())?;
    Ok(u8::from(!not_taken.is_empty()))
}

fn tell(args: &ConsolidateArgs, told: &Told<'_>, out: &mut dyn Write) -> std::io::Result<()> {
    if args.json {
        return writeln!(out, "{}", serde_json::to_string_pretty(told)?);
    }
    for one in told.not_taken {
        writeln!(out, "{one}")?;
    }
    writeln!(out, "Файлов {}, принято {}, сводная таблица: {}", told.files, told.taken, args.output.display())
}

/// The files named, and those of the folders named, in the order of their names.
fn files(named: &[PathBuf]) -> Result<Vec<PathBuf>, String> {
    let mut files = Vec::new();
    for one in named {
        if !one.is_dir() {
            files.push(one.clone());
            continue;
        }
        let fault = |e: std::io::Error| format!("Папка «{}» не читается: {e}.", one.display());
        for entry in std::fs::read_dir(one).map_err(fault)? {
            let path = entry.map_err(fault)?.path();
            let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
            // Names that begin so are the locks of a spreadsheet that is open now.
            let is_lock = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("~$"));
            if matches!(ending.as_str(), "xlsx" | "ods") && !is_lock {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}

/// Every file on its own; all processors at work.
fn read_all(template: &Template, files: &[PathBuf]) -> Vec<Read> {
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let hash = template.hash();
    let share = files.len().div_ceil(workers).max(1);
    thread::scope(|scope| {
        let hash = hash.as_str();
        let parts: Vec<_> = files
            .chunks(share)
            .map(|part| {
                scope.spawn(move || part.iter().map(|file| read(template, hash, file)).collect::<Vec<_>>())
            })
            .collect();
        parts.into_iter().flat_map(|part| part.join().unwrap_or_default()).collect()
    })
}

fn read(template: &Template, hash: &str, path: &Path) -> Read {
    let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let refused = |message: String| NotTaken {
        file: file.clone(),
        cell: String::new(),
        indicator: String::new(),
        message,
    };
    let bytes = std::fs::read(path).map_err(|e| refused(format!("Файл не читается: {e}.")))?;
    let book = sheets::read(&file, &bytes, &Caps::default()).map_err(|e| refused(e.to_string()))?;
    gather(template, hash, &file, &book).map_err(refused)
}

/// Sheets, and everything that was not taken; of two files of one sheet the first stands, of two years the first's.
fn sorted(read: Vec<Read>) -> (Vec<Gathered>, Vec<NotTaken>) {
    let (mut all, mut not_taken): (Vec<Gathered>, Vec<NotTaken>) = (Vec::new(), Vec::new());
    let mut seen: std::collections::HashMap<String, String> = std::collections::HashMap::new();
    for one in read {
        let one = match one {
            Ok(one) => one,
            Err(reason) => {
                not_taken.push(reason);
                continue;
            }
        };
        let other_year = all.first().filter(|first| first.period != one.period);
        let message = match (seen.get(&one.sheet), other_year) {
            (Some(earlier), _) => {
                format!("Та же таблица уже взята из файла «{earlier}»; этот файл не учтён.")
            }
            (None, Some(first)) => {
                format!(
                    "Таблица за другой год ({}), а остальные за {}; файл не учтён.",
                    one.period, first.period
                )
            }
            (None, None) => {
                seen.insert(one.sheet.clone(), one.file.clone());
                not_taken.extend(one.not_taken.iter().cloned());
                all.push(one);
                continue;
            }
        };
        let (file, cell, indicator) = (one.file, String::new(), String::new());
        not_taken.push(NotTaken { file, cell, indicator, message });
    }
    (all, not_taken)
}
