use std::collections::BTreeMap;

use domain::directory::matches::{Candidate, MAX_CANDIDATES, MAX_MATCHES, Match};
use formats::{
    model::Directory,
    record::{Doubt, Enrolment, FamilyLink, Feed, Question, Record, Relation},
    text::fold,
};
use sha2::{Digest, Sha256};

/// Turns the children whom ONDE does not name for certain into questions, and applies the answers that
/// were given. An answered question is not asked again; nothing is guessed.
pub(super) fn matched(directory: &mut Directory, decided: &BTreeMap<String, String>) -> Vec<Match> {
    let mut asked: Vec<Match> = Vec::new();
    for doubt in std::mem::take(&mut directory.doubts) {
        let Some((parent, question)) = question(directory, &doubt) else {
            directory.doubts.push(doubt);
            continue;
        };
        let answer = decided.get(&question.id).map(String::as_str);
        let chosen = answer.filter(|key| question.candidates.iter().any(|one| one.key == *key));
        match (chosen, answer) {
            (Some(child), _) => {
                let (child, relation) = (child.to_owned(), Relation::Guardian);
                directory.apply(Feed::Complete, Record::FamilyLink(FamilyLink { parent, child, relation }));
            }
            // None of these pupils.
            (None, Some("")) => {}
            // Also when the pupil who was chosen has left.
            (None, _) => directory.doubts.push(doubt),
        }
        if asked.len() < MAX_MATCHES && asked.iter().all(|one| one.id != question.id) {
            asked.push(question);
        }
    }
    asked
}

/// The guardian, and what is asked about them; `None` if nobody can be chosen.
fn question(directory: &Directory, doubt: &Doubt) -> Option<(String, Match)> {
    let parent = doubt.parent.clone().filter(|_| doubt.question == Question::WhichChild)?;
    let guardian = directory.known(&parent)?.person;
    let candidates: Vec<Candidate> = doubt
        .candidates
        .iter()
        .filter_map(|key| {
            let known = directory.known(key)?;
            let class = known.enrolments.first().map(|enrolment| class_name(directory, enrolment));
            Some(Candidate {
                key: key.clone(),
                name: format!("{} {}", known.person.last_name, known.person.first_name),
                class: class.unwrap_or_default(),
                born: known.person.born,
            })
        })
        .take(MAX_CANDIDATES)
        .collect();
    if candidates.is_empty() {
        return None;
    }
    let digest = hex::encode(Sha256::digest(format!("{parent}\n{}", fold(&doubt.about))));
    let asked = Match {
        id: digest.get(..16)?.to_owned(),
        guardian: format!("{} {}", guardian.last_name, guardian.first_name),
        email: guardian.email,
        child: doubt.about.clone(),
        candidates,
    };
    Some((parent, asked))
}

/// What people call a class: recent files have numbers of their own for them.
fn class_name(directory: &Directory, of: &Enrolment) -> String {
    let class = directory.classes.get(&(of.school.clone(), of.kind, of.code.clone()));
    class.map_or_else(|| of.code.clone(), |class| class.name.clone())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use formats::{Limits, archive::Source, model::Directory, onde, record::Feed};

    use super::matched;

    const PUPILS: &str = "Nom;Prénom;Né(e) le;Cycle;Niveau;Classe\n\
        ROY;Léo;01/04/2016;CYCLE II;CE1;CE1 A\nROY;Léo;01/05/2016;CYCLE II;CE1;CE1 A\n";
    const GUARDIANS: &str = "Nom responsable;Prénom responsable;Courriel;Nom de famille enfant;Prénom enfant;Classes enfants\n\
        ROY;Luc;luc@courriel.example;ROY;Léo;CE1 A\n";

    fn read(pupils: &str) -> Directory {
        let files = [("e.csv", pupils), ("r.csv", GUARDIANS)];
        let files = files.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec())).to_vec();
        let mut source = Source::memory(files, Limits::default()).expect("files");
        let mut directory = Directory::default();
        let outcome = onde::read(&mut source, "0570100A", &mut |record| {
            directory.apply(Feed::Complete, record);
        });
        assert!(!outcome.problems.stops(), "{:?}", outcome.problems.kept());
        directory
    }

    #[test]
    fn classes_are_called_by_their_names() {
        let pupils = PUPILS
            .replace(";Classe\n", ";Libellé classe;Identifiant classe\n")
            .replace(";CE1 A\n", ";CE1 A;4411\n");
        let mut directory = read(&pupils);
        let asked = matched(&mut directory, &BTreeMap::new());
        let classes: Vec<&str> = asked[0].candidates.iter().map(|one| one.class.as_str()).collect();
        assert_eq!(classes, ["CE1 A", "CE1 A"]);
    }

    #[test]
    fn a_person_decides_and_the_next_import_does_so() {
        let mut directory = read(PUPILS);
        let asked = matched(&mut directory, &BTreeMap::new());
        assert_eq!((asked.len(), asked[0].candidates.len(), directory.doubts.len()), (1, 2, 1));
        assert!(directory.links().is_empty(), "nothing is guessed");
        let (id, second) = (asked[0].id.clone(), asked[0].candidates[1].key.clone());

        let mut directory = read(PUPILS);
        let again = matched(&mut directory, &BTreeMap::from([(id.clone(), second.clone())]));
        assert_eq!((again, directory.doubts.len()), (asked, 0), "asked again, and answered");
        let children: Vec<String> = directory.links().into_iter().map(|(_, child)| child).collect();
        assert_eq!(children, [second]);

        for (answer, doubts) in [("", 0), ("somebody who has left", 1)] {
            let mut directory = read(PUPILS);
            matched(&mut directory, &BTreeMap::from([(id.clone(), answer.to_owned())]));
            assert_eq!((directory.links().len(), directory.doubts.len()), (0, doubts), "{answer}");
        }
    }
}
