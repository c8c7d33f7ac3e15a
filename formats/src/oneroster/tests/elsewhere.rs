//! Packages as other programs write them.

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
