//! Providers of sign-on.

use domain::providers::{MatchBy, Problem, Protocol, ProviderState, Step, Unmatched};

use super::outbound::OUTBOUND;
use crate::rooms::Providers;

pub(super) const PROVIDERS: Providers = Providers {
    choose: "Sign in with",
    own_account: "Sign in with a Porte-voix account",
    own_account_hint: "For people who have been given a Porte-voix username and password.",
    last_time: "Used last time in this browser",
    this_provider: "this provider",
    not_waiting: "This sign-in is no longer in progress.",
    not_waiting_hint: "It has already been used, or it began in another browser or more than ten minutes ago. Start again below.",
    given_up: "The sign-in was abandoned.",
    given_up_hint: "Nobody was signed in. You can start again, or choose another way to sign in.",
    out_of_service: "Signing in with this provider is suspended.",
    out_of_service_hint: "With a Porte-voix account, sign in here; otherwise come back later, or ask your school.",
    down_hint: "Try again in a few minutes. Porte-voix accounts still work.",
    failed_hint: "Try again. If it happens again, tell the portal administrator: the reason is in the server’s log.",
    signed_out: "You are signed out.",
    signed_out_hint: "On a shared computer, close the browser too.",
    leaving: "Signing out",
    leaving_here: "You are signed out of Porte-voix.",
    leave_there: "Continue",
    code_hint: "Your identity is confirmed. Now enter the code from your app, within five minutes.",
    title: "Sign-in providers",
    one: "Sign-in provider",
    intro: "The providers offered on the sign-in page. They say who is signing in; profiles and schools always come from the directory, and nobody is created.",
    none_yet: "No provider: everyone signs in with a Porte-voix account.",
    add: "Add a provider",
    add_title: "New provider",
    name: "Name",
    name_hint: "As people know it: “Mon ENT”, “Portail académique”.",
    whole_portal: "The whole portal",
    authority: "Authority",
    authority_hint: "A provider of an authority signs in only the people of its schools, and never a portal administrator.",
    protocol: "Protocol",
    protocol_hint: "OpenID Connect, if the provider offers it.",
    issuer: "Address of the provider",
    issuer_hint: "OpenID Connect: the issuer. CAS: the address of the server, without “/login”.",
    client: "Client ID",
    secret: "Client secret",
    secret_new: "Leave it empty if the provider does not give one.",
    secret_kept: "A secret is saved. Leave this empty to keep it; it is never shown.",
    secret_again: "Type the secret again: it never comes back with the page",
    secret_unavailable: "This portal has no key for keeping a secret: see the setting secret_keys.",
    no_public_address: "This portal has no public address: no provider can be used.",
    no_public_address_hint: "Fill in the server’s setting public_url, then restart the server.",
    matching: "Who the person is",
    matching_hint: "A single piece of information from the provider identifies the person in the directory. If it matches nobody or several people, the sign-in is refused with an explanation.",
    claim: "Information from the provider",
    claim_hint: "The name of the claim or attribute: sub, email, ENTPersonJointure, user…",
    match_by: "Compared with",
    vouches_for_addresses: "The email addresses come from the provider, and nobody chooses their own there",
    vouches_for_addresses_hint: "For the work email address only. If this is not ticked, a sign-in is accepted only if the provider says that the address is verified (email_verified).",
    prefix_removed: "Prefix to remove",
    prefix_removed_hint: "A value that does not begin like this identifies nobody.",
    prefix_added: "Prefix to add",
    prefix_added_hint: "The one of the education district (académie) in the directory, for example.",
    of_oidc: "OpenID Connect",
    oidc_options: "Particulars of this provider (OpenID Connect)",
    of_cas: "Particulars of this provider (CAS)",
    scopes: "Scopes asked for",
    scopes_hint: "In addition to “openid”, separated by spaces.",
    proof_key: "Proof key (PKCE)",
    proof_key_auto: "If the provider accepts it (S256)",
    never: "Never",
    secret_sending: "How the secret is sent",
    secret_in_header: "In the header (client_secret_basic)",
    secret_in_form: "In the form (client_secret_post)",
    userinfo: "Information about the person",
    userinfo_none: "In the token only",
    userinfo_plain: "Read from userinfo",
    userinfo_signed: "Read from userinfo, signed",
    second_factor: "This provider asks for a second step itself: do not ask for the one of Porte-voix",
    cas_two: "The server does not have “p3/serviceValidate” (CAS 2)",
    cas_renew: "Ask for the password again at each sign-in",
    your_password: "Your Porte-voix password",
    save: "Save",
    state: "State",
    sessions: "Open sessions",
    changed: "Changed",
    scope: "For",
    try_it: "Try the sign-in",
    try_hint: "You sign in at the provider; each step is shown afterwards, and nobody is signed in to Porte-voix.",
    trial: "Result of the trial",
    trial_nobody: "Nobody was signed in: your session is the same as before.",
    step: "Step",
    result: "Result",
    fine: "Succeeded",
    not_reached: "Not reached",
    claims: "Information received",
    claims_none: "None.",
    value: "Value",
    pause: "Pause",
    pause_consequence: "Nobody can sign in with this provider any more, and the sessions it has opened end now.",
    resume: "Put into service",
    resume_consequence: "The provider is offered to everyone on the sign-in page.",
    remove: "Delete",
    remove_consequence: "The provider and its secret are erased, and the sessions it has opened end now.",
    kept: "The provider is saved.",
    kept_hint: "Try the sign-in to check it.",
    added: "The provider is added, and paused.",
    added_hint: "Try the sign-in, then put the provider into service.",
    paused: "The provider is paused.",
    paused_hint: "The sessions it had opened have ended.",
    resumed: "The provider is in service.",
    resumed_hint: "It is offered on the sign-in page.",
    removed: "The provider is deleted.",
    removed_hint: "The sessions it had opened have ended.",
    addresses: "To be registered with the provider",
    redirect_address: "Return address (redirect_uri)",
    logout_address: "Sign-out by the provider (backchannel_logout_uri)",
    after_logout_address: "Return after signing out (post_logout_redirect_uri)",
    cas_address: "Address of the service, also for signing out",
    sign_in_with,
    down,
    failed,
    unmatched,
    leaving_there,
    protocol_name,
    match_name,
    state_name,
    step_name,
    problem,
    found,
};

