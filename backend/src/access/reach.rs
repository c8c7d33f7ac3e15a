use std::collections::BTreeSet;

use domain::{AuthorityId, EstablishmentId};

/// The schools and authorities on which somebody holds a role.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    pub authorities: BTreeSet<AuthorityId>,
    /// Schools held by themselves.
    pub direct: BTreeSet<EstablishmentId>,
    /// Every school: `direct` and those of the authorities.
    pub establishments: BTreeSet<EstablishmentId>,
}

impl Reach {
    pub fn is_empty(&self) -> bool {
        self.establishments.is_empty() && self.authorities.is_empty()
    }

    pub fn merge(&mut self, other: &Self) {
        self.authorities.extend(&other.authorities);
        self.direct.extend(&other.direct);
        self.establishments.extend(&other.establishments);
    }

    /// SQL condition on a communication `c`: it was sent from inside this reach. A school's staff
    /// does not govern what an authority sends to the school.
    pub fn covers_sql(&self) -> String {
        let authorities = list(self.authorities.iter().map(|id| id.0));
        let direct = list(self.direct.iter().map(|id| id.0));
        format!(
            "((c.source_authority_id IS NULL OR c.source_authority_id IN ({authorities})) \
             AND NOT EXISTS (SELECT 1 FROM publication p WHERE p.communication_id = c.id \
             AND p.establishment_id NOT IN (SELECT e.id FROM establishment e \
             WHERE e.authority_id IN ({authorities}) OR e.id IN ({direct}))))"
        )
    }
}

/// Identities are numbers, so they can stand in SQL as they are; `-1` is nobody's.
fn list(ids: impl Iterator<Item = i64>) -> String {
    let mut out = String::from("-1");
    for id in ids {
        out.push(',');
        out.push_str(&id.to_string());
    }
    out
}
