//! What real deliveries hold besides what is needed.

use std::io::{Cursor, Write as _};

use backend::{
    audit::Entry,
    directory::{
        import::{FileKind, Files, RowRefusal},
        runs,
    },
};
use bytes::Bytes;
use domain::{
    access::Role,
    audit::Action,
    directory::{Container, ImportOrigin, LossKind, Reason},
};
use formats::generate::{self, World as Invented};
use sea_orm::{ConnectionTrait as _, DatabaseConnection};
use testing::{
    World, both_engines,
    directory::{APPLY, apply, links, memberships, rows, run, small},
};
use words::Language;
use zip::{ZipWriter, write::SimpleFileOptions};

use super::{ANYTHING, Parts, bytes, delivery, family, part, reasons};

#[both_engines]
async fn a_parent_whom_nothing_describes_and_a_document_type_are_told(db: &DatabaseConnection) {
    let mut parts = family("ENTElevePersRelEleve", "9101$10$1$1$1$1|9107$20$0$1$1$0");
    parts.push(("ficAlimMENESR.dtd".to_owned(), "<!ELEMENT ficAlimMENESR (addRequest)*>\n".into()));
    let report = apply(db, &delivery(parts.clone())).await;
    assert_eq!(links(db).await, ["12-9101 12-9001"], "the others are not lost");
    let reasons = report.remarks.listed.iter().filter_map(|one| match &one.refusal {
        RowRefusal::Delivery(reason) => Some(reason),
        _ => None,
    });
    let reasons: Vec<&Reason> = reasons.collect();
    assert!(reasons.contains(&&Reason::UnknownPerson("12-9107".to_owned())), "{reasons:?}");
    assert!(reasons.iter().any(|reason| matches!(reason, Reason::Unknown { .. })), "{reasons:?}");
    let words = Language::default().words();
    let said: Vec<String> = report.remarks.listed.iter().map(|one| one.sentence(words)).collect();
    assert!(said.iter().any(|said| said.contains("ficAlimMENESR.dtd")), "{said:?}");
    assert!(apply(db, &delivery(parts)).await.is_idle());
}

#[both_engines]
async fn attributes_of_the_future_are_told_with_how_often_they_came(db: &DatabaseConnection) {
    let mut parts = family("ENTElevePersRelEleve", "9101$10$1$1$1$1");
    for (name, bytes) in &mut parts {
        if name.contains("_Eleve_") {
            let text = String::from_utf8(bytes.to_vec()).expect("text");
            let more = "<attributes><attr name=\"ENTEleveNouveau\"><value>1</value></attr>";
            *bytes = text.replace("<attributes>", more).into();
        }
    }
    let report = apply(db, &delivery(parts)).await;
    let expected = Reason::UnknownNames { names: vec!["ENTEleveNouveau (1)".to_owned()], total: 1 };
    let expected = RowRefusal::Delivery(expected);
    assert!(report.remarks.listed.iter().any(|one| one.refusal == expected), "{:#?}", report.remarks);
}

#[both_engines]
async fn a_table_in_a_form_that_is_not_read_is_named(db: &DatabaseConnection) {
    let own = small();
    let tables: Vec<_> = FileKind::ALL
        .into_iter()
        .zip(["a.csv", "b.csv", "c.csv"])
        .map(|(kind, name)| (name.to_owned(), own.get(kind).expect("a table").clone()))
        .collect();
    let old = ("familles.xls".to_owned(), Bytes::from_static(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"));
    let mut parts = tables.clone();
    parts.push(old.clone());
    let report = apply(db, &delivery(parts)).await;
    let words = Language::default().words();
    let said: Vec<String> = report.remarks.listed.iter().map(|one| one.sentence(words)).collect();
    assert!(said.iter().any(|said| said.contains("familles.xls")), "{said:?}");
    let parts = vec![tables[0].clone(), tables[1].clone(), old];
    let report = run(db, &delivery(parts), APPLY).await;
    let said: Vec<String> = report.refusals.iter().map(|one| one.sentence(words)).collect();
    assert!(said.iter().any(|said| said.contains("familles.xls")), "beside what is missing: {said:?}");
    let (_, numbers) = packed("familles.numbers", &[("Index/Document.iwa".to_owned(), vec![0, 1, 0xff])]);
    for (bytes, container) in [
        (Bytes::from_static(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), Container::OldWorkbook),
        (numbers, Container::ArchiveInArchive),
        (Bytes::from_static(b"%PDF-1.7\n\xe2\xe3\n"), Container::Pdf),
        (Bytes::from_static(b"\x1f\x8b\x08\0"), Container::Gzip),
    ] {
        let mut files = small();
        files.set(FileKind::Families, bytes);
        let report = run(db, &files, APPLY).await;
        let named = RowRefusal::Delivery(Reason::Unsupported(container));
        assert!(report.refusals.iter().any(|one| one.refusal == named), "{report:#?}");
    }
}

#[both_engines]
async fn what_is_only_to_be_read_stops_no_delivery(db: &DatabaseConnection) {
    let invented = Invented { pupils_of_school: 60, ..Invented::new(7, 60) };
    let mut parts = bytes(generate::siecle(&invented, 0));
    parts.push(("LISEZ-MOI.TXT".to_owned(), "Exports du 14 septembre\n".into()));
    parts.push(("notice.pdf".to_owned(), "%PDF-1.7\n".into()));
    // A letter is an archive of its own.
    let letter = [("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<document/>")];
    let letter = letter.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()));
    parts.push(packed("notice.docx", &letter));
    let report = apply(db, &delivery(parts.clone())).await;
    let words = Language::default().words();
    let said: Vec<String> = report.remarks.listed.iter().map(|one| one.sentence(words)).collect();
    for name in ["LISEZ-MOI.TXT", "notice.pdf", "notice.docx"] {
        assert!(said.iter().any(|said| said.contains(name)), "{said:?}");
    }
    // The same of a table or an export may be one that was saved in another form.
    parts.push(("Structures.xml".to_owned(), "<STRUCTURES/>".into()));
    parts.retain(|(name, _)| !name.starts_with("notice."));
    let report = run(db, &delivery(parts), APPLY).await;
    let said: Vec<String> = report.refusals.iter().map(|one| one.sentence(words)).collect();
    for name in ["Structures.xml", "LISEZ-MOI.TXT"] {
        assert!(said.iter().any(|said| said.contains(name)), "{said:?}");
    }
}

