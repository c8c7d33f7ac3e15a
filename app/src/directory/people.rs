use domain::{
    PersonId,
    accounts::{
        people::{ListedPerson, PeopleFilter, PeoplePage as Page},
        view::{AccountRow, AccountState},
    },
    directory::Profile,
    text::apostrophes,
};
use leptos::{either::Either, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use crate::{
    AppError,
    components::{Breadcrumb, Column, DataTable, Failure, PageLinks, address, form::TextField},
    words,
};

const DIRECTORY: &str = "/administration/annuaire";
pub(super) const PEOPLE: &str = "/administration/annuaire/personnes";
const ACCOUNTS: &str = "/administration/comptes";

/// *Personnes*: who is where, since when, and with which account. It is made on the server alone, because
/// nothing on it reacts.
#[component]
pub fn PeoplePage() -> impl IntoView {
    let query = use_query_map().get_untracked();
    let text = |name: &str| query.get(name).map(|text| text.trim().to_owned()).unwrap_or_default();
    let filter = PeopleFilter {
        search: text("q"),
        school: text("ecole"),
        profile: Profile::from_code(&text("profil")),
        class: text("classe"),
        after: text("apres").parse::<PersonId>().ok(),
    };
    let filter = StoredValue::new(filter);
    let loaded = Resource::new_blocking(|| (), move |()| load(filter.get_value()));
    view! {
        <Title text=words().directory.people_title />
        <Suspense>
            {move || Suspend::new(async move {
                match loaded.await {
                    Ok(page) => Either::Left(view! { <Loaded page filter=filter.get_value() /> }),
                    Err(error) => Either::Right(view! { <Failure error /> }),
                }
            })}
        </Suspense>
    }
}

async fn load(filter: PeopleFilter) -> Result<Page, AppError> {
    #[cfg(feature = "ssr")]
    {
        use crate::server_side::{answer, caller};
        let (backend, caller) = caller().await?;
        answer(backend::accounts::people(&backend, &caller, &filter).await)
    }
    #[cfg(not(feature = "ssr"))]
    {
        drop(filter);
        // The browser's half of this page is empty, so nothing calls this there.
        std::future::ready(Err(AppError::NotFound)).await
    }
}

/// The address of the list with this filter, after a person.
fn list_after(filter: &PeopleFilter, after: &str) -> String {
    let profile = filter.profile.map_or("", Profile::code);
    let query = [
        ("q", filter.search.as_str()),
        ("ecole", filter.school.as_str()),
        ("profil", profile),
        ("classe", filter.class.as_str()),
        ("apres", after),
    ];
    address(PEOPLE, &query)
}

#[component]
fn Loaded(page: Page, filter: PeopleFilter) -> impl IntoView {
    let Page { rows, next, schools, too_many_schools } = page;
    let none = rows.is_empty();
    let why =
        if too_many_schools { words().directory.people_too_many } else { words().directory.people_none };
    let start = filter.after.map(|_| list_after(&filter, ""));
    let more = next.map(|person| list_after(&filter, &person.to_string()));
    let labels = [words().directory.records_from_start, words().common.next];
    view! {
        <Breadcrumb above=vec![(words().shell.administration, ""), (words().directory.title, DIRECTORY)] here=words().directory.people_title />
        <h1>{words().directory.people_title}</h1>
        <p class="muted">{words().directory.people_hint}</p>
        <Search filter schools />
        {if none {
            Either::Left(view! { <p>{why}</p> })
        } else {
            Either::Right(view! { <People rows /> })
        }}
        <PageLinks previous=start next=more labels />
    }
}

#[component]
fn Search(filter: PeopleFilter, schools: Vec<String>) -> impl IntoView {
    let chosen = filter.profile;
    let profiles = Profile::ALL
        .into_iter()
        .map(|profile| {
            let selected = chosen == Some(profile);
            view! { <option value=profile.code() selected=selected>{words().targets.profile(profile)}</option> }
        })
        .collect_view();
    let schools = schools.into_iter().map(|name| view! { <option value=name></option> }).collect_view();
    view! {
        <form
            class="card filters"
            method="get"
            action=PEOPLE
            role="search"
            aria-label=words().directory.people_title
        >
            <TextField
                id="recherche"
                name="q"
                label=words().directory.people_name
                kind="search"
                autocomplete="off"
                maxlength="200"
                value=filter.search
                class="field filters-search"
            />
            <div class="field">
                <label for="ecole">{words().directory.people_school}</label>
                <input
                    class="input"
                    id="ecole"
                    name="ecole"
                    list="ecoles"
                    dir="auto"
                    autocomplete="off"
                    maxlength="200"
                    value=filter.school
                />
                <datalist id="ecoles">{schools}</datalist>
            </div>
            <div class="field">
                <label for="profil">{words().batches.profile}</label>
                <select class="input" id="profil" name="profil">
                    <option value="">{words().batches.all_profiles}</option>
                    {profiles}
                </select>
            </div>
            <TextField
                id="classe"
                label=words().batches.class
                autocomplete="off"
                maxlength="200"
                as_typed=true
                value=filter.class
            />
            <div class="filters-actions">
                <button class="button" type="submit">{words().common.search}</button>
                // Loads a new document, because otherwise a field keeps its typed text.
                <a class="button button-quiet" href=PEOPLE rel="external">{words().common.clear_filters}</a>
            </div>
        </form>
    }
}

#[component]
fn People(rows: Vec<ListedPerson>) -> impl IntoView {
    let columns = Column::texts([
        words().accounts.person,
        words().directory.records_places,
        words().directory.people_since,
        words().accounts.account,
    ]);
    view! {
        <DataTable caption=words().directory.people_title columns>
            {rows.into_iter().map(|row| view! { <Row row /> }).collect_view()}
        </DataTable>
    }
}

#[component]
fn Row(row: ListedPerson) -> impl IntoView {
    let ListedPerson { account, places, more_places, since } = row;
    let apart = words().access.apart(&account.apart);
    let (name, page) = (account.name.clone(), format!("{ACCOUNTS}/{}", account.person));
    let mut places: Vec<String> = places
        .iter()
        .map(|place| {
            let details = apostrophes(&place.details.join(", "));
            words().directory.records_place(place.profile, &details, &place.school)
        })
        .collect();
    if places.is_empty() {
        places.push(words().directory.records_no_place.to_owned());
    }
    if more_places {
        places.push(words().directory.people_more_places.to_owned());
    }
    let since = match since {
        Some(at) => Either::Left(view! {
            <time datetime=at.local.date().to_string()>{words().dates.date(at.local.date())}</time>
        }),
        None => Either::Right(words().directory.people_since_unknown),
    };
    view! {
        <tr>
            <th scope="row">
                <div class="table-title">
                    <a href=page>{name}</a>
                    {(!apart.is_empty()).then(|| view! { <span class="muted small">{apart}</span> })}
                </div>
            </th>
            <td data-label=words().directory.records_places class="breaks">{places.join(" · ")}</td>
            <td data-label=words().directory.people_since>{since}</td>
            <td data-label=words().accounts.account>
                <Account account />
            </td>
        </tr>
    }
}

/// The login, and when it was last used, or why it never was.
#[component]
fn Account(account: AccountRow) -> impl IntoView {
    // A few words stay on one line, however narrow the column is.
    let few = |text: &'static str| view! { <span class="nowrap">{text}</span> };
    let said = match (account.last_sign_in, account.state) {
        (Some(at), _) => Either::Left(
            words().common.labelled(words().accounts.last_sign_in, &words().dates.date_time(at.local)),
        ),
        (None, AccountState::Active) => Either::Right(few(words().directory.people_never)),
        (None, state) => Either::Right(few(words().accounts.state(state))),
    };
    view! {
        {account.login.map(|login| view! { <span translate="no">{login}</span> " · " })}
        {said}
    }
}
