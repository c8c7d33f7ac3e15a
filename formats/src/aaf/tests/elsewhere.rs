//! Files as other academies and programs write them.

use super::*;

const MEFS: &str = "ENTMefJointure=10310019110\nENTLibelleMef=3EME GENERALE\nENTMEFSTAT11=21160010019";

fn staff(attributes: &str) -> String {
    record(
        "addRequest",
        "PersEducNat",
        "1",
        &format!("ENTPersonJointure=1\nsn=ROY\ngivenName=Ana\n{attributes}"),
    )
}

/// The same delivery with other bytes in its files.
fn rewritten(change: impl Fn(&str) -> Vec<u8>) -> Delivered {
    let mut delivered =
        Delivered::complete(PUPIL, &staff("ENTPersonFonctions=77$ENS$ENSEIGNEMENT$L0202$LETTRES MODERNES"));
    for (_, bytes) in &mut delivered.files {
        *bytes = change(&String::from_utf8(bytes.clone()).expect("text"));
    }
    delivered
}

fn same_as_ever(delivered: Delivered, how: &str) {
    let expected = rewritten(|text| text.as_bytes().to_vec()).read().0;
    let (directory, outcome) = delivered.read();
    assert_eq!(outcome.problems.kept(), [], "{how}");
    assert_eq!(directory.people(), expected.people(), "{how}");
    assert_eq!(directory.classes, expected.classes, "{how}");
}

#[test]
fn spaces_lines_quotes_and_encodings_say_nothing() {
    let text = |change: fn(&str) -> String| rewritten(move |text| change(text).into_bytes());
    same_as_ever(text(|text| text.replace("><", ">\r\n   <")), "each element on its own line");
    same_as_ever(
        text(|text| text.replace("<value>", "<value>\n  ").replace("</value>", "\n</value>")),
        "broken values",
    );
    same_as_ever(text(|text| text.replace('"', "'")), "single quotes");
    same_as_ever(text(|text| text.replace("<value></value>", "<value/>")), "empty elements");
    same_as_ever(text(|text| format!("\u{feff}{text}")), "a byte order mark");
    let declared = text(|text| format!("<?xml version='1.0' encoding='utf-8' standalone='yes'?>\n{text}"));
    same_as_ever(declared, "a declaration in small letters");
    same_as_ever(text(|text| text.replace("&#201;", "É")), "letters, without a declaration");
    same_as_ever(text(|text| text.replace("&#201;", "&Eacute;")), "names of HTML");
    same_as_ever(text(|text| text.replace("&#201;lise", "<![CDATA[Élise]]>")), "a section of characters");
    let comments = "<ficAlimMENESR><!-- versionAF=\"AAF-VE2407\" --><!-- degre=\"2D\" -->";
    let commented = rewritten(|text| text.replace("<ficAlimMENESR>", comments).into_bytes());
    same_as_ever(commented, "comments");
    let latin = rewritten(|text| {
        let text = text.replace("&#201;", "É");
        let declared = format!("<?xml version=\"1.0\" encoding=\"ISO-8859-15\"?>{text}");
        declared.chars().map(|sign| u8::try_from(u32::from(sign)).unwrap_or(b'?')).collect()
    });
    same_as_ever(latin, "ISO-8859-15");
}

#[test]
fn the_comments_say_the_version() {
    let (_, outcome) = rewritten(|text| {
        let comment = "<ficAlimMENESR><!-- versionSDET=\"Annexe 4bis version 6.4\" -->";
        text.replace("<ficAlimMENESR>", comment).into_bytes()
    })
    .read();
    assert_eq!(outcome.version.as_deref(), Some("Annexe 4bis version 6.4"));
}

