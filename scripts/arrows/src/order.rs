//! The written order: one line a floor, its rooms from the ground up, and the arrows upwards that
//! have a reason.

use std::{collections::BTreeMap, fs, path::Path};

/// What `order.txt` says.
#[derive(Debug, Default)]
pub struct Order {
    /// Folders of the crates, from the ground up.
    pub floors: Vec<String>,
    /// Rooms of a floor, from the ground up.
    pub rooms: BTreeMap<String, Vec<String>>,
    pub up: Vec<Up>,
    /// Floor, room and reason of what every room is given.
    pub handed: Vec<(String, String, String)>,
}

/// An arrow upwards that is allowed.
#[derive(Debug)]
pub struct Up {
    pub floor: String,
    pub from: String,
    pub to: String,
    pub reason: String,
}

/// Arrows upwards in the whole house.
const MAX_UP: usize = 4;

impl Order {
    /// # Errors
    /// A sentence, where the file is not what it should be.
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

    /// The reason of an arrow upwards, if one is written.
    pub fn reason(&self, floor: &str, from: &str, to: &str) -> Option<&str> {
        let up = self.up.iter().find(|up| up.floor == floor && up.from == from && up.to == to)?;
        Some(&up.reason)
    }

    /// Whether every room is given this one.
    pub fn is_handed(&self, floor: &str, room: &str) -> bool {
        self.handed.iter().any(|(of, handed, _)| of == floor && handed == room)
    }
}

fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}
