use std::fmt::Write as _;

use super::{
    aaf::class_name,
    world::{Pupil, World},
};

const HEAD: &str = "sourcedId,status,dateLastModified";

/// A whole OneRoster 1.2 package of one school. Half of the families are named by the pupil, the
/// others by the adult; some adults are only relatives.
pub fn oneroster(world: &World, school: u64) -> Vec<(String, Vec<u8>)> {
    let pupils: Vec<Pupil> = world.pupils_of(school).collect();
    let mut manifest = "propertyName,value\nmanifest.version,1.0\noneroster.version,1.2\n".to_owned();
    for name in ["orgs", "users", "roles", "classes", "enrollments"] {
        let _ = writeln!(manifest, "file.{name},bulk");
    }
    let orgs =
        format!("{HEAD},name,type,identifier\no1,,,Collège {school},school,{:07}A\n", 570_000 + school);
    let (users, roles) = people(world, &pupils);
    let mut classes =
        format!("{HEAD},title,grades,courseSourcedId,classType,schoolSourcedId,termSourcedIds\n");
    for class in 0..World::classes() {
        let _ = writeln!(classes, "c{class},,,{},{}e,k1,homeroom,o1,t1", class_name(class), 6 - class % 4);
    }
    let mut enrollments = format!("{HEAD},classSourcedId,schoolSourcedId,userSourcedId,role\n");
    for pupil in &pupils {
        let _ = writeln!(enrollments, "n{0},,,c{1},o1,e{0},student", pupil.number, pupil.class);
    }
    [
        ("manifest.csv", manifest),
        ("orgs.csv", orgs),
        ("users.csv", users),
        ("roles.csv", roles),
        ("classes.csv", classes),
        ("enrollments.csv", enrollments),
    ]
    .into_iter()
    .map(|(name, text)| (name.to_owned(), text.into_bytes()))
    .collect()
}

fn people(world: &World, pupils: &[Pupil]) -> (String, String) {
    let mut users = format!("{HEAD},enabledUser,username,givenName,familyName,email,agentSourcedIds\n");
    let mut roles = format!("{HEAD},userSourcedId,roleType,role,orgSourcedId\n");
    let mut known = Vec::new();
    for pupil in pupils {
        let id = pupil.number;
        let agents: Vec<String> = pupil.adults.iter().map(|(adult, _)| format!("p{adult}")).collect();
        let named = if id % 4 < 2 { agents.join(",") } else { String::new() };
        let _ = writeln!(users, "e{id},,,true,e{id},{},{},,\"{named}\"", pupil.first_name, pupil.last_name);
        let _ = writeln!(roles, "re{id},,,e{id},primary,student,o1");
        for (number, codes) in &pupil.adults {
            let Some(adult) = world.adult(*number).filter(|_| !known.contains(number)) else { continue };
            known.push(*number);
            let children =
                pupils.iter().filter(|child| child.adults.iter().any(|(other, _)| other == number));
            let children: Vec<String> = children.map(|child| format!("e{}", child.number)).collect();
            let named = if id % 4 < 2 { String::new() } else { children.join(",") };
            let role = if codes.contains("$0$0$1$0") { "relative" } else { "guardian" };
            let _ = writeln!(
                users,
                "p{number},,,true,p{number},{},{},{},\"{named}\"",
                adult.first_name, adult.last_name, adult.email
            );
            let _ = writeln!(roles, "rp{number},,,p{number},primary,{role},o1");
        }
    }
    (users, roles)
}
