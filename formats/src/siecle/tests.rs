mod elsewhere;

use chrono::NaiveDate;

use super::*;
use crate::{Feed, Limits, model::Directory, tables::Functions};

const HEAD: &str =
    "<PARAMETRES><UAJ>0570051W</UAJ><ANNEE_SCOLAIRE>2024</ANNEE_SCOLAIRE></PARAMETRES><DONNEES>";
const PUPILS: &str = "<BEE_ELEVES VERSION='4.0'>HEAD<ELEVES>\
    <ELEVE ELEVE_ID='1' ELENOET='9'><NOM_DE_FAMILLE>MORIN</NOM_DE_FAMILLE><PRENOM>Élise</PRENOM><DATE_NAISS>05/03/2011</DATE_NAISS><CODE_MEF>10310019110</CODE_MEF></ELEVE>\
    <ELEVE ELEVE_ID='2'><NOM_DE_FAMILLE>ROY</NOM_DE_FAMILLE><PRENOM>Tom</PRENOM><DATE_SORTIE>01/09/2024</DATE_SORTIE><CODE_MOTIF_SORTIE>1</CODE_MOTIF_SORTIE></ELEVE>\
    </ELEVES><STRUCTURES><STRUCTURES_ELEVE ELEVE_ID='1'><STRUCTURE><CODE_STRUCTURE>3B</CODE_STRUCTURE><TYPE_STRUCTURE>D</TYPE_STRUCTURE></STRUCTURE>\
    <STRUCTURE><CODE_STRUCTURE>3LATIN</CODE_STRUCTURE><TYPE_STRUCTURE>G</TYPE_STRUCTURE></STRUCTURE></STRUCTURES_ELEVE></STRUCTURES></DONNEES></BEE_ELEVES>";
const GUARDIANS: &str = "<BEE_RESPONSABLES>HEAD<PERSONNES>\
    <PERSONNE PERSONNE_ID='10'><NOM_DE_FAMILLE>MORIN</NOM_DE_FAMILLE><PRENOM>Ana</PRENOM><MEL>ana@courriel.example</MEL></PERSONNE>\
    <PERSONNE PERSONNE_ID='11'><NOM_DE_FAMILLE>MORIN</NOM_DE_FAMILLE><PRENOM>Luc</PRENOM></PERSONNE>\
    <PERSONNE PERSONNE_ID='12'><NOM_DE_FAMILLE>VOISIN</NOM_DE_FAMILLE><PRENOM>Zoé</PRENOM></PERSONNE></PERSONNES><RESPONSABLES>\
    <RESPONSABLE_ELEVE><ELEVE_ID>1</ELEVE_ID><PERSONNE_ID>10</PERSONNE_ID><RESP_LEGAL>1</RESP_LEGAL><CODE_PARENTE>10</CODE_PARENTE><NIVEAU_RESPONSABILITE>1</NIVEAU_RESPONSABILITE></RESPONSABLE_ELEVE>\
    <RESPONSABLE><ELEVE_ID>1</ELEVE_ID><PERSONNE_ID>11</PERSONNE_ID><RESP_LEGAL>2</RESP_LEGAL><CODE_PARENTE>20</CODE_PARENTE></RESPONSABLE>\
    <RESPONSABLE_ELEVE><ELEVE_ID>1</ELEVE_ID><PERSONNE_ID>12</PERSONNE_ID><RESP_LEGAL>1</RESP_LEGAL><CODE_PARENTE>90</CODE_PARENTE><NIVEAU_RESPONSABILITE>3</NIVEAU_RESPONSABILITE></RESPONSABLE_ELEVE>\
    </RESPONSABLES></DONNEES></BEE_RESPONSABLES>";
const NOMENCLATURE: &str = "<BEE_NOMENCLATURES>HEAD<MEFS><MEF CODE_MEF='10310019110'><FORMATION>3EME</FORMATION><LIBELLE_LONG>3EME GENERALE</LIBELLE_LONG></MEF></MEFS></DONNEES></BEE_NOMENCLATURES>";
const STAFF: &str = "<STS_EDT><PARAMETRES><UAJ CODE='0570051W'><DENOM_PRINC>COLLEGE</DENOM_PRINC><DENOM_COMPL>CURIE</DENOM_COMPL><COMMUNE>METZ</COMMUNE></UAJ></PARAMETRES>\
    <NOMENCLATURES><MATIERES><MATIERE CODE='006500'><LIBELLE_LONG>MATHEMATIQUES</LIBELLE_LONG></MATIERE></MATIERES></NOMENCLATURES><DONNEES><INDIVIDUS>\
    <INDIVIDU ID='5' TYPE='epp'><NOM_USAGE>BENALI</NOM_USAGE><PRENOM>Karim</PRENOM><FONCTION>ENS</FONCTION><DISCIPLINES><DISCIPLINE CODE='L1300'><LIBELLE_COURT>MATHEMATIQUES</LIBELLE_COURT></DISCIPLINE></DISCIPLINES>\
    <PROFS_PRINC><PROF_PRINC><CODE_STRUCTURE>3B</CODE_STRUCTURE><DATE_DEBUT>2024-09-01</DATE_DEBUT><DATE_FIN>2025-08-31</DATE_FIN></PROF_PRINC></PROFS_PRINC></INDIVIDU>\
    <INDIVIDU ID='5' TYPE='local'><NOM_USAGE>ROY</NOM_USAGE><PRENOM>Ana</PRENOM><FONCTION>EDU</FONCTION></INDIVIDU></INDIVIDUS>\
    <STRUCTURE><DIVISIONS><DIVISION CODE='3B'><LIBELLE_LONG>3EME B</LIBELLE_LONG><SERVICES><SERVICE CODE_MATIERE='006500'><ENSEIGNANTS><ENSEIGNANT ID='5' TYPE='epp'/></ENSEIGNANTS></SERVICE></SERVICES></DIVISION></DIVISIONS></STRUCTURE></DONNEES></STS_EDT>";

