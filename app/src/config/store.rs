//! The settings of the file store: a folder, or a bucket of a store that speaks S3. Its keys come from the environment alone.

use std::path::Path;
use std::time::Duration;

use files::{Bucket, Vault};

use super::{Origin, Setting, Sources};
use crate::Failure;

/// Where the files are.
#[derive(Debug, Clone)]
pub struct Store {
    /// Bucket and prefix; none: the folder.
    pub bucket: Setting<Option<(String, String)>>,
    /// The address of the store; none: Amazon's own.
    pub endpoint: Setting<Option<String>>,
    /// Its region.
    pub region: Setting<String>,
    /// The longest a call may take, seconds.
    pub timeout: Setting<u64>,
    /// Whether a store on another machine may be asked without TLS.
    pub takes_plain_http: Setting<bool>,
}

impl Store {
    pub(super) fn from_sources(sources: &Sources) -> Result<Self, Failure> {
        Ok(Self {
            bucket: sources.read("files", "", bucket)?,
            endpoint: sources.read("files-endpoint", "", endpoint)?,
            region: sources.read("files-region", "us-east-1", |value| Ok(value.to_owned()))?,
            timeout: sources.read("files-timeout", "20", seconds)?,
            takes_plain_http: sources.read("files-plain-http", "false", |value| {
                value.parse().map_err(|_| "write true or false".to_owned())
            })?,
        })
    }

    /// Opens the store; `dir` holds the folder, and uploads under way in any case.
    pub fn open(&self, dir: &Path) -> Result<Vault, Failure> {
        let folder = dir.join("files");
        let Some((name, prefix)) = self.bucket.value.clone() else {
            return Ok(Vault::in_folder(&folder)?);
        };
        let key = |variable: &str| {
            std::env::var(variable).ok().filter(|value| !value.is_empty()).ok_or_else(|| {
                Failure::Refused(format!(
                    "files = s3://{name}: {variable} is not set: keys come from the environment"
                ))
            })
        };
        let bucket = Bucket {
            prefix,
            endpoint: self.endpoint.value.clone(),
            region: self.region.value.clone(),
            key_id: key("AWS_ACCESS_KEY_ID")?,
            secret: key("AWS_SECRET_ACCESS_KEY")?,
            token: std::env::var("AWS_SESSION_TOKEN").ok().filter(|token| !token.is_empty()),
            limit: Duration::from_secs(self.timeout.value),
            takes_plain_http: self.takes_plain_http.value,
            name,
        };
        Ok(Vault::in_bucket(&bucket, &folder)?)
    }

    pub(super) fn explained(&self) -> Vec<(&'static str, String, &Origin)> {
        let bucket = self.bucket.value.as_ref();
        let place = bucket.map_or("folder".to_owned(), |(name, prefix)| format!("s3://{name}/{prefix}"));
        let mut lines = vec![("files", place, &self.bucket.origin)];
        if bucket.is_some() {
            let endpoint = self.endpoint.value.clone().unwrap_or_else(|| "Amazon".to_owned());
            lines.extend([
                ("files-endpoint", endpoint, &self.endpoint.origin),
                ("files-region", self.region.value.clone(), &self.region.origin),
                ("files-timeout", format!("{} s", self.timeout.value), &self.timeout.origin),
                ("files-plain-http", self.takes_plain_http.value.to_string(), &self.takes_plain_http.origin),
            ]);
        }
        lines
    }
}

fn bucket(value: &str) -> Result<Option<(String, String)>, String> {
    if value.is_empty() {
        return Ok(None);
    }
    let rest = value.strip_prefix("s3://").ok_or("write s3://BUCKET/PREFIX, or nothing for the folder")?;
    let (name, prefix) = rest.split_once('/').unwrap_or((rest, ""));
    if name.is_empty() {
        return Err("no bucket is named: write s3://BUCKET/PREFIX".to_owned());
    }
    Ok(Some((name.to_owned(), prefix.trim_matches('/').to_owned())))
}

fn endpoint(value: &str) -> Result<Option<String>, String> {
    match value {
        "" => Ok(None),
        address if address.starts_with("https://") || address.starts_with("http://") => {
            Ok(Some(address.trim_end_matches('/').to_owned()))
        }
        _ => Err("write https://HOST".to_owned()),
    }
}

fn seconds(value: &str) -> Result<u64, String> {
    let read = value.parse().ok().filter(|seconds| (1..=300).contains(seconds));
    read.ok_or_else(|| "write seconds, 1 to 300".to_owned())
}