#[test]
fn attributes_may_come_in_any_order_twice_or_not_at_all() {
    let lines: Vec<&str> = PUPIL.lines().rev().collect();
    let reversed = lines.join("\n");
    let twice = PUPIL.replace("9101$10$1$1$1$1|", "9101$10$1$1$1$1\nENTElevePersRelEleve=");
    let without = PUPIL.replace("\nENTEleveGroupes=", "");
    let expected = Delivered::complete(PUPIL, "").read().0;
    for pupil in [reversed, twice, without] {
        let (directory, outcome) = Delivered::complete(&pupil, "").read();
        assert_eq!(outcome.problems.kept(), [], "{pupil}");
        assert_eq!(directory.people(), expected.people(), "{pupil}");
    }
    let changed = record("modifyRequest", "Eleve", "9001", PUPIL)
        .replace(" operation=\"replace\"", "")
        .replace("<modification ", "<modification operation='replace' ");
    let school = ("EtabEducNat", record("addRequest", "EtabEducNat", "77", SCHOOL));
    let mut directory = expected;
    let delta = Delivered::new("Delta", "_20240917", &[school, ("Eleve", changed)]);
    let (outcome, notes) = delta.read_with(&Options::new(day(20)), &mut directory);
    assert_eq!((outcome.problems.kept(), notes), (&[][..], Vec::new()), "the operation stands first");
}

#[test]
fn subjects_and_mefs_have_their_own_spelling() {
    let subject = "ENTMatJointure=006500\nENTLibelleMatiere=MATHEMATIQUES";
    let pupil = PUPIL.replace("ENTEleveNivFormation=3EME", "ENTEleveMEF=10310019110");
    let mut delivered = Delivered::complete(&pupil, &staff("ENTAuxEnsClassesMatieres=77$3B$006500"));
    let more = Delivered::new(
        "Complet",
        "_20240916",
        &[
            ("MatiereEducNat", record("addRequest", "MatEducNat", "006500", subject)),
            ("MefEducNat", record("addRequest", "Mef", "10310019110", MEFS)),
        ],
    );
    delivered.files.extend(more.files);
    let (directory, outcome) = delivered.read();
    assert_eq!(outcome.problems.kept(), []);
    let people = directory.people();
    let taught = &people["12-1"].teachings[0];
    assert_eq!(taught.subject, "Mathematiques", "the zeros in front belong to the code");
    let pupil = &people["12-9001"].memberships[0];
    assert_eq!((pupil.level.as_str(), pupil.sub_level.as_str()), ("3e", "3eme generale"));
    let class = directory.classes.values().find(|class| class.code == "3B").expect("the class");
    assert_eq!((class.name.as_str(), class.levels.as_slice()), ("3EME B", &["3e".to_owned()][..]));
}

#[test]
fn levels_of_the_first_degree_have_codes() {
    for (value, level) in [
        ("1110$TPS", "TPS"),
        ("1112$MOYENNE SECTION", "MS"),
        ("1121$COURS PREPARATOIRE", "CP"),
        ("1125$CM2", "CM2"),
        ("$CE1", "CE1"),
        ("9999$ULIS", "ULIS"),
    ] {
        let pupil = format!(
            "ENTPersonJointure=9001\nENTPersonNom=MORIN\nENTPersonPrenom=Lou\nENTPersonStructRattach=77\nENTEleveNiveau={value}"
        );
        let (directory, _) = Delivered::complete(&pupil, "").read();
        assert_eq!(directory.people()["12-9001"].memberships[0].level, level, "{value}");
    }
}

