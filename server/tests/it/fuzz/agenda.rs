//! Valid input of the form of an event.

use super::dice::Dice;

/// The form of an event.
pub fn event(dice: &mut Dice) -> Vec<(&'static str, &'static str)> {
    vec![
        ("cle", "fuzz-evenement"),
        ("version", "0"),
        ("titre", "Sortie"),
        ("debut-date", "2026-10-08"),
        ("debut-heure", "10:00"),
        ("fin-heure", "11:00"),
        ("repetition", dice.pick(&["", "daily", "weekly", "monthly", "yearly"])),
        ("intervalle", dice.pick(&["1", "52", "0"])),
        ("jour", dice.pick(&["MO", "XX"])),
        ("fin-repetition", dice.pick(&["nombre", "date"])),
        ("nombre", dice.pick(&["3", "400", "401"])),
        ("jusquau", "2027-10-08"),
        ("vacances", dice.pick(&["", "B", "Z"])),
        ("prevenir", "oui"),
    ]
}
