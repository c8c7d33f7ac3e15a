//! What a reader sees of the messages that were delivered to them: one condition for every room that
//! reads deliveries.

/// SQL condition on a delivery `d` of a message `m`: it has arrived, and was not withdrawn before
/// it was opened. Delivery goes by people, so what is beyond the mark has not arrived yet.
pub(crate) const VISIBLE: &str =
    "d.person_id <= m.reached AND (m.cancelled_at IS NULL OR d.read_at IS NOT NULL)";

/// SQL condition on a delivery `d`: the reader has not deleted it.
pub(crate) const KEPT: &str = "d.folder <> 2";
