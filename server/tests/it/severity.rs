//! Severities, the further dimension of the table of rights: every role, with every severity that its
//! grant may say, announces with every severity through every way in.

use std::{collections::BTreeSet, fmt::Write as _};

use app::words;
use backend::access::grant::grant_up_to;
use domain::{
    access::{Role, Scope},
    communications::Severity,
};
use serde_json::{Value, json};
use testing_server::{Answer, Browser, Form, Server, announcement, both_engines, teacher};

use crate::pages::confirmation_on;

const AGREED: &str = include_str!("../../../domain/tests/fixtures/roles.csv");
const GUIDE: &str = include_str!("../../../docs/RIGHTS.md");
const NEW: &str = "/communications/nouvelle";

/// What the agreed table says about creating a communication; a grant of a role for announcements
/// says up to which severity.
fn agreed(role: Role, granted: Severity) -> Option<Severity> {
    let rows: Vec<Vec<&str>> = AGREED.lines().map(|line| line.split(',').collect()).collect();
    let column = rows[0].iter().position(|code| *code == role.code()).expect("a role");
    let row = rows.iter().find(|row| row[0] == "create_communication").expect("a right");
    match row[column] {
        "all" => Some(Severity::Alert),
        "announcement" => Some(granted),
        _ => None,
    }
}

#[test]
fn the_guide_prints_the_dimension() {
    let mut table = String::from("| rôle | jusqu’à |");
    for severity in Severity::ALL {
        write!(table, " {} |", words().communications.severity(severity)).expect("text");
    }
    table.push_str("\n|---|---|---|---|---|\n");
    for role in Role::ALL {
        let granted: &[Severity] = if role.has_severity() { &Severity::ALL } else { &[Severity::Alert] };
        for highest in granted {
            let said = if role.has_severity() { words().communications.severity(*highest) } else { "—" };
            write!(table, "| *{}* | {said} |", words().access.role(role)).expect("text");
            for severity in Severity::ALL {
                let may = agreed(role, *highest).is_some_and(|most| severity <= most);
                write!(table, " {} |", if may { "oui" } else { "non" }).expect("text");
            }
            table.push('\n');
        }
    }
    assert!(GUIDE.contains(&table), "docs/RIGHTS.md lacks this table:\n{table}");
}

/// A person with one role on Curie.
async fn actor(server: &Server, role: Role, highest: Severity) -> Browser {
    let name = format!("{}-{}", role.code(), highest.code());
    let world = &server.world;
    let person = world.add(&name).stands_in(teacher(world.curie, "2de", "Arts")).save().await;
    let scope = Scope::Establishment(world.curie);
    grant_up_to(&world.backend.db, person, role, highest, scope).await.expect("a grant");
    server.browser_of(&name).await
}

fn filled(school: &str, severity: Severity) -> Form {
    announcement("Sortie").severity(severity).perimeter(school)
}

async fn plain(browser: &Browser, form: &Form, action: &str, confirmation: &str) -> Answer {
    let content = &form.input.announcement;
    let fields = [
        ("cle", form.key.as_str()),
        ("action", action),
        ("perimetre", form.input.perimeter.as_str()),
        ("cible", "1"),
        ("canal", "announcement"),
        ("type", content.severity.as_str()),
        ("texte", "Sortie"),
        ("periode-debut", content.first_day.as_str()),
        ("periode-fin", content.last_day.as_str()),
        ("confirmation", confirmation),
    ];
    browser.post_form(NEW, &fields).await
}

/// *Déployer*, then *Valider* with what the question names.
async fn deploys_plainly(browser: &Browser, form: &Form) -> Answer {
    let asked = plain(browser, form, "deployer", "").await;
    let confirmed = match asked.status {
        303 => confirmation_on(&browser.get(asked.location()).await.body),
        _ => None,
    };
    plain(browser, form, "confirmer", &confirmed.unwrap_or_default()).await
}

fn is_deployed(answer: &Answer) -> bool {
    let to = answer.header("location").unwrap_or_default();
    answer.status == 303 && to.starts_with("/communications/") && !to.starts_with(NEW)
}

/// The severities that a page lets somebody choose.
fn offered(html: &str) -> BTreeSet<&'static str> {
    let shown = |severity: Severity| {
        let mark = format!("data-severity=\"{}\"", severity.code());
        let mut cards = html.match_indices(&mark).map(|(at, _)| {
            let start = html[..at].rfind('<').expect("a tag");
            &html[start..start + html[start..].find('>').expect("its end")]
        });
        cards.any(|tag| tag.starts_with("<label") && !tag.contains("hidden")).then_some(severity.code())
    };
    Severity::ALL.into_iter().filter_map(shown).collect()
}

