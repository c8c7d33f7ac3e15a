mod elsewhere;

use std::collections::BTreeSet;

use super::*;
use crate::{Feed, Limits, model::Directory};

const ORGS: &str = "sourcedId,status,dateLastModified,name,type,identifier\no1,,,Collège Curie,school,0570051W\no9,,,Région,district,\n";
const USERS: &str = "sourcedId,status,dateLastModified,enabledUser,username,givenName,familyName,email,agentSourcedIds,grades\n\
    e1,,,true,e1,Élise,Morin,,\"p1,v1\",6e\n\
    p1,,,TRUE,p1,Ana,Morin,ana@courriel.example,,\n\
    p2,,,true,p2,Luc,Morin,,e1,\n\
    v1,,,true,v1,Max,Voisin,,,\n\
    t1,,,true,t1,Karim,Benali,,,\n\
    x1,,,false,x1,Parti,Roy,,,\n";
const ROLES: &str = "sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId\n\
    r1,,,e1,primary,student,,,o1\nr2,,,p1,primary,parent,,,o1\nr3,,,p2,primary,guardian,,,o1\nr4,,,v1,primary,relative,,,o1\n\
    r5,,,t1,primary,teacher,2024-09-01,2025-09-01,o1\nr6,,,t1,secondary,principal,2020-09-01,2024-09-01,o1\n";
const CLASSES: &str = "sourcedId,status,dateLastModified,title,grades,courseSourcedId,classType,schoolSourcedId,termSourcedIds,subjects\n\
    c1,,,6e A,6e,k1,homeroom,o1,s1,\nc2,,,Maths 6e A,6e,k1,scheduled,o1,s1,Mathématiques\n";
const ENROLLMENTS: &str = "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate\n\
    n1,,,c1,o1,e1,student,,,\nn2,,,c1,o1,t1,teacher,true,,\nn3,,,c2,o1,t1,teacher,,,\n";

fn manifest(version: &str, mode: &str, names: &[&str]) -> String {
    let files: Vec<String> = names.iter().map(|name| format!("file.{name},{mode}\n")).collect();
    let files = files.concat();
    format!("propertyName,value\nmanifest.version,1.0\noneroster.version,{version}\n{files}")
}

fn bulk() -> Vec<(&'static str, String)> {
    vec![
        ("manifest.csv", manifest("1.2", "bulk", &["orgs", "users", "roles", "classes", "enrollments"])),
        ("orgs.csv", ORGS.to_owned()),
        ("users.csv", USERS.to_owned()),
        ("roles.csv", ROLES.to_owned()),
        ("classes.csv", CLASSES.to_owned()),
        ("enrollments.csv", ENROLLMENTS.to_owned()),
    ]
}

fn read_files(files: &[(&str, String)]) -> (Package, Problems) {
    let files = files.iter().map(|(name, text)| ((*name).to_owned(), text.clone().into_bytes())).collect();
    read(&mut Source::memory(files, Limits::default()).expect("files"))
}

fn directory(package: &Package) -> Directory {
    let today = chrono::NaiveDate::from_ymd_opt(2024, 9, 20).expect("a day");
    let options = Options { prefix: "or-".to_owned(), today };
    let mut directory = Directory::default();
    package.records(&options, &mut Problems::default(), &mut |record| {
        directory.apply(Feed::Complete, record);
    });
    directory
}

fn rows(directory: &Directory) -> Vec<String> {
    let rows = directory.rows();
    rows.iter()
        .map(|row| {
            let place = format!("{}{}", row.class, row.group);
            let what = format!("{}{}", row.function, row.subject);
            format!("{} {} {} {place} {what}", row.person, row.profile.code(), row.level)
        })
        .collect()
}

#[test]
fn a_bulk_package_is_the_whole_school() {
    let (package, problems) = read_files(&bulk());
    assert_eq!(problems.kept(), []);
    let directory = directory(&package);
    assert_eq!(
        rows(&directory),
        [
            "or-e1 National_ELV 6e 6e A ",
            "or-p1 National_TUT 6e 6e A ",
            "or-p2 National_TUT 6e 6e A ",
            "or-t1 National_ENS 6e Maths 6e A Mathématiques",
            "or-t1 National_ENS 6e 6e A Mathématiques",
            "or-t1 National_ENS 6e 6e A Professeur principalMathématiques",
        ],
        "both sides may name the other, a relative is no guardian, a role that ended is over"
    );
    assert!(!directory.users().contains_key("or-v1"));
    assert!(!directory.people().contains_key("or-x1"), "disabled");
    assert!(directory.people()["or-t1"].teachings.iter().any(|row| row.principal));
}

#[test]
fn a_class_of_another_school_year_is_nobodys() {
    let sessions = "sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear\n\
        s0,,,2023-2024,schoolYear,2023-09-01,2024-07-06,,2024\ns1,,,2024-2025,schoolYear,2024-09-01,2025-07-06,,2025\n";
    let of_both_years = |terms: [&str; 2]| {
        let mut files = bulk();
        let [now, before] = terms;
        files[4].1 = CLASSES.replace(",s1,", &format!(",{now},"));
        files[4].1.push_str(&format!("c0,,,CM2 A,CM2,k1,homeroom,o1,{before},\n"));
        files[5].1.push_str("n0,,,c0,o1,e1,student,,,\n");
        files.push(("academicSessions.csv", sessions.to_owned()));
        let (package, problems) = read_files(&files);
        assert_eq!(problems.kept(), []);
        rows(&directory(&package))
    };
    let this_year = rows(&directory(&read_files(&bulk()).0));
    assert_eq!(of_both_years(["s1", "s0"]), this_year);
    let of_pupil = |rows: Vec<String>| rows.iter().filter(|row| row.starts_with("or-e1")).count();
    assert_eq!(of_pupil(of_both_years(["s1", "sx"])), 2, "a term that nothing describes");
    assert_eq!(of_pupil(of_both_years(["s0", "s0"])), 2, "nothing is of today");
}

