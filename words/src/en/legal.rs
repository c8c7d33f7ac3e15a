//! Legal notice and accessibility.

use domain::legal::{Conformity, LegalPage, LegalText};

use crate::rooms::Legal;

pub(super) const LEGAL: Legal = Legal {
    foot: "About this portal",
    published_with: "This portal runs on the software Porte-voix.",
    change: "Change this page",
    form_title: "Legal pages",
    form_about: "Everybody can read these pages, even without an account. What is not filled in is marked there as not known.",
    choose: "Show",
    choose_page: "Page",
    choose_language: "Language",
    language_hint: "A text that is missing in one language is shown there in the other. A web address alone on its line becomes a link.",
    audit: "Accessibility audit",
    audit_about: "The state of compliance follows from it: full at 100%, partial from 50%, otherwise not compliant. An audit counts for three years; without one, leave both fields empty. These two fields count for all languages.",
    rate: "Criteria met, in per cent",
    rate_hint: "A whole number, rounded down.",
    audited_on: "Date of the audit",
    keep: "Save this page",
    kept: "The page is saved.",
    see: "See the page",
    commitment_title: "Commitment",
    scope_title: "Scope",
    state_title: "State of compliance",
    results_title: "Test results",
    no_results: "No audit has been entered for this portal: the share of criteria that are met is not known.",
    content_title: "Content that is not accessible",
    established_title: "How this statement was drawn up",
    feedback_title: "Feedback and contact",
    feedback: "If you cannot use some content or service, you can report it, to get it in another form or to get what you were looking for.",
    remedies_title: "If you get no answer",
    remedies: "If you have reported a fault that stops you from using this portal and you have not had a satisfactory answer, you can:",
    remedies_ways: "write to the French ombudsman (Défenseur des droits) with its online form|contact the ombudsman’s delegate in your region|send a letter, no stamp needed: Défenseur des droits, Libre réponse 71120, 75342 Paris CEDEX 07",
    remedies_link: "Website of the ombudsman (in French)",
    page,
    label,
    missing,
    conformity,
    because,
    commitment,
    found,
};

fn page(page: LegalPage) -> &'static str {
    match page {
        LegalPage::Notice => "Legal notice",
        LegalPage::Accessibility => "Accessibility",
    }
}

fn label(text: LegalText) -> &'static str {
    match text {
        LegalText::Publisher => "Publisher",
        LegalText::Director => "Publication director",
        LegalText::Host => "Host",
        LegalText::Contact => "Contact",
        LegalText::PersonalData => "Personal data",
        LegalText::Body => "Responsible organisation",
        LegalText::Scheme => "Multi-year accessibility plan",
        LegalText::ActionPlan => "Action plan for this year",
        LegalText::Scope => "Sites and services concerned",
        LegalText::Results => "Who did the audit, and its results",
        LegalText::NonConformities => "Failures to comply",
        LegalText::Burden => "Exceptions because of a disproportionate burden",
        LegalText::Exempt => "Content that the law does not cover",
        LegalText::Established => "Drawn up on, updated on",
        LegalText::Technologies => "Technologies",
        LegalText::Environment => "Test environment",
        LegalText::Tools => "Evaluation tools",
        LegalText::Checked => "Pages checked",
        LegalText::Feedback => "How to report a fault",
    }
}

fn missing(text: LegalText) -> &'static str {
    match text {
        LegalText::PersonalData => {
            "The data controller, the data protection officer and the address for exercising your rights are not known yet. Everybody can download their own data under My account."
        }
        LegalText::Scope => "This statement is about this portal. Nothing more is known.",
        LegalText::NonConformities => {
            "Not known. This does not mean that everything is accessible: no list has been made, as far as we know."
        }
        LegalText::Technologies => "HTML, CSS, SVG, JavaScript and WebAssembly.",
        LegalText::Feedback => {
            "The administrator of this portal has not given an address yet. Until then, ask your school office."
        }
        _ => "Not filled in yet by the administrator of this portal.",
    }
}

fn conformity(conformity: Conformity) -> &'static str {
    match conformity {
        Conformity::Full => "Accessibility: fully compliant",
        Conformity::Partial => "Accessibility: partially compliant",
        Conformity::NotReached => "Accessibility: not compliant",
    }
}

fn because(conformity: Conformity) -> &'static str {
    match conformity {
        Conformity::Full => {
            "This portal fully complies with the French accessibility standard RGAA, version 4.1.2: all criteria are met."
        }
        Conformity::Partial => {
            "This portal partially complies with the French accessibility standard RGAA, version 4.1.2: at least half of the criteria are met."
        }
        Conformity::NotReached => {
            "This portal does not comply with the French accessibility standard RGAA, version 4.1.2: fewer than half of the criteria are met, or no valid audit is known."
        }
    }
}

fn commitment(body: &str) -> String {
    let law =
        "to make this portal accessible, as article 47 of French law no. 2005-102 of 11 February 2005 says.";
    match body {
        "" => format!("The responsible organisation, which is not known yet, has to undertake {law}"),
        body => format!("{body} undertakes {law}"),
    }
}

fn found(day: &str, rate: u32) -> String {
    format!("The audit of {day} found that {rate}% of the criteria are met.")
}