fn sign_in_with(name: &str) -> String {
    format!("Sign in with {name}")
}

fn down(name: &str) -> String {
    format!("{name} is not answering.")
}

fn failed(name: &str) -> String {
    format!("The sign-in with {name} did not succeed.")
}

fn unmatched(reason: Unmatched) -> (&'static str, &'static str) {
    match reason {
        Unmatched::NoClaim => (
            "The provider did not say who you are in the directory.",
            "Please tell the portal administrator: the expected information is not passed on.",
        ),
        Unmatched::Unknown => (
            "The directory of Porte-voix does not know you.",
            "If you have just arrived, try again tomorrow; if not, ask your school office.",
        ),
        Unmatched::Several => (
            "Several people in the directory match your identity.",
            "To be safe, none of them was chosen. Your school office can correct the directory.",
        ),
        Unmatched::Left => {
            ("You are no longer in the directory.", "Please ask your school office if this is a mistake.")
        }
        Unmatched::OtherAuthority => (
            "This provider cannot sign you in.",
            "It is only for people in the schools of its own authority who have no rights elsewhere. Choose the one of yours, or a Porte-voix account.",
        ),
        Unmatched::Unverified => (
            "The provider does not say that your email address is verified.",
            "Verify it in your account there, then start again. If it is verified already, tell the portal administrator.",
        ),
    }
}

fn leaving_there(name: &str) -> String {
    format!("Your session at {name} ends too.")
}

fn protocol_name(protocol: Protocol) -> &'static str {
    match protocol {
        Protocol::Oidc => "OpenID Connect",
        Protocol::Cas => "CAS",
    }
}

fn match_name(by: MatchBy) -> &'static str {
    match by {
        MatchBy::Identifier => "The identifier in the directory",
        MatchBy::Email => "The work email address (staff only)",
    }
}

fn state_name(state: ProviderState) -> &'static str {
    match state {
        ProviderState::Active => "In service",
        ProviderState::Paused => "Paused",
    }
}

fn step_name(step: Step) -> &'static str {
    match step {
        Step::Discovery => "Read the provider’s description",
        Step::Keys => "Read its keys",
        Step::Authorization => "Sign in there and come back",
        Step::Exchange => "Exchange the code or ticket",
        Step::Token => "Check the answer",
        Step::Userinfo => "Ask for the information about the person",
        Step::Person => "Find the person in the directory",
    }
}

fn problem(problem: &Problem) -> String {
    match problem {
        Problem::NoAnswer(reason) => (OUTBOUND.failed)(*reason),
        Problem::Status(status) => format!("The provider answered with error {status}."),
        Problem::Unreadable => "The answer cannot be read: perhaps a page instead of data.".to_owned(),
        Problem::OtherIssuer => "The answer comes from another issuer than the provider’s.".to_owned(),
        Problem::Refused(code) => format!("The provider refused: {code}."),
        Problem::Signature => "The signature is wrong.".to_owned(),
        Problem::UnknownKey => "The provider has not published the key of the signature.".to_owned(),
        Problem::Algorithm => "This kind of signature is not accepted.".to_owned(),
        Problem::Nonce => "The answer belongs to another sign-in.".to_owned(),
        Problem::Audience => "The answer is meant for another service.".to_owned(),
        Problem::Expired => {
            "The answer is out of date, or the clocks differ by more than a minute.".to_owned()
        }
        Problem::OtherSubject => "userinfo is about another person than the token.".to_owned(),
        Problem::NoPublicAddress => PROVIDERS.no_public_address.to_owned(),
        Problem::Missing(what) => format!("“{what}” is missing from the answer."),
    }
}

fn found(name: &str) -> String {
    format!("The person is {name}.")
}
