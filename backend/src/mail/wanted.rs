/// SQL: whether the person `p` wants copies. They chose so; or they chose nothing, and one of their
/// schools sends them by default. `w` is their preference, if there is one.
pub(super) const WANTED: &str = "CASE WHEN w.chosen THEN w.wanted ELSE EXISTS (\
    SELECT 1 FROM membership m JOIN cohort k ON k.id = m.cohort_id \
    JOIN copies_by_default s ON s.establishment_id = k.establishment_id WHERE m.person_id = p.id) END";

/// The people `p` who get a copy: those who want one and have an address.
pub(super) const WITH_ADDRESS: &str =
    "LEFT JOIN mail_preference w ON w.person_id = p.id WHERE p.email <> '' AND p.removed_at IS NULL AND";
