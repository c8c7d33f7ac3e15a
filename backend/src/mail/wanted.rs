/// SQL: whether the person `p` wants copies. They chose so; or they chose nothing, and one of their
/// schools sends them by default. `w` is their preference, if there is one.
pub(super) const WANTED: &str = "CASE WHEN w.chosen = :yes THEN w.wanted = :yes ELSE EXISTS (\
    SELECT 1 FROM membership m JOIN cohort k ON k.id = m.cohort_id \
    JOIN copies_by_default s ON s.establishment_id = k.establishment_id WHERE m.person_id = p.id) END";
