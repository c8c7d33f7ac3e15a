//! What is sent to the addresses of spaces.

use serde_json::{Value, json};

use super::dice::Dice;

pub fn arguments(path: &str, id: i64, dice: &mut Dice) -> Option<Value> {
    Some(match path {
        "/api/spaces" => json!({ "school": dice.pick(&[None, Some(1), Some(id)]) }),
        "/api/spaces/open" => json!({ "id": id, "before": dice.pick(&["", "1-1", "x"]), "after": "1-1" }),
        "/api/spaces/article" => json!({ "space": id, "id": dice.pick(&[1, 2]) }),
        "/api/spaces/form" => {
            json!({ "space": id, "id": dice.pick(&[None, Some(1)]), "form_key": dice.pick(&[None, Some("fuzz-article")]) })
        }
        "/api/spaces/settings" => json!({ "id": id, "search": dice.pick(&["", "ma", "%"]) }),
        "/api/spaces/new" => json!({ "school": id }),
        _ => return None,
    })
}

pub fn fields(path: &str, dice: &mut Dice) -> Vec<(&'static str, &'static str)> {
    if path.ends_with("/abonnement") {
        return vec![("abonne", dice.pick(&["oui", "non", "x"]))];
    }
    if path.starts_with("/espaces/") && path.ends_with("/flux") {
        return vec![("action", dice.pick(&["renouveler", "revoquer"]))];
    }
    if path.ends_with("/reglages") || path.starts_with("/espaces/nouveau") {
        return vec![
            ("action", dice.pick(&["lecteurs", "personne", "population", "retirer"])),
            ("nom", "Club théâtre"),
            ("profils", dice.pick(&["National_ELV", "National_XXX"])),
            ("niveaux", dice.pick(&["2de", ""])),
            ("ligne", "1"),
            ("personne", "1"),
            ("fonction", "CPE"),
            ("droit", dice.pick(&["write", "moderate", "own"])),
        ];
    }
    if path == "/administration/pages" {
        return vec![
            ("editeur", dice.pick(&["Ville d’Aubrac", "", "<b>"])),
            ("taux", dice.pick(&["70", "101", "x", ""])),
            ("audit-le", dice.pick(&["2026-09-01", "demain", ""])),
        ];
    }
    if path == "/administration/conservation" {
        return vec![
            ("personnes", dice.pick(&["80", "0", "x", ""])),
            ("messages", "730"),
            ("publications", dice.pick(&["730", "-1"])),
            ("pieces-jointes", "365"),
            ("brouillons", "365"),
            ("courriels", "30"),
            ("journal", dice.pick(&["365", "99999999999"])),
        ];
    }
    Vec::new()
}
