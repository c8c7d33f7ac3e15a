//! What a delivery may be at most. Everything beyond is refused, never cut.

const MIB: u64 = 1 << 20;

/// The bounds of one delivery; all of them are settings of the caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Files in a folder or an archive.
    pub files: usize,
    /// Bytes of one file, unpacked.
    pub entry: u64,
    /// Bytes of all files together, unpacked.
    pub total: u64,
    /// How many times larger than its packed bytes a file may become.
    pub ratio: u64,
    /// Elements inside each other.
    pub depth: usize,
    /// Bytes of one piece of XML: a tag, a text, a comment.
    pub piece: usize,
    /// Characters of one value.
    pub value: usize,
    /// Values of one attribute, and attributes of one record.
    pub values: usize,
    /// Columns of a table.
    pub columns: usize,
    /// Rows of a table.
    pub rows: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            files: 2_000,
            entry: 512 * MIB,
            total: 8_192 * MIB,
            ratio: 200,
            depth: 16,
            piece: 64 << 10,
            value: 4_096,
            values: 5_000,
            columns: 400,
            rows: 5_000_000,
        }
    }
}
