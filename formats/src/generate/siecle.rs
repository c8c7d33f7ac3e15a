use std::fmt::Write as _;

use encoding_rs::ISO_8859_15;

use super::{
    aaf::class_name,
    world::{Pupil, World, pick},
};

const MEFS: [(&str, &str); 4] =
    [("10010012110", "6EME"), ("10110001110", "5EME"), ("10210001110", "4EME"), ("10310019110", "3EME")];

/// The files of SIECLE for one school, with pupils who left, contacts, old and new kinds of links.
pub fn siecle(world: &World, school: u64) -> Vec<(String, Vec<u8>)> {
    let uai = format!("{:07}A", 570_000 + school);
    let pupils: Vec<Pupil> = world.pupils_of(school).collect();
    vec![
        file("ElevesSansAdresses.xml", "BEE_ELEVES", &uai, &pupils_and_classes(&pupils)),
        file("ResponsablesAvecAdresses.xml", "BEE_RESPONSABLES", &uai, &guardians(world, &pupils)),
        file("Nomenclature.xml", "BEE_NOMENCLATURES", &uai, &nomenclature()),
    ]
}

fn file(name: &str, root: &str, uai: &str, body: &str) -> (String, Vec<u8>) {
    let text = format!(
        "<?xml version=\"1.0\" encoding=\"ISO-8859-15\"?>\r\n<{root} VERSION=\"4.0\"><PARAMETRES><UAJ>{uai}</UAJ>\
         <ANNEE_SCOLAIRE>2024</ANNEE_SCOLAIRE></PARAMETRES><DONNEES>{body}</DONNEES></{root}>\r\n"
    );
    (name.to_owned(), ISO_8859_15.encode(&text).0.into_owned())
}

fn pupils_and_classes(pupils: &[Pupil]) -> String {
    let mut people = String::new();
    let mut classes = String::new();
    for pupil in pupils {
        let id = pupil.number;
        let mef = pick(&MEFS, pupil.class).0;
        // Some have left, and are still in the file.
        let left = if id % 20 == 7 {
            "<DATE_SORTIE>01/07/2024</DATE_SORTIE><CODE_MOTIF_SORTIE>1</CODE_MOTIF_SORTIE>"
        } else {
            ""
        };
        let _ = write!(
            people,
            "<ELEVE ELEVE_ID=\"{id}\" ELENOET=\"{id}\"><NOM_DE_FAMILLE>{}</NOM_DE_FAMILLE><PRENOM>{}</PRENOM>\
             <DATE_NAISS>05/03/2012</DATE_NAISS><CODE_MEF>{mef}</CODE_MEF>{left}</ELEVE>\r\n",
            pupil.last_name, pupil.first_name
        );
        // Others have no class yet.
        if id % 20 != 9 {
            let _ = write!(
                classes,
                "<STRUCTURES_ELEVE ELEVE_ID=\"{id}\"><STRUCTURE><CODE_STRUCTURE>{}</CODE_STRUCTURE>\
                 <TYPE_STRUCTURE>D</TYPE_STRUCTURE></STRUCTURE></STRUCTURES_ELEVE>\r\n",
                class_name(pupil.class)
            );
        }
    }
    format!("<ELEVES>{people}</ELEVES><STRUCTURES>{classes}</STRUCTURES>")
}

fn guardians(world: &World, pupils: &[Pupil]) -> String {
    let mut people = String::new();
    let mut links = String::new();
    let mut known = Vec::new();
    for pupil in pupils {
        for (number, codes) in &pupil.adults {
            let Some(adult) = world.adult(*number) else { continue };
            if !known.contains(number) {
                known.push(*number);
                let _ = write!(
                    people,
                    "<PERSONNE PERSONNE_ID=\"{number}\"><NOM_DE_FAMILLE>{}</NOM_DE_FAMILLE><PRENOM>{}</PRENOM>\
                     <MEL>{}</MEL></PERSONNE>\r\n",
                    adult.last_name, adult.first_name, adult.email
                );
            }
            links.push_str(&link(pupil.number, *number, codes));
        }
    }
    format!("<PERSONNES>{people}</PERSONNES><RESPONSABLES>{links}</RESPONSABLES>")
}

/// Old links have no level of responsibility; SIECLE writes 3 where AAF writes 0.
fn link(pupil: u64, adult: u64, codes: &str) -> String {
    let mut parts = codes.split('$');
    let relation = parts.next().unwrap_or_default();
    let level = parts.nth(1).unwrap_or_default();
    let standing = match (relation.len(), level) {
        (1, legal) => format!("<RESP_LEGAL>{legal}</RESP_LEGAL>"),
        (_, "0") => "<RESP_LEGAL>0</RESP_LEGAL><NIVEAU_RESPONSABILITE>3</NIVEAU_RESPONSABILITE>".to_owned(),
        (_, level) => format!("<NIVEAU_RESPONSABILITE>{level}</NIVEAU_RESPONSABILITE>"),
    };
    format!(
        "<RESPONSABLE_ELEVE><ELEVE_ID>{pupil}</ELEVE_ID><PERSONNE_ID>{adult}</PERSONNE_ID>\
         <CODE_PARENTE>{relation}</CODE_PARENTE>{standing}<PERS_PAIMENT>0</PERS_PAIMENT></RESPONSABLE_ELEVE>\r\n"
    )
}

fn nomenclature() -> String {
    let mefs: Vec<String> = MEFS
        .iter()
        .map(|(code, label)| {
            format!("<MEF CODE_MEF=\"{code}\"><FORMATION>{label}</FORMATION><LIBELLE_LONG>{label}</LIBELLE_LONG></MEF>")
        })
        .collect();
    format!("<MEFS>{}</MEFS>", mefs.concat())
}
