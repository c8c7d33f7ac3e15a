//! *Communications émises*: filters give the same result on both engines.

mod reads;
mod stored;

use self::stored::Communication;
use domain::{
    CommunicationId,
    communications::{PeriodFacts, Status, view::SentFilter},
    time::Millis,
};
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use testing::{Actor, NOW, World, announcement, at, both_engines, message};

const STATUSES: [&str; 7] =
    ["annulee", "terminee", "en-cours", "en-echec", "programmee", "deployee", "sans-destinataire"];

/// The word for a status in the query of the page.
const fn word(status: Status) -> &'static str {
    match status {
        Status::Cancelled => "annulee",
        Status::Ended => "terminee",
        Status::Deploying { .. } => "en-cours",
        Status::Failed => "en-echec",
        Status::Scheduled => "programmee",
        Status::Deployed => "deployee",
        Status::Unreached => "sans-destinataire",
        Status::Pending => "en-attente",
        Status::Draft => "brouillon",
    }
}

fn filter(change: impl FnOnce(&mut SentFilter)) -> SentFilter {
    let mut filter = SentFilter::default();
    change(&mut filter);
    filter
}

fn with_status(status: &str) -> SentFilter {
    filter(|filter| status.clone_into(&mut filter.status))
}

#[both_engines(flavor = "multi_thread")]
async fn the_status_filter_agrees_with_the_computed_status(world: World) {
    world.administrator("professeur").await;
    let sees_all = world.actor("professeur").await;
    let mut runner = TestRunner::new(Config { max_shrink_iters: 200, ..Config::with_cases(24) });
    let runtime = tokio::runtime::Handle::current();
    let outcome = tokio::task::block_in_place(|| {
        runner.run(&stored::any(), |some| runtime.block_on(filters_agree(sees_all, &some)))
    });
    if let Err(reason) = outcome {
        panic!("{reason}");
    }
}

async fn filters_agree(sees_all: Actor<'_>, some: &[Communication]) -> Result<(), TestCaseError> {
    let ids = stored::replace(sees_all, some).await;
    let boundaries = some.iter().flat_map(|one| {
        let PeriodFacts { begins, last_ends_at, .. } = one.announcement();
        begins.into_iter().map(|(at, _)| at).chain([last_ends_at])
    });
    for now in boundaries.take(3).flat_map(|Millis(at)| [at - 1, at]).chain([1_500]).map(Millis) {
        sees_all.world.backend.clock.set(now);
        for status in STATUSES {
            let expected: Vec<CommunicationId> = ids
                .iter()
                .zip(some)
                .rev()
                .filter(|(_, one)| word(one.facts().status(now)) == status)
                .map(|(id, _)| *id)
                .collect();
            let page = sees_all.sent(&with_status(status)).await.expect("a list");
            let found: Vec<_> = page.rows.iter().map(|row| row.id).collect();
            proptest::prop_assert_eq!(&found, &expected, "{} at {:?}", status, now);
            proptest::prop_assert_eq!(page.total, expected.len() as u64);
            proptest::prop_assert!(page.rows.iter().all(|row| word(row.status) == status));
        }
    }
    Ok(())
}

/// The texts of the communications that match a filter, in the order of the list.
async fn texts(actor: Actor<'_>, filter: &SentFilter) -> Vec<String> {
    actor.sent(filter).await.expect("a list").rows.into_iter().map(|row| row.title).collect()
}

/// Some announcements by two authors, a second apart.
async fn some(world: &World) -> Actor<'_> {
    world
        .sql("UPDATE person SET first_name = 'Élise', last_name = 'Œuvrard' WHERE external_id = 'infirmiere'")
        .await;
    for (author, text) in [
        ("enseignant", "Réunion des élèves de 2de"),
        ("enseignant", "100 % de réussite"),
        ("infirmiere", "Vaccination : dossier_médical à rendre"),
        ("enseignant", "100 élèves à l’opéra"),
        ("infirmiere", "C:\\temp"),
    ] {
        world.actor(author).await.publishes(&announcement(text)).await;
        world.wait(1_000);
    }
    world.actor("direction").await
}

#[both_engines]
async fn searching_ignores_accents_and_capitals(world: World) {
    let head = some(&world).await;
    let search = |text: &str| filter(|filter| text.clone_into(&mut filter.search));
    for (text, found) in [
        ("ELEVES", &["100 élèves à l’opéra", "Réunion des élèves de 2de"][..]),
        ("elèves reunion", &["Réunion des élèves de 2de"]),
        ("l'opera", &["100 élèves à l’opéra"]),
        ("oeuvrard", &["C:\\temp", "Vaccination : dossier_médical à rendre"]),
        // The wildcards of SQL are ordinary characters here.
        ("%", &["100 % de réussite"]),
        ("_", &["Vaccination : dossier_médical à rendre"]),
        ("100_", &[]),
        ("r%n", &[]),
        ("\\", &["C:\\temp"]),
        ("\\t", &["C:\\temp"]),
        ("«\u{a0}l’ope\u{ad}ra\u{a0}»", &["100 élèves à l’opéra"]),
        ("rien de tel", &[]),
    ] {
        assert_eq!(texts(head, &search(text)).await, found, "{text:?}");
    }
    for text in ["", "   ", "\0", "\u{301}", "'"] {
        assert_eq!(texts(head, &search(text)).await.len(), 5, "{text:?}");
    }
}

