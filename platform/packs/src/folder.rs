//! Where packs come from: the ones embedded into the binary and the ones in a directory.

use crate::source::Source;
use crate::written::quoted;
use crate::{Problem, archive};
use include_dir::{Dir, include_dir};
use std::collections::BTreeMap;
use std::path::Path;

static EMBEDDED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../packs");

/// TOML files of one pack, by path inside it.
pub(crate) type Files = Vec<Source>;

/// Embedded packs by folder name.
pub(crate) fn embedded() -> BTreeMap<String, Files> {
    EMBEDDED
        .dirs()
        .filter_map(|dir| {
            let name = dir.path().file_name()?.to_str()?.to_owned();
            let mut files = Vec::new();
            collect_embedded(dir, &name, &mut files);
            Some((name, files))
        })
        .filter(|(_, files)| has_manifest(files))
        .collect()
}

fn collect_embedded(dir: &Dir<'_>, pack: &str, files: &mut Files) {
    for file in dir.files() {
        let path = file.path().to_string_lossy().replace('\\', "/");
        let inner = path.strip_prefix(&format!("{pack}/")).unwrap_or(&path).to_owned();
        if let (true, Some(text)) = (is_rule_file(&inner), file.contents_utf8()) {
            files.push(Source { file: inner, text: text.to_owned() });
        }
    }
    for inner in dir.dirs() {
        collect_embedded(inner, pack, files);
    }
}

/// Files of the pack in a directory, or in a ZIP of one.
pub(crate) fn open_any(path: &Path) -> Result<Files, Problem> {
    let shown = path.display().to_string();
    if path.is_file() {
        let bytes = std::fs::read(path).map_err(|_| unreadable(path))?;
        return archive::open(&bytes, &shown);
    }
    if !path.is_dir() {
        return Err(Problem::of_file(&shown, "Такой папки нет."));
    }
    open(path)
}

/// Files of a pack that came with a form: a ZIP, or the TOML of one table under the pack `parent`.
pub(crate) fn received(name: &str, bytes: &[u8], parent: &str) -> Result<Files, Problem> {
    if bytes.starts_with(b"PK") {
        return archive::open(bytes, name);
    }
    if !is_rule_file(&name.to_lowercase()) {
        return Err(Problem::of_file(
            name,
            "Это не набор правил: нужен архив ZIP папки набора или файл TOML таблицы.",
        ));
    }
    if bytes.len() > archive::ARCHIVE_LIMIT {
        return Err(Problem::of_file(name, "Файл больше 4 МБ: таблицы такой не бывает."));
    }
    let text = String::from_utf8(bytes.to_vec())
        .map_err(|_| Problem::of_file(name, "Файл не в кодировке UTF-8: сохраните его в ней."))?;
    let parent = quoted(parent);
    let manifest = format!(
        "id = \"received\"\ntitle = \"{0}\"\nversion = \"1\"\nsource = \"{0}\"\nparent = {parent}\n",
        "таблица"
    );
    Ok(vec![
        Source { file: "monitoring/table.toml".to_owned(), text },
        Source { file: "pack.toml".to_owned(), text: manifest },
    ])
}

/// Files of the pack in a directory.
pub(crate) fn open(dir: &Path) -> Result<Files, Problem> {
    let mut files = Vec::new();
    for inner in ["", "monitoring"] {
        let folder = if inner.is_empty() { dir.to_path_buf() } else { dir.join(inner) };
        if !folder.is_dir() {
            continue;
        }
        let entries = std::fs::read_dir(&folder).map_err(|_| unreadable(&folder))?;
        for entry in entries.flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let file = if inner.is_empty() { name } else { format!("{inner}/{name}") };
            if is_rule_file(&file) && entry.path().is_file() {
                let text = std::fs::read_to_string(entry.path()).map_err(|_| unreadable(&entry.path()))?;
                files.push(Source { file, text });
            }
        }
    }
    files.sort_by(|a, b| a.file.cmp(&b.file));
    Ok(files)
}

/// Packs in the sub-folders of a directory, by folder name; the directory itself when it is a pack.
pub(crate) fn open_all(dir: &Path) -> Result<BTreeMap<String, Files>, Problem> {
    let mut packs = BTreeMap::new();
    if !dir.is_dir() {
        return Err(Problem::of_file(&dir.display().to_string(), "Такой папки нет."));
    }
    for entry in std::fs::read_dir(dir).map_err(|_| unreadable(dir))?.flatten() {
        if entry.path().join("pack.toml").is_file() {
            packs.insert(entry.file_name().to_string_lossy().into_owned(), open(&entry.path())?);
        }
    }
    Ok(packs)
}

pub(crate) fn has_manifest(files: &Files) -> bool {
    files.iter().any(|source| source.file == "pack.toml")
}

pub(crate) fn is_rule_file(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|extension| extension == "toml")
}

fn unreadable(path: &Path) -> Problem {
    Problem::of_file(
        &path.display().to_string(),
        "Не удалось прочитать: проверьте права на файл и кодировку UTF-8.",
    )
}
