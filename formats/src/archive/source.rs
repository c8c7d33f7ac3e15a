use std::{
    cell::Cell,
    fs::{self, File},
    io::{BufReader, Cursor, Read, Seek},
    path::{Path, PathBuf},
    rc::Rc,
};

use zip::{ZipArchive, result::ZipError};

use super::{
    bounded::{Bounded, reason_of},
    directory::declared_files,
};
use crate::{Limits, Place, Problem, Reason};

/// Anything that a zip can be read from.
trait Bytes: Read + Seek {}
impl<T: Read + Seek> Bytes for T {}

enum Holder {
    File(PathBuf),
    Memory(Box<dyn AsRef<[u8]>>),
    Zip(Box<ZipArchive<Box<dyn Bytes>>>),
}

/// One file of a delivery.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Without folders.
    pub name: String,
    /// With the folders and the archive, for people.
    pub path: String,
    /// Inside a folder of its archive.
    pub nested: bool,
    holder: usize,
    inside: Option<usize>,
}

/// The files of a delivery, in the order of their names. Each can be opened as often as wanted.
pub struct Source {
    holders: Vec<Holder>,
    entries: Vec<Entry>,
    limits: Limits,
}

impl Source {
    /// The files of a folder, without its folders. A zip in it counts as the files that it holds.
    pub fn folder(path: &Path, limits: Limits) -> Result<Self, Problem> {
        let unreadable = || Problem::stops(Place::file(&path.display().to_string()), Reason::CannotRead);
        let mut source = Self { holders: Vec::new(), entries: Vec::new(), limits };
        let mut found: Vec<PathBuf> = Vec::new();
        for entry in fs::read_dir(path).map_err(|_| unreadable())? {
            let entry = entry.map_err(|_| unreadable())?.path();
            let hidden = entry.file_name().is_none_or(|name| is_of_the_system(&name.to_string_lossy()));
            if entry.is_file() && !hidden {
                found.push(entry);
            }
            if found.len() > limits.files {
                return Err(too_many(&path.display().to_string(), limits, found.len() as u64));
            }
        }
        found.sort();
        for path in found {
            source.add_path(path)?;
        }
        source.sorted()
    }

    /// One file of a disk: a zip, or a file of a delivery.
    pub fn file(path: &Path, limits: Limits) -> Result<Self, Problem> {
        let mut source = Self { holders: Vec::new(), entries: Vec::new(), limits };
        source.add_path(path.to_owned())?;
        source.sorted()
    }

