//! What real deliveries hold besides what is needed.

use backend::directory::import::RowRefusal;
use domain::directory::Reason;
use sea_orm::DatabaseConnection;
use testing::{
    both_engines,
    directory::{apply, links},
};
use words::Language;

use super::{delivery, family};

#[both_engines]
async fn a_parent_whom_nothing_describes_and_a_document_type_are_told(db: &DatabaseConnection) {
    let mut parts = family("ENTElevePersRelEleve", "9101$10$1$1$1$1|9107$20$0$1$1$0");
    parts.push(("ficAlimMENESR.dtd".to_owned(), "<!ELEMENT ficAlimMENESR (addRequest)*>\n".into()));
    let report = apply(db, &delivery(parts.clone())).await;
    assert_eq!(links(db).await, ["12-9101 12-9001"], "the others are not lost");
    let reasons = report.remarks.listed.iter().filter_map(|one| match &one.refusal {
        RowRefusal::Delivery(reason) => Some(reason),
        _ => None,
    });
    let reasons: Vec<&Reason> = reasons.collect();
    assert!(reasons.contains(&&Reason::UnknownPerson("12-9107".to_owned())), "{reasons:?}");
    assert!(reasons.iter().any(|reason| matches!(reason, Reason::Unknown { .. })), "{reasons:?}");
    let words = Language::default().words();
    let said: Vec<String> = report.remarks.listed.iter().map(|one| one.sentence(words)).collect();
    assert!(said.iter().any(|said| said.contains("ficAlimMENESR.dtd")), "{said:?}");
    assert!(apply(db, &delivery(parts)).await.is_idle());
}
