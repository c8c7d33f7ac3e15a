//! Arrows between the parts of one module, and the cycles among them.

use std::collections::{BTreeMap, BTreeSet};

use crate::{resolve::Arrow, source::Name};

/// The name for the contents of a module's own file, next to its parts.
pub const OWN: &str = "mod";

/// Which part of one module uses which other part, with the paths that prove it.
pub type Graph = BTreeMap<(String, String), Vec<Arrow>>;

/// A graph for each module that has parts; the graph of the floors has the empty name.
pub fn by_level(arrows: &BTreeSet<Arrow>) -> BTreeMap<Name, Graph> {
    let mut levels: BTreeMap<Name, Graph> = BTreeMap::new();
    for arrow in arrows {
        let shared = arrow.from.iter().zip(&arrow.to).take_while(|(from, to)| from == to).count();
        let part = |name: &Name| name.get(shared).cloned().unwrap_or_else(|| OWN.to_owned());
        let pair = (part(&arrow.from), part(&arrow.to));
        levels.entry(arrow.from[..shared].to_vec()).or_default().entry(pair).or_default().push(arrow.clone());
    }
    levels
}

/// The groups of parts that can all be reached from each other.
pub fn circles(graph: &Graph) -> Vec<Vec<String>> {
    let parts: BTreeSet<&String> = graph.keys().flat_map(|(from, to)| [from, to]).collect();
    let reached: BTreeMap<&String, BTreeSet<&String>> =
        parts.iter().map(|part| (*part, reachable(graph, part))).collect();
    let mut seen = BTreeSet::new();
    let mut circles = Vec::new();
    for part in parts {
        if seen.contains(part) || !reached[part].contains(part) {
            continue;
        }
        let circle: Vec<String> = reached[part]
            .iter()
            .filter(|other| reached[**other].contains(part))
            .map(|it| (*it).clone())
            .collect();
        seen.extend(reached[part].iter().filter(|other| reached[**other].contains(part)).copied());
        circles.push(circle);
    }
    circles
}

fn reachable<'a>(graph: &'a Graph, from: &str) -> BTreeSet<&'a String> {
    let mut reached = BTreeSet::new();
    let mut left = vec![from];
    while let Some(part) = left.pop() {
        for (_, to) in graph.keys().filter(|(start, _)| start == part) {
            if reached.insert(to) {
                left.push(to);
            }
        }
    }
    reached
}
