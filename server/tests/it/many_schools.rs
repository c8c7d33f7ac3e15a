//! The question before a deployment to more schools than a line names.

use testing_server::{Server, both_engines};

#[both_engines]
async fn the_question_names_every_school(server: Server) {
    let world = &server.world;
    world
        .sql(&format!(
            "INSERT INTO establishment (uai, name, town, time_zone, authority_id) \
             WITH RECURSIVE n(i) AS (SELECT 11 UNION ALL SELECT i + 1 FROM n WHERE i < 35) \
             SELECT 'X' || i, 'École ' || i, 'Metz', 'Europe/Paris', {} FROM n",
            world.authority
        ))
        .await;
    let sender = server.browser_of("collectivite").await;
    let perimeter = format!("collectivite-{}", world.authority);
    let fields = [
        ("cle", "for-many-schools"),
        ("action", "deployer"),
        ("perimetre", perimeter.as_str()),
        ("cible", "1"),
        ("canal", "announcement"),
        ("type", "information"),
        ("texte", "Rentrée"),
        ("periode-debut", "2026-10-05"),
        ("periode-fin", "2026-10-06"),
    ];
    let answer = sender.post_form("/communications/nouvelle", &fields).await;
    let page = sender.get(answer.location()).await.body;
    let (_, question) = page.split_once("name=\"confirmation\"").unwrap_or_else(|| panic!("{page}"));
    let (question, _) = question.split_once("</dl>").expect("its end");
    assert!(question.contains("établissements de plus"), "{question}");
    for number in 11..=35 {
        assert!(question.contains(&format!("École {number}")), "{number}: {question}");
    }
}
