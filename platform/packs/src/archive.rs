//! A pack in one file: a ZIP of its folder, opened under limits and packed again.
//! What comes from outside may be anything: broken, huge once unpacked, or with names that climb out of the folder.

use crate::Problem;
use crate::folder::{Files, has_manifest, is_rule_file};
use crate::source::Source;
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// The largest archive, bytes.
pub(crate) const ARCHIVE_LIMIT: usize = 4_000_000;
/// The most entries.
const ENTRIES_LIMIT: usize = 200;
/// The largest file once unpacked, bytes.
const FILE_LIMIT: u64 = 2_000_000;
/// The largest sum once unpacked, bytes.
const TOTAL_LIMIT: u64 = 8_000_000;
/// The most one packed byte may become: text packs some ten times.
const RATIO_LIMIT: u64 = 200;

/// Files of the pack in an archive; `shown` names it in problems.
pub(crate) fn open(bytes: &[u8], shown: &str) -> Result<Files, Problem> {
    let told = |sentence: &str| Problem::of_file(shown, sentence);
    if bytes.len() > ARCHIVE_LIMIT {
        return Err(told(
            "Архив больше 4 МБ: в наборе правил столько не бывает. Оставьте в нём только файлы TOML.",
        ));
    }
    let broken = "Архив ZIP не открывается: он повреждён или это другой файл. Сохраните его заново.";
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| told(broken))?;
    if archive.len() > ENTRIES_LIMIT {
        return Err(told("В архиве больше 200 файлов: оставьте в нём одну папку набора правил."));
    }
    let mut files = Vec::new();
    let mut left = TOTAL_LIMIT;
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(|_| told(broken))?;
        if entry.is_dir() || entry.is_symlink() {
            continue;
        }
        let name = name_of(&entry).ok_or_else(|| {
            told("В архиве есть файл с недопустимым именем (путь ведёт за пределы папки). Упакуйте папку набора заново.")
        })?;
        let (size, packed) = (entry.size(), entry.compressed_size().max(1));
        let text = read(entry, FILE_LIMIT.min(left)).map_err(|fault| told(&fault.sentence(&name)))?;
        if size > packed.saturating_mul(RATIO_LIMIT) {
            return Err(told(&Fault::TooLarge.sentence(&name)));
        }
        left = left.saturating_sub(u64::try_from(text.len()).unwrap_or(u64::MAX));
        if is_rule_file(&name) {
            let text = String::from_utf8(text).map_err(|_| told(&Fault::NotText.sentence(&name)))?;
            files.push(Source { file: name, text });
        }
    }
    Ok(inside_folder(files))
}

/// The entry's name with forward slashes; none when it climbs out of the folder.
fn name_of<R: Read>(entry: &zip::read::ZipFile<'_, R>) -> Option<String> {
    let path = entry.enclosed_name()?;
    Some(path.to_string_lossy().replace('\\', "/"))
}

enum Fault {
    Broken,
    TooLarge,
    NotText,
}

impl Fault {
    fn sentence(&self, name: &str) -> String {
        match self {
            Self::Broken => format!("Файл «{name}» в архиве повреждён: сохраните архив заново."),
            Self::TooLarge => {
                format!("Файл «{name}» слишком велик после распаковки: в наборе правил столько не бывает.")
            }
            Self::NotText => format!("Файл «{name}» не в кодировке UTF-8: сохраните его в ней."),
        }
    }
}

fn read<R: Read>(entry: zip::read::ZipFile<'_, R>, limit: u64) -> Result<Vec<u8>, Fault> {
    let mut bytes = Vec::new();
    entry.take(limit + 1).read_to_end(&mut bytes).map_err(|_| Fault::Broken)?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > limit {
        return Err(Fault::TooLarge);
    }
    Ok(bytes)
}

/// The files by their names inside the pack: the archive may hold the folder or what is in it.
fn inside_folder(mut files: Files) -> Files {
    if !has_manifest(&files) {
        let top = files.iter().find_map(|source| source.file.strip_suffix("/pack.toml").map(str::to_owned));
        if let Some(top) = top.filter(|top| !top.contains('/')) {
            let prefix = format!("{top}/");
            files.retain(|source| source.file.starts_with(&prefix));
            for source in &mut files {
                source.file = source.file.replacen(&prefix, "", 1);
            }
        }
    }
    files.sort_by(|a, b| a.file.cmp(&b.file));
    files
}

/// An archive of a pack's folder called `id`.
pub(crate) fn pack(id: &str, files: &[(String, String)]) -> Result<Vec<u8>, String> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, text) in files {
        archive.start_file(format!("{id}/{name}"), options).map_err(|e| e.to_string())?;
        archive.write_all(text.as_bytes()).map_err(|e| e.to_string())?;
    }
    Ok(archive.finish().map_err(|e| e.to_string())?.into_inner())
}
