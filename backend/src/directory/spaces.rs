use sea_orm::ConnectionTrait;

use crate::Result;

/// Gives each school that lacks them its standard spaces. Call it in the transaction that adds
/// schools.
pub async fn add_standard_spaces(db: &impl ConnectionTrait) -> Result<()> {
    let sql = "INSERT INTO space (establishment_id, kind) SELECT e.id, k.kind FROM establishment e CROSS JOIN \
               (SELECT 'staff' AS kind UNION ALL SELECT 'parents' UNION ALL SELECT 'pupils') k \
               WHERE NOT EXISTS (SELECT 1 FROM space s WHERE s.establishment_id = e.id AND s.kind = k.kind) \
               ORDER BY e.id ON CONFLICT DO NOTHING";
    db.execute_unprepared(sql).await?;
    Ok(())
}
