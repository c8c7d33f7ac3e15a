use std::collections::BTreeSet;

use chrono::NaiveDate;
use chrono_tz::Tz;
use domain::{
    EstablishmentId,
    access::{Perimeter, Right, Subject},
    communications::{CommunicationInput, Confirmation, Content, NewCommunication},
    fields::{FieldErrors, FieldProblem},
    targets::Audience,
    time::Millis,
};
use sea_orm::ConnectionTrait;

use super::{
    article_links::linked,
    channels,
    deployment::Deployment,
    digest::digests,
    form_clock::{form_zone, today_for},
    held::Held,
    named,
    perimeter::{channel_of, choose, not_offered, outside},
};
use crate::{
    Backend, Error, Result,
    access::{Caller, Place, perimeters},
    audience::followed,
    ground::school_name::schools_called,
};

/// A form that passed every check: what would be deployed at this moment.
pub(super) struct Prepared {
    pub perimeter: Perimeter,
    pub new: NewCommunication,
    /// What goes out beside it on another channel.
    pub beside: Option<Content>,
    pub audience: Audience,
    pub schools: BTreeSet<EstablishmentId>,
    pub zone: Tz,
    /// What the sender has to confirm; the recipients are not counted yet.
    pub confirmation: Confirmation,
    /// Digest of what a draft of this form holds.
    pub written: String,
    pub now: Millis,
    /// The civil day where the schools are.
    pub today: NaiveDate,
}

/// Checks a form and resolves *Tous les établissements* to the schools of its perimeter. The
/// question and the deployment both come from here, so what is asked and what is done have one
/// rule; the deployment calls it again in its transaction.
///
/// # Errors
/// [`Error::Forbidden`] when the caller has no right to the channel or to a school;
/// [`Error::NotFound`] when they may not even know of a school; [`Error::Fields`] with every
/// refused field.
pub(super) async fn prepare(
    backend: &Backend,
    db: &impl ConnectionTrait,
    caller: &Caller,
    input: &CommunicationInput,
    now: Millis,
) -> Result<Prepared> {
    let channel = channel_of(caller, input);
    let subject = Subject { channel, own: true };
    caller.authorize_somewhere(Right::CreateCommunication, &[channel])?;
    if !input.names_perimeter() {
        return Err(no_perimeter(caller, input, now));
    }
    let perimeters = perimeters(db, caller, channel).await?;
    let Some(perimeter) = choose(&perimeters, &input.perimeter) else {
        return Err(not_offered(db, caller, subject, &input.perimeter).await?);
    };
    let perimeter = &told_apart(db, perimeter).await?;
    let today = today_for(perimeter, input, now)?;
    let new = input.parse(today).map_err(Error::Fields)?;
    let digests = digests(input, today)?;
    let targets = followed(db, &new.targets).await?;
    let audience = Audience::resolve(&targets, &perimeter.establishments())
        .map_err(|_| outside(caller, perimeter, new.targets.as_slice()))?;
    let audience = named::within(db, caller, audience).await?;
    let schools = audience.establishments();
    let place = Place { establishments: &schools, authority: perimeter.authority };
    caller.authorize_creation(channel, new.content.severity(), place)?;
    let beside = new.content.beside(today).map_err(|problem| Error::field("texte", problem))?;
    if let Some(other) = &beside {
        caller.authorize_creation(other.channel(), other.severity(), place)?;
    }
    let zone = form_zone(caller, perimeter)?;
    let deployment = Deployment { caller, form_key: "", perimeter, schools: &schools, zone, now, held: None };
    channels::check(backend, &deployment, &new.content)?;
    // Read again in the transaction that deploys: the article may have been withdrawn meanwhile.
    linked(db, caller, &new.content).await?;
    let confirmation = Confirmation {
        sender: caller.person,
        perimeter: perimeter.key.clone(),
        source: deployment.source_name(),
        zone: zone.name().to_owned(),
        schools: schools.clone(),
        criteria: digests.criteria,
        content: digests.content,
        recipients: 0,
        asked_at: now,
        asked_again: false,
    };
    Ok(Prepared {
        perimeter: perimeter.clone(),
        new,
        beside,
        audience,
        schools,
        zone,
        confirmation,
        written: digests.written,
        now,
        today,
    })
}

/// The perimeter with its schools as their readers know them: somebody who has children in two schools of
/// one name must see which of them speaks. An authority speaks in its own name.
async fn told_apart(db: &impl ConnectionTrait, perimeter: &Perimeter) -> Result<Perimeter> {
    let mut apart = perimeter.clone();
    if apart.authority.is_none() {
        let called = schools_called(db, apart.establishments()).await?;
        for school in &mut apart.schools {
            if let Some(name) = called.get(&school.id) {
                school.name.clone_from(name);
            }
        }
    }
    Ok(apart)
}

/// The error of a form without a perimeter, with the other fields to correct.
fn no_perimeter(caller: &Caller, input: &CommunicationInput, now: Millis) -> Error {
    let today = now.day(caller.own_zone());
    let others = today.and_then(|today| input.parse(today).err());
    let mut errors: FieldErrors = others.unwrap_or_default();
    errors.add("perimetre", FieldProblem::Required);
    Error::Fields(errors)
}

impl Prepared {
    pub fn deployment<'a>(
        &'a self,
        caller: &'a Caller,
        form_key: &'a str,
        held: Option<&'a Held>,
    ) -> Deployment<'a> {
        Deployment {
            caller,
            form_key,
            perimeter: &self.perimeter,
            schools: &self.schools,
            zone: self.zone,
            now: self.now,
            held,
        }
    }
}
