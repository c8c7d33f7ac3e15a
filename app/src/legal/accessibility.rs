use domain::legal::{LegalPage, LegalText, LegalTexts, LegalView};
use leptos::prelude::*;

use super::{
    page::filled_page,
    said::{said, under_heading},
};
use crate::words;

const REMEDIES: &str = "https://www.defenseurdesdroits.fr/";

/// *Accessibilité*: the declaration, in the order that the law wants.
#[component]
pub fn AccessibilityPage() -> impl IntoView {
    filled_page(LegalPage::Accessibility, |page| view! { <Declaration page /> }.into_any())
}

#[component]
fn Declaration(page: LegalView) -> impl IntoView {
    let LegalView { texts, conformity } = page;
    let each = |all: &[LegalText]| all.iter().map(|text| under_heading(&texts, *text)).collect_view();
    let legal = words().legal;
    let (_, body) = texts.shown(words().code, LegalText::Body).unwrap_or_default();
    let commitment = legal.commitment(&body.lines().collect::<Vec<_>>().join(", "));
    let plans = each(&[LegalText::Scheme, LegalText::ActionPlan]);
    let scope = said(&texts, LegalText::Scope);
    let results = results(&texts);
    let content = each(&[LegalText::NonConformities, LegalText::Burden, LegalText::Exempt]);
    let established = each(&[
        LegalText::Established,
        LegalText::Technologies,
        LegalText::Environment,
        LegalText::Tools,
        LegalText::Checked,
    ]);
    let feedback = said(&texts, LegalText::Feedback);
    view! {
        <div class="card stack">
            <p>
                <strong>{legal.conformity(conformity)}</strong>
            </p>
            <h2>{legal.commitment_title}</h2>
            <p class="legal-line">{commitment}</p>
            {plans}
            <h2>{legal.scope_title}</h2>
            {scope}
            <h2>{legal.state_title}</h2>
            <p>{legal.because(conformity)}</p>
            <h2>{legal.results_title}</h2>
            {results}
            <h2>{legal.content_title}</h2>
            {content}
            <h2>{legal.established_title}</h2>
            {established}
            <h2>{legal.feedback_title}</h2>
            <p>{legal.feedback}</p>
            {feedback}
            <h2>{legal.remedies_title}</h2>
            <p>{legal.remedies}</p>
            <ul>{legal.remedies_ways.split('|').map(|way| view! { <li>{way}</li> }).collect_view()}</ul>
            <p>
                <a href=REMEDIES>{legal.remedies_link}</a>
            </p>
        </div>
    }
}

/// What the last audit found, and who did it.
fn results(texts: &LegalTexts) -> impl IntoView + use<> {
    let found = texts.audit().map_or_else(
        || words().legal.no_results.to_owned(),
        |audit| words().legal.found(&words().dates.date(audit.on), audit.rate),
    );
    let by_whom = under_heading(texts, LegalText::Results);
    view! {
        <p>{found}</p>
        {by_whom}
    }
}
