use std::{fmt::Write as _, io};

use chrono::NaiveDate;

use super::{
    degree::{Attributes, Degree, one},
    world::{Adult, Employee, Pupil, World, pick},
};

/// Where the bytes of the files go: called with the name of a part and its bytes, part by part.
pub type Files<'f> = &'f mut dyn FnMut(&str, &[u8]) -> io::Result<()>;

const PART: usize = 4 << 20;
const LEVELS: [(&str, &str, &str); 4] = [
    ("10010012110", "6EME", "2111"),
    ("10110001110", "5EME", "2112"),
    ("10210001110", "4EME", "2115"),
    ("10310019110", "3EME", "2116"),
];

/// Writes everybody.
pub fn complete(world: &World, date: NaiveDate, files: Files<'_>) -> io::Result<()> {
    let mut writer = Writer { date, feed: "Complet", degree: world.degree(), files };
    let degree = writer.degree;
    nomenclatures(&mut writer, world)?;
    writer.category(
        "Eleve",
        (0..world.pupils)
            .filter_map(|number| world.pupil(number))
            .map(|it| add("Eleve", degree.pupil_id(it.number), &degree.written(pupil(degree, &it)))),
    )?;
    writer.category(
        "PersRelEleve",
        (0..world.adults())
            .filter_map(|number| world.adult(number))
            .map(|it| add("PersRelEleve", degree.adult_id(it.number), &degree.written(adult(degree, &it)))),
    )?;
    writer.category(
        "PersEducNat",
        (0..world.staff())
            .map(|number| world.employee(number))
            .map(|it| add("PersEducNat", degree.staff_id(it.number), &degree.written(employee(degree, &it)))),
    )
}

/// Writes what has changed from `old` to `new`, and the structures whole, as real deltas do.
pub fn delta(old: &World, new: &World, date: NaiveDate, files: Files<'_>) -> io::Result<()> {
    let mut writer = Writer { date, feed: "Delta", degree: new.degree(), files };
    let degree = writer.degree;
    nomenclatures(&mut writer, new)?;
    let of = |world: &World, number| world.pupil(number).map(|it| degree.written(pupil(degree, &it)));
    let pupils = (0..new.pupils)
        .filter_map(|number| change("Eleve", degree.pupil_id(number), of(old, number), of(new, number)));
    writer.category("Eleve", pupils)?;
    let of = |world: &World, number| world.adult(number).map(|it| degree.written(adult(degree, &it)));
    let adults = (0..new.adults()).filter_map(|number| {
        change("PersRelEleve", degree.adult_id(number), of(old, number), of(new, number))
    });
    writer.category("PersRelEleve", adults)?;
    let of = |world: &World, number| Some(degree.written(employee(degree, &world.employee(number))));
    let staff = (0..new.staff()).filter_map(|number| {
        change("PersEducNat", degree.staff_id(number), of(old, number), of(new, number))
    });
    writer.category("PersEducNat", staff)
}

struct Writer<'f> {
    date: NaiveDate,
    feed: &'static str,
    degree: Degree,
    files: Files<'f>,
}

impl Writer<'_> {
    /// Writes the parts of a category; there is always a first one.
    fn category(&mut self, category: &str, records: impl Iterator<Item = String>) -> io::Result<()> {
        let mut number = 0;
        let mut text = head(self.degree, number);
        for record in records {
            text.push_str(&record);
            if text.len() > PART {
                self.part(category, number, &text)?;
                number += 1;
                text = head(self.degree, number);
            }
        }
        self.part(category, number, &text)
    }

    fn part(&mut self, category: &str, number: u32, text: &str) -> io::Result<()> {
        let (prefix, date) = (self.degree.prefix(), self.date.format("%Y%m%d"));
        let name = format!("{prefix}_{}_{date}_{category}_{number:04}.xml", self.feed);
        (self.files)(&name, format!("{text}</ficAlimMENESR>\r\n").as_bytes())
    }
}

