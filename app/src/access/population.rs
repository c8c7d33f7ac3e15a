use domain::access::view::{AccessPage, PopulationSurvey};
use leptos::prelude::*;

use super::{
    add::AddForm,
    counting::keep_counted,
    recap::Recap,
    state::{Access, GranteeKind},
};
use crate::{
    components::{
        Criteria,
        form::{Choices, Label},
        mark_heard, warn_before_leaving,
    },
    json::Packed,
    words,
};

/// *Accès population*
#[cfg_attr(any(feature = "ssr", feature = "management"), island)]
#[cfg_attr(not(any(feature = "ssr", feature = "management")), component)]
pub fn PopulationAccess(page: Packed<AccessPage>, survey: Packed<PopulationSurvey>) -> impl IntoView {
    mark_heard();
    let (Packed(page), Packed(survey)) = (page, survey);
    let access = Access::new(GranteeKind::Population, page, survey);
    provide_context(access);
    keep_counted(access);
    warn_before_leaving(move || access.pending() > 0);
    view! {
        <AddForm>
            <Target />
        </AddForm>
        <Recap />
    }
}

/// *Cible*: the same criteria as a target of a communication.
#[component]
fn Target() -> impl IntoView {
    let access = expect_context::<Access>();
    let target = Memo::new(move |_| access.form.with(|form| form.line.population.clone()));
    let options = Memo::new(move |_| access.form.with(|form| form.survey.options.clone()));
    view! {
        <Choices id="cible" legend=Label::new(words().access.target).marked() problem=access.problems().of("cible")>
            <Criteria
                position=Memo::new(|_| 0)
                of=Signal::stored(String::new())
                target
                options
                change=Callback::new(move |population| access.edit(|line| line.population = population))
                problems=access.problems()
            />
        </Choices>
    }
}
