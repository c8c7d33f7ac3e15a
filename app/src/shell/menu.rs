use domain::{communications::received::RECEIVED, session::SignedIn};
use leptos::prelude::*;

use super::here::current;
use crate::{components::Icon, messages::Unread, words};

/// The main menu: only entries that the person's rights allow.
#[component]
pub fn Menu(person: SignedIn) -> impl IntoView {
    let publishes = person.may_compose || person.may_follow || person.may_receive;
    let administers = person.administrator || person.may_administer_rights;
    view! {
        <nav class="side-nav" id="menu-principal" popover aria-label=words().shell.main_menu>
            // On a phone the menu lies over the button that opened it.
            <button
                class="button nav-close"
                type="button"
                popovertarget="menu-principal"
                popovertargetaction="hide"
            >
                <Icon name="close" />
                " " {words().shell.close_menu}
            </button>
            <ul>
                <li>
                    <Entry address="/" label=words().shell.home icon="home" />
                </li>
                <li>
                    <Inbox unread=person.unread />
                </li>
                <li>
                    <Entry address="/actualites" label=words().home.items icon="newspaper" />
                </li>
                <li>
                    <Entry address="/espaces" label=words().spaces.title icon="people" />
                </li>
                <li>
                    <Entry address="/agenda" label=words().shell.agenda icon="calendar" />
                </li>
                {publishes
                    .then(|| {
                        view! {
                            <li>
                                <p class="side-nav-group" id="groupe-publication">{words().shell.publication}</p>
                                <ul aria-labelledby="groupe-publication">
                                    <li>
                                        <p class="side-nav-service" id="groupe-communication">
                                            <Icon name="megaphone" />
                                            " " {words().shell.targeted_communication}
                                        </p>
                                        <ul aria-labelledby="groupe-communication">
                                            {person
                                                .may_compose
                                                .then(|| {
                                                    view! {
                                                        <li>
                                                            <Entry address="/communications/nouvelle" label=words().shell.new_communication />
                                                        </li>
                                                    }
                                                })}
                                            {person
                                                .may_follow
                                                .then(|| {
                                                    view! {
                                                        <li>
                                                            <Entry address="/communications/emises" label=words().shell.sent_communications />
                                                        </li>
                                                    }
                                                })}
                                            {person
                                                .may_receive
                                                .then(|| {
                                                    view! {
                                                        <li>
                                                            <Entry address=RECEIVED label=words().shell.received_communications />
                                                        </li>
                                                    }
                                                })}
                                        </ul>
                                    </li>
                                </ul>
                            </li>
                        }
                    })}
                {administers.then(|| view! { <Administration person=person.clone() /> })}
            </ul>
        </nav>
    }
}

/// The portal's entries are for its administrator; *rights* is for everybody who administers some.
#[component]
fn Administration(person: SignedIn) -> impl IntoView {
    view! {
        <li>
            <p class="side-nav-group" id="groupe-administration">{words().shell.administration}</p>
            <ul aria-labelledby="groupe-administration">
                {person
                    .may_administer_rights
                    .then(|| {
                        view! {
                            <li>
                                <p class="side-nav-service" id="groupe-services">
                                    <Icon name="sliders" />
                                    " " {words().shell.services}
                                </p>
                                <ul aria-labelledby="groupe-services">
                                    <li>
                                        <Entry
                                            address="/administration/services/communication-ciblee"
                                            label=words().shell.targeted_communication
                                        />
                                    </li>
                                </ul>
                            </li>
                        }
                    })}
                {person
                    .administrator
                    .then(|| {
                        view! {
                            <li>
                                <Entry address="/administration/annuaire" label=words().shell.directory icon="people" />
                            </li>
                            <li>
                                <Entry address="/administration/comptes" label=words().shell.accounts icon="lock" />
                            </li>
                            <li>
                                <Entry address="/administration/vacances" label=words().agenda.holidays_title icon="calendar" />
                            </li>
                            <li>
                                <Entry address="/administration/connexion" label=words().providers.title icon="compass" />
                            </li>
                            <li>
                                <Entry address="/administration/portails" label=words().portals.title icon="newspaper" />
                            </li>
                            <li>
                                <Entry address="/administration/conservation" label=words().retention.title icon="archive" />
                            </li>
                            <li>
                                <Entry address="/administration/pages" label=words().legal.form_title icon="document" />
                            </li>
                            <li>
                                <Entry address="/administration/journal" label=words().shell.journal icon="list" />
                            </li>
                        }
                    })}
            </ul>
        </li>
    }
}

/// *Messagerie*, with the number of unread messages.
#[component]
fn Inbox(unread: u64) -> impl IntoView {
    view! {
        <a class="side-nav-link" href="/messagerie" aria-current=current("/messagerie")>
            <Icon name="mail" />
            " " {words().shell.messages}
            <Unread count=unread />
        </a>
    }
}

#[component]
fn Entry(
    address: &'static str,
    label: &'static str,
    #[prop(optional)] icon: Option<&'static str>,
) -> impl IntoView {
    view! {
        <a class="side-nav-link" href=address aria-current=current(address)>
            {icon.map(|name| view! { <Icon name /> " " })}
            {label}
        </a>
    }
}
