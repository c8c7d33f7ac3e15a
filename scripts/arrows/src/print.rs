//! The workspace as text: each floor's rooms and arrows, and the walk of *Déployer*.

use std::fmt::Write as _;

use crate::{
    check::Checked,
    graph::{Graph, OWN},
    source::Name,
};

/// All arrows, including cycles.
pub fn print(checked: &Checked) -> String {
    let mut text = String::from("Floors, from the ground up\n");
    for floor in &checked.floors {
        line(&mut text, checked.levels.get(&Vec::new()), &floor.name);
    }
    for floor in &checked.floors {
        let level: Name = vec![floor.name.clone()];
        let mut rooms: Vec<&String> = floor.modules.keys().filter_map(|name| name.get(1)).collect();
        rooms.dedup();
        if let Some(order) = checked.order.rooms.get(&floor.folder) {
            rooms.sort_by_key(|room| order.iter().position(|it| it == *room));
        }
        put(&mut text, format_args!("\nRooms of {}, from the ground up\n", floor.folder));
        for room in rooms {
            line(&mut text, checked.levels.get(&level), room);
        }
    }
    text.push_str("\nArrows upwards, and why\n");
    for up in &checked.order.up {
        put(&mut text, format_args!("  {}: {} → {}: {}\n", up.floor, up.from, up.to, up.reason));
    }
    for (floor, room, reason) in &checked.order.handed {
        put(&mut text, format_args!("  {floor}: each room → {room}: {reason}\n"));
    }
    put(&mut text, format_args!("\nCircles: {}\n", checked.circles.len()));
    for (name, circle) in &checked.circles {
        put(&mut text, format_args!("  {}: {}\n", name.join("::"), circle.join(", ")));
        for ((from, to), arrows) in checked.levels.get(name).into_iter().flatten() {
            if circle.contains(from) && circle.contains(to) {
                put(&mut text, format_args!("    {from} → {to} ({})\n", arrows[0].because));
            }
        }
    }
    if let Some(walk) = &checked.walk {
        text.push_str("\nThe walk of Déployer\n");
        for (room, files) in &walk.rooms {
            let files: Vec<&str> = files.iter().map(String::as_str).collect();
            put(&mut text, format_args!("  {room} ({})\n", files.join(", ")));
        }
    }
    text
}

/// Writes one part, and the parts that it uses.
fn line(text: &mut String, graph: Option<&Graph>, part: &str) {
    let uses: Vec<&str> = graph
        .into_iter()
        .flat_map(|graph| graph.keys())
        .filter(|(from, to)| from == part && to != OWN)
        .map(|(_, to)| to.as_str())
        .collect();
    let uses = if uses.is_empty() { String::new() } else { format!(" → {}", uses.join(", ")) };
    put(text, format_args!("  {part}{uses}\n"));
}

/// Writing to a string does not fail.
fn put(text: &mut String, what: std::fmt::Arguments<'_>) {
    let _ = text.write_fmt(what);
}
