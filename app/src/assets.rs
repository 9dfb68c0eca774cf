//! The built browser side: `web/dist` inside the binary, in every profile.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rust_embed::RustEmbed;
use web::{Asset, AssetSource};

use crate::Failure;

#[derive(RustEmbed)]
#[folder = "../web/dist"]
struct Dist;

/// The files of `web/dist` under their hashed names.
#[derive(Debug)]
pub struct Built {
    names: BTreeMap<String, String>,
}

impl Built {
    /// Reads `manifest.json`: logical name → hashed name.
    pub fn open() -> Result<Self, Failure> {
        let absent =
            || Failure::Refused("web/dist is empty: run `npm ci && npm run build` in web/".to_owned());
        let manifest = Dist::get("manifest.json").ok_or_else(absent)?;
        let names = serde_json::from_slice(&manifest.data).map_err(|e| {
            Failure::Refused(format!("web/dist/manifest.json: {e}: run `npm run build` in web/"))
        })?;
        let built = Self { names };
        match built.names.values().find(|name| Dist::get(name).is_none()) {
            Some(name) => {
                Err(Failure::Refused(format!("web/dist/{name} is missing: run `npm run build` in web/")))
            }
            None => Ok(built),
        }
    }

    /// How many files the manifest names.
    pub fn count(&self) -> usize {
        self.names.len()
    }
}

impl AssetSource for Built {
    fn get(&self, name: &str) -> Option<Asset> {
        let found = Dist::get(name)?;
        let brotli: Option<Cow<'static, [u8]>> = Dist::get(&format!("{name}.br")).map(|file| file.data);
        Some(Asset { bytes: found.data, mime: mime(name), brotli })
    }

    fn url(&self, logical: &str) -> String {
        format!("/assets/{}", self.names.get(logical).map_or(logical, String::as_str))
    }
}

/// The fonts of a folder: of pictures in `press/`, of papers in `paper/`.
pub fn fonts(folder: &str) -> Vec<Vec<u8>> {
    let names = Dist::iter().filter(|name| name.starts_with(folder) && name.ends_with(".ttf"));
    names.filter_map(|name| Dist::get(&name)).map(|file| file.data.into_owned()).collect()
}

fn mime(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        Some("json") => "application/json",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_built_file_is_found_by_its_logical_name() {
        let built = Built::open().unwrap();
        let url = built.url("app.css");
        let found = built.get(url.trim_start_matches("/assets/")).unwrap();
        assert_eq!(found.mime, "text/css; charset=utf-8");
        assert!(found.brotli.is_some_and(|small| small.len() < found.bytes.len()));
        assert!(built.get("../package.json").is_none());
    }
}
