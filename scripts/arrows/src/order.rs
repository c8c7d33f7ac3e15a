//! The written order: one line for each floor, with its rooms from the ground up, and the upward
//! arrows that are allowed for a reason.

use std::{collections::BTreeMap, fs, path::Path};

/// The content of `order.txt`.
#[derive(Debug, Default)]
pub struct Order {
    /// Folders of the crates, from the ground up.
    pub floors: Vec<String>,
    /// Rooms of a floor, from the ground up.
    pub rooms: BTreeMap<String, Vec<String>>,
    pub up: Vec<Up>,
    /// Floor, name and reason of each room that every other room may use.
    pub handed: Vec<(String, String, String)>,
}

/// An upward arrow that is allowed.
#[derive(Debug)]
pub struct Up {
    pub floor: String,
    pub from: String,
    pub to: String,
    pub reason: String,
}

/// Upward arrows allowed in the whole workspace.
const MAX_UP: usize = 4;

impl Order {
    /// # Errors
    /// A sentence, if the file is not valid.
    pub fn read(path: &Path) -> Result<Self, String> {
        let text = fs::read_to_string(path).map_err(|reason| format!("{}: {reason}", path.display()))?;
        let mut order = Self::default();
        for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let wrong = || format!("{}: {line:?}", path.display());
            let (what, rest) = line.split_once(':').ok_or_else(wrong)?;
            match what.split_whitespace().collect::<Vec<_>>()[..] {
                ["floors"] => order.floors = words(rest),
                ["up", floor, from, to] if !rest.trim().is_empty() => order.up.push(Up {
                    floor: floor.to_owned(),
                    from: from.to_owned(),
                    to: to.to_owned(),
                    reason: rest.trim().to_owned(),
                }),
                ["handed", floor, room] if !rest.trim().is_empty() => {
                    order.handed.push((floor.to_owned(), room.to_owned(), rest.trim().to_owned()));
                }
                [floor] => {
                    order.rooms.entry(floor.to_owned()).or_default().extend(words(rest));
                }
                _ => return Err(wrong()),
            }
        }
        let up = order.up.len() + order.handed.len();
        if up > MAX_UP {
            return Err(format!("{}: {up} arrows upwards, at most {MAX_UP} may be", path.display()));
        }
        Ok(order)
    }

    /// The reason of an upward arrow, if the file has one.
    pub fn reason(&self, floor: &str, from: &str, to: &str) -> Option<&str> {
        let up = self.up.iter().find(|up| up.floor == floor && up.from == from && up.to == to)?;
        Some(&up.reason)
    }

    /// Whether this room is handed to every room.
    pub fn is_handed(&self, floor: &str, room: &str) -> bool {
        self.handed.iter().any(|(of, handed, _)| of == floor && handed == room)
    }
}

fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}
