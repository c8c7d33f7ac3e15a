use std::{collections::HashMap, sync::Arc};

use domain::directory::Profile;

/// A level, sub-level, function, subject, class or group: its position in [`Cohorts`]' list of names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(in super::super) struct Name(u32);

/// A school: its position in `Wanted::uais`.
pub(in super::super) type School = u32;

/// Every property of a membership that targets can select by; an absent name is the empty one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in super::super) struct CohortKey {
    pub(in super::super) school: School,
    pub(in super::super) profile: Profile,
    pub(in super::super) level: Name,
    pub(in super::super) sub_level: Name,
    pub(in super::super) function: Name,
    pub(in super::super) subject: Name,
    pub(in super::super) class: Name,
    pub(in super::super) group: Name,
}

impl CohortKey {
    /// In the order of the columns of the table `cohort`.
    pub(in super::super) const fn names(&self) -> [Name; 6] {
        [self.level, self.sub_level, self.function, self.subject, self.class, self.group]
    }

    /// Whether it has each of them, in the same order.
    pub(in super::super) fn has_names(&self) -> [bool; 6] {
        self.names().map(|name| name != Name::default())
    }
}

/// The distinct cohorts, identified by their position in `keys`. Memberships share them, so a
/// membership is stored as two numbers.
#[derive(Debug)]
pub(in super::super) struct Cohorts {
    pub(in super::super) keys: Vec<CohortKey>,
    positions: HashMap<CohortKey, u32>,
    names: Vec<Arc<str>>,
    known_names: HashMap<Arc<str>, Name>,
}

impl Default for Cohorts {
    fn default() -> Self {
        let none: Arc<str> = "".into();
        Self {
            keys: Vec::new(),
            positions: HashMap::new(),
            names: vec![none.clone()],
            known_names: HashMap::from([(none, Name::default())]),
        }
    }
}

impl Cohorts {
    pub(in super::super) fn name(&mut self, text: &str) -> Name {
        if let Some(known) = self.known_names.get(text) {
            return *known;
        }
        let name = Name(position(self.names.len()));
        let text: Arc<str> = text.into();
        self.names.push(text.clone());
        self.known_names.insert(text, name);
        name
    }

    /// The name for a text that is already known; `None` when it is unknown.
    pub(in super::super) fn known_name(&self, text: &str) -> Option<Name> {
        self.known_names.get(text).copied()
    }

    pub(in super::super) fn text(&self, name: Name) -> &str {
        self.names.get(name.0 as usize).map_or("", |text| text)
    }

    /// The position of `key`, which is added if it is new.
    pub(in super::super) fn intern(&mut self, key: CohortKey) -> u32 {
        *self.positions.entry(key).or_insert_with(|| {
            self.keys.push(key);
            position(self.keys.len() - 1)
        })
    }

    pub(in super::super) fn find(&self, key: &CohortKey) -> Option<u32> {
        self.positions.get(key).copied()
    }
}

/// Positions are 32-bit numbers: files with more distinct rows do not fit into memory.
pub(super) fn position(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}
