use std::sync::Arc;

use bytes::Bytes;

/// What a reader is answered, with its tag.
#[derive(Clone, Debug)]
pub(super) struct Rendered {
    pub body: Bytes,
    pub tag: Arc<str>,
}