#[test]
fn who_is_a_teacher_is_said_in_several_ways() {
    let of = |attributes: &str| -> Vec<(String, String)> {
        let (directory, _) = Delivered::complete(PUPIL, &staff(attributes)).read();
        let people = directory.people();
        let rows = people["12-1"].memberships.iter();
        rows.map(|row| (row.profile.code().to_owned(), row.subject.clone())).collect()
    };
    let one = |profile: &str, subject: &str| vec![(profile.to_owned(), subject.to_owned())];
    let nobody = Vec::<(String, String)>::new();
    let post = "ENTAuxEnsDisciplinesPoste=LETTRES MODERNES$02";
    let function = "ENTPersonFonctions=77$ENS$ENSEIGNEMENT$-$SANS OBJET";
    assert_eq!(
        of(&format!("{function}\n{post}")),
        one("National_ENS", "Lettres modernes"),
        "the label comes first"
    );
    let no_teacher = format!("{function}\nENTPersonCategorieEnseignant=N");
    assert_eq!(of(&no_teacher), one("National_ETA", ""), "the category wins over the function");
    assert_eq!(of("ENTAuxEnsClasses=77$3B\nENTPersonCategorieEnseignant=N"), nobody, "and over the classes");
    let old = format!("ENTPersonStructRattach=77\nPersEducNatPresenceDevantEleves=O\n{post}");
    assert_eq!(of(&old), one("National_ENS", "Lettres modernes"), "the old way");
    assert_eq!(of("ENTPersonStructRattach=77"), nobody, "an attachment is no place of work");
    let two = of(
        "ENTPersonFonctions=77$ENS$ENSEIGNEMENT$L0202$LETTRES MODERNES|77$AED$ASSISTANT D'EDUCATION$-$SANS OBJET",
    );
    assert_eq!(two.len(), 2, "one for each function: {two:?}");
    let open = "ENTPersonFonctions=77$-$SANS OBJET$-$SANS OBJET";
    assert_eq!(of(open), one("National_ETA", ""), "without a function of their own");
    assert_eq!(of(&format!("{open}\nENTAuxEnsClasses=77$3B")), one("National_ENS", ""), "and with a class");
    assert_eq!(of("ENTPersonFonctions=77$ENS"), nobody, "a value that is cut is said, and not guessed");
}

#[test]
fn parts_that_are_empty_or_have_a_dollar_too_many_harm_nobody_else() {
    let pupil = PUPIL.replace("77$3B", "77$3B|77$|$3B|77$3B$1$2").replace("9102$20$0$1$1$0", "$20$0$1$1$0");
    let (directory, outcome) = Delivered::complete(&pupil, "").read();
    let people = directory.people();
    let codes: Vec<&str> = people["12-9001"].enrolments.iter().map(|row| row.code.as_str()).collect();
    assert_eq!(codes, ["3B"]);
    assert_eq!(parents(&directory), ["12-9101"]);
    let wrong = |reason: &&&Reason| matches!(reason, Reason::WrongParts { .. });
    assert_eq!(reasons(&outcome).iter().filter(wrong).count(), 4, "{:?}", outcome.problems);
    assert!(!outcome.problems.stops());
}

#[test]
fn parents_whom_nothing_describes_are_known_as_such() {
    let pupil = PUPIL.replace("9102$20", "9199$20");
    let (directory, outcome) = Delivered::complete(&pupil, "").read();
    assert_eq!(parents(&directory), ["12-9101"]);
    let dangling: Vec<String> = directory.dangling().map(|link| link.parent).collect();
    assert_eq!((dangling, outcome.problems.stops()), (vec!["12-9199".to_owned()], false));
}

#[test]
fn files_under_other_names_are_told_by_their_content() {
    let renamed = |names: fn(&str) -> String| {
        let mut delivered = Delivered::complete(PUPIL, "");
        for (name, _) in &mut delivered.files {
            *name = names(name);
        }
        delivered
    };
    let expected = Delivered::complete(PUPIL, "").read().0.people();
    let (directory, outcome) = renamed(str::to_ascii_uppercase).read();
    assert_eq!((outcome.problems.kept(), &directory.people()), (&[][..], &expected), "in capitals");
    // What has no record says nothing about itself, so there is somebody in each file.
    let mut files = rewritten(|text| text.as_bytes().to_vec()).files;
    for (place, (name, _)) in files.iter_mut().enumerate() {
        *name = format!("export-{place}.xml");
    }
    let mut source = Source::memory(files.clone(), Limits::default()).expect("files");
    let found = deliveries(&mut source).expect("a delivery");
    assert_eq!((found.len(), found[0].parts.len(), found[0].feed), (1, 4, Feed::Complete));
    let gone = record("deleteRequest", "Eleve", "9001", "");
    let delta = format!("<ficAlimMENESR>{gone}</ficAlimMENESR>").into_bytes();
    files.push(("changements.xml".to_owned(), delta));
    let mut source = Source::memory(files, Limits::default()).expect("files");
    let found = deliveries(&mut source).expect("two deliveries");
    let feeds: Vec<Feed> = found.iter().map(|delivery| delivery.feed).collect();
    assert_eq!(feeds, [Feed::Complete, Feed::Delta], "changes are no complete delivery");
}

