use std::collections::BTreeSet;

use domain::{AuthorityId, EstablishmentId};
use sea_orm::{
    ColumnTrait, Condition, IntoSimpleExpr,
    sea_query::{Expr, ExprTrait, Query},
};

use crate::entities::{communication, establishment, publication};

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

    pub fn merge(&mut self, other: &Self) {
        self.authorities.extend(&other.authorities);
        self.direct.extend(&other.direct);
        self.establishments.extend(&other.establishments);
    }

    /// Which communications were sent from inside this reach. A school's staff has no rights over
    /// what an authority sends to the school.
    pub fn covers(&self) -> Condition {
        let authorities = || self.authorities.iter().copied();
        let inside = Query::select()
            .column(establishment::Column::Id)
            .from(establishment::Entity)
            .cond_where(
                Condition::any()
                    .add(establishment::Column::AuthorityId.is_in(authorities()))
                    .add(establishment::Column::Id.is_in(self.direct.iter().copied())),
            )
            .to_owned();
        let outside = Query::select()
            .expr(Expr::val(1))
            .from(publication::Entity)
            .and_where(
                publication::Column::CommunicationId
                    .into_simple_expr()
                    .eq(communication::Column::Id.into_simple_expr()),
            )
            .and_where(publication::Column::EstablishmentId.not_in_subquery(inside))
            .to_owned();
        Condition::all()
            .add(
                Condition::any()
                    .add(communication::Column::SourceAuthorityId.is_null())
                    .add(communication::Column::SourceAuthorityId.is_in(authorities())),
            )
            .add(Condition::all().not().add(Expr::exists(outside)))
    }
}
