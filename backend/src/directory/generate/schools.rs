use super::dice::Dice;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SchoolKind {
    LowerSecondary,
    UpperSecondary,
}

#[derive(Clone, Debug)]
pub(super) struct School {
    pub(super) uai: String,
    pub(super) name: String,
    pub(super) town: &'static str,
    pub(super) time_zone: &'static str,
    pub(super) authority: &'static str,
    pub(super) campus: Option<String>,
    pub(super) kind: SchoolKind,
    /// About how many people, families included.
    pub(super) people: u32,
}

/// Schools that share families and teachers.
pub(super) type Site = Vec<School>;

/// People of the demonstration's three schools together.
const DEMONSTRATION: u32 = 2_500;
const PEOPLE_PER_SCHOOL: u32 = 1_000;
pub(super) const AUTHORITY: &str = "Mon bureau numérique";
pub(super) const UPPER_SCHOOL: &str = "0570051W";
pub(super) const LOWER_SCHOOL: &str = "0570052X";

/// (first digits of the UAI, authority, towns, time zone)
type Region = (u32, &'static str, &'static [&'static str], &'static str);

const REGIONS: [Region; 10] = [
    (57, AUTHORITY, &["Metz", "Thionville", "Sarreguemines"], "Europe/Paris"),
    (54, AUTHORITY, &["Nancy", "Lunéville", "Toul"], "Europe/Paris"),
    (67, "Collectivité européenne d’Alsace", &["Strasbourg", "Haguenau", "Sélestat"], "Europe/Paris"),
    (68, "Collectivité européenne d’Alsace", &["Mulhouse", "Colmar"], "Europe/Paris"),
    (75, "Région Île-de-France", &["Paris"], "Europe/Paris"),
    (93, "Région Île-de-France", &["Saint-Denis", "Bobigny", "Aulnay-sous-Bois"], "Europe/Paris"),
    (35, "Région Bretagne", &["Rennes", "Fougères", "Saint-Malo"], "Europe/Paris"),
    (
        972,
        "Collectivité territoriale de Martinique",
        &["Fort-de-France", "Le Lamentin"],
        "America/Martinique",
    ),
    (974, "Région Réunion", &["Saint-Denis", "Saint-Pierre", "Le Tampon"], "Indian/Reunion"),
    (988, "Nouvelle-Calédonie", &["Nouméa", "Koné"], "Pacific/Noumea"),
];

const PATRONS: [&str; 24] = [
    "Simone Veil",
    "Victor Hugo",
    "Jean Moulin",
    "Rosa Parks",
    "Émile Zola",
    "Aimé Césaire",
    "Lucie Aubrac",
    "Georges Brassens",
    "Olympe de Gouges",
    "Jules Verne",
    "Frédéric Chopin",
    "Henri Poincaré",
    "Jeanne d’Arc",
    "Charles de Foucauld",
    "Saint-Exupéry",
    "Louise Michel",
    "Albert Camus",
    "Colette",
    "Joséphine Baker",
    "Nelson Mandela",
    "Évariste Galois",
    "Sophie Germain",
    "Le Corbusier",
    "Fabert",
];

/// The demonstration's two sites, then others until there are about `people`.
pub(super) fn sites(people: u32, dice: &mut Dice) -> Vec<Site> {
    let demonstration = people.min(DEMONSTRATION);
    let mut sites = demonstration_sites(demonstration);
    let schools = (people - demonstration) / PEOPLE_PER_SCHOOL;
    let mut made = 0;
    while made < schools {
        let region = &REGIONS[made as usize % REGIONS.len()];
        let town: &'static str = dice.pick(region.2);
        if dice.percent(25) && made + 1 < schools {
            let campus = Some(format!("Cité scolaire de {town} n° {}", made + 1));
            sites.push(vec![
                school(made, region, town, SchoolKind::UpperSecondary, campus.clone(), dice),
                school(made + 1, region, town, SchoolKind::LowerSecondary, campus, dice),
            ]);
            made += 2;
        } else {
            let kind = if dice.percent(40) { SchoolKind::UpperSecondary } else { SchoolKind::LowerSecondary };
            sites.push(vec![school(made, region, town, kind, None, dice)]);
            made += 1;
        }
    }
    sites
}

fn demonstration_sites(people: u32) -> Vec<Site> {
    let campus = Some("Cité scolaire Curie-Pasteur".to_owned());
    let school = |uai: &str, name: &str, town, time_zone, kind, campus, share: u32| School {
        uai: uai.to_owned(),
        name: name.to_owned(),
        town,
        time_zone,
        authority: AUTHORITY,
        campus,
        kind,
        people: people * share / 100,
    };
    let paris = "Europe/Paris";
    let upper = SchoolKind::UpperSecondary;
    vec![
        vec![
            school(UPPER_SCHOOL, "Lycée Pierre et Marie Curie", "Metz", paris, upper, campus.clone(), 42),
            school(
                LOWER_SCHOOL,
                "Collège Louis Pasteur",
                "Metz",
                paris,
                SchoolKind::LowerSecondary,
                campus,
                28,
            ),
        ],
        vec![school("9740001A", "Lycée Leconte de Lisle", "Saint-Denis", "Indian/Reunion", upper, None, 30)],
    ]
}

fn school(
    number: u32,
    (department, authority, _, time_zone): &Region,
    town: &'static str,
    kind: SchoolKind,
    campus: Option<String>,
    dice: &mut Dice,
) -> School {
    let patron = dice.pick(&PATRONS);
    let title = match kind {
        SchoolKind::LowerSecondary => "Collège",
        SchoolKind::UpperSecondary => "Lycée",
    };
    School {
        uai: uai(*department, number),
        name: format!("{title} {patron}"),
        town,
        time_zone,
        authority,
        campus,
        kind,
        people: PEOPLE_PER_SCHOOL,
    }
}

/// Department, serial number and check letter. The serial numbers start far above those of the
/// demonstration's schools.
fn uai(department: u32, number: u32) -> String {
    const LETTERS: &[u8; 23] = b"ABCDEFGHJKLMNPRSTUVWXYZ";
    // Overseas departments have three digits.
    let digits = department * 10_000 + 1_000 + number;
    let letter = char::from(LETTERS[digits as usize % LETTERS.len()]);
    format!("{digits:07}{letter}")
}
