//! Packages as other programs write them.

use std::io::{Cursor, Write as _};

use zip::{ZipWriter, write::SimpleFileOptions};

use super::*;

/// The same package with other texts in its files.
fn rewritten(change: impl Fn(&str, &str) -> String) -> Vec<(&'static str, String)> {
    bulk().into_iter().map(|(name, text)| (name, change(name, &text))).collect()
}

fn same_as_ever(files: &[(&str, String)], how: &str) {
    let expected = rows(&directory(&read_files(&bulk()).0));
    let (package, problems) = read_files(files);
    assert_eq!(problems.kept(), [], "{how}");
    assert_eq!(rows(&directory(&package)), expected, "{how}");
}

/// All columns of the standard, in its order, with the ones that are not read.
const USERS_WHOLE: &str = "sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password,userMasterIdentifier,resourceSourcedIds,preferredGivenName,preferredMiddleName,preferredFamilyName,primaryOrgSourcedId,pronouns,metadata.note\n\
    e1,,,true,e1,\"{SIS:1},{LDAP:2}\",Élise,Morin,Anne,,,,,\"p1,v1\",6e,secret,,,,,,o1,,\"dit \"\"Lili\"\"\"\n\
    p1,,,true,p1,,Ana,Morin,,,ana@courriel.example,0600000000,,,,secret,,,,,,o1,,\n\
    p2,,,true,p2,,Lucien,Morin,,,,,,e1,,,,,Luc,,,o1,,\n\
    v1,,,true,v1,,Max,Voisin,,,,,,,,,,,,,,o1,,\n\
    t1,,,true,t1,,Karim,Nom de naissance,,,,,,,,,,,,,Benali,o1,,\n\
    x1,,,false,x1,,Parti,Roy,,,,,,,,,,,,,,o1,,\n";

#[test]
fn headers_in_any_order_and_case_say_the_same() {
    same_as_ever(&rewritten(|_, text| format!("\u{feff}{text}")), "a byte order mark");
    same_as_ever(&rewritten(|_, text| text.replace('\n', "\r\n")), "CRLF");
    same_as_ever(&rewritten(|_, text| text.replace(",true,", ",TRUE,")), "capitals");
    let french = rewritten(|_, text| text.replace(",true,", ",VRAI,").replace(",false,", ",FAUX,"));
    same_as_ever(&french, "saved by a French spreadsheet");
    let lower = rewritten(|_, text| {
        let (header, rest) = text.split_once('\n').expect("a header");
        format!("{}\n{rest}", header.to_ascii_lowercase())
    });
    same_as_ever(&lower, "a header in small letters");
    let quoted = rewritten(|name, text| {
        if name == "users.csv" {
            return text.to_owned();
        }
        let lines = text.lines().map(|line| format!("\"{}\"\n", line.replace(',', "\",\"")));
        lines.collect()
    });
    same_as_ever(&quoted, "all cells quoted");
    let turned = rewritten(|name, text| {
        if name != "orgs.csv" {
            return text.to_owned();
        }
        let lines = text.lines().map(|line| line.split(',').rev().collect::<Vec<_>>().join(",") + "\n");
        lines.collect()
    });
    same_as_ever(&turned, "the columns in another order");
    let whole = rewritten(|name, text| if name == "users.csv" { USERS_WHOLE } else { text }.to_owned());
    same_as_ever(&whole, "every column of the standard");
}

#[test]
fn a_school_may_have_its_uai_as_its_own_identifier() {
    let files = rewritten(|_, text| {
        let text = text.replace("o1,,,Collège Curie,school,0570051W", "0570051w,,,Collège Curie,school,");
        text.replace(",o1", ",0570051w")
    });
    same_as_ever(&files, "the identifier is empty");
}

