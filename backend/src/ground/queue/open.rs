/// SQL condition: neither done nor given up.
pub(super) const OPEN: &str = "done_at IS NULL AND failed_at IS NULL";
/// Characters of a reason that are kept.
const MAX_REASON_CHARACTERS: usize = 300;

/// As much of a reason as is kept.
pub(super) fn cut(reason: &str) -> String {
    reason.chars().take(MAX_REASON_CHARACTERS).collect()
}