fn file(name: &str, text: &str) -> (String, Vec<u8>) {
    let text = format!("<?xml version=\"1.0\" encoding=\"ISO-8859-15\"?>{}", text.replace("HEAD", HEAD));
    let bytes = text.chars().map(|sign| u8::try_from(u32::from(sign)).unwrap_or(b'?')).collect();
    (name.to_owned(), bytes)
}

fn read_files(files: Vec<(String, Vec<u8>)>) -> (Directory, Outcome) {
    let mut source = Source::memory(files, Limits::default()).expect("files");
    let today = NaiveDate::from_ymd_opt(2024, 9, 20).expect("a day");
    let options = Options { in_charge: false, today, functions: Functions::default() };
    let mut directory = Directory::default();
    let outcome = read(&mut source, &options, &mut |record| {
        directory.apply(Feed::Complete, record);
    });
    (directory, outcome)
}

fn whole() -> Vec<(String, Vec<u8>)> {
    vec![file("a.xml", GUARDIANS), file("b.xml", NOMENCLATURE), file("c.xml", PUPILS), file("d.xml", STAFF)]
}

#[test]
fn the_files_of_a_school_are_joined_in_any_order() {
    let (directory, outcome) = read_files(whole());
    assert_eq!(outcome.problems.kept(), []);
    let rows: Vec<String> = directory
        .rows()
        .into_iter()
        .map(|row| {
            let place = format!("{},{}", row.class, row.group);
            let what = format!("{}{}", row.function, row.subject);
            format!("{} {} {} {place} {what}", row.person, row.profile.code(), row.level)
        })
        .collect();
    assert_eq!(
        rows,
        [
            "0570051W-E1 National_ELV 3e 3EME B,3LATIN ",
            "0570051W-Pepp5 National_ENS 3e 3EME B, Mathematiques",
            "0570051W-Pepp5 National_ENS 3e 3EME B, Professeur principalMathematiques",
            "0570051W-Plocal5 National_EVS  , CPE",
            "0570051W-R10 National_TUT 3e 3EME B,3LATIN ",
            "0570051W-R11 National_TUT 3e 3EME B,3LATIN ",
        ],
        "who left is absent, a contact is nobody's parent, one number is two people"
    );
    assert_eq!(directory.schools["0570051W"].name, "COLLEGE CURIE");
    assert_eq!(directory.people()["0570051W-E1"].enrolments.len(), 2);
    let taught = directory.known("0570051W-Pepp5").expect("a teacher").teachings;
    assert!(taught.len() == 1 && taught.iter().all(|row| row.principal && row.subject == "Mathematiques"));
}

#[test]
fn files_of_two_schools_and_lone_guardians_are_refused() {
    let mut mixed = whole();
    mixed[3] = file("d.xml", &STAFF.replace("0570051W", "0570052X"));
    let (_, outcome) = read_files(mixed);
    assert!(
        outcome.problems.kept().iter().any(|problem| matches!(problem.reason, Reason::WrongSchool { .. }))
    );
    let (directory, outcome) = read_files(vec![file("a.xml", GUARDIANS)]);
    assert!(outcome.problems.stops() && directory.people().is_empty());
    let (_, outcome) = read_files(vec![("eleves.csv".to_owned(), b"parent;enfant\n".to_vec())]);
    let reason = Reason::WrongFile { expected: Format::SieclePupils, found: Format::Families };
    assert_eq!(outcome.problems.kept()[0].reason, reason);
}

#[test]
fn people_of_no_school_are_refused() {
    let nobody = |texts: [&str; 2]| {
        let [pupils, guardians] = texts.map(|text| text.replace("HEAD", "<PARAMETRES/><DONNEES>"));
        let (directory, outcome) = read_files(vec![file("a.xml", &guardians), file("c.xml", &pupils)]);
        assert!(directory.people().is_empty());
        outcome.problems.kept().iter().any(|problem| problem.reason == Reason::NotAUai(String::new()))
    };
    assert!(nobody([PUPILS, GUARDIANS]));
    let (directory, outcome) = read_files(vec![file("d.xml", &STAFF.replace("0570051W", "57-51"))]);
    assert!(outcome.problems.stops() && directory.people().is_empty());
}
