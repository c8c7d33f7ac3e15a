//! Texts of a million people, without an allocation for each.

use std::hash::{BuildHasher as _, RandomState};

use hashbrown::HashTable;

/// Bytes of a chunk: a text begins in its chunk at an offset below this.
const CHUNK: usize = 1 << OFFSET_BITS;
const OFFSET_BITS: u32 = 20;

/// Texts that are only added, found by where they begin.
#[derive(Clone, Debug, Default)]
pub(super) struct Texts(Vec<String>);

impl Texts {
    /// Adds pieces one after another, and returns where the first one begins; `None` when 4 GiB are full.
    pub(super) fn add(&mut self, pieces: &[&str]) -> Option<u32> {
        let length = pieces.iter().map(|piece| piece.len()).sum::<usize>();
        let fits = |chunk: &String| chunk.len() < CHUNK && chunk.len() + length <= CHUNK;
        if !self.0.last().is_some_and(fits) {
            if self.0.len() >= 1 << (u32::BITS - OFFSET_BITS) {
                return None;
            }
            self.0.push(String::with_capacity(CHUNK.max(length)));
        }
        let number = u32::try_from(self.0.len() - 1).ok()?;
        let chunk = self.0.last_mut()?;
        let offset = u32::try_from(chunk.len()).ok()?;
        for piece in pieces {
            chunk.push_str(piece);
        }
        Some((number << OFFSET_BITS) | offset)
    }

    pub(super) fn get(&self, at: u32, length: usize) -> &str {
        let offset = at as usize % CHUNK;
        let chunk = self.0.get((at >> OFFSET_BITS) as usize);
        chunk.and_then(|chunk| chunk.get(offset..offset + length)).unwrap_or_default()
    }
}

/// Finds positions by texts that somebody else keeps: five bytes for each.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    positions: HashTable<u32>,
    state: RandomState,
}

impl Index {
    /// `text` gives the text of a position.
    pub(super) fn find<'t>(&self, wanted: &str, text: impl Fn(u32) -> &'t str) -> Option<u32> {
        let hash = self.state.hash_one(wanted);
        self.positions.find(hash, |position| text(*position) == wanted).copied()
    }

    /// Adds a position whose text is not there yet.
    pub(super) fn add<'t>(&mut self, position: u32, text: impl Fn(u32) -> &'t str) {
        let Self { positions, state } = self;
        let hash = |position: &u32| state.hash_one(text(*position));
        positions.insert_unique(hash(&position), position, hash);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{CHUNK, Index, Texts};

    proptest! {
        #[test]
        fn texts_stay_as_they_were_added(texts in prop::collection::vec("\\PC{0,40}", 0..60)) {
            let mut all = Texts::default();
            let places: Vec<u32> = texts.iter().map(|text| all.add(&["x", text]).expect("room")).collect();
            for (place, text) in places.iter().zip(&texts) {
                prop_assert_eq!(all.get(*place, 1 + text.len()), format!("x{text}"));
            }
        }
    }

    #[test]
    fn a_text_that_is_longer_than_a_chunk_has_one_of_its_own() {
        let mut all = Texts::default();
        let lengths = [CHUNK - 1, 2, CHUNK, 0, 3 * CHUNK, 1, CHUNK];
        let texts: Vec<String> = lengths.iter().map(|length| "é".repeat(*length)).collect();
        let places: Vec<u32> = texts.iter().map(|text| all.add(&[text]).expect("room")).collect();
        for (place, text) in places.iter().zip(&texts) {
            assert_eq!(all.get(*place, text.len()), text);
        }
    }

    #[test]
    fn each_text_is_found_and_no_other() {
        let texts: Vec<String> = (0..5_000).map(|number| format!("12-{number}")).collect();
        let text = |position: u32| texts[position as usize].as_str();
        let mut index = Index::default();
        for position in 0..5_000 {
            assert_eq!(index.find(text(position), text), None);
            index.add(position, text);
        }
        for position in 0..5_000 {
            assert_eq!(index.find(text(position), text), Some(position));
        }
        assert_eq!(index.find("12-", text), None);
    }
}
