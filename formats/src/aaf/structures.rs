use std::{
    cmp::Reverse,
    collections::{BTreeMap, HashMap, HashSet},
};

use super::{
    attributes::Attr,
    raw::{Raw, Request},
};
use crate::{
    record::ClassKind,
    tables::{level, sentence_case},
};

/// A structure, and whether it was passed on.
#[derive(Clone, Debug, Default)]
pub(super) struct Structure {
    pub(super) uai: String,
    pub(super) name: String,
    pub(super) town: String,
    pub(super) kind: String,
    pub(super) classes: Vec<String>,
    pub(super) groups: Vec<String>,
    pub(super) told: bool,
}

impl Structure {
    /// Where it says nothing, what was known stays.
    pub(super) fn over(self, known: &Self) -> Self {
        let or = |new: String, old: &String| if new.is_empty() { old.clone() } else { new };
        let all = |new: Vec<String>, old: &Vec<String>| if new.is_empty() { old.clone() } else { new };
        Self {
            uai: or(self.uai, &known.uai),
            name: or(self.name, &known.name),
            town: or(self.town, &known.town),
            kind: or(self.kind, &known.kind),
            classes: all(self.classes, &known.classes),
            groups: all(self.groups, &known.groups),
            told: false,
        }
    }
}

/// What people refer to: structures, MEF and subjects. Bounded by the size of an academy.
#[derive(Clone, Debug, Default)]
pub(super) struct Structures {
    pub(super) academy: Option<String>,
    /// It is known from elsewhere, whatever the structures say: a delta is of that of the delivery before.
    academy_is_given: bool,
    /// How many structures are of each.
    academies: BTreeMap<String, u64>,
    pub(super) by_key: HashMap<String, Structure>,
    /// Level and label by MEF.
    pub(super) mefs: HashMap<String, (String, String)>,
    pub(super) subjects: HashMap<String, String>,
    pub(super) told_classes: HashSet<(ClassKind, String, String)>,
}

/// The structures, MEF and subjects of the deliveries before: a delta may leave out what has not changed.
#[derive(Clone, Debug, Default)]
pub struct Base(Structures);

impl Structures {
    /// What is known before a delivery is read.
    pub(super) fn after(base: &Base, academy: Option<&str>) -> Self {
        let mut structures = base.0.clone();
        if let Some(academy) = academy {
            structures.academy = Some(academy.to_owned());
        }
        structures.academy_is_given = structures.academy.is_some();
        structures
    }

    /// What stays known for the delta after it, which passes everything on once more.
    pub(super) fn into_base(mut self) -> Base {
        self.told_classes.clear();
        self.by_key.values_mut().for_each(|structure| structure.told = false);
        Base(self)
    }

    pub(super) fn academy(&self) -> Option<&str> {
        self.academy.as_deref()
    }

    pub(super) fn academies(&self) -> Vec<String> {
        self.academies.keys().cloned().collect()
    }

    /// Notes the academy of a structure, and returns all of them when it is the second one.
    ///
    /// Identifiers begin with that of most structures, the lowest one of several, so their order changes
    /// nothing, and neither does a school of another academy in which some of the people work as well.
    pub(super) fn add_academy(&mut self, code: &str) -> Option<Vec<String>> {
        let is_new = !self.academies.contains_key(code);
        *self.academies.entry(code.to_owned()).or_default() += 1;
        if !self.academy_is_given {
            let most = self.academies.iter().max_by_key(|(code, count)| (**count, Reverse(code.as_str())));
            self.academy = most.map(|(code, _)| code.clone());
        }
        (is_new && self.academies.len() == 2).then(|| self.academies())
    }

    pub(super) fn add_subject(&mut self, raw: &Raw) {
        let label = raw.first(Attr::SubjectLabel).map(sentence_case);
        if label.is_some() || raw.request != Request::Modify {
            self.subjects.insert(raw.id.clone(), label.unwrap_or_default());
        }
    }

    pub(super) fn add_mef(&mut self, raw: &Raw) {
        // Of a modification that holds only what has changed, the rest stays.
        let known = self.mefs.get(&raw.id).filter(|_| raw.request == Request::Modify).cloned();
        let (known_level, known_label) = known.unzip();
        let label = raw.first(Attr::MefLabel);
        let of_stat = raw.first(Attr::MefStat).and_then(|stat| level_of_stat(stat.get(..4)?));
        let named = of_stat
            .map(str::to_owned)
            .or_else(|| raw.first(Attr::MefLevel).map(level))
            .or_else(|| known_level.filter(|known| !known.is_empty()))
            .unwrap_or_else(|| level(label.unwrap_or_default()));
        let label = label.map(sentence_case).or(known_label).unwrap_or_default();
        self.mefs.insert(raw.id.clone(), (named, label));
    }

    /// The level of a MEF, and its label.
    pub(super) fn mef(&self, code: &str) -> Option<&(String, String)> {
        self.mefs.get(code)
    }

    /// The label of a subject, or its code.
    pub(super) fn subject<'s>(&'s self, code: &'s str) -> &'s str {
        self.subjects.get(code).filter(|label| !label.is_empty()).map_or(code, String::as_str)
    }

    pub(super) fn level_of(&self, mef: &str) -> Option<String> {
        self.mefs.get(mef).map(|(level, _)| level.clone()).filter(|level| !level.is_empty())
    }
}

/// The first four digits of MEFSTAT11 name the level, and so do the codes of the first degree.
pub(super) fn level_of_stat(stat: &str) -> Option<&'static str> {
    Some(match stat {
        "2111" | "2431" => "6e",
        "2112" | "2432" => "5e",
        "2115" | "2433" => "4e",
        "2116" | "2434" => "3e",
        "1110" => "TPS",
        "1111" => "PS",
        "1112" => "MS",
        "1113" => "GS",
        "1121" => "CP",
        "1122" => "CE1",
        "1123" => "CE2",
        "1124" => "CM1",
        "1125" => "CM2",
        _ => return None,
    })
}