#[both_engines]
async fn no_table_of_a_folder_is_missed(db: &DatabaseConnection) {
    let folder = tempfile::tempdir().expect("a folder");
    let own = small();
    for kind in FileKind::ALL {
        let name = if kind == FileKind::Families { "Familles.CSV" } else { kind.file_name() };
        std::fs::write(folder.path().join(name), own.get(kind).expect("a table")).expect("a file");
    }
    std::fs::write(folder.path().join("lisez-moi.txt"), "Tables du 14 septembre").expect("a file");
    let files = Files::from_path(folder.path(), None, false).await.expect("files");
    apply(db, &files).await;
    assert_eq!(links(db).await, ["p1 e1", "p1 e2"], "under a name with a capital letter");
    let copy = own.get(FileKind::People).expect("a table").to_vec();
    let (name, archive) = packed("tables.zip", &[("usagers.csv".to_owned(), copy)]);
    std::fs::write(folder.path().join(name), archive).expect("a file");
    let files = Files::from_path(folder.path(), None, false).await.expect("files");
    assert!(apply(db, &files).await.is_idle(), "the archive that a table came in");
    let other = ("usagers.csv".to_owned(), b"identifiant;nom;prenom;courriel\ne1;Morin;Anne;\n".to_vec());
    let (name, archive) = packed("tables.zip", &[other]);
    std::fs::write(folder.path().join(name), archive).expect("a file");
    let files = Files::from_path(folder.path(), None, false).await.expect("files");
    assert_eq!(
        reasons(&run(db, &files, APPLY).await),
        [&Reason::RepeatedFile],
        "which of them is the newer one?"
    );
    std::fs::write(folder.path().join("Structures.xml"), "<BEE_STRUCTURES/>").expect("a file");
    let files = Files::from_path(folder.path(), None, false).await.expect("files");
    let report = run(db, &files, APPLY).await;
    assert!(matches!(reasons(&report)[..], [Reason::SeveralFormats { .. }]), "{report:#?}");
}

/// The staff of a school: somebody who teaches this class.
const STAFF: &str = "<STS_EDT><PARAMETRES><UAJ CODE='0570000A'/></PARAMETRES><DONNEES><INDIVIDUS>\
    <INDIVIDU ID='5' TYPE='epp'><NOM_USAGE>BENALI</NOM_USAGE><PRENOM>Nora</PRENOM><FONCTION>ENS</FONCTION></INDIVIDU>\
    </INDIVIDUS><STRUCTURE><DIVISIONS><DIVISION CODE='CODE_OF_CLASS'><LIBELLE_LONG>Classe longue</LIBELLE_LONG>\
    <SERVICES><SERVICE CODE_MATIERE='1'><ENSEIGNANTS><ENSEIGNANT ID='5' TYPE='epp'/></ENSEIGNANTS></SERVICE></SERVICES>\
    </DIVISION></DIVISIONS></STRUCTURE></DONNEES></STS_EDT>";

