mod academies;
mod degrees;
mod elsewhere;
mod nights;

use super::*;
use crate::{
    Limits, Reason, Weight,
    generate::{World, complete, delta},
    model::{Directory, Note},
    record::{Relation, Teaching},
};

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 9, day).expect("a day")
}

/// One record of a category, from lines `name=value|value`.
fn record(request: &str, category: &str, id: &str, attributes: &str) -> String {
    let operational = if category == "EtabEducNat" { "categorieStructure" } else { "categoriePersonne" };
    let (wrapper, tag, extra) = match request {
        "modifyRequest" => ("modifications", "modification", " operation=\"replace\""),
        _ => ("attributes", "attr", ""),
    };
    let body: Vec<String> = attributes
        .split('\n')
        .filter_map(|line| line.trim().split_once('='))
        .map(|(name, values)| {
            let values = values.split('|').map(|value| format!("<value>{value}</value>"));
            let values = values.collect::<Vec<_>>().concat();
            format!("<{tag} name=\"{name}\"{extra}>{values}</{tag}>")
        })
        .collect();
    let body = if request == "deleteRequest" {
        String::new()
    } else {
        format!("<{wrapper}>{}</{wrapper}>", body.concat())
    };
    format!(
        "<{request}><operationalAttributes><attr name=\"{operational}\"><value>{category}</value></attr>\
         </operationalAttributes> <identifier><id>{id}</id></identifier>{body}</{request}>"
    )
}

const SCHOOL: &str = "ENTStructureJointure=77\nENTStructureUAI=0570051W\nENTStructureNomCourant=CLG$CLG CURIE$METZ\nENTStructureTypeStruct=COLLEGE\nENTServAcCodeAcademie=012\nENTStructureClasses=3B$3EME B$10310019110";
const PUPIL: &str = "ENTPersonJointure=9001\nsn=MORIN\ngivenName=&#201;lise\nENTElevePersRelEleve=9101$10$1$1$1$1|9102$20$0$1$1$0|9103$90$0$0$1$0\nENTEleveNivFormation=3EME\nENTPersonStructRattach=77\nENTEleveClasses=77$3B\nENTEleveGroupes=";

fn adult(id: &str) -> String {
    record(
        "addRequest",
        "PersRelEleve",
        id,
        &format!("ENTPersonJointure={id}\nsn=MORIN\ngivenName=Adulte {id}\nmail=a{id}@courriel.example"),
    )
}

struct Delivered {
    files: Vec<(String, Vec<u8>)>,
}

impl Delivered {
    fn new(feed: &str, date: &str, parts: &[(&str, String)]) -> Self {
        let files = parts.iter().map(|(category, records)| {
            let text =
                format!("<!DOCTYPE ficAlimMENESR SYSTEM \"x.dtd\"><ficAlimMENESR>{records}</ficAlimMENESR>");
            (format!("ENT_{feed}{date}_{category}_0000.xml"), text.into_bytes())
        });
        Self { files: files.collect() }
    }

    fn complete(pupil: &str, staff: &str) -> Self {
        let adults = ["9101", "9102", "9103"].map(adult).concat();
        Self::new(
            "Complet",
            "_20240916",
            &[
                ("EtabEducNat", record("addRequest", "EtabEducNat", "77", SCHOOL)),
                ("Eleve", record("addRequest", "Eleve", "9001", pupil)),
                ("PersRelEleve", adults),
                ("PersEducNat", staff.to_owned()),
            ],
        )
    }

    fn read_with(self, options: &Options, directory: &mut Directory) -> (Outcome, Vec<Note>) {
        let mut source = Source::memory(self.files, Limits::default()).expect("files");
        let deliveries = deliveries(&mut source).expect("deliveries");
        let mut notes = Vec::new();
        let mut outcome = Outcome::default();
        for delivery in &deliveries {
            outcome = read(&mut source, delivery, options, &mut |record| {
                notes.extend(directory.apply(delivery.feed, record));
            });
        }
        (outcome, notes)
    }

    fn read(self) -> (Directory, Outcome) {
        let mut directory = Directory::default();
        let (outcome, _) = self.read_with(&Options::new(day(20)), &mut directory);
        (directory, outcome)
    }
}

fn parents(directory: &Directory) -> Vec<String> {
    directory.links().into_iter().map(|(parent, _)| parent).collect()
}

fn reasons(outcome: &Outcome) -> Vec<&Reason> {
    outcome.problems.kept().iter().map(|problem| &problem.reason).collect()
}

