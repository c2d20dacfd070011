//! Raw bytes, kept as evidence under their digest.

use async_nats::jetstream::object_store;
use contract::Digest;

use crate::{
    log::{Fault, Log},
    object,
    open::{RAW, Settings},
};

/// The most bytes that are kept as one raw payload: a feed or an article page is far smaller.
pub const RAW_BYTES_MOST: usize = 16 * 1024 * 1024;

/// How the store of raw bytes is set up.
pub(crate) fn store(settings: Settings) -> object_store::Config {
    object_store::Config {
        bucket: RAW.to_owned(),
        description: Some("raw bytes as they were read, by digest".to_owned()),
        num_replicas: settings.replicas,
        ..object_store::Config::default()
    }
}

impl Log {
    /// Keeps these bytes; done once for equal bytes.
    pub async fn keep_raw(&self, bytes: &[u8]) -> Result<Digest, Fault> {
        let digest = Digest::of(bytes);
        let name = digest.to_string();
        if self.raw.info(&name).await.is_err() {
            let mut reader = bytes;
            self.raw.put(name.as_str(), &mut reader).await.map_err(|e| Fault::Unanswered(e.into()))?;
        }
        Ok(digest)
    }

    /// Whether bytes are kept under this digest. They are not read.
    pub async fn has_raw(&self, digest: Digest) -> Result<bool, Fault> {
        match self.raw.info(digest.to_string()).await {
            Ok(info) => Ok(!info.deleted),
            Err(error) if error.kind() == object_store::InfoErrorKind::NotFound => Ok(false),
            Err(error) => Err(Fault::Unanswered(error.into())),
        }
    }

    /// The bytes with this digest, if they are kept. Where they lack a part they are as good as not answered.
    pub async fn raw(&self, digest: Digest) -> Result<Option<Vec<u8>>, Fault> {
        let mut object = match self.raw.get(digest.to_string()).await {
            Ok(object) => object,
            Err(error) if error.kind() == object_store::GetErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(Fault::Unanswered(error.into())),
        };
        object::read(&mut object).await.map(Some).map_err(Fault::Unanswered)
    }
}
