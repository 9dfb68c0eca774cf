//! The browser side: built files by their hashed names, handed in by the program that embeds them.

use std::borrow::Cow;

/// A built file.
pub struct Asset {
    /// Its bytes.
    pub bytes: Cow<'static, [u8]>,
    /// Its media type.
    pub mime: &'static str,
    /// The same, compressed with brotli, where the build made it.
    pub brotli: Option<Cow<'static, [u8]>>,
}

/// Where built files come from.
pub trait AssetSource: Send + Sync {
    /// The file of this hashed name.
    fn get(&self, name: &str) -> Option<Asset>;

    /// The address of a file by its logical name, `app.css`.
    fn url(&self, logical: &str) -> String;
}

/// For tests of areas: pages without their looks.
pub struct NoAssets;

impl AssetSource for NoAssets {
    fn get(&self, _name: &str) -> Option<Asset> {
        None
    }

    fn url(&self, logical: &str) -> String {
        format!("/assets/{logical}")
    }
}
