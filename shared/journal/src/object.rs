//! Reading what stands in the object store. An object that is replaced while it is read never comes to its end, nor does one
//! that lost a part.

use std::time::Duration;

use async_nats::jetstream::object_store::Object;
use tokio::io::AsyncReadExt;

/// How long the next bytes of an object may take before it is given up.
const HEARD_WITHIN: Duration = Duration::from_secs(5);

/// All bytes of an object. Its end is an error where they are not those that were put there.
pub(crate) async fn read(object: &mut Object) -> Result<Vec<u8>, async_nats::Error> {
    let mut bytes = Vec::with_capacity(object.info().size);
    while tokio::time::timeout(HEARD_WITHIN, object.read_buf(&mut bytes)).await?? > 0 {}
    Ok(bytes)
}
