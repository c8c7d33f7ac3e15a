//! French names as they occur in registers: with accents, hyphens, particles, and some that user
//! interfaces often get wrong.

use super::dice::Dice;

#[rustfmt::skip]
const FIRST_NAMES: [&str; 112] = [
    "Adèle", "Adrien", "Agathe", "Aïcha", "Alexandre", "Alexis", "Alice", "Amélie", "Anaëlle", "Anaïs",
    "André", "Anne-Sophie", "Antoine", "Arthur", "Aurélie", "Baptiste", "Benoît", "Camille", "Capucine",
    "Cécile", "Célestin", "Chloé", "Claire", "Clémence", "Clément", "Coralie", "Corentin", "Côme", "Daphné",
    "David", "Diane", "Djibril", "Éléonore", "Élise", "Éloïse", "Émile", "Emma", "Enzo", "Esteban",
    "Étienne", "Eugénie", "Faustine", "Félix", "Fatoumata", "Florian", "François", "François-Xavier",
    "Gabriel", "Gaëlle", "Geneviève", "Gérard", "Gwenaël", "Hélène", "Hugo", "Inès", "Irène", "Isaac",
    "Jade", "Jean-Baptiste", "Jean-Luc", "Jeanne", "Jérôme", "Joël", "Joséphine", "Jules", "Juliette",
    "Karim", "Kévin", "Léa", "Léo", "Léonie", "Lilou", "Loïc", "Louis", "Louise", "Lucas", "Maël", "Maëlys",
    "Manon", "Marc", "Marie", "Marie-Amélie", "Marie-Thérèse", "Mathéo", "Mathilde", "Maxence", "Mehdi",
    "Mélanie", "Michaël", "Mohamed", "Nathan", "Nicolas", "Noé", "Noémie", "Océane", "Olivier", "Pauline",
    "Philippe", "Pierre-Emmanuel", "Quentin", "Raphaël", "Rémi", "Romane", "Sébastien", "Sofia", "Théo",
    "Thibault", "Valérie", "Yaël", "Yasmine", "Zoé", "Zélie",
];

#[rustfmt::skip]
const LAST_NAMES: [&str; 120] = [
    "Adam", "Allard", "Amar", "André", "Aubert", "Bailly", "Barbier", "Baudoin", "Bénard", "Bernard",
    "Bertrand", "Besnard", "Blanchard", "Boucher", "Boyer", "Brunet", "Carpentier", "Chevalier", "Collet",
    "Cordier", "Coulibaly", "Da Silva", "Daniel", "David", "Delaunay", "Delmas", "Deschamps", "Diallo",
    "Dubois", "Dumas", "Dupont", "Dupré", "Durand", "Étienne", "Fabre", "Faure", "Ferreira", "Fleury",
    "Fontaine", "Fournier", "François", "Garcia", "Garnier", "Gauthier", "Gérard", "Germain", "Girard",
    "Grondin", "Guérin", "Guillaume", "Hébert", "Henry", "Hoarau", "Huet", "Jacquet", "Joly", "Julien",
    "Kaya", "Lacroix", "Lambert", "Laurent", "Le Gall", "Le Goff", "Lebrun", "Leclerc", "Lecomte",
    "Lefèbvre", "Legrand", "Lemaître", "Lemoine", "Léger", "Leroux", "Leroy", "Lévêque", "L’Hermitte",
    "Louis", "Maillard", "Marchand", "Martin", "Masson", "Mathieu", "Meunier", "Meyer", "Michel", "Moreau",
    "Morel", "Mülhaupt", "N’Diaye", "Nguyen", "Noël", "Olivier", "Paris", "Payet", "Pelletier", "Perrin",
    "Petit", "Picard", "Prévost", "Rault", "Rémy", "Renard", "Rey", "Richard", "Rivière", "Robert", "Robin",
    "Roche", "Roussel", "Roux", "Schaeffer", "Schmitt", "Simon", "Tessier", "Thomas", "Traoré", "Turpin",
    "Vasseur", "Vidal", "Weber", "Wœlffel",
];

const RARE_LAST_NAMES: [&str; 6] = [
    "de La Rochefoucauld d’Enville de Montbazon-Liancourt",
    "Andrianampoinimerinatompokoindrindra",
    "Ramanantsoa-Razafindrakotoarivony-Rakotomalala",
    "Saint-Julien de Beauchêne-Lestrange de Villeneuve-sur-Auvers",
    "Ó",
    "Katz-Wojciechowski-Brzęczyszczykiewicz",
];

pub(super) fn first_name(dice: &mut Dice) -> &'static str {
    dice.pick(&FIRST_NAMES)
}

pub(super) fn last_name(dice: &mut Dice) -> String {
    match dice.below(200) {
        0 => dice.pick(&RARE_LAST_NAMES).to_owned(),
        1..=12 => format!("{}-{}", dice.pick(&LAST_NAMES), dice.pick(&LAST_NAMES)),
        _ => dice.pick(&LAST_NAMES).to_owned(),
    }
}

/// An address that cannot exist, because `.example` is reserved. `number` distinguishes namesakes.
pub(super) fn email(first_name: &str, last_name: &str, number: u32, domain: &str) -> String {
    let mut email = String::with_capacity(64);
    push_plain(&mut email, first_name);
    email.push('.');
    push_plain(&mut email, last_name);
    email.push_str(&number.to_string());
    email.push('@');
    email.push_str(domain);
    email.push_str(".example");
    email
}

/// Lower case without accents; every other character becomes a hyphen. At most 20 characters in
/// all.
fn push_plain(out: &mut String, name: &str) {
    for c in name.chars().take(20) {
        let plain = match c {
            'à' | 'â' | 'ä' | 'À' => 'a',
            'ç' | 'Ç' => 'c',
            'é' | 'è' | 'ê' | 'ë' | 'ę' | 'É' | 'È' | 'œ' => 'e',
            'î' | 'ï' | 'Î' => 'i',
            'ô' | 'ö' | 'Ó' | 'Ô' => 'o',
            'ù' | 'û' | 'ü' => 'u',
            other if other.is_ascii_alphabetic() => other.to_ascii_lowercase(),
            _ => '-',
        };
        out.push(plain);
    }
}
