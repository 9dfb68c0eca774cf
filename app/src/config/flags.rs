//! The flags of the settings, shared by all commands that open the installation.
#![expect(clippy::doc_markdown, reason = "clap prints these comments as they stand")]

use std::path::PathBuf;

use clap::Args;

use super::Config;
use crate::Failure;

/// Where the installation is.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Settings")]
pub struct Flags {
    /// TOML file with settings; ./metodset.toml if it is there [env: METODSET_CONFIG]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// sqlite:PATH or postgres://USER@HOST/DATABASE; by default DIR/metodset.db [env: METODSET_DATABASE]
    #[arg(long, value_name = "URL")]
    pub database: Option<String>,
    /// Folder of the files, and of the SQLite database; ./data by default [env: METODSET_DIR]
    #[arg(long, value_name = "DIR")]
    pub dir: Option<PathBuf>,
    /// Regulation packs from a folder, with the embedded ones behind them [env: METODSET_PACKS]
    #[arg(long, value_name = "DIR")]
    pub packs: Option<PathBuf>,
    /// Time zone where a unit names none; Asia/Yakutsk by default [env: METODSET_ZONE]
    #[arg(long, value_name = "ZONE")]
    pub zone: Option<String>,
    /// Files in a bucket, s3://BUCKET/PREFIX; in DIR by default [env: METODSET_FILES]
    #[arg(long, value_name = "URL")]
    pub files: Option<String>,
    /// Address of the store that speaks S3; Amazon's own by default [env: METODSET_FILES_ENDPOINT]
    #[arg(long, value_name = "URL")]
    pub files_endpoint: Option<String>,
}

/// How it answers.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Settings")]
pub struct ListenFlags {
    /// Where to answer HTTP; 127.0.0.1:8080 by default, port 0 takes a free one [env: METODSET_LISTEN]
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub listen: Option<String>,
    /// Largest upload in megabytes; 20 by default [env: METODSET_UPLOAD_LIMIT]
    #[arg(long, value_name = "MB")]
    pub upload_limit: Option<u64>,
    /// A proxy with TLS stands in front: cookies only over HTTPS [env: METODSET_BEHIND_TLS]
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub behind_tls: Option<bool>,
    /// Proxies whose X-Forwarded-For is believed: addresses or networks, separated by commas [env: METODSET_TRUSTED_PROXY]
    #[arg(long, value_name = "ADDRESSES")]
    pub trusted_proxy: Option<String>,
    /// Where to answer /metrics for Prometheus; nowhere by default [env: METODSET_METRICS_LISTEN]
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub metrics_listen: Option<String>,
    /// Seconds between the signal to stop and refusing connections, /ready saying 503; 1 by default [env: METODSET_DRAIN]
    #[arg(long, value_name = "SECONDS")]
    pub drain: Option<u64>,
    /// Lines of the log as text or json; text by default [env: METODSET_LOG_FORMAT]
    #[arg(long, value_name = "FORMAT")]
    pub log_format: Option<String>,
    /// Address people open, for links in letters: https://metodset.example [env: METODSET_PUBLIC_ADDRESS]
    #[arg(long, value_name = "URL")]
    pub public_address: Option<String>,
    /// Sender of letters; the server itself is METODSET_MAIL_SERVER or in the file [env: METODSET_MAIL_FROM]
    #[arg(long, value_name = "ADDRESS")]
    pub mail_from: Option<String>,
    /// Who must sign in with a second factor: off (the default), privileged or all [env: METODSET_SECOND_FACTOR]
    #[arg(long, value_name = "WHO")]
    pub second_factor: Option<String>,
    /// Objects a person takes away in files in a day, for everybody or `ROLE=OBJECTS,…`; by the role by default, 0: no limit [env: METODSET_EXPORT_LIMIT]
    #[arg(long, value_name = "OBJECTS")]
    pub export_limit: Option<String>,
    /// An identity provider of `OpenID` Connect, by the address it calls itself [env: METODSET_OIDC_ISSUER]
    #[arg(long, value_name = "URL")]
    pub oidc_issuer: Option<String>,
    /// What this installation is called there; its secret: METODSET_OIDC_CLIENT_SECRET [env: METODSET_OIDC_CLIENT_ID]
    #[arg(long, value_name = "NAME")]
    pub oidc_client_id: Option<String>,
    /// The button says «Войти через «TEXT»» [env: METODSET_OIDC_TITLE]
    #[arg(long, value_name = "TEXT")]
    pub oidc_title: Option<String>,
}

type Given = Vec<(&'static str, Option<String>)>;

impl Flags {
    /// The configuration with these flags.
    pub fn resolve(&self) -> Result<Config, Failure> {
        Config::resolve(&self.given())
    }

    /// The configuration with these flags and those of listening.
    pub fn resolve_with(&self, listen: &ListenFlags) -> Result<Config, Failure> {
        let mut given = self.given();
        given.extend(listen.given());
        Config::resolve(&given)
    }

    fn given(&self) -> Given {
        let path = |path: &Option<PathBuf>| path.as_ref().map(|path| path.display().to_string());
        vec![
            ("config", path(&self.config)),
            ("database", self.database.clone()),
            ("dir", path(&self.dir)),
            ("packs", path(&self.packs)),
            ("zone", self.zone.clone()),
            ("files", self.files.clone()),
            ("files-endpoint", self.files_endpoint.clone()),
        ]
    }
}

impl ListenFlags {
    fn given(&self) -> Given {
        vec![
            ("listen", self.listen.clone()),
            ("upload-limit", self.upload_limit.map(|limit| limit.to_string())),
            ("behind-tls", self.behind_tls.map(|value| value.to_string())),
            ("trusted-proxy", self.trusted_proxy.clone()),
            ("metrics-listen", self.metrics_listen.clone()),
            ("drain", self.drain.map(|seconds| seconds.to_string())),
            ("log-format", self.log_format.clone()),
            ("public-address", self.public_address.clone()),
            ("mail-from", self.mail_from.clone()),
            ("second-factor", self.second_factor.clone()),
            ("export-limit", self.export_limit.clone()),
            ("oidc-issuer", self.oidc_issuer.clone()),
            ("oidc-client-id", self.oidc_client_id.clone()),
            ("oidc-title", self.oidc_title.clone()),
        ]
    }
}