#[test]
fn a_contact_never_becomes_a_parent_nor_a_user() {
    let (directory, outcome) = Delivered::complete(PUPIL, "").read();
    assert_eq!(outcome.problems.kept(), []);
    assert_eq!(parents(&directory), ["12-9101", "12-9102"]);
    assert!(!directory.people().contains_key("12-9103"), "the contact does not come along at all");
    let pupil = directory.known("12-9001").expect("a pupil");
    assert_eq!((pupil.person.first_name.as_str(), outcome.academy.as_str()), ("Élise", "12"));
    let mother = pupil.parents.iter().find(|link| link.parent == "12-9101").expect("a mother");
    assert_eq!(mother.relation, Relation::Mother);
}

#[test]
fn level_two_counts_with_old_codes_and_by_the_setting_with_new_ones() {
    let links = |links: &str, in_charge| {
        let pupil = PUPIL.replace("9101$10$1$1$1$1|9102$20$0$1$1$0|9103$90$0$0$1$0", links);
        let mut directory = Directory::default();
        let options = Options { in_charge, ..Options::new(day(20)) };
        Delivered::complete(&pupil, "").read_with(&options, &mut directory);
        parents(&directory)
    };
    assert_eq!(links("9102$1$0$2$0$0", false), ["12-9102"], "the second guardian of old files");
    assert_eq!(links("9102$42$0$2$1$0", false), Vec::<String>::new());
    assert_eq!(links("9102$42$0$2$1$0", true), ["12-9102"]);
    assert_eq!(links("9103$90$1$0$1$1", true), Vec::<String>::new(), "whoever pays is a contact");
}

#[test]
fn the_first_degree_has_its_own_names() {
    let pupil = "ENTPersonJointure=9001\nENTPersonNom=MORIN\nENTPersonPrenom=Lou\nENTPersonStructRattach=77\nENTEleveNiveau=1122$CE1\nENTPersonClasses=77$11$ORDINAIRE$500$CE1 de Mme X\nENTEleveAutoriteParentale=9101$10|9102$20";
    let staff = record(
        "addRequest",
        "PersEducNat",
        "1",
        "ENTPersonJointure=1\nENTPersonNom=ROY\nENTPersonPrenom=Ana\nENTPersonFonctions=77$-$SANS OBJET$-$SANS OBJET\nENTEnsFonctionDir=77\nENTAuxEnsClasses=77$11$ORDINAIRE$500$CE1 de Mme X",
    );
    let (directory, outcome) = Delivered::complete(pupil, &staff).read();
    assert_eq!(outcome.problems.kept(), []);
    assert_eq!(parents(&directory), ["12-9101", "12-9102"]);
    let rows: Vec<String> = directory
        .rows()
        .into_iter()
        .map(|row| format!("{} {} {} {}", row.person, row.profile.code(), row.level, row.function))
        .collect();
    assert!(rows.contains(&"12-9001 National_ELV CE1 ".to_owned()), "{rows:?}");
    assert!(rows.contains(&"12-9101 National_TUT CE1 ".to_owned()), "{rows:?}");
    assert!(rows.contains(&"12-1 National_DIR  Chef d'établissement".to_owned()), "{rows:?}");
    let class = &directory.classes.values().find(|class| class.code == "500").expect("the class");
    assert_eq!(class.name, "CE1 de Mme X");
}

#[test]
fn who_has_another_function_is_no_head() {
    let functions = |value: &str| {
        let attributes = format!(
            "ENTPersonJointure=1\nsn=ROY\ngivenName=Ana\nENTPersonFonctions={value}\nENTEnsFonctionDir=77"
        );
        let staff = record("addRequest", "PersEducNat", "1", &attributes);
        let (directory, _) = Delivered::complete(PUPIL, &staff).read();
        let rows = directory.rows().into_iter().filter(|row| row.person == "12-1");
        rows.map(|row| row.function).collect::<Vec<_>>()
    };
    let manager = functions("77$ADF$PERSONNELS ADMINISTRATIFS$P9102$GESTION MATERIELLE");
    assert_eq!(manager, ["Gestionnaire"], "the second degree");
    let head = functions("77$-$SANS OBJET$-$SANS OBJET");
    assert!(head.contains(&"Chef d'établissement".to_owned()), "the first degree: {head:?}");
}

#[test]
fn teachers_have_the_levels_of_their_classes() {
    let staff = record(
        "addRequest",
        "PersEducNat",
        "1",
        "ENTPersonJointure=1\nsn=ROY\ngivenName=Ana\nENTPersonFonctions=77$ENS$ENSEIGNEMENT$L0202$LETTRES MODERNES\nENTAuxEnsClassesMatieres=77$3B$006500\nENTAuxEnsClasses=77$3B|77$3B\nENTAuxEnsClassesPrincipal=77$3B",
    );
    let (directory, _) = Delivered::complete(PUPIL, &staff).read();
    let teacher = directory.rows().into_iter().find(|row| row.person == "12-1").expect("a row");
    assert_eq!((teacher.level.as_str(), teacher.subject.as_str()), ("3e", "Lettres modernes"));
    let known = directory.known("12-1").expect("a teacher");
    let taught: Vec<&Teaching> = known.teachings.iter().collect();
    assert_eq!(taught.len(), 1, "repeated classes count once");
    assert!(taught[0].principal);
}