#[both_engines]
async fn staff_who_come_alone_teach_the_classes_of_the_pupils(db: &DatabaseConnection) {
    let invented = Invented { pupils_of_school: 60, ..Invented::new(7, 60) };
    apply(db, &delivery(bytes(generate::siecle(&invented, 0)))).await;
    let classes = rows(db, "SELECT DISTINCT school_class FROM cohort WHERE school_class <> ''").await;
    for (code, called) in [(classes[0].as_str(), classes[0].as_str()), ("XYZ", "Classe longue")] {
        let staff = STAFF.replace("CODE_OF_CLASS", code);
        run(db, &delivery(vec![("sts_emp_0570000A_2024.xml".to_owned(), staff.into())]), ANYTHING).await;
        let memberships = memberships(db).await;
        let taught: Vec<&String> =
            memberships.iter().filter(|row| row.starts_with("0570000A-Pepp5 ")).collect();
        assert!(taught.len() == 1 && taught[0].ends_with(called), "{called}: {taught:?}");
    }

    let staff = STAFF.replace("CODE_OF_CLASS", &classes[0]);
    let staff = delivery(vec![("sts_emp_0570000A_2024.xml".to_owned(), staff.into())]);
    run(db, &staff, ANYTHING).await;
    let structures = format!(
        "<BEE_STRUCTURES><PARAMETRES><UAJ>0570000A</UAJ></PARAMETRES><DONNEES><DIVISIONS>\
         <DIVISION CODE_STRUCTURE='{}'><LIBELLE_LONG>Classe longue</LIBELLE_LONG></DIVISION>\
         </DIVISIONS></DONNEES></BEE_STRUCTURES>",
        classes[0]
    );
    let mut pupils = bytes(generate::siecle(&invented, 0));
    pupils.push(("Structures.xml".to_owned(), structures.into()));
    run(db, &delivery(pupils), ANYTHING).await;
    run(db, &staff, ANYTHING).await;
    let now = memberships(db).await;
    let taught = now.iter().find(|row| row.starts_with("0570000A-Pepp5 "));
    assert!(
        taught.is_some_and(|row| row.ends_with("Classe longue")),
        "what the staff had is no name: {taught:?}"
    );
}

/// Twelve schools with a head each, of which no delivery speaks.
fn other_schools() -> Files {
    let of_each = |line: &str| (10..22).map(|n| line.replace('#', &n.to_string())).collect::<String>();
    let tables = [
        "uai;nom;ville;fuseau;collectivite;cite_scolaire\n0570#1A;École #;Metz;;Ville de Metz;\n",
        "identifiant;nom;prenom;courriel\nd#;Roy;Ana;\n",
        "identifiant;uai;profil;niveau;sous_niveau;fonction;discipline\n\
         d#;0570#1A;direction;;;Chef d'établissement;\n",
    ];
    let mut files = Files::default();
    for (kind, table) in FileKind::ALL.into_iter().zip(tables) {
        let (header, line) = table.split_once('\n').expect("a header");
        files.set(kind, format!("{header}\n{}", of_each(line)));
    }
    files
}

/// Teachers who also work in another academy bring its schools along, more of them than the delivery has of its own.
#[both_engines]
async fn schools_of_another_academy_make_nobody_somebody_else(world: World) {
    let import = async |parts: Parts| {
        let by = Entry::by_the_system(Action::Imported, "annuaire");
        let (origin, files) = (ImportOrigin::Command, delivery(parts));
        runs::run_to_end(&world.backend, origin, by, &files, APPLY, &|_| ()).await.expect("a report").1
    };
    let parts = family("ENTElevePersRelEleve", "9101$10$1$1$1$1");
    assert!(import(parts.clone()).await.applied);
    let others: String = ["0750001A", "0750002B"]
        .map(|uai| {
            let attributes = [
                ("ENTStructureJointure", uai),
                ("ENTStructureUAI", uai),
                ("ENTStructureNomCourant", "CLG$COLLEGE LOIN$PARIS"),
                ("ENTStructureTypeStruct", "COLLEGE"),
                ("ENTServAcCodeAcademie", "001"),
            ];
            part("EtabEducNat", uai, &attributes)
        })
        .concat();
    let end = "</ficAlimMENESR>";
    let more = parts.into_iter().map(|(name, text)| {
        if !name.contains("EtabEducNat") {
            return (name, text);
        }
        let text = String::from_utf8_lossy(&text).replace(end, &format!("{others}{end}"));
        (name, Bytes::from(text))
    });
    let report = import(more.collect()).await;
    assert!(report.applied && report.is_idle(), "{report:#?}");
    assert!(links(&world.backend.db).await.contains(&"12-9101 12-9001".to_owned()));
}

