const ACADEMIES: [(&str, &str); 37] = [
    ("01", "PARIS"),
    ("02", "AIX-MARSEILLE"),
    ("03", "BESANCON"),
    ("04", "BORDEAUX"),
    ("05", "CAEN"),
    ("06", "CLERMONT-FERRAND"),
    ("07", "DIJON"),
    ("08", "GRENOBLE"),
    ("09", "LILLE"),
    ("10", "LYON"),
    ("11", "MONTPELLIER"),
    ("12", "NANCY-METZ"),
    ("13", "POITIERS"),
    ("14", "RENNES"),
    ("15", "STRASBOURG"),
    ("16", "TOULOUSE"),
    ("17", "NANTES"),
    ("18", "ORLEANS-TOURS"),
    ("19", "REIMS"),
    ("20", "AMIENS"),
    ("21", "ROUEN"),
    ("22", "LIMOGES"),
    ("23", "NICE"),
    ("24", "CRETEIL"),
    ("25", "VERSAILLES"),
    ("27", "CORSE"),
    ("28", "LA REUNION"),
    ("31", "MARTINIQUE"),
    ("32", "GUADELOUPE"),
    ("33", "GUYANE"),
    ("40", "NOUVELLE-CALEDONIE"),
    ("41", "POLYNESIE"),
    ("42", "WALLIS"),
    ("43", "MAYOTTE"),
    ("44", "SAINT-PIERRE"),
    ("70", "NORMANDIE"),
    ("98", "AGRICOLE"),
];

/// The two digits of an academy from its code in any width (`13`, `013`) or its name.
pub fn academy_code(text: &str) -> Option<&'static str> {
    let text = text.trim();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        let digits = format!("{:0>2}", text.trim_start_matches('0'));
        return ACADEMIES.iter().find(|(code, _)| *code == digits).map(|(code, _)| *code);
    }
    let header = crate::text::header;
    let wanted = header(text);
    ACADEMIES.iter().find(|(_, name)| header(name) == wanted).map(|(code, _)| *code)
}

/// The name of an academy, in capitals without accents.
pub fn academy_name(code: &str) -> Option<&'static str> {
    ACADEMIES.iter().find(|(known, _)| *known == code).map(|(_, name)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_any_width_and_names_lead_to_two_digits() {
        for text in ["1", "01", "001", "PARIS", "Paris"] {
            assert_eq!(academy_code(text), Some("01"), "{text}");
        }
        assert_eq!(academy_code("013"), Some("13"));
        assert_eq!(academy_code("Orléans-Tours"), Some("18"));
        assert_eq!(academy_code("77"), None);
        assert_eq!(academy_code(""), None);
        assert_eq!(academy_name("24"), Some("CRETEIL"));
    }
}
