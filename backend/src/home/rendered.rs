use bytes::Bytes;

/// The announcements of a page in another format, the same for all readers of its group.
#[derive(Clone, Debug)]
pub struct Rendered {
    pub body: Bytes,
    /// Changes whenever the body does.
    pub tag: String,
}
