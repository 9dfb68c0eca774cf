//! Objects in a bucket of a store that speaks S3: bounded in time and in retries, and over TLS unless it is the same machine
//! or somebody said otherwise.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use object_store::aws::AmazonS3Builder;
use object_store::path::Path as Key;
use object_store::prefix::PrefixStore;
use object_store::{BackoffConfig, ClientOptions, RetryConfig};

use crate::caller::Caller;
use crate::{Vault, VaultError};

/// Where the bucket is, and who asks.
#[derive(Clone)]
pub struct Bucket {
    /// Its name.
    pub name: String,
    /// What stands before each key; may be empty.
    pub prefix: String,
    /// `https://s3.example`; none: Amazon's own for the region.
    pub endpoint: Option<String>,
    /// The region; most other stores take any.
    pub region: String,
    /// The id of the key.
    pub key_id: String,
    /// The key itself.
    pub secret: String,
    /// The token of a key lent for a time.
    pub token: Option<String>,
    /// The longest a call may take.
    pub limit: Duration,
    /// Whether an endpoint elsewhere may be asked without TLS.
    pub takes_plain_http: bool,
}

impl Vault {
    /// A vault in a bucket; uploads under way lie in `spool/` of the folder.
    pub fn in_bucket(bucket: &Bucket, folder: &Path) -> Result<Self, VaultError> {
        let is_plain = bucket.endpoint.as_deref().is_some_and(|address| address.starts_with("http://"));
        if is_plain && !bucket.takes_plain_http && !is_this_machine(bucket.endpoint.as_deref()) {
            return Err(VaultError::Failed(
                "an endpoint on another machine must be https://, or files-plain-http must say true"
                    .to_owned(),
            ));
        }
        let client = ClientOptions::new()
            .with_timeout(bucket.limit)
            .with_connect_timeout(bucket.limit.min(Duration::from_secs(5)))
            .with_allow_http(is_plain);
        let retry =
            RetryConfig { backoff: BackoffConfig::default(), max_retries: 2, retry_timeout: bucket.limit };
        let mut builder = AmazonS3Builder::new()
            .with_bucket_name(&bucket.name)
            .with_region(&bucket.region)
            .with_access_key_id(&bucket.key_id)
            .with_secret_access_key(&bucket.secret)
            .with_client_options(client)
            .with_retry(retry);
        if let Some(endpoint) = &bucket.endpoint {
            builder = builder.with_endpoint(endpoint);
        }
        if let Some(token) = &bucket.token {
            builder = builder.with_token(token);
        }
        let store = builder.build()?;
        let store = PrefixStore::new(store, Key::from(bucket.prefix.as_str()));
        Self::over(Arc::new(store), folder, Caller::remote(bucket.limit))
    }
}

fn is_this_machine(endpoint: Option<&str>) -> bool {
    let host = endpoint.and_then(|address| address.strip_prefix("http://")).unwrap_or_default();
    let host = host.split('/').next().unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    !host.contains('@') && matches!(name, "127.0.0.1" | "localhost" | "[::1]")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bucket(endpoint: &str, takes_plain_http: bool) -> Result<Vault, VaultError> {
        let folder = tempfile::tempdir().unwrap();
        let bucket = Bucket {
            name: "metodset".into(),
            prefix: "files".into(),
            endpoint: Some(endpoint.into()),
            region: "us-east-1".into(),
            key_id: "id".into(),
            secret: "secret".into(),
            token: None,
            limit: Duration::from_secs(1),
            takes_plain_http,
        };
        Vault::in_bucket(&bucket, folder.path())
    }

    #[test]
    fn only_the_same_machine_is_asked_without_tls_unless_that_was_said() {
        for fine in ["http://127.0.0.1:9000", "http://localhost", "http://[::1]:9000/", "https://s3.example"]
        {
            assert!(bucket(fine, false).is_ok(), "{fine}");
        }
        for elsewhere in [
            "http://s3.example",
            "http://127.0.0.1.example:9000",
            "http://localhost.example",
            "http://localhost:1@s3.example",
        ] {
            assert!(bucket(elsewhere, false).is_err(), "{elsewhere}");
            assert!(bucket(elsewhere, true).is_ok(), "{elsewhere}");
        }
    }

    #[test]
    fn a_store_that_is_away_is_an_error_and_not_a_missing_object() {
        // The port is held and nobody answers on it.
        let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let vault = bucket(&format!("http://{}", silent.local_addr().unwrap()), false).unwrap();
        let begun = std::time::Instant::now();
        assert!(matches!(vault.has(&"0".repeat(64)), Err(VaultError::Failed(_))));
        assert!(begun.elapsed() < Duration::from_secs(4), "{:?}", begun.elapsed());
        let begun = std::time::Instant::now();
        assert!(matches!(vault.put(&"0".repeat(64), vec![1]), Err(VaultError::Failed(_))));
        assert!(begun.elapsed() < Duration::from_millis(200), "who comes right after is not kept waiting");
    }
}
