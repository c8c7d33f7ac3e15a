use super::super::{FileKind, KEPT_REFUSALS, RefusedRow, RowRefusal};

/// Collects refusals: all are counted, and the first ones are kept up to a limit.
#[derive(Debug, Default)]
pub(in super::super) struct Refusals {
    kept: Vec<RefusedRow>,
    total: u64,
}

impl Refusals {
    pub(super) fn add(
        &mut self,
        file: FileKind,
        line: Option<u64>,
        column: Option<&'static str>,
        refusal: RowRefusal,
    ) {
        self.push(RefusedRow { file: file.into(), line, column: column.map(str::to_owned), refusal });
    }

    pub(in super::super) fn push(&mut self, refused: RefusedRow) {
        self.total += 1;
        if self.kept.len() < KEPT_REFUSALS {
            self.kept.push(refused);
        }
    }

    /// Those that are kept.
    pub(super) fn kept_mut(&mut self) -> impl Iterator<Item = &mut RefusedRow> {
        self.kept.iter_mut()
    }

    pub(in super::super) const fn is_empty(&self) -> bool {
        self.total == 0
    }

    /// The kept refusals, by file and line, and how many there were in all.
    pub(in super::super) fn into_list(mut self) -> (Vec<RefusedRow>, u64) {
        self.kept.sort_by(|one, other| (&one.file, one.line).cmp(&(&other.file, other.line)));
        (self.kept, self.total)
    }
}