#[test]
fn who_is_in_a_department_is_in_its_school() {
    let files = rewritten(|name, text| match name {
        "orgs.csv" => {
            let text = text.replace("identifier\n", "identifier,parentSourcedId\n");
            let text = text.replace("0570051W\n", "0570051W,o9\n").replace("district,\n", "district,,\n");
            text + "d1,,,Sciences,department,,o1\nd2,,,Physique,department,,d1\nd3,,,Siège,department,,o9\n"
        }
        "roles.csv" => text.replace("teacher,2024-09-01,2025-09-01,o1", "teacher,2024-09-01,2025-09-01,d2"),
        _ => text.to_owned(),
    });
    same_as_ever(&files, "a teacher of a department");
    let of_district = rewritten(|name, text| match name {
        "roles.csv" => text.replace("teacher,2024-09-01,2025-09-01,o1", "teacher,2024-09-01,2025-09-01,d3"),
        _ => {
            files.iter().find(|(known, _)| *known == name).map_or_else(String::new, |(_, text)| text.clone())
        }
    });
    let rows = rows(&directory(&read_files(&of_district).0));
    assert!(!rows.iter().any(|row| row.starts_with("or-t1")), "a department of no school: {rows:?}");
}

#[test]
fn classes_of_a_department_are_over_with_those_of_its_school() {
    let mut files = rewritten(|name, text| match name {
        "orgs.csv" => {
            let text = text.replace("identifier\n", "identifier,parentSourcedId\n");
            let text = text.replace("0570051W\n", "0570051W,o9\n").replace("district,\n", "district,,\n");
            text + "d1,,,Sciences,department,,o1\n"
        }
        "classes.csv" => format!("{text}c0,,,CM2 A,CM2,k1,homeroom,d1,s0,\n"),
        "enrollments.csv" => format!("{text}n0,,,c0,o1,e1,student,,,\n"),
        _ => text.to_owned(),
    });
    let sessions = "sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear\n\
        s0,,,2023-2024,schoolYear,2023-09-01,2024-07-06,,2024\ns1,,,2024-2025,schoolYear,2024-09-01,2025-07-06,,2025\n";
    files.push(("academicSessions.csv", sessions.to_owned()));
    same_as_ever(&files, "a class of last year");
}

#[test]
fn files_in_a_folder_or_in_capitals_are_found() {
    let mut files = bulk();
    files.push((
        "demographics.csv",
        "sourcedId,status,dateLastModified,birthDate\ne1,,,2012-03-05\n".to_owned(),
    ));
    files.push(("userprofiles.csv", "sourcedId,status,dateLastModified,userSourcedId\nu1,,,e1\n".to_owned()));
    let (package, problems) = read_files(&files);
    assert_eq!(problems.kept(), [], "what is not needed is not read");
    assert!(directory(&package).people().values().all(|known| known.person.born.is_none()), "nor kept");
    let capitals: Vec<(String, String)> =
        bulk().into_iter().map(|(name, text)| (name.to_ascii_uppercase(), text)).collect();
    let capitals: Vec<(&str, String)> =
        capitals.iter().map(|(name, text)| (name.as_str(), text.clone())).collect();
    same_as_ever(&capitals, "names of files in capitals");
}

#[test]
fn a_whole_package_may_say_that_its_rows_are_active() {
    let stamp = "2024-09-20T00:00:00.000Z";
    let files = rewritten(|name, text| {
        if name != "users.csv" {
            return text.to_owned();
        }
        let (header, rest) = text.split_once('\n').expect("a header");
        let rows = rest.lines().map(|row| row.replacen(",,,", &format!(",active,{stamp},"), 1) + "\n");
        let gone = format!("z9,tobedeleted,{stamp},true,z9,Parti,Petit,,,\n");
        format!("{header}\n{}{gone}", rows.collect::<String>())
    });
    let (package, problems) = read_files(&files);
    assert!(!problems.stops() && !package.has_changes(), "the manifest says that it is whole: {problems:?}");
    let read = directory(&package);
    assert!(read.people().contains_key("or-e1") && !read.people().contains_key("or-z9"));
}