#[test]
fn old_files_say_the_academy_in_the_names_of_schools() {
    let mut delivered = Delivered::complete(PUPIL, "");
    for (_, bytes) in &mut delivered.files {
        let text = String::from_utf8(bytes.clone()).expect("text");
        let text = text.replace("CLG$CLG CURIE$METZ", "CLG-CURIE-ac-NANCY-METZ");
        *bytes = text.replace("ENTServAcCodeAcademie", "ENTServAcAutre").into_bytes();
    }
    let (directory, outcome) = delivered.read();
    assert_eq!(outcome.academy, "12");
    assert_eq!(directory.schools["0570051W"].name, "CLG CURIE");
}

#[test]
fn parts_may_be_counted_from_one() {
    let renamed = |is_meant: fn(&str) -> bool| {
        let mut delivered = Delivered::complete(PUPIL, "");
        for (name, _) in delivered.files.iter_mut().filter(|(name, _)| is_meant(name)) {
            *name = name.replace("_0000.xml", "_0001.xml");
        }
        delivered.read()
    };
    let (directory, outcome) = renamed(|_| true);
    assert_eq!(outcome.problems.kept(), []);
    assert!(directory.people().contains_key("12-9001"));
    let (_, outcome) = renamed(|name| name.contains("_Eleve_"));
    assert_eq!(reasons(&outcome), [&Reason::MissingPart { number: 0 }], "the others have a first one");
}

#[test]
fn a_category_of_the_future_is_named() {
    let mut delivered = Delivered::complete(PUPIL, "");
    let record = record("addRequest", "GroupeEducNat", "1", "ENTGroupeJointure=1");
    let text = format!("<ficAlimMENESR>{record}</ficAlimMENESR>");
    delivered.files.push(("ENT_Complet_20240916_GroupeEducNat_0000.xml".to_owned(), text.into_bytes()));
    let (directory, outcome) = delivered.read();
    assert!(directory.people().contains_key("12-9001") && !outcome.problems.stops());
    let begins = "ENT_Complet_20240916_GroupeEducNat_0000.xml".to_owned();
    assert_eq!(reasons(&outcome), [&Reason::Unknown { begins }]);
}

#[test]
fn a_record_of_a_category_of_the_future_costs_nobody_else() {
    let with = |records: &dyn Fn(&str) -> String| {
        let mut delivered = Delivered::complete(PUPIL, "");
        let (_, bytes) = &mut delivered.files[1];
        let text = String::from_utf8(bytes.clone()).expect("text");
        let (start, pupil) = text.split_once("<addRequest>").expect("a record");
        let (pupil, end) = pupil.rsplit_once("</ficAlimMENESR>").expect("an end");
        *bytes =
            format!("{start}{}</ficAlimMENESR>{end}", records(&format!("<addRequest>{pupil}"))).into_bytes();
        delivered.read()
    };
    let other = record("addRequest", "GroupeEducNat", "1", "ENTGroupeJointure=1");
    let (directory, outcome) = with(&|pupil| format!("{pupil}{other}{pupil}"));
    assert!(directory.people().contains_key("12-9001") && !outcome.problems.stops());
    assert_eq!(reasons(&outcome), [&Reason::UnknownValue("GroupeEducNat".to_owned())]);
    let (_, outcome) = with(&|pupil| format!("{other}{pupil}"));
    assert!(outcome.problems.stops(), "a file that begins with it is another one");
}

