use super::{
    attributes::Attr,
    raw::{Raw, Request},
    reader::Reader,
    structures::Structure,
    values::{ClassRef, parts, school_name},
};
use crate::{
    Reason, Record,
    problem::shortened,
    record::{Class, ClassKind, School, is_uai},
    tables::academy_code,
    text::fold,
};

/// Structures that employ people and teach nobody.
const SERVICES: &[&str] =
    &["rectorat", "inspection", "circonscription", "services departementaux", "z.remp", "remplacement"];

/// Why a structure does not lead to a school.
pub(super) enum NoSchool {
    Unknown,
    Service(String),
}

impl Reader<'_> {
    pub(super) fn structure(&mut self, raw: &Raw) {
        self.learn_academy(raw);
        let uai = raw.first(Attr::Uai).unwrap_or_default().to_ascii_uppercase();
        let (name, town) = school_name(
            raw.first(Attr::StructureName).unwrap_or_default(),
            &crate::text::tidy(raw.first(Attr::Town).unwrap_or_default()),
        );
        let kind = raw.first(Attr::StructureType).unwrap_or_default().to_owned();
        let collect = |attribute| raw.all(attribute).map(str::to_owned).collect();
        let (classes, groups) = (collect(Attr::StructureClasses), collect(Attr::StructureGroups));
        let mut structure = Structure { uai, name, town, kind, classes, groups, told: false };
        // A whole record has a UAI: this modification holds only what has changed.
        if raw.request == Request::Modify
            && structure.uai.is_empty()
            && let Some(known) = self.structures.by_key.get(&raw.id)
        {
            structure = structure.over(known);
        }
        self.structures.by_key.insert(raw.id.clone(), structure);
    }

    fn learn_academy(&mut self, raw: &Raw) {
        let code = [Attr::AcademyCode, Attr::AcademyName]
            .into_iter()
            .find_map(|attribute| academy_code(raw.first(attribute)?))
            // Old names of schools end with it.
            .or_else(|| academy_code(raw.first(Attr::StructureName)?.rsplit_once("-ac-")?.1));
        let Some(code) = code else { return };
        if let Some(names) = self.structures.add_academy(code) {
            self.warn(raw, Attr::AcademyCode.name(), Reason::SeveralAcademies { names });
        }
    }

    /// The UAI of a structure, which is passed on as a school when it is named for the first time.
    /// Where pupils are is a school whatever its kind says.
    pub(super) fn school(&mut self, key: &str, of_pupil: bool) -> Result<String, NoSchool> {
        let structure = self.structures.by_key.get_mut(key).ok_or(NoSchool::Unknown)?;
        if !is_uai(&structure.uai) {
            return Err(NoSchool::Unknown);
        }
        let kind = fold(&structure.kind);
        if !of_pupil && SERVICES.iter().any(|service| kind.contains(service)) {
            return Err(NoSchool::Service(shortened(&structure.kind)));
        }
        let uai = structure.uai.clone();
        if !structure.told {
            structure.told = true;
            let name = if structure.name.is_empty() { uai.clone() } else { structure.name.clone() };
            (self.sink)(Record::School(School { uai: uai.clone(), name, town: structure.town.clone() }));
            self.declared(key, &uai);
        }
        Ok(uai)
    }

    /// The classes and groups that the structure declares; many declare none.
    fn declared(&mut self, key: &str, uai: &str) {
        let Some(structure) = self.structures.by_key.get(key) else { return };
        let (classes, groups) = (structure.classes.clone(), structure.groups.clone());
        for value in classes {
            let parts = parts(&value);
            let Some((code, rest)) = parts.split_first().filter(|(code, _)| !code.is_empty()) else {
                continue;
            };
            let name = rest.first().filter(|name| !name.is_empty()).unwrap_or(code).clone();
            let mut levels: Vec<String> =
                rest.iter().skip(1).filter_map(|mef| self.structures.level_of(mef)).collect();
            levels.sort();
            levels.dedup();
            let class = Class {
                school: uai.to_owned(),
                kind: ClassKind::Class,
                code: code.clone(),
                name,
                levels,
                of_classes: Vec::new(),
            };
            self.tell_class(class);
        }
        for value in groups {
            let parts = parts(&value);
            let Some((code, rest)) = parts.split_first().filter(|(code, _)| !code.is_empty()) else {
                continue;
            };
            let name = rest.first().filter(|name| !name.is_empty()).unwrap_or(code).clone();
            let of_classes = rest.iter().skip(1).filter(|class| !class.is_empty()).cloned().collect();
            let class = Class {
                school: uai.to_owned(),
                kind: ClassKind::Group,
                code: code.clone(),
                name,
                levels: Vec::new(),
                of_classes,
            };
            self.tell_class(class);
        }
    }

    fn tell_class(&mut self, class: Class) {
        let key = (class.kind, class.school.clone(), class.code.clone());
        if self.structures.told_classes.insert(key) {
            (self.sink)(Record::Class(class));
        }
    }

    /// The class of a reference, passed on when it is named for the first time.
    pub(super) fn named_class(&mut self, school: &str, kind: ClassKind, class: &ClassRef) {
        self.tell_class(Class {
            school: school.to_owned(),
            kind,
            code: class.code.clone(),
            name: class.name.clone(),
            levels: Vec::new(),
            of_classes: Vec::new(),
        });
    }

    pub(super) fn no_school(&mut self, raw: &Raw, attribute: Attr, key: &str, why: NoSchool) {
        let reason = match why {
            NoSchool::Unknown => Reason::UnknownSchool(shortened(key)),
            NoSchool::Service(kind) => Reason::NotASchool { kind },
        };
        self.warn(raw, attribute.name(), reason);
    }
}