#[test]
fn dates_with_slashes_are_read_where_they_mean_one_day() {
    let ends = |written: &str| {
        let roles = ROLES.replace("2024-09-01,2025-09-01", &format!("2023-09-01,{written}"));
        let files = rewritten(|name, text| if name == "roles.csv" { roles.clone() } else { text.to_owned() });
        let (package, problems) = read_files(&files);
        assert_eq!(problems.kept(), []);
        let mut problems = Problems::default();
        let mut directory = Directory::default();
        let today = chrono::NaiveDate::from_ymd_opt(2024, 9, 20).expect("a day");
        package.records(&Options { prefix: "or-".to_owned(), today }, &mut problems, &mut |record| {
            directory.apply(Feed::Complete, record);
        });
        let is_there = directory.rows().iter().any(|row| row.person == "or-t1");
        (is_there, problems.kept().iter().map(|problem| problem.reason.clone()).collect::<Vec<_>>())
    };
    assert_eq!(ends("2024-09-20"), (false, Vec::new()), "the last day is not included");
    assert_eq!(ends("2024-09-21T00:00:00.000Z"), (true, Vec::new()), "with a time");
    assert_eq!(ends("31/08/2024"), (false, Vec::new()));
    assert_eq!(ends("8/31/2024"), (false, Vec::new()), "the month first");
    assert_eq!(ends("9/9/2024"), (false, Vec::new()));
    let doubt = |written: &str| (true, vec![Reason::NotADate(written.to_owned())]);
    assert_eq!(ends("1/05/2024"), doubt("1/05/2024"), "the first of May, or the fifth of January");
    assert_eq!(ends("fin juin"), doubt("fin juin"));
}

#[test]
fn an_enrolment_in_a_class_that_is_not_there_is_told() {
    let files = rewritten(|name, text| {
        if name == "enrollments.csv" { text.replace("n3,,,c2", "n3,,,c9") } else { text.to_owned() }
    });
    let (package, problems) = read_files(&files);
    assert_eq!(problems.kept(), []);
    let mut problems = Problems::default();
    let today = chrono::NaiveDate::from_ymd_opt(2024, 9, 20).expect("a day");
    let options = Options { prefix: "or-".to_owned(), today };
    package.records(&options, &mut problems, &mut |_| ());
    let told: Vec<(Option<&str>, &Reason)> =
        problems.kept().iter().map(|one| (one.place.record.as_deref(), &one.reason)).collect();
    assert_eq!(told, [(Some("n3"), &Reason::UnknownClass("c9".to_owned()))]);
}

#[test]
fn what_a_spreadsheet_took_for_a_day_is_refused() {
    for (file, written, shown) in [("classes.csv", "6e A", "05-mars"), ("users.csv", "t1,", "déc-01,")] {
        let files = rewritten(
            |name, text| {
                if name == file { text.replacen(written, shown, 1) } else { text.to_owned() }
            },
        );
        let (_, problems) = read_files(&files);
        let value = shown.trim_end_matches(',').to_owned();
        assert!(problems.stops(), "{file}");
        assert_eq!(problems.kept()[0].reason, Reason::Converted { value });
    }
}

fn packed(name: &str, files: &[(&str, String)]) -> (String, Vec<u8>) {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        writer.start_file(*name, SimpleFileOptions::default()).expect("starts");
        writer.write_all(text.as_bytes()).expect("writes");
    }
    (name.to_owned(), writer.finish().expect("ends").into_inner())
}

/// Changes of one pupil: a level on a day, or the end.
fn change(day: u32, status: &str, level: &str) -> Vec<(&'static str, String)> {
    let users = format!(
        "sourcedId,status,dateLastModified,enabledUser,username,givenName,familyName,email,agentSourcedIds,grades\n\
         e1,{status},2024-09-{day}T00:00:00.000Z,true,e1,Élise,Morin,,p1,{level}\n"
    );
    vec![("manifest.csv", manifest("1.2", "delta", &["users"])), ("users.csv", users)]
}

