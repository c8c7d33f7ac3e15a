//! The walk of *Déployer*: every file of the backend that its use case reaches, and their rooms.

use std::collections::{BTreeMap, BTreeSet};

use crate::{order::Order, resolve::Arrow, source::Name};

const START: [&str; 3] = ["backend", "communications", "deploy"];
/// Rooms that a walk may enter, besides those that every room uses.
const MAX_ROOMS: usize = 6;
/// Rooms that every room uses.
const GROUND: [&str; 2] = ["ground", "entities"];

/// Rooms in the order in which the walk enters them, from the top.
pub struct Walk {
    /// Each room with the files that the walk reaches.
    pub rooms: Vec<(String, BTreeSet<String>)>,
    /// Arrows from a room back into one that was entered before.
    pub returns: Vec<(String, String)>,
}

impl Walk {
    pub fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        let entered = self.rooms.iter().filter(|(room, _)| !GROUND.contains(&room.as_str())).count();
        if entered > MAX_ROOMS {
            problems.push(format!("Déployer enters {entered} rooms, at most {MAX_ROOMS} may be"));
        }
        problems.extend(self.returns.iter().map(|(from, to)| format!("Déployer goes back: {from} → {to}")));
        problems
    }
}

/// `None` if there is no such use case.
pub fn walk(arrows: &BTreeSet<Arrow>, order: &Order) -> Option<Walk> {
    let start: Name = START.map(str::to_owned).to_vec();
    let order = order.rooms.get(START[0])?;
    let mut files = BTreeSet::from([start.clone()]);
    let mut left = vec![start];
    let mut between = BTreeSet::new();
    while let Some(file) = left.pop() {
        for arrow in arrows.iter().filter(|arrow| arrow.from == file && arrow.to[0] == START[0]) {
            let (Some(from), Some(to)) = (arrow.from.get(1), arrow.to.get(1)) else { continue };
            if from != to {
                between.insert((from.clone(), to.clone()));
            }
            if files.insert(arrow.to.clone()) {
                left.push(arrow.to.clone());
            }
        }
    }
    let mut rooms: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in &files {
        let Some(room) = file.get(1) else { continue };
        let inside = file.get(2..).filter(|inside| !inside.is_empty());
        rooms.entry(room.clone()).or_default().insert(inside.map_or("mod".to_owned(), |it| it.join("/")));
    }
    let place = |room: &str| order.iter().position(|it| it == room);
    let mut rooms: Vec<(String, BTreeSet<String>)> = rooms.into_iter().collect();
    rooms.sort_by_key(|(room, _)| std::cmp::Reverse(place(room)));
    let returns = between.into_iter().filter(|(from, to)| place(from) < place(to)).collect();
    Some(Walk { rooms, returns })
}
