/// Values of a chunk.
const CHUNK: usize = 1 << 16;

/// A list that may become long. It grows by a chunk, so it is never copied, and never there twice.
#[derive(Clone, Debug)]
pub(super) struct Long<T>(Vec<Vec<T>>);

impl<T> Default for Long<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Long<T> {
    pub(super) fn len(&self) -> usize {
        let before = CHUNK * self.0.len().saturating_sub(1);
        before + self.0.last().map_or(0, Vec::len)
    }

    pub(super) fn push(&mut self, value: T) {
        match self.0.last_mut() {
            Some(chunk) if chunk.len() < CHUNK => chunk.push(value),
            last => {
                // The first one grows by itself: most lists are short.
                let room = if last.is_some() { CHUNK } else { 1 };
                let mut chunk = Vec::with_capacity(room);
                chunk.push(value);
                self.0.push(chunk);
            }
        }
    }

    pub(super) fn get(&self, position: u32) -> Option<&T> {
        let position = position as usize;
        self.0.get(position / CHUNK)?.get(position % CHUNK)
    }

    pub(super) fn get_mut(&mut self, position: u32) -> Option<&mut T> {
        let position = position as usize;
        self.0.get_mut(position / CHUNK)?.get_mut(position % CHUNK)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &T> {
        self.0.iter().flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::{CHUNK, Long};

    #[test]
    fn values_are_found_beyond_a_chunk() {
        let mut long = Long::default();
        let many = u32::try_from(2 * CHUNK + 3).expect("small");
        for value in 0..many {
            assert_eq!(long.len(), value as usize);
            long.push(value);
        }
        assert!((0..many).all(|value| long.get(value) == Some(&value)));
        assert_eq!((long.get(many), long.get(u32::MAX)), (None, None));
        *long.get_mut(many - 1).expect("the last one") = 7;
        assert!(long.iter().copied().eq((0..many - 1).chain([7])));
    }
}