#[both_engines]
async fn a_message_is_found_by_the_words_of_its_text(world: World) {
    let head = world.actor("proviseure").await;
    head.publishes(&message("Sortie", "<p>Prévoir une <strong>serviette</strong> le 3.</p>")).await;
    world.wait(1_000);
    head.publishes(&message("Serviettes", "<p>Trouvées au gymnase.</p>")).await;
    world.wait(1_000);
    head.publishes(&announcement("Sortie reportée")).await;
    for (text, found) in [
        ("prevoir", &["Sortie"][..]),
        ("SERVIETTE", &["Serviettes", "Sortie"]),
        ("sortie serviette", &["Sortie"]),
        ("sortie", &["Sortie reportée", "Sortie"]),
        ("strong", &[]),
        ("piscine", &[]),
    ] {
        let search = filter(|filter| text.clone_into(&mut filter.search));
        assert_eq!(texts(head, &search).await, found, "{text:?}");
    }
}

#[both_engines]
async fn authors_are_found_by_any_part_of_their_name(world: World) {
    let head = some(&world).await;
    for (author, found) in [
        ("martin", 3),
        ("Enseignant MARTIN", 3),
        ("élise", 2),
        ("Elise", 2),
        ("ÉLISE œuv", 2),
        ("oeuvrard", 2),
        ("EliseOeuvrard", 2),
        ("martinenseignant", 3),
        ("%", 0),
        ("_", 0),
        ("mar%", 0),
    ] {
        let by = filter(|filter| author.clone_into(&mut filter.author));
        assert_eq!(texts(head, &by).await.len(), found, "{author:?}");
    }
}

#[both_engines]
async fn days_and_channels_filter(world: World) {
    let teacher = world.actor("enseignant").await;
    for (first, last) in
        [("2026-10-05", "2026-10-07"), ("2026-10-10", "2026-10-20"), ("2026-10-21", "2026-10-22")]
    {
        teacher.publishes(&announcement(first).days(first, last)).await;
    }
    let days = |from: &str, to: &str| {
        filter(|filter| {
            from.clone_into(&mut filter.from);
            to.clone_into(&mut filter.to);
        })
    };
    for (from, to, found) in [
        ("2026-10-08", "2026-10-20", &["2026-10-10"][..]),
        ("2026-10-07", "2026-10-10", &["2026-10-10", "2026-10-05"]),
        ("2026-10-20", "", &["2026-10-21", "2026-10-10"]),
        ("", "2026-10-09", &["2026-10-05"]),
        ("2026-10-23", "", &[]),
    ] {
        assert_eq!(texts(teacher, &days(from, to)).await, found, "{from} {to}");
    }
    for (channel, found) in [("announcement", 3), ("message", 0), ("news", 0), ("", 3), ("panic", 3)] {
        let of = filter(|filter| channel.clone_into(&mut filter.channel));
        assert_eq!(texts(teacher, &of).await.len(), found, "{channel}");
    }
    let orders =
        [("ancien", "2026-10-05"), ("debut", "2026-10-21"), ("auteur", "2026-10-21"), ("?", "2026-10-21")];
    for (sort, first) in orders {
        let sorted = filter(|filter| sort.clone_into(&mut filter.sort));
        assert_eq!(texts(teacher, &sorted).await[0], first, "{sort}");
    }
}

#[both_engines]
async fn invalid_filters_are_ignored(world: World) {
    let teacher = world.actor("enseignant").await;
    teacher.publishes(&announcement("Réunion")).await;
    for nonsense in
        ["\0", "'; DROP TABLE job; --", "\u{202e}", "-262144-01-01", "+262143-12-31", "9999999999", "?"]
    {
        for field in 0..6 {
            let asked = filter(|filter| {
                let fields = [
                    &mut filter.channel,
                    &mut filter.status,
                    &mut filter.from,
                    &mut filter.to,
                    &mut filter.sort,
                    &mut filter.author,
                ];
                nonsense.clone_into(fields.into_iter().nth(field).expect("a field"));
            });
            assert!(teacher.sent(&asked).await.is_ok(), "{asked:?}");
        }
    }
    let nul = filter(|filter| {
        for field in [&mut filter.search, &mut filter.author, &mut filter.from, &mut filter.status] {
            "\0".clone_into(field);
        }
    });
    assert_eq!(texts(teacher, &nul).await, ["Réunion"]);
    let long = filter(|filter| filter.search = "mot ".repeat(5_000));
    assert_eq!(texts(teacher, &long).await, Vec::<String>::new());
}

#[both_engines]
async fn pages_of_twenty_five(world: World) {
    let teacher = world.actor("enseignant").await;
    for number in 0..52 {
        teacher.sends(&announcement(&format!("Annonce {number}"))).await;
    }
    let page =
        async |page: u32| teacher.sent(&SentFilter { page, ..SentFilter::default() }).await.expect("a page");
    let mut all = Vec::new();
    for (asked, rows) in [(1, 25), (2, 25), (3, 2)] {
        let found = page(asked).await;
        assert_eq!((found.rows.len(), found.total, found.page, found.pages), (rows, 52, asked, 3));
        all.extend(found.rows.into_iter().map(|row| row.id));
    }
    assert!(all.windows(2).all(|pair| pair[0] > pair[1]), "the newest first, each once");
    let (first, second) = (page(1).await, page(2).await);
    teacher.sends(&announcement("Une de plus")).await;
    let up_to = SentFilter { page: 2, up_to: first.newest, ..SentFilter::default() };
    let again = teacher.sent(&up_to).await.expect("a page");
    assert_eq!((again.rows, again.total), (second.rows, 52), "what is sent meanwhile moves nothing");
    assert_eq!(page(1).await.total, 53);
    assert_eq!(page(0).await.page, 1);
    assert_eq!(page(u32::MAX).await.page, 3);
    let none = teacher.sent(&with_status("annulee")).await.expect("a page");
    assert_eq!((none.total, none.page, none.pages), (0, 1, 1));
    assert_eq!(none.rows, []);
    assert_eq!(world.backend.clock.now(), at(NOW));
}