#[test]
fn a_teacher_without_function_and_one_of_a_service() {
    let staff = record(
        "addRequest",
        "PersEducNat",
        "1",
        "ENTPersonJointure=1\nsn=ROY\ngivenName=Ana\nENTAuxEnsClasses=77$3B",
    ) + &record(
        "addRequest",
        "PersEducNat",
        "2",
        "ENTPersonJointure=2\nsn=ROY\ngivenName=Léo\nENTPersonFonctions=88$ADF$ADMINISTRATION$-$SANS OBJET",
    );
    let mut delivered = Delivered::complete(PUPIL, &staff);
    let service = record(
        "addRequest",
        "EtabEducNat",
        "88",
        "ENTStructureJointure=88\nENTStructureUAI=0570000Z\nENTStructureNomCourant=RECT$RECTORAT$NANCY\nENTStructureTypeStruct=RECTORAT",
    );
    delivered.files.push((
        "ENT_Complet_20240916_EtabEducNat_0001.xml".to_owned(),
        format!("<ficAlimMENESR>{service}</ficAlimMENESR>").into_bytes(),
    ));
    let (directory, outcome) = delivered.read();
    let of = |key: &str| {
        directory.people()[key].memberships.iter().map(|row| row.profile.code()).collect::<Vec<_>>()
    };
    assert_eq!(of("12-1"), ["National_ENS"]);
    assert_eq!(of("12-2"), Vec::<&str>::new());
    assert_eq!(reasons(&outcome), [&Reason::NotASchool { kind: "RECTORAT".to_owned() }]);
    assert!(!directory.schools.contains_key("0570000Z"));
}

#[test]
fn unknown_attributes_are_counted_and_faults_name_their_place() {
    let pupil = format!("{PUPIL}\nENTEleveNouveau=x");
    let staff = record("addRequest", "PersEducNat", "1", "ENTPersonJointure=2\nsn=ROY\ngivenName=Ana")
        + &record("addRequest", "PersEducNat", "3", "ENTPersonJointure=3\nsn=ROY");
    let (directory, outcome) = Delivered::complete(&pupil, &staff).read();
    assert_eq!(outcome.problems.unknown_names().get("ENTEleveNouveau"), Some(&1));
    assert!(directory.people().contains_key("12-9001"));
    let [differs, missing] = outcome.problems.kept() else { panic!("{:?}", outcome.problems) };
    assert_eq!(
        (differs.weight, differs.place.record.as_deref(), differs.place.line),
        (Weight::Skips, Some("1"), Some(1))
    );
    assert!(matches!(differs.reason, Reason::IdentifierDiffers { .. }));
    assert_eq!((missing.place.element.as_deref(), &missing.reason), (Some("givenName"), &Reason::Missing));
    assert!(missing.place.file.contains("PersEducNat"));
}

#[test]
fn pupils_who_left_or_have_not_come_yet_are_not_there() {
    for (date, there) in [
        ("ENTEleveDateSortieStructRattach=19/09/2024", false),
        ("ENTEleveDateSortieStructRattach=20/09/2024", true),
        ("ENTEleveDateSortieStructRattach=2024-09-19", false),
        ("ENTEleveDateEntreeStructRattach=77$21/09/2024", false),
        ("ENTEleveDateEntreeStructRattach=77$02/09/2024", true),
    ] {
        let (directory, outcome) = Delivered::complete(&format!("{PUPIL}\n{date}"), "").read();
        assert_eq!(directory.people().contains_key("12-9001"), there, "{date}");
        let not_yet = Reason::NotYet { pupils: 1, from: day(21) };
        let told: Vec<&Reason> = date.contains("21/09/2024").then_some(&not_yet).into_iter().collect();
        assert_eq!(reasons(&outcome), told, "{date}");
    }
}