fn read_packed(packages: Vec<(String, Vec<u8>)>) -> (Package, Problems) {
    read(&mut Source::memory(packages, Limits::default()).expect("archives"))
}

#[test]
fn changes_beside_a_whole_package_are_applied_in_their_order() {
    let whole = packed("z.zip", &bulk());
    let levels = |packages: Vec<(String, Vec<u8>)>| {
        let (package, problems) = read_packed(packages);
        assert!(!problems.stops() && !package.has_changes(), "{problems:?}");
        let rows = rows(&directory(&package)).into_iter();
        rows.filter(|row| row.starts_with("or-e1 ")).collect::<Vec<_>>()
    };
    let (first, second) = (change(21, "active", "5e"), change(22, "active", "4e"));
    let expected = ["or-e1 National_ELV 4e 6e A "];
    // The names of archives say nothing about their order.
    assert_eq!(levels(vec![packed("b.zip", &first), packed("a.zip", &second), whole.clone()]), expected);
    assert_eq!(levels(vec![packed("a.zip", &first), packed("b.zip", &second), whole.clone()]), expected);
    let gone = change(23, "tobedeleted", "4e");
    assert_eq!(levels(vec![packed("a.zip", &gone), whole.clone()]), Vec::<String>::new());
    let back = change(24, "active", "3e");
    let again = vec![packed("a.zip", &gone), packed("b.zip", &back), whole.clone()];
    assert_eq!(levels(again), ["or-e1 National_ELV 3e 6e A "], "who comes back is there again");
    let nothing = packed("b.zip", &[("manifest.csv", manifest("1.2", "absent", &["users"]))]);
    assert_eq!(levels(vec![nothing, packed("a.zip", &second), whole]), expected, "and nothing new");
}

#[test]
fn changes_from_before_the_whole_package_are_left_out() {
    let dated = rewritten(|name, text| {
        if name == "users.csv" {
            text.replace("t1,,,", "t1,,2024-09-22T06:00:00.000Z,")
        } else {
            text.to_owned()
        }
    });
    let whole = packed("z.zip", &dated);
    let (before, same_day) = (change(21, "tobedeleted", "6e"), change(22, "active", "5e"));
    let (package, problems) = read_packed(vec![packed("a.zip", &before), packed("b.zip", &same_day), whole]);
    let by = chrono::NaiveDate::from_ymd_opt(2024, 9, 22).expect("a day");
    let reasons: Vec<&Reason> = problems.kept().iter().map(|problem| &problem.reason).collect();
    assert_eq!(reasons, [&Reason::Superseded { by }]);
    assert_eq!(directory(&package).people()["or-e1"].memberships[0].level, "5e", "who came back stays");
}

#[test]
fn a_file_of_changes_may_come_whole() {
    let mut changes = change(21, "active", "5e");
    let renamed = ORGS.replace("Collège Curie", "Collège Marie Curie");
    changes[0].1 = manifest("1.2", "delta", &["users"]) + "file.orgs,bulk\n";
    changes.push(("orgs.csv", renamed));
    let (package, problems) = read_packed(vec![packed("a.zip", &bulk()), packed("b.zip", &changes)]);
    assert_eq!(problems.kept(), [], "what is missing has not changed");
    let read = directory(&package);
    assert_eq!(read.schools["0570051W"].name, "Collège Marie Curie");
    assert_eq!(read.people()["or-e1"].memberships[0].level, "5e");
}

#[test]
fn two_whole_packages_and_changes_alone_are_refused() {
    let (_, problems) = read_packed(vec![packed("a.zip", &bulk()), packed("b.zip", &bulk())]);
    let first = "a.zip".to_owned();
    assert_eq!(problems.kept()[0].reason, Reason::SameKind { first }, "which of them is the newer one?");
    let changes = [21, 22].map(|day| packed(&format!("{day}.zip"), &change(day, "active", "5e")));
    let (package, _) = read_packed(changes.to_vec());
    assert!(package.has_changes());
}
