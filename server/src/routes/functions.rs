//! The addresses of the server functions. A test compares them with those that `app` registers.

use super::row::{Route, send};
use crate::{
    pages,
    policy::{Body, Policy, Who},
};

/// Called because a person does something.
const FUNCTION: Policy = Policy::FUNCTION;
/// Called by open pages each time they hear of a change.
const FOLLOWING: Policy = FUNCTION.following();
/// Also for people with a one-time link.
const BY_LINK: Policy = FUNCTION.who(Who::LinkHolder).unnamed();

/// What the author of a message reads about it, and what people wrote themselves.
const OF_AUTHORS: [(&str, Policy); 3] = [
    ("/api/communications/answers", FUNCTION),
    ("/api/communications/names", FUNCTION),
    ("/api/messages/written", FUNCTION),
];

/// What the sign-in page and administrators read of other servers: providers of sign-on, and portals.
const OTHER_SERVERS: [(&str, Policy); 5] = [
    ("/api/portals", FUNCTION),
    ("/api/portals/detail", FUNCTION),
    ("/api/providers", FUNCTION),
    ("/api/providers/detail", FUNCTION),
    ("/api/session/choices", FUNCTION.who(Who::Anybody).unnamed()),
];

/// Links and coupons for a whole population.
const BATCHES: [(&str, Policy); 2] = [("/api/accounts/batch", FUNCTION), ("/api/accounts/batches", FUNCTION)];

/// Where people are searched for by name.
const PEOPLE: [(&str, Policy); 2] =
    [("/api/access/people", FUNCTION), ("/api/communications/people", FUNCTION)];

/// All the others.
const OTHERS: &[(&str, Policy)] = &[
    ("/api/access/holders", FUNCTION),
    ("/api/access/page", FUNCTION),
    ("/api/access/population", FUNCTION),
    ("/api/access/requests", FUNCTION),
    ("/api/access/save", FUNCTION),
    ("/api/account", FUNCTION),
    ("/api/account/link", BY_LINK),
    ("/api/account/strength", BY_LINK),
    ("/api/accounts", FUNCTION),
    ("/api/accounts/detail", FUNCTION),
    ("/api/agenda", FUNCTION),
    ("/api/agenda/event", FUNCTION),
    ("/api/agenda/form", FUNCTION),
    ("/api/agenda/form/event", FUNCTION),
    ("/api/audit", FUNCTION),
    ("/api/communications/articles", FUNCTION),
    ("/api/communications/cancel", FUNCTION),
    ("/api/communications/compose", FUNCTION),
    ("/api/communications/correction", FUNCTION),
    ("/api/communications/deploy", FUNCTION),
    ("/api/communications/question", FUNCTION),
    ("/api/communications/detail", FOLLOWING),
    ("/api/communications/exchanges", FUNCTION),
    ("/api/communications/received", FUNCTION),
    ("/api/communications/received/detail", FUNCTION),
    ("/api/communications/drafts/discard", FUNCTION),
    ("/api/communications/drafts/save", FUNCTION),
    ("/api/communications/news", FUNCTION),
    ("/api/communications/perimeters", FUNCTION),
    ("/api/communications/remind", FUNCTION),
    ("/api/communications/sent", FUNCTION),
    ("/api/communications/sites", FOLLOWING),
    ("/api/communications/survey", FUNCTION),
    ("/api/directory", FUNCTION),
    ("/api/home", FOLLOWING),
    ("/api/home/archive", FUNCTION),
    ("/api/home/shown", FOLLOWING),
    ("/api/home/blocks", FUNCTION),
    ("/api/messages/inbox", FOLLOWING),
    ("/api/messages/latest", FOLLOWING),
    ("/api/messages/open", FUNCTION),
    ("/api/session", FUNCTION),
    ("/api/spaces", FUNCTION),
    ("/api/spaces/article", FUNCTION),
    ("/api/spaces/form", FUNCTION),
    ("/api/spaces/new", FUNCTION),
    ("/api/spaces/open", FUNCTION),
    ("/api/spaces/settings", FUNCTION),
];

pub(super) fn functions() -> Vec<Route> {
    let mut routes: Vec<Route> = OTHERS
        .iter()
        .copied()
        .chain(OF_AUTHORS)
        .chain(OTHER_SERVERS)
        .chain(PEOPLE)
        .chain(BATCHES)
        .map(|(path, policy)| send(path, policy, pages::function))
        .collect();
    let unknown = Policy { body: Body::None, ..FUNCTION.who(Who::Anybody).unnamed() };
    routes.push(send("/api/{*function}", unknown, pages::unknown_function));
    routes
}
