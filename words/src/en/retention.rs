//! For how long data are kept.

use domain::retention::{COUNTED, Kept};

use super::numbers::number;
use crate::rooms::Retention;

pub(super) const RETENTION: Retention = Retention {
    title: "Data retention",
    about: "What has been kept long enough is deleted every hour, in small steps. The activity log keeps the proof: how much, and when. The figures of communications stay.",
    not_chosen: "These periods are proposed.",
    not_chosen_hint: "Until they are saved, only the data of people who left are deleted.",
    periods: "Periods, in days",
    try_them: "See what would be deleted",
    what_goes: "What the next step would delete",
    column_kind: "Data",
    column_days: "Days",
    column_due: "To be deleted",
    store: "Save these periods",
    store_hint: "What is deleted does not come back.",
    stored: "The periods are saved.",
    stored_hint: "They apply from the next hour on.",
    journal_fixed: "The period of the activity log is fixed in the configuration of the server.",
    record: "Record of processing",
    record_about: "A prefilled sheet to complete, print and add to the record of the school or the education district (GDPR, Article 30). The periods are those that apply today.",
    record_unlimited: "The periods are not saved yet: only the data of people who left are deleted.",
    processing_title: "Processing",
    processing: "Porte-voix: targeted communication between the school, the local authority, families, pupils and staff",
    controller_title: "Controller",
    controller: "Head of the school, or the education district for primary schools: name and contact to complete|Local authority, by agreement: to complete",
    officer_title: "Data protection officer",
    officer: "Name and contact to complete",
    purposes_title: "Purposes",
    purposes: "To inform and alert the school community|To exchange messages with families and staff|To publish news and articles in the spaces of the school|To keep a calendar|To know that important information has arrived",
    basis_title: "Legal basis",
    basis: "Task in the public interest (GDPR, Article 6(1)(e))|French order of 30 November 2006 on digital workspaces|Regulatory act RU-003 of the CNIL (French data protection authority)",
    people_title: "People concerned",
    people: "Pupils, who are often minors|Parents and legal guardians|Staff of the school and of the education district|Staff of the local authority",
    data_title: "Data",
    data: "Identity, identifier in the directory, email address|Profile, school, year group, class, group, job, subject|Links between parents and pupils|Messages, replies, attachments, announcements, articles, events|Reading marks and confirmations of reading|Account, sessions, two-step sign-in, log of actions",
    recipients_title: "Recipients",
    recipients: "The people to whom each communication is addressed|Senders, for their own communications, as their rights allow|Managers of the school and of the local authority, as their rights allow|The portal administrator|No third party, no advertising, no audience measurement by others",
    periods_title: "Retention periods, in days",
    security_title: "Security",
    security: "Rights checked at each request, school by school|Hashed passwords (Argon2), two-step sign-in, limited sessions|A chained log that can be verified|Files checked by their content, and scanned for viruses if that is configured|Backups: to be completed by the host",
    rights_title: "Rights of the people",
    rights: "Access and portability: the file My data, on the page My account, or from the administrator|Rectification: at the source, in SIECLE, STS or ONDE, by the school office|Erasure: after leaving, and at the end of the periods|Information of families, pupils and staff: to complete",
    processors_title: "Processors, transfers and cookies",
    processors: "Host and operator (GDPR, Article 28): to complete|No transfer out of the European Union by the software|Strictly necessary cookies: session, known device",
    impact_title: "Impact assessment",
    impact: "To be planned: vulnerable people, on a large scale",
    kept,
    hint,
    due,
};

pub(super) const fn kept(kind: Kept) -> &'static str {
    match kind {
        Kept::People => "People who left",
        Kept::Messages => "Messages, with attachments and replies",
        Kept::Shown => "Announcements and news that are over",
        Kept::Attachments => "Attachments of messages",
        Kept::Drafts => "Drafts",
        Kept::Mail => "Records of email copies",
        Kept::Journal => "Activity log",
    }
}

const fn hint(kind: Kept) -> &'static str {
    match kind {
        Kept::People => {
            "From 7 to 88 days after they left: the law allows three months at most. Anyone who returns before finds everything again."
        }
        Kept::Messages => {
            "From 180 to 3,650 days after sending. A conversation stays as long as its last reply is more recent."
        }
        Kept::Shown => "From 180 to 3,650 days after the end of their period.",
        Kept::Attachments => {
            "From 90 to 3,650 days after sending. A message that stays says that its attachments are deleted."
        }
        Kept::Drafts => "From 30 to 1,095 days after the last change.",
        Kept::Mail => "From 7 to 90 days after sending or giving up.",
        Kept::Journal => "From 180 to 3,650 days. What is left can still be verified.",
    }
}

fn due(count: u64) -> String {
    if count > COUNTED { format!("more than {}", number(COUNTED)) } else { number(count) }
}

#[cfg(test)]
mod tests {
    use domain::retention::Kept;

    use super::{hint, number};

    #[test]
    fn a_hint_says_the_bounds() {
        for kind in Kept::ALL {
            let bounds = kind.bounds();
            for days in [bounds.least, bounds.most] {
                assert!(hint(kind).contains(&number(days.into())), "{kind:?}: {days}");
            }
        }
    }
}
