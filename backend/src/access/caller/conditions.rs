//! What a caller may see, as conditions of queries.

use domain::{
    access::{Cell, Right, Subject},
    communications::Channel,
};
use sea_orm::{
    ColumnTrait, Condition,
    sea_query::{Expr, ExprTrait},
};

use super::{
    super::{Reach, reach::sites},
    Caller,
};
use crate::entities::{communication, publication};

impl Caller {
    /// The communications on which this caller may use `right`. Lists start from this condition,
    /// and single rows are loaded through it.
    pub fn visible(&self, right: Right) -> Condition {
        let own = || communication::Column::AuthorId.eq(self.person);
        let of = |channel: Channel| communication::Column::Channel.eq(channel);
        // What somebody sent stays theirs although a part of its schools has left their reach.
        let of_reach = |reach: &Reach| {
            Condition::any().add(reach.covers()).add(Condition::all().add(own()).add(reach.touches()))
        };
        let nothing = Condition::any().add(Expr::val(1).eq(0));
        let visible = self.held.iter().fold(nothing, |visible, (role, reach)| match Cell::of(*role, right) {
            Cell::All => visible.add(of_reach(reach)),
            Cell::Of(channel) => visible.add(Condition::all().add(of(channel)).add(of_reach(reach))),
            Cell::Own => visible.add(own()),
            Cell::OwnOf(channel) => visible.add(Condition::all().add(own()).add(of(channel))),
            Cell::No | Cell::StateChangedByRecipient | Cell::NewOnSchoolOrCancelled => visible,
        });
        // What its author took back was never sent: it is a draft again.
        Condition::all().add(communication::Column::TakenBackAs.is_null()).add(visible)
    }

    /// What authorities sent to schools on which this caller may use `right` as a *destinataire*, once
    /// it is there: a condition on a `publication` of its `communication`.
    pub fn receives(&self, right: Right) -> Condition {
        let there = Condition::any()
            .add(publication::Column::PublishedAt.is_not_null())
            .add(publication::Column::Delivered.gt(0));
        let nothing = Condition::any().add(Expr::val(1).eq(0));
        let mut anywhere = Reach::default();
        let allowed = Channel::ALL.into_iter().fold(nothing, |allowed, channel| {
            let reach = self.reach_for(right, Subject { channel, own: false });
            anywhere.authorities.extend(&reach.authorities);
            anywhere.direct.extend(&reach.direct);
            let of_channel = Condition::all().add(communication::Column::Channel.eq(channel));
            allowed.add(of_channel.add(publication::Column::EstablishmentId.in_subquery(reach.schools())))
        });
        // An engine finds what went to these schools by this; by the parts of an `OR` it would read what went
        // to all others.
        let to_these = publication::Column::EstablishmentId.in_subquery(anywhere.schools());
        let from_authority = communication::Column::SourceAuthorityId.is_not_null();
        Condition::all().add(to_these).add(from_authority).add(there).add(allowed)
    }

    /// The communications of [`Caller::receives`], in whichever school: a condition on a
    /// `communication`.
    pub(crate) fn received(&self, right: Right) -> Condition {
        Condition::all().add(Expr::exists(sites().cond_where(self.receives(right)).to_owned()))
    }

    /// What authorities sent to the caller's own schools, whatever their roles there.
    pub(crate) fn could_receive(&self) -> Condition {
        Condition::all()
            .add(communication::Column::SourceAuthorityId.is_not_null())
            .add(publication::Column::EstablishmentId.in_subquery(self.inside().schools()))
    }
}