#[test]
fn a_delta_changes_removes_and_adds() {
    let mut directory = Directory::default();
    let options = Options::new(day(20));
    Delivered::complete(PUPIL, "").read_with(&options, &mut directory);
    let school = ("EtabEducNat", record("addRequest", "EtabEducNat", "77", SCHOOL));
    let moved = PUPIL.replace("77$3B", "77$3C").replace("|9102$20$0$1$1$0", "");
    let changes = record("modifyRequest", "Eleve", "9001", &moved)
        + &record("modifyRequest", "Eleve", "9002", &moved.replace("9001", "9002"))
        + &record("deleteRequest", "Eleve", "9999", "");
    let delta = Delivered::new("Delta", "_20240917", &[school.clone(), ("Eleve", changes)]);
    let (outcome, notes) = delta.read_with(&options, &mut directory);
    assert_eq!(outcome.problems.kept(), []);
    assert_eq!(notes, [Note::ModifiedUnknown("12-9002".to_owned()), Note::LeftUnknown("12-9999".to_owned())]);
    let pupil = directory.known("12-9001").expect("a pupil");
    let codes: Vec<&str> = pupil.enrolments.iter().map(|row| row.code.as_str()).collect();
    assert_eq!(codes, ["3C"]);
    assert!(!directory.users().contains_key("12-9102"), "nobody's parent any more");
    let delta = Delivered::new(
        "Delta",
        "_20240918",
        &[school, ("Eleve", record("deleteRequest", "Eleve", "9001", ""))],
    );
    delta.read_with(&options, &mut directory);
    assert!(!directory.people().contains_key("12-9001"));
}

#[test]
fn an_operation_other_than_replace_is_refused() {
    let change = record("modifyRequest", "Eleve", "9001", PUPIL).replacen("replace", "delete", 1);
    let delta = Delivered::new(
        "Delta",
        "_20240917",
        &[("EtabEducNat", record("addRequest", "EtabEducNat", "77", SCHOOL)), ("Eleve", change)],
    );
    let (directory, outcome) = delta.read();
    assert_eq!(reasons(&outcome), [&Reason::UnknownOperation("delete".to_owned())]);
    assert!(directory.people().is_empty());
}

#[test]
fn nothing_older_than_the_last_delivery_is_read() {
    let read = |feed: &str, date: &str, last| {
        let parts = ["EtabEducNat", "Eleve", "PersRelEleve", "PersEducNat"].map(|category| {
            let records = if category == "EtabEducNat" {
                record("addRequest", category, "77", SCHOOL)
            } else {
                String::new()
            };
            (category, records)
        });
        let options = Options { last: Some(day(last)), ..Options::new(day(20)) };
        let (outcome, _) = Delivered::new(feed, date, &parts).read_with(&options, &mut Directory::default());
        outcome.problems
    };
    assert!(read("Complet", "_20240916", 17).stops());
    assert!(!read("Complet", "_20240916", 16).stops(), "the same complete delivery again");
    assert!(read("Delta", "_20240916", 16).stops(), "the same delta again");
    assert!(!read("Delta", "_20240917", 16).stops());
    let undated = read("Complet", "", 17);
    assert!(!undated.stops());
    assert!(undated.kept().iter().any(|problem| problem.reason == Reason::NoDate));
}

#[test]
fn a_delivery_with_a_hole_is_refused() {
    let mut delivered = Delivered::complete(PUPIL, "");
    let last = delivered.files.pop().expect("a file");
    delivered.files.push(("ENT_Complet_20240916_PersEducNat_0001.xml".to_owned(), last.1));
    let (_, outcome) = delivered.read();
    assert_eq!(reasons(&outcome), [&Reason::MissingPart { number: 0 }]);
    let mut delivered = Delivered::complete(PUPIL, "");
    delivered.files.retain(|(name, _)| !name.contains("PersRelEleve"));
    let (_, outcome) = delivered.read();
    assert_eq!(
        reasons(&outcome),
        [&Reason::MissingFile { name: "PersRelEleve".to_owned() }],
        "all links would vanish"
    );
    let mut delivered = Delivered::complete(PUPIL, "");
    let half = delivered.files[1].1.len() / 2;
    delivered.files[1].1.truncate(half);
    let (_, outcome) = delivered.read();
    assert!(outcome.problems.stops(), "a cut file");
}

#[test]
fn a_misnamed_part_is_told_by_its_content() {
    let mut delivered = Delivered::complete(PUPIL, "");
    delivered.files[1].0 = "ENT_Complet_20240916_MatiereEducNat_0000.xml".to_owned();
    let (directory, outcome) = delivered.read();
    assert_eq!(reasons(&outcome), [&Reason::Misnamed { content: "Eleve".to_owned() }]);
    assert!(directory.people().contains_key("12-9001"));
}

fn generated(world: &World, old: Option<&World>) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    let mut keep = |name: &str, bytes: &[u8]| {
        files.push((name.to_owned(), bytes.to_vec()));
        Ok(())
    };
    match old {
        None => complete(world, day(1 + u32::try_from(world.night).unwrap_or_default()), &mut keep),
        Some(old) => delta(old, world, day(1 + u32::try_from(world.night).unwrap_or_default()), &mut keep),
    }
    .expect("writes");
    files
}
