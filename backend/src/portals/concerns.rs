use std::collections::BTreeMap;

use bytes::Bytes;
use domain::{CommunicationId, directory::ConcernedChild};

use crate::{Error, Result, home::ReaderPage, stored::to_json_bytes};

/// Which of a reader's children each announcement of a page concerns. Mostly it is the same children: what
/// names them is kept once, and the announcements not at all.
#[derive(Debug, Default)]
pub(super) struct Concerns {
    /// Children as JSON.
    named: Vec<Bytes>,
    /// For each announcement, in the order of the page, the place of its children.
    of: Vec<Option<u16>>,
}

impl Concerns {
    pub fn new(page: &ReaderPage, children: &BTreeMap<CommunicationId, Vec<ConcernedChild>>) -> Result<Self> {
        let mut concerns = Self::default();
        for announced in &page.announcements {
            let children = children.get(&announced.id);
            let place = children.map(|children| concerns.place(children)).transpose()?;
            concerns.of.push(place);
        }
        Ok(concerns)
    }

    fn place(&mut self, children: &[ConcernedChild]) -> Result<u16> {
        let named = Bytes::from(to_json_bytes("children", &children)?);
        let place = self.named.iter().position(|one| *one == named).unwrap_or_else(|| {
            self.named.push(named);
            self.named.len() - 1
        });
        u16::try_from(place).map_err(|_| Error::Inconsistent("a reader of too many children".to_owned()))
    }

    /// The children whom the announcement at this place of the page concerns.
    pub fn at(&self, place: usize) -> Option<&Bytes> {
        let named = (*self.of.get(place)?)?;
        self.named.get(usize::from(named))
    }

    /// How much memory they take.
    pub fn bytes(&self) -> usize {
        let named: usize = self.named.iter().map(|named| named.len() + 64).sum();
        named + size_of_val(&*self.of)
    }
}