/// The severities that the first perimeter of the form names for its schools.
fn named(form: &Value) -> BTreeSet<&'static str> {
    let highest = form["perimeters"][0]["schools"][0]["severity"].as_str();
    let allowed = |severity: &Severity| {
        highest.is_some_and(|name| {
            let highest = Severity::ALL.into_iter().find(|known| known.code() == name).expect("a severity");
            *severity <= highest
        })
    };
    Severity::ALL.into_iter().filter(allowed).map(Severity::code).collect()
}

/// The draft is kept for another severity, but not over the newer state of another page.
#[both_engines]
async fn a_forbidden_severity_overwrites_no_newer_draft(server: Server) {
    let may = |role: &Role| role.has_severity() && agreed(*role, Severity::Information).is_some();
    let role = Role::ALL.into_iter().find(may).expect("a role");
    let browser = actor(&server, role, Severity::Information).await;
    let form = filled(&format!("etablissement-{}", server.world.curie), Severity::Alert);
    let content = &form.input.announcement;
    let post = async |mark: &str, text: &str, action: &str| {
        let fields = [
            ("cle", form.key.as_str()),
            ("marque", mark),
            ("action", action),
            ("perimetre", form.input.perimeter.as_str()),
            ("cible", "1"),
            ("canal", "announcement"),
            ("type", content.severity.as_str()),
            ("texte", text),
            ("periode-debut", content.first_day.as_str()),
            ("periode-fin", content.last_day.as_str()),
        ];
        browser.post_form(NEW, &fields).await
    };
    let first = post("", "Sortie", "enregistrer").await;
    let page = browser.get(first.location()).await.body;
    let (_, mark) = page.split_once("name=\"marque\" value=\"").expect("a mark");
    let (mark, _) = mark.split_once('"').expect("its end");
    assert_eq!(post(mark, "Sortie au lac", "enregistrer").await.location(), first.location());
    let refused = post(mark, "Sortie en train", "confirmer").await;
    assert_eq!(refused.status, 403, "{}", refused.body);
    for text in ["Sortie au lac", "Sortie en train"] {
        let drafts = format!("SELECT COUNT(*) FROM draft WHERE input LIKE '%{text}%'");
        assert_eq!(server.world.number(&drafts).await, Some(1), "{text}");
    }
}

#[both_engines]
async fn every_role_announces_up_to_its_severity_through_every_way_in(server: Server) {
    let mut wrong = Vec::new();
    let school = format!("etablissement-{}", server.world.curie);
    for role in Role::ALL {
        let granted: &[Severity] = if role.has_severity() { &Severity::ALL } else { &[Severity::Alert] };
        for highest in granted {
            let browser = actor(&server, role, *highest).await;
            let most = agreed(role, *highest);
            let expected: BTreeSet<_> = Severity::ALL
                .into_iter()
                .filter(|severity| most.is_some_and(|most| *severity <= most))
                .map(Severity::code)
                .collect();
            let mut check = |what: &str, right: bool, seen: &dyn std::fmt::Debug| {
                if !right {
                    wrong.push(format!("{role:?} up to {highest:?}: {what}: {seen:?}"));
                }
            };
            let page = offered(&browser.get(NEW).await.body);
            check("the page offers", page == expected, &page);
            let form = browser.call("/api/communications/compose", &json!({ "start": "Blank" })).await;
            let names = if form.status == 200 { named(&form.json()) } else { BTreeSet::new() };
            check("the function offers", names == expected, &names);
            for severity in Severity::ALL {
                let may = expected.contains(severity.code());
                let form = filled(&school, severity);
                let call = browser.confirms(&form).await;
                let sent = browser.call("/api/communications/deploy", &call).await;
                check("the function deploys", sent.status == if may { 200 } else { 403 }, &(severity, &sent));
                let form = filled(&school, severity);
                let posted = deploys_plainly(&browser, &form).await;
                check("the form deploys", is_deployed(&posted) == may, &(severity, &posted));
                if posted.status == 403 {
                    let right = posted.body.contains("Créer une communication");
                    check("the right is named", right, &posted.body);
                }
                if most.is_some() {
                    // Above the limit, the question is not even asked: the field says why.
                    let next = plain(&browser, &filled(&school, severity), "deployer", "").await;
                    let asked = browser.get(next.location()).await;
                    check(
                        "the form asks",
                        asked.status == if may { 200 } else { 422 },
                        &(severity, asked.status),
                    );
                    let told = asked.body.contains("Vos droits sur ces établissements vont jusqu");
                    check("the field tells", told != may, &severity);
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} deviations:\n{}", wrong.len(), wrong.join("\n"));
    let journal = "SELECT COUNT(*) FROM audit_entry WHERE action = 'access' AND outcome = 'refused'";
    assert!(server.world.number(journal).await > Some(0), "refusals stand in the journal");
}
