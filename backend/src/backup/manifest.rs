use std::path::Path;

use serde::{Deserialize, Serialize};

use super::folder::at;
use crate::files::pair::Kept;

const FILE: &str = "manifest.json";
/// The form of backups that this version of the program writes and reads.
const FORMAT: u32 = 1;

/// What a backup holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    pub format: u32,
    /// The version of the program.
    pub program: String,
    /// `sqlite` or `postgres`.
    pub engine: String,
    /// When the backup began: RFC 3339, UTC.
    pub made_at: String,
    /// The identity of the database, which the mark of its store repeats.
    pub identity: String,
    /// The changes that the schema has had.
    pub schema: Vec<String>,
    pub database: Vec<Part>,
    /// Where each sequence of numbers goes on; SQLite keeps them in its file.
    pub sequences: Vec<Sequence>,
    pub attachments: Vec<Kept>,
}

/// A file of the database: a whole SQLite database, or a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Its name in the folder.
    pub name: String,
    pub bytes: u64,
    pub sha256: String,
    /// Of a table.
    pub table: Option<Table>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    pub name: String,
    pub columns: Vec<String>,
    pub rows: u64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sequence {
    pub table: String,
    pub column: String,
    pub last: i64,
}

impl Manifest {
    pub(super) fn new(engine: &str, made_at: String, identity: String, schema: Vec<String>) -> Self {
        Self {
            format: FORMAT,
            program: env!("CARGO_PKG_VERSION").to_owned(),
            engine: engine.to_owned(),
            made_at,
            identity,
            schema,
            database: Vec::new(),
            sequences: Vec::new(),
            attachments: Vec::new(),
        }
    }

    /// The bytes of database and attachments.
    pub fn bytes(&self) -> u64 {
        let database: u64 = self.database.iter().map(|part| part.bytes).sum();
        database + self.attachments.iter().map(|object| object.bytes).sum::<u64>()
    }

    pub(super) fn write(&self, folder: &Path) -> Result<(), String> {
        let path = folder.join(FILE);
        let text = serde_json::to_vec_pretty(self).map_err(|reason| reason.to_string())?;
        std::fs::write(&path, text).map_err(|reason| at(&path, &reason))?;
        let written = std::fs::File::open(&path).and_then(|file| file.sync_all());
        written.map_err(|reason| at(&path, &reason))
    }

    pub(super) fn read(folder: &Path) -> Result<Self, String> {
        let path = folder.join(FILE);
        let text = std::fs::read(&path).map_err(|reason| at(&path, &reason))?;
        let manifest: Self = serde_json::from_slice(&text).map_err(|reason| at(&path, &reason))?;
        if manifest.format != FORMAT {
            return Err(format!("{}: a backup of the form {} is not known", path.display(), manifest.format));
        }
        let known = migrations::names();
        match manifest.schema.iter().find(|version| !known.contains(version)) {
            None => Ok(manifest),
            Some(version) => Err(format!(
                "{}: the backup was made by a newer version of the program, whose schema has {version}",
                path.display()
            )),
        }
    }
}
