use std::collections::BTreeSet;

use domain::{AuthorityId, EstablishmentId, access::Scope};
use sea_orm::{
    ColumnTrait, Condition, IntoSimpleExpr,
    sea_query::{Expr, ExprTrait, Query, SelectStatement},
};

use crate::{
    entities::{communication, establishment, publication},
    ground::sql::numbers,
};

/// The schools and authorities on which somebody holds a role.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    pub authorities: BTreeSet<AuthorityId>,
    /// Schools on which the role is held directly.
    pub direct: BTreeSet<EstablishmentId>,
    /// All schools: `direct` and those of the authorities.
    pub establishments: BTreeSet<EstablishmentId>,
}

impl Reach {
    pub fn is_empty(&self) -> bool {
        self.establishments.is_empty() && self.authorities.is_empty()
    }

    pub(super) fn give(&mut self, scope: Scope) {
        match scope {
            Scope::Establishment(id) => self.direct.insert(id),
            Scope::Authority(id) => self.authorities.insert(id),
        };
    }

    pub fn merge(&mut self, other: &Self) {
        self.authorities.extend(&other.authorities);
        self.direct.extend(&other.direct);
        self.establishments.extend(&other.establishments);
    }

    /// Which communications were sent from inside this reach: in the name of one of its authorities,
    /// or in no authority's name to its schools alone. A school's staff has no rights over what an
    /// authority sends to the school; and what an authority sent stays the authority's when a school
    /// leaves it.
    pub fn covers(&self) -> Condition {
        let sent_outside = Expr::exists(
            sites()
                .and_where(publication::Column::EstablishmentId.not_in_subquery(self.schools()))
                .to_owned(),
        );
        let own_schools_alone = Condition::all()
            .add(communication::Column::SourceAuthorityId.is_null())
            .add(Condition::all().not().add(sent_outside));
        Condition::any().add(self.in_its_name()).add(own_schools_alone)
    }

    /// Which communications were sent in the name of one of its authorities, or to at least one of
    /// its schools.
    pub fn touches(&self) -> Condition {
        let sent_inside = Expr::exists(
            sites().and_where(publication::Column::EstablishmentId.in_subquery(self.schools())).to_owned(),
        );
        Condition::any().add(self.in_its_name()).add(sent_inside)
    }

    fn in_its_name(&self) -> Expr {
        Expr::cust(format!("communication.source_authority_id IN ({})", self.authorities()))
    }

    fn authorities(&self) -> String {
        numbers(self.authorities.iter().map(|id| id.0))
    }

    /// The identities of all its schools.
    pub(crate) fn schools(&self) -> SelectStatement {
        let direct = numbers(self.direct.iter().map(|id| id.0));
        let own = Condition::any()
            .add(Expr::cust(format!("establishment.authority_id IN ({})", self.authorities())))
            .add(Expr::cust(format!("establishment.id IN ({direct})")));
        Query::select()
            .column(establishment::Column::Id)
            .from(establishment::Entity)
            .cond_where(own)
            .to_owned()
    }
}

/// The schools that a communication was sent to.
pub(super) fn sites() -> SelectStatement {
    Query::select()
        .expr(Expr::val(1))
        .from(publication::Entity)
        .and_where(
            publication::Column::CommunicationId
                .into_simple_expr()
                .eq(communication::Column::Id.into_simple_expr()),
        )
        .to_owned()
}
