use chrono_tz::Tz;

/// The time zone of a school by the *département* that its UAI begins with.
pub(in super::super) fn zone_of(uai: &str) -> Tz {
    match uai.get(..3).unwrap_or_default() {
        // With Saint-Barthélemy and Saint-Martin, which have codes of their own by now.
        "971" | "977" | "978" => Tz::America__Guadeloupe,
        "972" => Tz::America__Martinique,
        "973" => Tz::America__Cayenne,
        "974" => Tz::Indian__Reunion,
        "975" => Tz::America__Miquelon,
        "976" => Tz::Indian__Mayotte,
        "983" | "988" => Tz::Pacific__Noumea,
        "984" | "987" => Tz::Pacific__Tahiti,
        "986" => Tz::Pacific__Wallis,
        _ => Tz::Europe__Paris,
    }
}

#[cfg(test)]
mod tests {
    use super::zone_of;

    #[test]
    fn schools_overseas_have_their_own_time() {
        for (uai, expected) in [
            ("0570051W", "Europe/Paris"),
            ("7200011A", "Europe/Paris"),
            ("9741046C", "Indian/Reunion"),
            ("9780001A", "America/Guadeloupe"),
            ("9880001A", "Pacific/Noumea"),
        ] {
            assert_eq!(zone_of(uai).name(), expected, "{uai}");
        }
    }
}
