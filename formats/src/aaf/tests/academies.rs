//! Which academy the identifiers begin with.

use super::*;

#[test]
fn the_order_of_the_schools_changes_no_identifier() {
    let of = |structures: [&str; 2]| {
        let [one, other] = structures.map(|id| {
            let academy = if id == "77" { "012" } else { "098" };
            let school = SCHOOL.replace("=77", &format!("={id}")).replace("=012", &format!("={academy}"));
            let uai = if id == "77" { "0570051W" } else { "0570099A" };
            record("addRequest", "EtabEducNat", id, &school.replace("0570051W", uai))
        });
        let mut delivered = Delivered::complete(PUPIL, "");
        let structures = Delivered::new("Complet", "_20240916", &[("EtabEducNat", one + &other)]);
        delivered.files.retain(|(name, _)| !name.contains("EtabEducNat"));
        delivered.files.extend(structures.files);
        let (directory, outcome) = delivered.read();
        assert!(reasons(&outcome).iter().any(|reason| matches!(reason, Reason::SeveralAcademies { .. })));
        directory.people().into_keys().collect::<Vec<_>>()
    };
    assert_eq!(of(["77", "78"]), ["12-9001", "12-9101", "12-9102"]);
    assert_eq!(of(["78", "77"]), of(["77", "78"]));
}

/// A teacher who also works in another academy brings its school along.
#[test]
fn a_school_of_another_academy_changes_no_identifier() {
    let school = |id: &str, uai: &str, academy: &str| {
        let school = SCHOOL.replace("=77", &format!("={id}")).replace("=012", &format!("={academy}"));
        record("addRequest", "EtabEducNat", id, &school.replace("0570051W", uai))
    };
    let (own, other) = (school("76", "0570052X", "012"), school("78", "0750001A", "001"));
    let mut complete = Delivered::complete(PUPIL, "");
    let structures = [other.clone(), school("77", "0570051W", "012"), own].concat();
    complete.files.retain(|(name, _)| !name.contains("EtabEducNat"));
    complete.files.extend(Delivered::new("Complet", "_20240916", &[("EtabEducNat", structures)]).files);
    let (directory, outcome) = complete.read();
    assert!(directory.people().contains_key("12-9001"));
    let options = Options { base: outcome.base, ..Options::new(day(17)) };
    let structures = [other, school("79", "0750002B", "001"), school("80", "0750003C", "001")].concat();
    let delta = Delivered::new("Delta", "_20240917", &[("EtabEducNat", structures)]);
    let mut source = Source::memory(delta.files, Limits::default()).expect("files");
    let deliveries = deliveries(&mut source).expect("a delivery");
    let outcome = read(&mut source, &deliveries[0], &options, &mut |_| ());
    assert_eq!(outcome.academy, "12", "a delta is of the academy of what it changes");
}
