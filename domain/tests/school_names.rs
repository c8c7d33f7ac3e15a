//! How schools of the same name are told apart.

use domain::{EstablishmentId, access::School};

fn school(id: i64, name: &str, town: &str) -> School {
    School {
        id: EstablishmentId(id),
        uai: format!("057000{id}A"),
        name: name.to_owned(),
        town: town.to_owned(),
        time_zone: "Europe/Paris".to_owned(),
        severity: None,
    }
}

#[test]
fn schools_of_the_same_name_are_told_apart_by_their_town_or_code() {
    let schools = [
        school(1, "Collège Fabert", "Metz"),
        school(2, "Collège Fabert", "Sedan"),
        school(3, "Collège Fabert", ""),
        school(4, "Lycée Curie", "Metz"),
        school(5, "École Jules-Ferry", "Metz"),
        school(6, "École Jules-Ferry", "Metz"),
    ];
    let called: Vec<_> = schools.iter().map(|school| school.called(&schools)).collect();
    assert_eq!(
        called,
        [
            "Collège Fabert (Metz)",
            "Collège Fabert (Sedan)",
            "Collège Fabert (0570003A)",
            "Lycée Curie",
            "École Jules-Ferry (Metz, 0570005A)",
            "École Jules-Ferry (Metz, 0570006A)",
        ]
    );
    assert_eq!(schools[0].place(), "Metz, 0570001A");
    assert_eq!(schools[2].place(), "0570003A");
}
