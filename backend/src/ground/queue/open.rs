/// SQL condition: neither done nor given up.
pub(super) const OPEN: &str = "done_at IS NULL AND failed_at IS NULL";
/// How many characters of a reason are kept.
const MAX_REASON_CHARACTERS: usize = 300;

/// The part of a reason that is kept.
pub(super) fn cut(reason: &str) -> String {
    reason.chars().take(MAX_REASON_CHARACTERS).collect()
}