/// Parts are declared in several ways; what is not ASCII is always written as a reference.
fn head(degree: Degree, number: u32) -> String {
    let declaration = match number % 3 {
        0 => "<?xml version=\"1.0\" encoding=\"ISO-8859-15\"?>\r\n",
        1 => "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n",
        _ => "",
    };
    format!(
        "{declaration}<!DOCTYPE ficAlimMENESR SYSTEM \"ficAlimMENESR.dtd\">\n<ficAlimMENESR>\n\
         <!-- versionAF=\"AAF-VE2407\" --><!-- versionSDET=\"{}\" -->\n",
        degree.version()
    )
}

fn add(category: &str, id: u64, attributes: &[(&str, Vec<String>)]) -> String {
    request("addRequest", category, &id.to_string(), Some(("attributes", attributes)))
}

fn change(category: &str, id: u64, old: Option<Attributes>, new: Option<Attributes>) -> Option<String> {
    let id = id.to_string();
    match (old, new) {
        (Some(old), Some(new)) if old == new => None,
        (Some(_), Some(new)) => Some(request("modifyRequest", category, &id, Some(("modifications", &new)))),
        (None, Some(new)) => Some(request("addRequest", category, &id, Some(("attributes", &new)))),
        (Some(_), None) => Some(request("deleteRequest", category, &id, None)),
        (None, None) => None,
    }
}