#[test]
fn version_one_one_has_roles_in_users() {
    let users = "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,givenName,familyName,agentSourcedIds,grades\n\
        e1,,,true,o1,student,e1,Élise,Morin,p1,6e\np1,,,true,o1,parent,p1,Ana,Morin,,\nt1,,,true,o1,teacher,t1,Karim,Benali,,\n";
    let mut files = bulk();
    files[0].1 = manifest("1.1", "bulk", &["orgs", "users", "classes", "enrollments"]);
    files[2].1 = users.to_owned();
    files.remove(3);
    let (package, problems) = read_files(&files);
    assert_eq!(problems.kept(), []);
    let people: BTreeSet<String> = directory(&package).rows().into_iter().map(|row| row.person).collect();
    assert_eq!(people.into_iter().collect::<Vec<_>>(), ["or-e1", "or-p1", "or-t1"]);
    for [parent, teacher] in [["", "o1"], ["o1", ""]] {
        let of = |id: &str, org: &str| (format!("{id},,,true,o1,"), format!("{id},,,true,{org},"));
        let (parents, teachers) = (of("p1", parent), of("t1", teacher));
        files[2].1 = users.replace(&parents.0, &parents.1).replace(&teachers.0, &teachers.1);
        let (package, _) = read_files(&files);
        let (mut directory, mut problems) = (Directory::default(), Problems::default());
        let today = chrono::NaiveDate::from_ymd_opt(2024, 9, 20).expect("a day");
        let options = Options { prefix: "or-".to_owned(), today };
        package.records(&options, &mut problems, &mut |record| {
            directory.apply(Feed::Complete, record);
        });
        assert_eq!(directory.links().len(), 1, "a parent is where the child is");
        let missing = problems.kept().iter().filter(|problem| problem.reason == Reason::Missing).count();
        assert_eq!(missing, usize::from(teacher.is_empty()), "staff of no school are told");
    }
}

#[test]
fn a_delta_applied_to_a_bulk_equals_the_next_bulk() {
    let (mut package, _) = read_files(&bulk());
    let stamp = "2024-09-20T00:00:00.000Z";
    let users = format!(
        "sourcedId,status,dateLastModified,enabledUser,username,givenName,familyName,email,agentSourcedIds,grades\n\
         e1,active,{stamp},true,e1,Élise,Morin,,p1,5e\np2,tobedeleted,{stamp},true,p2,Luc,Morin,,e1,\n"
    );
    let delta = [("manifest.csv", manifest("1.2", "delta", &["users"])), ("users.csv", users)];
    let (changes, problems) = read_files(&delta);
    assert_eq!(problems.kept(), []);
    package.merge(changes);
    let mut next = bulk();
    let fewer = USERS.replace("\"p1,v1\",6e", "p1,5e");
    next[2].1 = fewer.lines().filter(|line| !line.starts_with("p2")).collect::<Vec<_>>().join(
        "
",
    );
    let (next, _) = read_files(&next);
    assert_eq!(rows(&directory(&package)), rows(&directory(&next)));
    assert!(rows(&directory(&package)).contains(&"or-e1 National_ELV 5e 6e A ".to_owned()));
}

#[test]
fn of_two_changes_of_one_row_the_later_one_counts() {
    let change = |first: &str, second: &str| {
        let (mut package, _) = read_files(&bulk());
        let row = |status: &str, day: u32| {
            format!("e1,{status},2024-09-{day}T00:00:00.000Z,true,e1,Élise,Morin,,p1,5e\n")
        };
        let header = "sourcedId,status,dateLastModified,enabledUser,username,givenName,familyName,email,agentSourcedIds,grades\n";
        let users = format!("{header}{}{}", row(first, 20), row(second, 21));
        let delta = [("manifest.csv", manifest("1.2", "delta", &["users"])), ("users.csv", users)];
        package.merge(read_files(&delta).0);
        directory(&package).people().contains_key("or-e1")
    };
    assert!(!change("active", "tobedeleted"), "who left has left");
    assert!(change("tobedeleted", "active"), "and may come back");
    assert!(!change("active", "inactive"), "as version 1.0 said it");
}

#[test]
fn what_would_take_everybody_away_is_refused() {
    let reason = |files: &[(&str, String)]| {
        let (_, problems) = read_files(files);
        assert!(problems.stops());
        problems.kept()[0].reason.clone()
    };
    assert_eq!(reason(&bulk()[1..]), Reason::DataWithoutManifest, "version 1.0");
    let mut empty = bulk();
    empty[3].1 = ROLES.lines().take(1).collect();
    assert_eq!(reason(&empty), Reason::EmptyFile);
    let mut missing = bulk();
    missing.remove(5);
    assert_eq!(reason(&missing), Reason::MissingFile { name: "enrollments.csv".to_owned() });
    let mut other = bulk();
    other[0].1 = manifest("2.0", "bulk", &[]);
    assert_eq!(reason(&other), Reason::VersionUnsupported("2.0".to_owned()));
    let nothing = [("manifest.csv", manifest("1.2", "absent", &["users"]))];
    assert!(!read_files(&nothing).1.stops(), "a manifest alone: nothing changed");
}
