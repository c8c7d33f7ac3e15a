//! What each record owns, and what their person has of it.

use sea_orm::{ConnectionTrait, DatabaseTransaction};

use crate::{Result, database};

/// What each record owns, as the table `m` of two statements: of those who are joined to nobody, and of
/// all others. Whoever asks which import somebody's places come from asks both.
pub(crate) const OWNED: [&str; 2] = [
    "(SELECT w.person_id, w.cohort_id FROM membership w \
     WHERE w.person_id NOT IN (SELECT j.person_id FROM person_join j)) m",
    "record_membership m",
];

// Rows are written in both states of the directory: an import may be preparing the hidden one. It then
// finds that the directory has changed, and makes its plan again.

const PART: [&str; 7] = [
    "DELETE FROM membership_row WHERE person_id IN (SELECT person_id FROM person_join)",
    "INSERT INTO membership_row (person_id, cohort_id) SELECT person_id, cohort_id FROM record_membership \
     WHERE 1 = 1 ON CONFLICT (person_id, cohort_id) DO UPDATE SET only_in = 0",
    "DELETE FROM record_membership",
    "DELETE FROM family_link_row WHERE parent_id IN (SELECT person_id FROM person_join)",
    "DELETE FROM family_link_row WHERE child_id IN (SELECT person_id FROM person_join)",
    "INSERT INTO family_link_row (parent_id, child_id) SELECT parent_id, child_id FROM record_link \
     WHERE 1 = 1 ON CONFLICT (parent_id, child_id) DO UPDATE SET only_in = 0",
    "DELETE FROM record_link",
];

/// `TOGETHER` stands for everybody who is joined, main records included.
const TOGETHER: &str = "SELECT record_id FROM person_join UNION SELECT person_id FROM person_join";

const WEAVE: [&str; 6] = [
    "INSERT INTO record_membership (person_id, cohort_id) SELECT person_id, cohort_id FROM membership \
     WHERE person_id IN (TOGETHER)",
    "DELETE FROM membership_row WHERE person_id IN (SELECT person_id FROM record_membership)",
    "INSERT INTO membership_row (person_id, cohort_id) SELECT DISTINCT COALESCE(j.person_id, r.person_id), r.cohort_id \
     FROM record_membership r LEFT JOIN person_join j ON j.record_id = r.person_id WHERE 1 = 1 \
     ON CONFLICT (person_id, cohort_id) DO UPDATE SET only_in = 0",
    "INSERT INTO record_link (parent_id, child_id) \
     SELECT parent_id, child_id FROM family_link WHERE parent_id IN (TOGETHER) \
     UNION SELECT parent_id, child_id FROM family_link WHERE child_id IN (TOGETHER)",
    "DELETE FROM family_link_row WHERE (parent_id, child_id) IN (SELECT parent_id, child_id FROM record_link)",
    "INSERT INTO family_link_row (parent_id, child_id) SELECT DISTINCT u.parent_id, u.child_id FROM \
     (SELECT COALESCE(p.person_id, l.parent_id) AS parent_id, COALESCE(c.person_id, l.child_id) AS child_id \
     FROM record_link l LEFT JOIN person_join p ON p.record_id = l.parent_id \
     LEFT JOIN person_join c ON c.record_id = l.child_id) u WHERE u.parent_id <> u.child_id \
     ON CONFLICT (parent_id, child_id) DO UPDATE SET only_in = 0",
];

/// Gives every record back what it owns, as imports know it. Whoever changes memberships, links or joins
/// does it between this and [`weave`], in one transaction.
pub(crate) async fn part(tx: &DatabaseTransaction) -> Result<()> {
    run(tx, &PART).await
}

/// Gives the main records what the joined ones own, each membership and link once.
pub(crate) async fn weave(tx: &DatabaseTransaction) -> Result<()> {
    run(tx, &WEAVE).await
}

async fn run(tx: &DatabaseTransaction, statements: &[&str]) -> Result<()> {
    // Nobody is joined in most portals, and then the large tables need not be looked at.
    let somebody = database::statement(tx, "SELECT 1 AS found FROM person_join LIMIT 1", []);
    if tx.query_one_raw(somebody).await?.is_none() {
        return Ok(());
    }
    for text in statements {
        tx.execute_unprepared(&text.replace("TOGETHER", TOGETHER)).await?;
    }
    Ok(())
}
