//! All packs the program knows: embedded ones, or a directory's with the embedded behind them.

use crate::folder::{self, Files};
use crate::pack::{self, Pack};
use crate::{Effective, Problem, Template};
use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

/// A set of packs that read without a problem.
#[derive(Debug, Clone, Default)]
pub struct Library {
    packs: BTreeMap<String, Arc<Pack>>,
    /// Chains folded already, by their bindings: a page asks for the same few again and again.
    folded: Arc<Mutex<Folded>>,
}

type Folded = BTreeMap<Vec<String>, Arc<Effective>>;

/// A pack that is named but not in the library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownPack(pub String);

impl fmt::Display for UnknownPack {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Набора правил «{}» нет. Список наборов: metodset pack list", self.0)
    }
}

impl std::error::Error for UnknownPack {}

impl Library {
    /// Packs embedded into the binary.
    pub fn embedded() -> Result<Self, Vec<Problem>> {
        Self::from_layers([folder::embedded()])
    }

    /// Packs of a directory (`--packs DIR`); the embedded ones stand behind those it lacks.
    pub fn open(dir: &Path) -> Result<Self, Vec<Problem>> {
        let told = |problem: Problem| vec![problem];
        if dir.is_file() {
            let own = BTreeMap::from([(dir.display().to_string(), folder::open_any(dir).map_err(told)?)]);
            return Self::from_layers([folder::embedded(), own]);
        }
        if !dir.join("pack.toml").is_file() {
            return Self::from_layers([folder::embedded(), folder::open_all(dir).map_err(told)?]);
        }
        let beside = dir.canonicalize().ok().and_then(|full| full.parent().map(Path::to_path_buf));
        let beside = beside.map_or_else(|| Ok(BTreeMap::new()), |folder| folder::open_all(&folder));
        let own = BTreeMap::from([(dir.display().to_string(), folder::open(dir).map_err(told)?)]);
        Self::from_layers([folder::embedded(), beside.map_err(told)?, own])
    }

    /// Reads packs layer by layer; a later one replaces an earlier one of the same id.
    fn from_layers(layers: impl IntoIterator<Item = BTreeMap<String, Files>>) -> Result<Self, Vec<Problem>> {
        let mut library = Self::default();
        let mut problems = Vec::new();
        for (folder, files) in layers.into_iter().flatten() {
            let named = |problem: Problem| Problem { file: format!("{folder}/{}", problem.file), ..problem };
            match pack::read(files) {
                Ok(draft) if draft.problems.is_empty() => library.add(draft.pack),
                Ok(draft) => problems.extend(draft.problems.into_iter().map(named)),
                Err(found) => problems.extend(found.into_iter().map(named)),
            }
        }
        if problems.is_empty() { Ok(library) } else { Err(problems) }
    }

    pub(crate) fn add(&mut self, pack: Pack) {
        self.packs.insert(pack.manifest.id.clone(), Arc::new(pack));
        self.folded = Arc::default();
    }

    /// All packs by id.
    pub fn packs(&self) -> impl Iterator<Item = &Arc<Pack>> {
        self.packs.values()
    }

    /// Pack by id.
    pub fn pack(&self, id: &str) -> Option<&Arc<Pack>> {
        self.packs.get(id)
    }

    /// Template by its full name `pack/template` (`amur-2020/mms`).
    pub fn template(&self, name: &str) -> Option<&Arc<Template>> {
        let (pack, id) = name.split_once('/')?;
        self.pack(pack)?.templates.iter().find(|template| template.id == id)
    }

    /// Full names of all templates.
    pub fn template_names(&self) -> Vec<String> {
        let of = |pack: &Arc<Pack>| {
            let id = pack.manifest.id.clone();
            pack.templates.iter().map(move |template| format!("{id}/{}", template.id)).collect::<Vec<_>>()
        };
        self.packs().flat_map(of).collect()
    }

    /// Kinds of documents that some pack holds to be about people.
    pub fn kinds_about_people(&self) -> impl Iterator<Item = &str> {
        let kinds = self.packs().flat_map(|pack| &pack.document_kinds);
        kinds.filter(|kind| kind.about_people).map(|kind| kind.id.as_str())
    }

    /// Rules in force for a unit: binding packs, nearest first, each with its parents, `federal` last and once.
    pub fn effective(&self, bindings: &[&str]) -> Result<Arc<Effective>, UnknownPack> {
        let key: Vec<String> = bindings.iter().map(|id| (*id).to_owned()).collect();
        let folded = || self.folded.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = folded().get(&key) {
            return Ok(Arc::clone(known));
        }
        let made = Arc::new(self.fold(bindings)?);
        folded().insert(key, Arc::clone(&made));
        Ok(made)
    }

    fn fold(&self, bindings: &[&str]) -> Result<Effective, UnknownPack> {
        let mut chain: Vec<Arc<Pack>> = Vec::new();
        for binding in bindings {
            self.append_chain(binding, &mut chain)?;
        }
        if let Some(federal) = self.pack("federal") {
            chain.push(Arc::clone(federal));
        }
        Ok(Effective::new(&chain))
    }

    /// The pack and its parents up to, not including, `federal`; packs already there are not repeated.
    fn append_chain(&self, id: &str, chain: &mut Vec<Arc<Pack>>) -> Result<(), UnknownPack> {
        let mut next = Some(id.to_owned());
        while let Some(id) = next.filter(|id| id != "federal") {
            let pack = self.pack(&id).ok_or_else(|| UnknownPack(id.clone()))?;
            if chain.iter().any(|known| known.manifest.id == id) {
                break;
            }
            chain.push(Arc::clone(pack));
            next = pack.manifest.parent_id().map(str::to_owned);
        }
        Ok(())
    }
}
