/// SQL: whether the person `p` wants copies. They do if they chose copies. If they chose nothing, they
/// do if another record of theirs chose copies, or if one of their schools sends them by default to the
/// address of this record: the address of another record may be shared by a family, and is used only if
/// it was chosen. Somebody who refused copies with one record gets none because of another record. `w`
/// is their preference, if there is one.
pub(super) const WANTED: &str = "CASE WHEN w.chosen THEN w.wanted ELSE (p.email <> '' AND EXISTS (\
    SELECT 1 FROM membership m JOIN cohort k ON k.id = m.cohort_id \
    JOIN copies_by_default s ON s.establishment_id = k.establishment_id WHERE m.person_id = p.id) \
    OR EXISTS (SELECT 1 FROM person_join j JOIN mail_preference o ON o.person_id = j.record_id \
    WHERE j.person_id = p.id AND o.chosen AND o.wanted)) \
    AND NOT EXISTS (SELECT 1 FROM person_join j JOIN mail_preference o ON o.person_id = j.record_id \
    WHERE j.person_id = p.id AND o.chosen AND NOT o.wanted) END";

/// SQL: the address of the person `p`, empty without one. That of the main record; if it has none, of
/// the first record that was joined to it, is still in the directory and has one. Where an address can
/// open an account, each record counts by itself (`door/providers/identify.rs`, the links of a batch).
pub(super) const ADDRESS: &str = "CASE WHEN p.email <> '' THEN p.email ELSE COALESCE((\
    SELECT q.email FROM person_join j JOIN person q ON q.id = j.record_id \
    WHERE j.person_id = p.id AND q.removed_at IS NULL AND q.email <> '' \
    ORDER BY j.joined_at, j.record_id LIMIT 1), '') END";

/// The people `p` who get a copy: those who want one and have an address.
pub(super) const WITH_ADDRESS: &str = "LEFT JOIN mail_preference w ON w.person_id = p.id \
    WHERE (p.email <> '' OR EXISTS (SELECT 1 FROM person_join j JOIN person q ON q.id = j.record_id \
    WHERE j.person_id = p.id AND q.removed_at IS NULL AND q.email <> '')) AND p.removed_at IS NULL AND";