    /// Files in memory, each with its name. They may be shared, and are not copied.
    pub fn memory<B: AsRef<[u8]> + 'static>(
        files: Vec<(String, B)>,
        limits: Limits,
    ) -> Result<Self, Problem> {
        let mut source = Self { holders: Vec::new(), entries: Vec::new(), limits };
        for (name, bytes) in files {
            if is_zip(bytes.as_ref()) && !is_document(&name) {
                source.add_zip(&name, Box::new(Cursor::new(bytes)))?;
            } else {
                source.add_plain(name, Holder::Memory(Box::new(bytes)));
            }
        }
        source.sorted()
    }

    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Forgets a file that is read apart from the others.
    pub fn leave_out(&mut self, entry: &Entry) {
        self.entries.retain(|known| known != entry);
    }

    pub const fn limits(&self) -> Limits {
        self.limits
    }

    fn add_path(&mut self, path: PathBuf) -> Result<(), Problem> {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let unreadable = |_| Problem::stops(Place::file(&name), Reason::CannotRead);
        let mut file = File::open(&path).map_err(unreadable)?;
        let mut start = Vec::new();
        Read::by_ref(&mut file).take(4).read_to_end(&mut start).map_err(unreadable)?;
        if is_zip(&start) && !is_document(&name) {
            let file = File::open(&path).map_err(unreadable)?;
            return self.add_zip(&name, Box::new(BufReader::new(file)));
        }
        self.add_plain(name, Holder::File(path));
        Ok(())
    }

    fn add_plain(&mut self, name: String, holder: Holder) {
        let holder_index = self.holders.len();
        self.holders.push(holder);
        let name = base(&name).to_owned();
        self.entries.push(Entry {
            path: name.clone(),
            name,
            nested: false,
            holder: holder_index,
            inside: None,
        });
    }

    fn add_zip(&mut self, name: &str, mut bytes: Box<dyn Bytes>) -> Result<(), Problem> {
        let place = Place::file(name);
        let broken = || Problem::stops(place.clone(), Reason::BrokenArchive);
        let declared = declared_files(&mut bytes).map_err(|_| broken())?.ok_or_else(broken)?;
        if declared > self.limits.files as u64 {
            return Err(too_many(name, self.limits, declared));
        }
        let mut zip = ZipArchive::new(bytes).map_err(|error| zip_problem(&place, &error))?;
        if zip.len() > self.limits.files {
            return Err(too_many(name, self.limits, zip.len() as u64));
        }
        let holder = self.holders.len();
        for inside in 0..zip.len() {
            let file = zip.by_index_raw(inside).map_err(|error| zip_problem(&place, &error))?;
            if file.is_dir() || file.is_symlink() {
                continue;
            }
            let path = String::from_utf8_lossy(file.name_raw()).replace('\\', "/");
            if is_of_the_system(&path) {
                continue;
            }
            if file.encrypted() {
                return Err(Problem::stops(Place::file(&format!("{name}/{path}")), Reason::Encrypted));
            }
            let nested = path.trim_start_matches("./").contains('/');
            let (entry, path) = (base(&path).to_owned(), format!("{name}/{path}"));
            self.entries.push(Entry { name: entry, path, nested, holder, inside: Some(inside) });
        }
        self.holders.push(Holder::Zip(Box::new(zip)));
        Ok(())
    }

    fn sorted(mut self) -> Result<Self, Problem> {
        let found = self.entries.len();
        if found > self.limits.files {
            return Err(too_many("", self.limits, found as u64));
        }
        self.entries.sort_by(|one, other| (&one.name, &one.path).cmp(&(&other.name, &other.path)));
        Ok(self)
    }

    /// Opens a file; `total` counts the bytes of all files of one reading.
    pub fn open(&mut self, entry: &Entry, total: &Rc<Cell<u64>>) -> Result<Box<dyn Read + '_>, Problem> {
        let place = Place::file(&entry.path);
        let limits = self.limits;
        match self.holders.get_mut(entry.holder) {
            Some(Holder::File(path)) => {
                let file = File::open(path).map_err(|_| Problem::stops(place, Reason::CannotRead))?;
                Ok(Box::new(Bounded::new(file, limits, None, Rc::clone(total))))
            }
            Some(Holder::Memory(bytes)) => {
                let bytes: &[u8] = (**bytes).as_ref();
                Ok(Box::new(Bounded::new(bytes, limits, None, Rc::clone(total))))
            }
            Some(Holder::Zip(zip)) => {
                let file = zip
                    .by_index(entry.inside.unwrap_or_default())
                    .map_err(|error| zip_problem(&place, &error))?;
                let packed = Some(file.compressed_size());
                Ok(Box::new(Bounded::new(file, limits, packed, Rc::clone(total))))
            }
            None => Err(Problem::stops(place, Reason::CannotRead)),
        }
    }

    /// The first bytes of a file.
    pub fn start(&mut self, entry: &Entry, length: u64) -> Result<Vec<u8>, Problem> {
        let mut start = Vec::new();
        let mut stream = self.open(entry, &Rc::default())?.take(length);
        stream
            .read_to_end(&mut start)
            .map_err(|error| Problem::stops(Place::file(&entry.path), reason_of(&error)))?;
        Ok(start)
    }

    /// A whole file that is small by its nature, at most `max` bytes.
    pub fn bytes(&mut self, entry: &Entry, max: u64) -> Result<Vec<u8>, Problem> {
        let bytes = self.start(entry, max + 1)?;
        if bytes.len() as u64 > max {
            return Err(Problem::stops(Place::file(&entry.path), Reason::FileTooLarge { max }));
        }
        Ok(bytes)
    }
}

fn zip_problem(place: &Place, error: &ZipError) -> Problem {
    let reason = match error {
        ZipError::Io(error) => reason_of(error),
        ZipError::InvalidPassword => Reason::Encrypted,
        _ => Reason::BrokenArchive,
    };
    Problem::stops(place.clone(), reason)
}

fn too_many(name: &str, limits: Limits, found: u64) -> Problem {
    Problem::stops(Place::file(name), Reason::TooManyFiles { max: limits.files as u64, found })
}

fn is_zip(start: &[u8]) -> bool {
    start.starts_with(b"PK\x03\x04") || start.starts_with(b"PK\x05\x06")
}

/// Workbooks and letters are archives too, but each is one file.
const DOCUMENTS: [&str; 10] =
    ["xlsx", "xlsm", "xlsb", "ods", "numbers", "docx", "odt", "pages", "pptx", "odp"];

fn is_document(name: &str) -> bool {
    let extension = Path::new(name).extension().map(std::ffi::OsStr::to_ascii_lowercase);
    extension.is_some_and(|extension| DOCUMENTS.iter().any(|known| extension == *known))
}

/// What macOS and Windows add to folders and archives is no part of a delivery, nor is the mark of a document
/// that somebody has open.
fn is_of_the_system(path: &str) -> bool {
    let name = base(path);
    path.split('/').any(|folder| folder == "__MACOSX")
        || name.starts_with('.')
        || name.starts_with("~$")
        || ["thumbs.db", "desktop.ini"].iter().any(|known| name.eq_ignore_ascii_case(known))
}

fn base(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

#[cfg(test)]
mod tests;
