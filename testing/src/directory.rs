//! Small directories, and their rows in the database.

use backend::{
    database::statement,
    directory::import::{self, Confirmed, FileKind, Files, Options, Report},
};
use domain::time::Millis;
use sea_orm::{ConnectionTrait, DatabaseConnection};

pub const NOW: Millis = Millis(1_790_000_000_000);

pub const ESTABLISHMENTS: &str = "uai;nom;ville;fuseau;collectivite;cite_scolaire\n\
    0570051W;Lycée Pierre et Marie Curie;Metz;;Mon bureau numérique;Curie-Pasteur\n\
    0570052X;Collège Louis Pasteur;Metz;Europe/Paris;Mon bureau numérique;Curie-Pasteur\n\
    9740001A;Lycée Leconte de Lisle;Saint-Denis;Indian/Reunion;Mon bureau numérique;\n";

pub const PEOPLE: &str = "identifiant;nom;prenom;courriel\n\
    e1;Morin;Élise;\n\
    e2;Morin;Côme;\n\
    p1;Morin;Stéphane;stephane.morin@courriel.example\n\
    t1;Benali;Karim;karim.benali@lycee.example\n\
    d1;Lefèvre;Jean-Marc;\n";

pub const MEMBERSHIPS: &str = "identifiant;uai;profil;niveau;sous_niveau;fonction;discipline\n\
    e1;0570051W;National_ELV;1re;1re générale;;\n\
    e2;0570052X;élève;5e;;;\n\
    t1;0570051W;enseignant;2de;;;Mathématiques\n\
    t1;0570052X;Enseignant;3e;;;Mathématiques\n\
    d1;0570051W;DIRECTION;;;Chef d'établissement;\n";

pub const FAMILIES: &str = "parent;enfant\np1;e1\np1;e2\n";

pub const APPLY: Options = Options { dry_run: false, confirmed: Confirmed::No };

/// The small directory above.
pub fn small() -> Files {
    let mut files = Files::default();
    let texts = [ESTABLISHMENTS, PEOPLE, MEMBERSHIPS, FAMILIES];
    for (kind, text) in FileKind::ALL.into_iter().zip(texts) {
        files.set(kind, text);
    }
    files
}

pub async fn run(db: &DatabaseConnection, files: &Files, options: Options) -> Report {
    import::run(db, files, options, NOW, &|_| ()).await.expect("an import")
}

/// Runs an import that must succeed.
pub async fn apply(db: &DatabaseConnection, files: &Files) -> Report {
    let report = run(db, files, APPLY).await;
    assert!(report.applied, "{report:#?}");
    report
}

/// The rows of a query as text; the columns (all text) are joined by a space.
pub async fn rows(db: &DatabaseConnection, sql: &str) -> Vec<String> {
    let rows = db.query_all_raw(statement(db, sql, [])).await.expect("rows");
    let text = |row: &sea_orm::QueryResult| {
        let columns = row.column_names();
        let values = (0..columns.len()).map(|column| row.try_get_by_index::<String>(column).expect("text"));
        values.filter(|value| !value.is_empty()).collect::<Vec<_>>().join(" ")
    };
    rows.iter().map(text).collect()
}

/// `e1 0570051W National_ELV 1re 1re générale`, in order.
pub async fn memberships(db: &DatabaseConnection) -> Vec<String> {
    let sql = "SELECT p.external_id, e.uai, c.profile, c.level, c.sub_level, c.staff_function, c.subject, \
               c.school_class, c.school_group FROM membership m JOIN person p ON p.id = m.person_id JOIN cohort c ON c.id = m.cohort_id \
               JOIN establishment e ON e.id = c.establishment_id";
    let mut rows = rows(db, sql).await;
    rows.sort();
    rows
}

/// `p1 e1`, in order.
pub async fn links(db: &DatabaseConnection) -> Vec<String> {
    let sql = "SELECT p.external_id, c.external_id FROM family_link f \
               JOIN person p ON p.id = f.parent_id JOIN person c ON c.id = f.child_id";
    let mut rows = rows(db, sql).await;
    rows.sort();
    rows
}

pub async fn count(db: &DatabaseConnection, table: &str) -> i64 {
    let sql = format!("SELECT COUNT(*) FROM {table}");
    let row = db.query_one_raw(statement(db, &sql, [])).await.expect("a count").expect("a row");
    row.try_get_by_index(0).expect("a number")
}

/// What the database holds, as the texts of the four files, in the order of [`FileKind::ALL`].
pub async fn texts(db: &DatabaseConnection) -> [String; 4] {
    let queries = [
        "SELECT e.uai || ';' || e.name || ';' || e.town || ';' || e.time_zone || ';' || a.name || ';' || COALESCE(c.name, '') \
         FROM establishment e JOIN authority a ON a.id = e.authority_id LEFT JOIN campus c ON c.id = e.campus_id",
        "SELECT external_id || ';' || last_name || ';' || first_name || ';' || email FROM person \
         WHERE removed_at IS NULL",
        "SELECT p.external_id || ';' || e.uai || ';' || c.profile || ';' || c.level || ';' || c.sub_level || ';' \
         || c.staff_function || ';' || c.subject || ';' || c.school_class || ';' || c.school_group \
         FROM membership m JOIN person p ON p.id = m.person_id JOIN cohort c ON c.id = m.cohort_id JOIN establishment e ON e.id = c.establishment_id",
        "SELECT p.external_id || ';' || c.external_id FROM family_link f JOIN person p ON p.id = f.parent_id \
         JOIN person c ON c.id = f.child_id",
    ];
    let mut texts = [ESTABLISHMENTS, PEOPLE, MEMBERSHIPS, FAMILIES]
        .map(|text| text.lines().next().map(|head| format!("{head}\n")).unwrap_or_default());
    texts[2] = texts[2].replace(";discipline\n", ";discipline;classe;groupe\n");
    for (text, query) in texts.iter_mut().zip(queries) {
        for row in rows(db, query).await {
            text.push_str(&row);
            text.push('\n');
        }
    }
    texts
}