type Written<'a> = &'a [(&'a str, Vec<String>)];

fn request(kind: &str, category: &str, id: &str, body: Option<(&str, Written<'_>)>) -> String {
    let operational = match category {
        "EtabEducNat" => "categorieStructure",
        "MefEducNat" => "categorieMef",
        _ => "categoriePersonne",
    };
    let mut text = format!(
        "<{kind}>\n<operationalAttributes><attr name=\"{operational}\"><value>{category}</value></attr></operationalAttributes> \n\
         <identifier><id>{id}</id></identifier>\n"
    );
    if let Some((wrapper, attributes)) = body {
        let (tag, operation) =
            if wrapper == "attributes" { ("attr", "") } else { ("modification", " operation=\"replace\"") };
        let _ = write!(text, "<{wrapper}>");
        for (name, values) in attributes {
            let _ = write!(text, "<{tag} name=\"{name}\"{operation}>");
            if values.is_empty() {
                text.push_str("<value/>");
            }
            for value in values {
                let _ = write!(text, "\n<value>{}</value>", escaped(value));
            }
            let _ = writeln!(text, "</{tag}>");
        }
        let _ = writeln!(text, "</{wrapper}>");
    }
    let _ = writeln!(text, "</{kind}>");
    text
}

fn escaped(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    for sign in value.chars() {
        match sign {
            '&' => text.push_str("&amp;"),
            '<' => text.push_str("&lt;"),
            '\'' => text.push_str("&apos;"),
            'é' => text.push_str("&eacute;"),
            _ if sign.is_ascii() => text.push(sign),
            _ => {
                let _ = write!(text, "&#{};", u32::from(sign));
            }
        }
    }
    text
}

pub(super) fn class_name(class: u64) -> String {
    let letter = pick(&["A", "B", "C"], class / 4);
    format!("{}{letter}", 6 - class % 4)
}

fn nomenclatures(writer: &mut Writer<'_>, world: &World) -> io::Result<()> {
    let degree = writer.degree;
    let structures = (0..world.schools()).map(|school| {
        // Most schools declare no class.
        let classes = if school.is_multiple_of(3) {
            (0..World::classes())
                .map(|class| format!("{0}${0} LIBELLE${1}", class_name(class), pick(&LEVELS, class).0))
                .collect()
        } else {
            Vec::new()
        };
        let (key, uai) = (degree.school_id(school), degree.uai(school));
        let attributes = [
            ("ENTStructureJointure", one(key.to_string())),
            ("ENTStructureUAI", one(uai)),
            ("ENTStructureNomCourant", one(format!("{} {school}$METZ", degree.school_name()))),
            ("ENTStructureTypeStruct", one(degree.school_type())),
            ("ENTServAcCodeAcademie", one("012")),
            ("ENTStructureClasses", classes),
        ];
        add("EtabEducNat", key, &attributes)
    });
    let service = add(
        "EtabEducNat",
        39_999_999,
        &[
            ("ENTStructureJointure", one("39999999")),
            ("ENTStructureUAI", one("0570000Z")),
            ("ENTStructureNomCourant", one("RECT$RECTORAT$NANCY")),
            ("ENTStructureTypeStruct", one("RECTORAT")),
        ],
    );
    writer.category("EtabEducNat", structures.chain([service]))?;
    let mefs = LEVELS.iter().map(|(mef, label, stat)| {
        let attributes = [
            ("ENTMefJointure", one(*mef)),
            ("ENTLibelleMef", one(*label)),
            ("ENTMEFSTAT11", one(format!("{stat}0010001"))),
        ];
        request("addRequest", "MefEducNat", mef, Some(("attributes", &attributes)))
    });
    writer.category("MefEducNat", mefs)
}

fn pupil(degree: Degree, pupil: &Pupil) -> Attributes {
    let structure = degree.school_id(pupil.school);
    let (mef, label, _) = pick(&LEVELS, pupil.class);
    let adults = pupil.adults.iter();
    let adults = adults.map(|(adult, codes)| format!("{}${codes}", degree.adult_id(*adult))).collect();
    vec![
        ("ENTPersonJointure", one(degree.pupil_id(pupil.number).to_string())),
        ("sn", one(pupil.last_name)),
        ("givenName", one(pupil.first_name)),
        ("ENTPersonDateNaissance", one(format!("{:02}/03/2012", 1 + pupil.number % 28))),
        ("ENTPersonAutresPrenoms", one(pupil.first_name)),
        ("ENTPersonAutresPrenoms", one("Marie")),
        ("ENTEleveNouveauTemoin", one("O")),
        ("ENTElevePersRelEleve", adults),
        ("ENTPersonStructRattach", one(structure.to_string())),
        ("ENTEleveMEF", one(mef)),
        ("ENTEleveLibelleMEF", one(label)),
        ("ENTEleveClasses", one(format!("{structure}${}", class_name(pupil.class)))),
        ("ENTEleveGroupes", Vec::new()),
    ]
}

fn adult(degree: Degree, adult: &Adult) -> Attributes {
    vec![
        ("ENTPersonJointure", one(degree.adult_id(adult.number).to_string())),
        ("sn", one(adult.last_name)),
        ("givenName", one(adult.first_name)),
        ("ENTPersonDateNaissance", Vec::new()),
        ("mail", one(adult.email.clone())),
        ("homePhone", one("0000000000 -")),
    ]
}

fn employee(degree: Degree, person: &Employee) -> Attributes {
    let structure = degree.school_id(person.school);
    let function = match person.place {
        0 => "DIR$DIRECTION$D0010$DIRECTION CHEF D'ETABLISSEMENT",
        1 => "DIR$DIRECTION$D0030$DIRECTION ADJOINT AU CHEF ETABLISSEMENT",
        2 => "EDU$EDUCATION$E0030$EDUCATION (CE ,CPE)",
        3 => "DOC$DOCUMENTATION$L0080$DOCUMENTATION",
        4 => "AED$ASSISTANT D'EDUCATION$-$SANS OBJET",
        5 => "MDS$PERSONNEL MEDICO-SOCIAL$M0010$INFIRMIER(E)",
        place if place.is_multiple_of(2) => "ENS$ENSEIGNEMENT$L0202$LETTRES MODERNES",
        _ => "ENS$ENSEIGNEMENT$L1300$MATHEMATIQUES",
    };
    let mut functions = vec![format!("{structure}${function}")];
    if person.place == 7 {
        functions.push("39999999$ADF$ADMINISTRATION$-$SANS OBJET".to_owned());
    }
    let classes = if person.place < 6 {
        Vec::new()
    } else {
        person.classes.iter().map(|class| format!("{structure}${}$006500", class_name(*class))).collect()
    };
    vec![
        ("ENTPersonJointure", one(degree.staff_id(person.number).to_string())),
        ("sn", one(person.last_name)),
        ("givenName", one(person.first_name)),
        ("mail", one(format!("per{}@ac-essai.example", person.number))),
        // The last one has classes and no function, as some teachers do.
        ("ENTPersonFonctions", if person.place == 29 { Vec::new() } else { functions }),
        ("ENTAuxEnsClassesMatieres", classes),
    ]
}