/// What is asked before a delivery changes anything.
async fn asked(db: &DatabaseConnection, parts: Parts) -> Vec<(LossKind, u64, u64)> {
    let report = run(db, &delivery(parts), APPLY).await;
    assert!(!report.applied, "{report:#?}");
    let losses = report.needs_confirmation.expect("a question").losses;
    losses.iter().map(|loss| (loss.kind, loss.lost, loss.out_of)).collect()
}

#[both_engines]
async fn the_only_head_of_a_delivery_does_not_go_without_a_question(db: &DatabaseConnection) {
    apply(db, &other_schools()).await;
    let parts = family("ENTElevePersRelEleve", "9101$10$1$1$1$1");
    apply(db, &delivery(parts.clone())).await;
    let deputy = "D0030$DIRECTION ADJOINT AU CHEF ETABLISSEMENT";
    let without = parts.into_iter().map(|(name, text)| {
        let text =
            String::from_utf8_lossy(&text).replace("D0010$DIRECTION CHEF D&apos;ETABLISSEMENT", deputy);
        (name, Bytes::from(text))
    });
    assert_eq!(asked(db, without.collect()).await, [(LossKind::Heads, 1, 1)]);
}

#[both_engines]
async fn the_only_holder_of_a_role_in_a_delivery_does_not_go_without_a_question(db: &DatabaseConnection) {
    apply(db, &other_schools()).await;
    apply(db, &delivery(family("ENTElevePersRelEleve", "9101$10$1$1$1$1"))).await;
    let give = format!(
        "INSERT INTO access_grant (role, person_id, establishment_id, extent) SELECT '{}', p.id, e.id, 'whole' \
         FROM person p CROSS JOIN establishment e WHERE e.uai = '0570099A' \
         AND (p.external_id LIKE 'd%' OR p.external_id = '12-9101')",
        Role::SenderViewer.code()
    );
    db.execute_unprepared(&give).await.expect("SQL");
    let other = family("ENTElevePersRelEleve", "9102$10$1$1$1$1");
    let asked = asked(db, other).await;
    assert!(asked.contains(&(LossKind::RoleHolders, 1, 1)), "{asked:?}");
}

fn packed(name: &str, files: &[(String, Vec<u8>)]) -> (String, Bytes) {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(name.as_str(), SimpleFileOptions::default()).expect("starts");
        writer.write_all(bytes).expect("writes");
    }
    (name.to_owned(), writer.finish().expect("ends").into_inner().into())
}

#[both_engines]
async fn a_package_of_schools_without_uai_is_refused_with_what_they_have(db: &DatabaseConnection) {
    let invented = Invented { pupils_of_school: 60, ..Invented::new(7, 60) };
    for (written, expected) in [("12345", Reason::NotAUai("12345".to_owned())), ("", Reason::Missing)] {
        let files = generate::oneroster(&invented, 0).into_iter().map(|(name, content)| {
            let text = String::from_utf8(content).expect("text");
            let text = if name == "orgs.csv" { text.replace("0570000A", written) } else { text };
            (name, text.into_bytes())
        });
        let report = run(db, &delivery(bytes(files.collect())), APPLY).await;
        assert_eq!(reasons(&report), [&expected]);
    }
}

#[both_engines]
async fn changes_of_a_package_come_beside_it(db: &DatabaseConnection) {
    let invented = Invented { pupils_of_school: 60, ..Invented::new(7, 60) };
    let files = generate::oneroster(&invented, 0);
    let users = files.iter().find(|(name, _)| name == "users.csv").expect("the users");
    let users = String::from_utf8(users.1.clone()).expect("text");
    let (header, rest) = users.split_once('\n').expect("a header");
    let pupil = rest.lines().next().expect("a pupil");
    let gone = pupil.replacen(",,,true", ",tobedeleted,2026-09-20T00:00:00.000Z,true", 1);
    let manifest = "propertyName,value\nmanifest.version,1.0\noneroster.version,1.2\nfile.users,delta\n";
    let changes = [("manifest.csv", manifest.to_owned()), ("users.csv", format!("{header}\n{gone}\n"))];
    let changes = changes.map(|(name, text)| (name.to_owned(), text.into_bytes()));
    let (whole, changes) = (packed("paquet.zip", &files), packed("changements.zip", &changes));
    apply(db, &delivery(vec![whole.clone()])).await;
    let report = apply(db, &delivery(vec![whole.clone(), changes.clone()])).await;
    assert!(report.people.removed > 0 && report.people.added == 0, "{report:#?}");
    assert!(apply(db, &delivery(vec![changes.clone(), whole.clone()])).await.is_idle(), "once more");
    let alone = run(db, &delivery(vec![changes]), APPLY).await;
    assert_eq!(reasons(&alone), [&Reason::DeltaWithoutBase]);
    let back = apply(db, &delivery(vec![whole])).await;
    assert_eq!((back.people.added, back.people.removed), (report.people.removed, 0), "the same come back");
}
