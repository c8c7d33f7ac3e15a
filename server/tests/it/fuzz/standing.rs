//! What must not change, or only be changed by people with the right.

use std::collections::BTreeMap;

use super::{facts::Facts, tally::Tally};
use testing_server::Server;

pub struct Standing {
    numbers: BTreeMap<&'static str, i64>,
    /// Rights on the school whose head is one of the senders of requests.
    head_rights: i64,
}

impl Standing {
    pub async fn of(server: &Server, facts: &Facts) -> Self {
        let curie = facts.curie;
        let person = |name: &str| format!("(SELECT id FROM person WHERE external_id = '{name}')");
        let (head, administrator) = (person("direction"), person("admin"));
        // The portal's administrator may send and cancel anything anywhere.
        let senders = format!("({head}, {}, {administrator})", person("enseignant"));
        let administrators = "account WHERE portal_administrator = TRUE";
        let elsewhere = format!("access_grant WHERE establishment_id IS NULL OR establishment_id <> {curie}");
        let queries = [
            ("administrators", format!("COUNT(*) FROM {administrators}")),
            ("administrators by name", format!("CAST(SUM(person_id) AS bigint) FROM {administrators}")),
            ("rights elsewhere", format!("COUNT(*) FROM {elsewhere}")),
            ("rights elsewhere by number", format!("CAST(SUM(id) AS bigint) FROM {elsewhere}")),
            ("rights given by others", format!("COUNT(*) FROM access_grant WHERE given_by <> {head}")),
            ("people", "COUNT(*) FROM person".to_owned()),
            ("memberships", "COUNT(*) FROM membership".to_owned()),
            ("schools", "COUNT(*) FROM establishment".to_owned()),
            (
                "communications of those who may send none",
                format!("COUNT(*) FROM communication WHERE author_id NOT IN {senders}"),
            ),
            (
                "communications cancelled by those who may not",
                format!("COUNT(*) FROM communication WHERE cancelled_by NOT IN {senders}"),
            ),
            (
                "publications outside the perimeter",
                format!(
                    "COUNT(*) FROM publication JOIN communication ON communication.id = communication_id \
                     WHERE establishment_id <> {curie} AND author_id <> {administrator}"
                ),
            ),
        ];
        let mut numbers = BTreeMap::new();
        for (name, sql) in queries {
            numbers.insert(name, server.world.number(&format!("SELECT {sql}")).await.unwrap_or_default());
        }
        let sql = format!("SELECT COUNT(*) FROM access_grant WHERE establishment_id = {curie}");
        Self { numbers, head_rights: server.world.number(&sql).await.unwrap_or_default() }
    }

    pub fn compare(&self, after: &Self, tally: &mut Tally) {
        for (name, number) in &self.numbers {
            if after.numbers.get(name) != Some(number) {
                tally.complain(
                    format!("{name}: {number} before, {:?} afterwards", after.numbers.get(name)),
                    String::new,
                );
            }
        }
        let saved = tally.count("POST /api/access/save", 200);
        println!(
            "rights on the school of the head: {} before, {} after {saved} saves",
            self.head_rights, after.head_rights
        );
        if saved == 0 && self.head_rights != after.head_rights {
            tally.complain("rights that nobody saved".to_owned(), String::new);
        }
    }
}