/// A complete delivery, and the deltas after it.
fn one_on_another(delivered: Delivered) -> Directory {
    let mut source = Source::memory(delivered.files, Limits::default()).expect("files");
    let mut options = Options::new(day(20));
    let mut directory = Directory::default();
    for delivery in deliveries(&mut source).expect("two deliveries") {
        let outcome = read(&mut source, &delivery, &options, &mut |record| {
            directory.apply(delivery.feed, record);
        });
        assert_eq!(outcome.problems.kept(), [], "{:?}", delivery.feed);
        options.base = outcome.base;
    }
    directory
}

#[test]
fn a_delta_may_leave_out_what_has_not_changed() {
    let subject = "ENTMatJointure=006500\nENTLibelleMatiere=MATHEMATIQUES";
    let taught = staff("ENTAuxEnsClassesMatieres=77$3B$006500");
    let pupil = PUPIL.replace("ENTEleveNivFormation=3EME", "ENTEleveMEF=10310019110");
    let mut delivered = Delivered::complete(&pupil, &taught);
    let more = Delivered::new(
        "Complet",
        "_20240916",
        &[
            ("MatiereEducNat", record("addRequest", "MatEducNat", "006500", subject)),
            ("MefEducNat", record("addRequest", "MefEducNat", "10310019110", MEFS)),
        ],
    );
    delivered.files.extend(more.files);
    let teacher = "ENTPersonJointure=1\nsn=ROY\ngivenName=Ana\nENTAuxEnsClassesMatieres=77$3B$006500";
    let changes = [
        ("Eleve", record("modifyRequest", "Eleve", "9001", &pupil.replace("=MORIN", "=MORIN-ROY"))),
        ("PersEducNat", record("modifyRequest", "PersEducNat", "1", teacher)),
    ];
    delivered.files.extend(Delivered::new("Delta", "_20240917", &changes).files);
    let directory = one_on_another(delivered);
    let people = directory.people();
    let pupil = &people["12-9001"];
    assert_eq!(pupil.person.last_name, "MORIN-ROY");
    assert_eq!(pupil.memberships[0].level, "3e", "the MEF is in the complete delivery");
    assert_eq!(people["12-1"].teachings[0].subject, "Mathematiques", "and so is the subject");
    let class = directory.classes.values().find(|class| class.code == "3B").expect("the class");
    assert_eq!((class.name.as_str(), class.levels.as_slice()), ("3EME B", &["3e".to_owned()][..]));
}

#[test]
fn a_structure_keeps_what_its_modification_does_not_repeat() {
    let pupil = PUPIL.replace("ENTEleveNivFormation=3EME", "ENTEleveMEF=10310019110");
    let mut delivered = Delivered::complete(&pupil, "");
    let mefs = ("MefEducNat", record("addRequest", "MefEducNat", "10310019110", MEFS));
    delivered.files.extend(Delivered::new("Complet", "_20240916", &[mefs]).files);
    let renamed = "ENTStructureNomCourant=CLG$CLG MARIE CURIE$METZ";
    let label = "ENTLibelleMef=TRONC COMMUN";
    let changes = [
        ("EtabEducNat", record("modifyRequest", "EtabEducNat", "77", renamed)),
        ("MefEducNat", record("modifyRequest", "MefEducNat", "10310019110", label)),
        ("Eleve", record("modifyRequest", "Eleve", "9001", &pupil)),
    ];
    delivered.files.extend(Delivered::new("Delta", "_20240917", &changes).files);
    let directory = one_on_another(delivered);
    let people = directory.people();
    let row = &people["12-9001"].memberships[0];
    assert_eq!((row.school.as_str(), row.level.as_str()), ("0570051W", "3e"));
    assert_eq!(directory.schools["0570051W"].name, "CLG MARIE CURIE");
    let class = directory.classes.values().find(|class| class.code == "3B").expect("the class");
    assert_eq!(class.name, "3EME B", "it is still declared");
}
