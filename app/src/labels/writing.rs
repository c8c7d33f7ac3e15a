//! What is said of writing a communication: its channel, its files, its clock.

use domain::communications::{Acknowledgement, Channel};

pub const fn channel_hint(channel: Channel) -> &'static str {
    match channel {
        Channel::Announcement => "Un texte court sur la page d’accueil",
        Channel::Message => "Un message à chacun, avec mise en forme et pièces jointes",
        Channel::News => "Un article avec son image",
    }
}

/// In the sprite `/icons.svg`.
pub const fn channel_icon(channel: Channel) -> &'static str {
    match channel {
        Channel::Announcement => "megaphone",
        Channel::Message => "mail",
        Channel::News => "list",
    }
}

/// *Accusé de lecture*
pub const fn acknowledgement(asked: Acknowledgement) -> &'static str {
    match asked {
        Acknowledgement::None => "Aucun",
        Acknowledgement::AnyGuardian => "Un responsable par famille suffit",
        Acknowledgement::Each => "Chaque destinataire",
    }
}

pub const fn acknowledgement_hint(asked: Acknowledgement) -> &'static str {
    match asked {
        Acknowledgement::None => "Personne n’a à confirmer",
        Acknowledgement::AnyGuardian => "Les autres destinataires confirment chacun pour soi",
        Acknowledgement::Each => "Chacun confirme par « J’ai pris connaissance »",
    }
}

/// `heure de La Réunion`, for the IANA name of a zone in which there are French schools.
pub fn zone(name: &str) -> String {
    let place = match name {
        "Europe/Paris" => "de Paris",
        "Indian/Reunion" => "de La Réunion",
        "Indian/Mayotte" => "de Mayotte",
        "America/Guadeloupe" => "de la Guadeloupe",
        "America/Martinique" => "de la Martinique",
        "America/Cayenne" => "de la Guyane",
        "America/Miquelon" => "de Saint-Pierre-et-Miquelon",
        "Pacific/Noumea" => "de la Nouvelle-Calédonie",
        "Pacific/Tahiti" => "de Tahiti",
        "Pacific/Wallis" => "de Wallis-et-Futuna",
        other => return format!("heure de {}", other.rsplit('/').next().unwrap_or(other).replace('_', " ")),
    };
    format!("heure {place}")
}

/// `540 octets`, `12 ko`, `2,4 Mo`: rounded up, so that what is told as 25 Mo is not more.
pub fn bytes(count: u64) -> String {
    const KILO: u64 = 1024;
    match count {
        0..=1 => format!("{count} octet"),
        2..KILO => format!("{count} octets"),
        KILO..=1_022_976 => format!("{} ko", count.div_ceil(KILO)),
        _ => {
            let tenths = (count * 10).div_ceil(KILO * KILO);
            let (whole, rest) = (super::number(tenths / 10), tenths % 10);
            if rest == 0 { format!("{whole} Mo") } else { format!("{whole},{rest} Mo") }
        }
    }
}

pub fn files(count: usize) -> String {
    format!("{count} {}", if count < 2 { "fichier" } else { "fichiers" })
}

#[cfg(test)]
mod tests {
    use super::{bytes, zone};

    #[test]
    fn sizes_read_as_people_say_them() {
        let cases = [
            (0, "0 octet"),
            (1_023, "1023 octets"),
            (1_024, "1 ko"),
            (1_022_976, "999 ko"),
            (1_022_977, "1 Mo"),
            (25 * 1024 * 1024, "25 Mo"),
            (25 * 1024 * 1024 + 1, "25,1 Mo"),
            (2_516_582, "2,4 Mo"),
        ];
        for (count, said) in cases {
            assert_eq!(bytes(count), said);
        }
    }

    #[test]
    fn zones_are_told_by_their_place() {
        assert_eq!(zone("Indian/Reunion"), "heure de La Réunion");
        assert_eq!(zone("America/New_York"), "heure de New York");
    }
}
