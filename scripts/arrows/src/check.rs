//! Compares the real dependencies with the written order.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use crate::{
    graph::{Graph, OWN, by_level, circles},
    order::Order,
    resolve::{Arrow, Modules},
    source::{self, Floor, Name},
    walk::{Walk, walk},
};

/// The whole workspace, and its problems.
pub struct Checked {
    pub order: Order,
    pub floors: Vec<Floor>,
    /// Arrows between the parts of each module; the arrows between floors have the empty name.
    pub levels: BTreeMap<Name, Graph>,
    /// Each cycle: the module that contains it, and its parts.
    pub circles: Vec<(Name, Vec<String>)>,
    pub walk: Option<Walk>,
    /// One sentence for each problem.
    pub problems: Vec<String>,
}

/// Reads the workspace below `root` and compares it with the order in the file `order`.
///
/// # Errors
/// A sentence, if something cannot be read.
pub fn check(root: &Path, order: &Path) -> Result<Checked, String> {
    let order = Order::read(order)?;
    let floors =
        order.floors.iter().map(|folder| source::read(root, folder)).collect::<Result<Vec<_>, _>>()?;
    let arrows = Modules::new(&floors).arrows();
    let named: BTreeSet<Arrow> =
        arrows.into_iter().filter(|arrow| !is_handed(&order, &floors, arrow)).collect();
    let levels = by_level(&named);
    let mut problems = Vec::new();
    for (floor, above) in upwards_between_floors(&floors, &levels) {
        problems.push(format!("floor {floor} uses {above}, which stands above it"));
    }
    for floor in &floors {
        rooms(floor, &order, &levels, &mut problems);
    }
    let circles: Vec<(Name, Vec<String>)> = levels
        .iter()
        .flat_map(|(name, graph)| circles(graph).into_iter().map(|circle| (name.clone(), circle)))
        .collect();
    for (name, circle) in &circles {
        problems.push(format!("a circle in {}: {}", name.join("::"), circle.join(", ")));
    }
    let walk = walk(&named, &order);
    if let Some(walk) = &walk {
        problems.extend(walk.problems());
    }
    Ok(Checked { order, floors, levels, circles, walk, problems })
}

/// Whether an arrow leads to a module that is handed to every room.
fn is_handed(order: &Order, floors: &[Floor], arrow: &Arrow) -> bool {
    let floor = floors.iter().find(|floor| floor.name == arrow.to[0]);
    let (Some(floor), Some(room)) = (floor, arrow.to.get(1)) else { return false };
    arrow.from[0] == arrow.to[0] && order.is_handed(&floor.folder, room)
}

fn upwards_between_floors(floors: &[Floor], levels: &BTreeMap<Name, Graph>) -> Vec<(String, String)> {
    let place = |name: &str| floors.iter().position(|floor| floor.name == name);
    let Some(graph) = levels.get(&Vec::new()) else { return Vec::new() };
    graph.keys().filter(|(from, to)| place(from) < place(to)).cloned().collect()
}

/// Compares the rooms of one floor with their order, if the order lists them.
fn rooms(floor: &Floor, order: &Order, levels: &BTreeMap<Name, Graph>, problems: &mut Vec<String>) {
    let Some(rooms) = order.rooms.get(&floor.folder) else { return };
    let found: BTreeSet<&String> = floor.modules.keys().filter_map(|name| name.get(1)).collect();
    for room in &found {
        if !rooms.contains(room) {
            problems.push(format!("{}: room {room} has no place in the order", floor.folder));
        }
    }
    for room in rooms.iter().filter(|room| !found.contains(room)) {
        problems.push(format!("{}: room {room} stands in the order and nowhere else", floor.folder));
    }
    let Some(graph) = levels.get(&vec![floor.name.clone()]) else { return };
    // The crate's own file is on top: it re-exports its rooms.
    let place = |room: &str| rooms.iter().position(|it| it == room).unwrap_or(rooms.len());
    for ((from, to), arrows) in graph {
        if to == OWN {
            problems.push(format!("{}: {from} uses what stands in the crate's own file", floor.folder));
        } else if place(from) < place(to) && order.reason(&floor.folder, from, to).is_none() {
            let uses: Vec<String> = arrows
                .iter()
                .map(|arrow| format!("\n    {} names {}", arrow.from.join("::"), arrow.because))
                .collect();
            problems.push(format!("{}: {from} → {to} goes up{}", floor.folder, uses.concat()));
        }
    }
    for up in order.up.iter().filter(|up| up.floor == floor.folder) {
        if !graph.contains_key(&(up.from.clone(), up.to.clone())) {
            problems.push(format!("{}: {} → {} is allowed, and not there", up.floor, up.from, up.to));
        }
    }
}
