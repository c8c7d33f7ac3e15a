/// SQL: whether the person `p` wants copies. They chose so; or they chose nothing, one of their schools
/// sends them by default, and they did not refuse them with another record of theirs. `w` is their
/// preference, if there is one.
pub(super) const WANTED: &str = "CASE WHEN w.chosen THEN w.wanted ELSE EXISTS (\
    SELECT 1 FROM membership m JOIN cohort k ON k.id = m.cohort_id \
    JOIN copies_by_default s ON s.establishment_id = k.establishment_id WHERE m.person_id = p.id) \
    AND NOT EXISTS (SELECT 1 FROM person_join j JOIN mail_preference o ON o.person_id = j.record_id \
    WHERE j.person_id = p.id AND o.chosen AND NOT o.wanted) END";

/// The people `p` who get a copy: those who want one and have an address.
pub(super) const WITH_ADDRESS: &str =
    "LEFT JOIN mail_preference w ON w.person_id = p.id WHERE p.email <> '' AND p.removed_at IS NULL AND";
