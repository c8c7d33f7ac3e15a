//! Files that are on their way: they take space before they have a row.

use domain::{PersonId, fields::FieldProblem, files::AttachmentLimits};

use crate::{
    Error, Result,
    shares::{Bounds, Full, Share, Shares},
};

/// The form field at which a refusal is shown.
pub(super) const FIELD: &str = "fichiers";
/// How much of one person's files may wait in forms, in full forms: files in drafts take space that
/// others need.
const FORMS_AT_ONCE: u64 = 8;
/// Files that a process receives at the same time, of one person and of everybody. Each takes up to
/// its largest size on the disk.
const FILES: Bounds = Bounds { each: 64, all: 256 };

/// The bytes of a person that may wait in forms.
pub(super) fn most_of_a_person(limits: AttachmentLimits) -> u64 {
    let files = u64::try_from(limits.files).unwrap_or(u64::MAX);
    FORMS_AT_ONCE.saturating_mul(files).saturating_mul(limits.bytes)
}

/// What is on its way to this process.
#[derive(Debug)]
pub struct Arriving {
    files: Shares<PersonId>,
    bytes: Shares<PersonId>,
    most: u64,
}

/// One file on its way.
pub(super) struct ArrivingFile<'a> {
    arriving: &'a Arriving,
    person: PersonId,
    /// Bytes of the person that waited in forms when it began.
    waiting: u64,
    bytes: Share<PersonId>,
    _place: Share<PersonId>,
}

impl Arriving {
    pub(crate) fn new(limits: AttachmentLimits) -> Self {
        let most = most_of_a_person(limits);
        let all = FILES.all.saturating_mul(limits.bytes);
        Self { files: Shares::new(FILES), bytes: Shares::new(Bounds { each: most, all }), most }
    }

    /// # Errors
    /// [`Error::Fields`] when the person sends too many files at once; [`Error::Busy`] when
    /// everybody does.
    pub(super) fn begin(&self, person: PersonId, waiting: u64) -> Result<ArrivingFile<'_>> {
        let place = self.files.take(person, 1).map_err(refusal)?;
        let bytes = self.bytes.open(person);
        Ok(ArrivingFile { arriving: self, person, waiting, bytes, _place: place })
    }
}

impl ArrivingFile<'_> {
    /// Counts further bytes.
    ///
    /// # Errors
    /// As [`Arriving::begin`]: what waits in forms counts too.
    pub(super) fn grow(&mut self, bytes: u64) -> Result<()> {
        self.bytes.grow(bytes).map_err(refusal)?;
        if self.waiting.saturating_add(self.arriving.bytes.held_by(&self.person)) > self.arriving.most {
            return Err(refusal(Full::Each));
        }
        Ok(())
    }
}

fn refusal(full: Full) -> Error {
    match full {
        Full::Each => Error::field(FIELD, FieldProblem::TooManyUnsentFiles),
        Full::All => Error::Busy,
    }
}
