/// The names of the elements around a place, from the root. Its buffers are used again.
#[derive(Debug, Default)]
pub struct Path {
    names: Vec<String>,
    depth: usize,
}

impl Path {
    pub const fn depth(&self) -> usize {
        self.depth
    }

    /// The name of the innermost element; empty outside of the root.
    pub fn name(&self) -> &str {
        self.up(0)
    }

    pub fn parent(&self) -> &str {
        self.up(1)
    }

    /// The name `steps` elements further out.
    pub fn up(&self, steps: usize) -> &str {
        let at = self.depth.checked_sub(steps + 1);
        at.and_then(|at| self.names.get(at)).map_or("", String::as_str)
    }

    /// Whether the innermost elements have these names, the outer ones first.
    pub fn ends_with(&self, names: &[&str]) -> bool {
        (0..).zip(names.iter().rev()).all(|(steps, name)| self.up(steps) == *name)
    }

    /// Whether one of the elements around has this name.
    pub fn is_inside(&self, name: &str) -> bool {
        self.names[..self.depth].iter().any(|known| known == name)
    }

    pub(super) fn push(&mut self, name: &str) {
        if self.names.len() == self.depth {
            self.names.push(String::new());
        }
        if let Some(slot) = self.names.get_mut(self.depth) {
            slot.clear();
            slot.push_str(name);
        }
        self.depth += 1;
    }

    pub(super) fn pop(&mut self) {
        self.depth = self.depth.saturating_sub(1);
    }
}
