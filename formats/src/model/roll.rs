use super::{
    long::Long,
    texts::{Index, Texts},
};

/// Bytes that are kept of one text. Longer ones are refused anyway, by their characters.
const MAX_TEXT: usize = 1_000;

/// People by identifier and names, each known by a position: 16 bytes, five to be found, and the texts.
#[derive(Clone, Debug, Default)]
pub struct Roll {
    lines: Long<Line>,
    texts: Texts,
    index: Index,
}

#[derive(Clone, Copy, Debug, Default)]
struct Line {
    key: u32,
    /// Where last name, first name and e-mail begin: they follow each other.
    names: u32,
    key_length: u16,
    lengths: [u16; 3],
}

impl Roll {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub fn find(&self, key: &str) -> Option<u32> {
        self.index.find(cut(key), |position| self.key(position))
    }

    /// The identifier of somebody.
    pub fn key(&self, position: u32) -> &str {
        key_of(&self.lines, &self.texts, position)
    }

    /// Last name, first name and e-mail.
    pub fn names(&self, position: u32) -> [&str; 3] {
        let Line { names, lengths, .. } = self.line(position);
        let mut at = names;
        lengths.map(|length| {
            let text = self.texts.get(at, length.into());
            at = at.wrapping_add(length.into());
            text
        })
    }

    /// Adds somebody who is not there yet; `None` when there is no room.
    pub fn add(&mut self, key: &str, names: [&str; 3]) -> Option<u32> {
        let position = u32::try_from(self.lines.len()).ok()?;
        let key = cut(key);
        let at = self.texts.add(&[key])?;
        self.lines.push(Line { key: at, key_length: length(key), ..Line::default() });
        self.rename(position, names);
        let Self { lines, texts, index } = self;
        let (lines, texts) = (&*lines, &*texts);
        index.add(position, |position| key_of(lines, texts, position));
        Some(position)
    }

    /// Replaces the names of somebody.
    pub fn rename(&mut self, position: u32, names: [&str; 3]) {
        let names = names.map(cut);
        if self.names(position) == names {
            return;
        }
        let at = self.texts.add(&names);
        if let Some(line) = self.lines.get_mut(position) {
            // Without room, nobody: a person without a name is refused, and this is said.
            line.lengths = at.map_or([0; 3], |_| names.map(length));
            line.names = at.unwrap_or_default();
        }
    }

    /// Forgets the e-mail of somebody.
    pub fn forget_email(&mut self, position: u32) {
        if let Some(line) = self.lines.get_mut(position) {
            line.lengths[2] = 0;
        }
    }

    /// Only these people, in this order: the first one has position 0 afterwards.
    #[must_use]
    pub fn only(self, positions: &[u32]) -> Self {
        let Self { lines, texts, index } = self;
        drop(index);
        let mut some = Long::default();
        for line in positions.iter().filter_map(|position| lines.get(*position)) {
            some.push(*line);
        }
        let lines = some;
        let mut index = Index::default();
        for position in (0..).take(lines.len()) {
            index.add(position, |position| key_of(&lines, &texts, position));
        }
        Self { lines, texts, index }
    }

    fn line(&self, position: u32) -> Line {
        self.lines.get(position).copied().unwrap_or_default()
    }
}

fn key_of<'t>(lines: &Long<Line>, texts: &'t Texts, position: u32) -> &'t str {
    let Line { key, key_length, .. } = lines.get(position).copied().unwrap_or_default();
    texts.get(key, key_length.into())
}

fn length(text: &str) -> u16 {
    u16::try_from(text.len()).unwrap_or(u16::MAX)
}

/// At most [`MAX_TEXT`] bytes.
fn cut(text: &str) -> &str {
    &text[..text.floor_char_boundary(MAX_TEXT)]
}

#[cfg(test)]
mod tests {
    use super::{Line, MAX_TEXT, Roll};

    fn roll() -> Roll {
        let mut roll = Roll::default();
        for (key, names) in [
            ("12-3", ["Roy", "Ana", "ana@courriel.example"]),
            ("12-1", ["Le Gall", "Zoé", ""]),
            ("12-2", ["", "", ""]),
        ] {
            roll.add(key, names).expect("room");
        }
        roll
    }

    #[test]
    fn people_are_found_with_their_names() {
        let mut roll = roll();
        assert_eq!((roll.find("12-1"), roll.find("12-9"), roll.len()), (Some(1), None, 3));
        assert_eq!(roll.names(1), ["Le Gall", "Zoé", ""]);
        roll.rename(2, ["Çelik", "Noé", "noe@courriel.example"]);
        roll.forget_email(0);
        assert_eq!(roll.names(0), ["Roy", "Ana", ""]);
        assert_eq!(roll.names(2), ["Çelik", "Noé", "noe@courriel.example"]);
    }

    #[test]
    fn a_line_is_small() {
        assert!(size_of::<Line>() <= 16, "{}", size_of::<Line>());
    }

    #[test]
    fn some_of_them_have_new_positions() {
        let some = roll().only(&[1, 0]);
        assert_eq!((some.find("12-1"), some.find("12-3"), some.find("12-2")), (Some(0), Some(1), None));
        assert_eq!(some.names(1), ["Roy", "Ana", "ana@courriel.example"]);
        assert_eq!(some.len(), 2);
    }

    #[test]
    fn a_text_of_any_length_is_found_again() {
        let mut roll = Roll::default();
        let long = "é".repeat(MAX_TEXT);
        roll.add(&long, [&long, &long, "x"]).expect("room");
        assert_eq!(roll.find(&long), Some(0));
        assert_eq!(roll.names(0).map(|text| text.chars().count()), [MAX_TEXT / 2, MAX_TEXT / 2, 1]);
    }
}
