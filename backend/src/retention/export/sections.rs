//! What the data of a person are, table by table. Secrets are not among them: no hash of a password or
//! of a token, no secret of a second factor.

/// A file of the archive, with the rows after the number `:after`. The first column is that number.
pub(super) struct Section {
    pub file: &'static str,
    pub select: &'static str,
}

pub(super) const SECTIONS: [Section; 39] = [
    Section {
        file: "personne.json",
        select: "SELECT p.id AS numero, p.external_id AS identifiant, p.last_name AS nom, p.first_name AS prenom, \
                 p.email AS courriel, p.language AS langue, p.added_at AS ajoute_le, p.removed_at AS parti_le \
                 FROM person p WHERE (p.id = :person \
                 OR p.id IN (SELECT j.record_id FROM person_join j WHERE j.person_id = :person)) \
                 AND p.id > :after ORDER BY p.id",
    },
    Section {
        file: "rattachements.json",
        select: "SELECT c.id AS numero, e.uai AS uai, e.name AS etablissement, c.profile AS profil, c.level AS niveau, \
                 c.sub_level AS sous_niveau, c.staff_function AS fonction, c.subject AS discipline, \
                 c.school_class AS classe, c.school_group AS groupe FROM membership m \
                 JOIN cohort c ON c.id = m.cohort_id JOIN establishment e ON e.id = c.establishment_id \
                 WHERE m.person_id = :person AND c.id > :after ORDER BY c.id",
    },
    Section {
        file: "enfants.json",
        select: "SELECT q.id AS numero, q.last_name AS nom, q.first_name AS prenom FROM family_link f \
                 JOIN person q ON q.id = f.child_id WHERE f.parent_id = :person AND q.id > :after ORDER BY q.id",
    },
    Section {
        file: "responsables.json",
        select: "SELECT q.id AS numero, q.last_name AS nom, q.first_name AS prenom FROM family_link f \
                 JOIN person q ON q.id = f.parent_id WHERE f.child_id = :person AND q.id > :after ORDER BY q.id",
    },
    Section {
        file: "compte.json",
        select: "SELECT a.person_id AS numero, a.login AS identifiant, a.signed_in_at AS connexion_le, \
                 a.password_changed_at AS mot_de_passe_le, a.totp_since AS double_authentification_le FROM account a \
                 WHERE (a.person_id = :person \
                 OR a.person_id IN (SELECT j.record_id FROM person_join j WHERE j.person_id = :person)) \
                 AND a.person_id > :after ORDER BY a.person_id",
    },
    Section {
        file: "sessions.json",
        select: "SELECT s.created_at AS numero, s.created_at AS ouverte_le, s.seen_at AS utilisee_le, \
                 s.user_agent AS navigateur, s.address AS adresse FROM session s \
                 WHERE s.person_id = :person AND s.created_at > :after ORDER BY s.created_at",
    },
    Section {
        file: "messages-recus.json",
        select: "SELECT m.id AS numero, m.subject AS objet, m.sender_name AS expediteur, m.source_name AS source, \
                 d.sent_at AS recu_le, d.read_at AS ouvert_le, d.acknowledged_at AS accuse_le, b.html AS texte, \
                 s.language AS autre_langue, s.title AS autre_objet, s.text AS autre_texte, \
                 m.notice AS avis FROM delivery d JOIN message m ON m.id = d.message_id \
                 LEFT JOIN second_version s ON s.communication_id = m.communication_id \
                 LEFT JOIN message_body b ON b.message_id = m.id WHERE d.person_id = :person \
                 AND d.person_id <= m.reached AND (m.cancelled_at IS NULL OR d.read_at IS NOT NULL) \
                 AND m.id > :after ORDER BY m.id",
    },
    Section {
        file: "messages-envoyes.json",
        select: "SELECT m.id AS numero, m.subject AS objet, m.source_name AS source, m.created_at AS ecrit_le, \
                 m.sent_at AS envoye_le, m.cancelled_at AS annule_le, b.html AS texte FROM message m \
                 LEFT JOIN message_body b ON b.message_id = m.id WHERE m.author_id = :person AND m.id > :after \
                 ORDER BY m.id",
    },
    Section {
        file: "communications.json",
        select: "SELECT c.id AS numero, c.channel AS canal, c.title AS titre, c.language AS langue, c.source_name AS source, \
                 c.created_at AS ecrite_le, c.cancelled_at AS annulee_le, a.text AS annonce, n.html AS actualite, \
                 s.language AS autre_langue, s.title AS autre_titre, s.text AS autre_texte \
                 FROM communication c LEFT JOIN announcement a ON a.communication_id = c.id \
                 LEFT JOIN news n ON n.communication_id = c.id \
                 LEFT JOIN second_version s ON s.communication_id = c.id WHERE c.author_id = :person AND c.id > :after \
                 ORDER BY c.id",
    },
    Section {
        file: "annonces-vues.json",
        select: "SELECT s.communication_id AS numero, c.title AS titre, MIN(s.seen_at) AS vue_le FROM sighting s \
                 JOIN communication c ON c.id = s.communication_id WHERE s.person_id = :person \
                 AND s.communication_id > :after GROUP BY s.communication_id, c.title ORDER BY s.communication_id",
    },
    Section {
        file: "articles-lus.json",
        select: "SELECT s.subject_id AS numero, a.title AS titre, s.seen_at AS lu_le FROM seen s \
                 JOIN article a ON a.id = s.subject_id WHERE s.person_id = :person AND s.subject_kind = 'article' \
                 AND s.subject_id > :after ORDER BY s.subject_id",
    },
    Section {
        file: "articles.json",
        select: "SELECT a.id AS numero, a.title AS titre, a.html AS texte, a.created_at AS ecrit_le, \
                 a.published_at AS publie_le, a.withdrawn_at AS retire_le FROM article a \
                 WHERE a.author_id = :person AND a.id > :after ORDER BY a.id",
    },
    Section {
        file: "abonnements.json",
        select: "SELECT s.space_id AS numero, e.name AS etablissement, CASE WHEN s.subscribed THEN 'oui' ELSE 'non' END \
                 AS abonnement FROM subscription s JOIN space o ON o.id = s.space_id \
                 JOIN establishment e ON e.id = o.establishment_id WHERE s.person_id = :person \
                 AND s.space_id > :after ORDER BY s.space_id",
    },
    Section {
        file: "agenda.json",
        select: "SELECT v.id AS numero, v.title AS titre, v.place AS lieu, v.description AS description, \
                 v.starts_at AS commence_le, v.ends_at AS finit_le, v.repetition AS repetition FROM event v \
                 WHERE v.owner_id = :person AND v.id > :after ORDER BY v.id",
    },
    Section {
        file: "evenements.json",
        select: "SELECT v.id AS numero, v.title AS titre, v.place AS lieu, v.description AS description, \
                 v.starts_at AS commence_le, v.ends_at AS finit_le FROM event v \
                 WHERE v.author_id = :person AND v.owner_id IS NULL AND v.id > :after ORDER BY v.id",
    },
    Section {
        file: "brouillons.json",
        select: "SELECT d.id AS numero, d.input AS formulaire, d.updated_at AS modifie_le FROM draft d \
                 WHERE d.author_id = :person AND d.id > :after ORDER BY d.id",
    },
    Section {
        file: "droits.json",
        select: "SELECT g.id AS numero, g.role AS role, e.name AS etablissement, u.name AS collectivite, \
                 g.given_at AS donne_le FROM access_grant g LEFT JOIN establishment e ON e.id = g.establishment_id \
                 LEFT JOIN authority u ON u.id = g.authority_id WHERE g.person_id = :person AND g.id > :after \
                 ORDER BY g.id",
    },
    Section {
        file: "demandes.json",
        select: "SELECT r.id AS numero, r.role AS role, r.reason AS raison, r.state AS etat, r.asked_at AS demande_le, \
                 r.answer AS reponse FROM access_request r WHERE r.person_id = :person AND r.id > :after ORDER BY r.id",
    },
    Section {
        file: "journal.json",
        select: "SELECT j.number AS numero, j.at AS note_le, j.action AS action, j.outcome AS resultat, \
                 j.subject AS sujet, j.detail AS detail, j.address AS adresse FROM audit_entry j \
                 WHERE (j.actor_id = :person \
                 OR j.actor_id IN (SELECT r.record_id FROM person_join r WHERE r.person_id = :person)) \
                 AND j.number > :after ORDER BY j.number",
    },
    // How they come in, what they chose, and their other records.
    Section {
        file: "fiches.json",
        select: "SELECT j.record_id AS numero, p.last_name AS nom, p.first_name AS prenom, j.person_id AS fiche_principale, \
                 j.joined_at AS reunie_le FROM person_join j JOIN person p ON p.id = j.record_id \
                 WHERE (j.person_id = :person OR j.record_id = :person) AND j.record_id > :after ORDER BY j.record_id",
    },
    Section {
        file: "fiches-distinctes.json",
        select: "SELECT q.numero, q.decide_le FROM (SELECT CASE WHEN a.first_id = :person THEN a.second_id \
                 ELSE a.first_id END AS numero, a.decided_at AS decide_le FROM person_apart a \
                 WHERE a.first_id = :person OR a.second_id = :person) q WHERE q.numero > :after ORDER BY q.numero",
    },
    Section {
        file: "liens-et-coupons.json",
        select: "SELECT b.id AS numero, e.name AS etablissement, b.kind AS sorte, b.made_at AS demande_le, \
                 x.prepared_at AS compte_pret_le, x.done_at AS envoye_ou_imprime_le, x.no_link AS sans_lien \
                 FROM account_batch_person x JOIN account_batch b ON b.id = x.batch_id \
                 JOIN establishment e ON e.id = b.establishment_id WHERE (x.person_id = :person \
                 OR x.person_id IN (SELECT j.record_id FROM person_join j WHERE j.person_id = :person)) \
                 AND b.id > :after ORDER BY b.id",
    },
    Section {
        file: "lien-en-cours.json",
        select: "SELECT l.person_id AS numero, l.expires_at AS expire_le FROM password_link l \
                 WHERE l.person_id = :person AND l.person_id > :after ORDER BY l.person_id",
    },
    Section {
        file: "lots-demandes.json",
        select: "SELECT b.id AS numero, e.name AS etablissement, b.kind AS sorte, b.made_at AS demande_le, \
                 b.stopped_at AS annule_le FROM account_batch b JOIN establishment e ON e.id = b.establishment_id \
                 WHERE (b.made_by = :person \
                 OR b.made_by IN (SELECT j.record_id FROM person_join j WHERE j.person_id = :person)) \
                 AND b.id > :after ORDER BY b.id",
    },
    Section {
        file: "codes-de-secours.json",
        select: "SELECT q.numero, q.utilise_le FROM (SELECT ROW_NUMBER() OVER (ORDER BY r.code_hash) AS numero, \
                 r.used_at AS utilise_le FROM recovery_code r WHERE r.person_id = :person \
                 OR r.person_id IN (SELECT j.record_id FROM person_join j WHERE j.person_id = :person)) q \
                 WHERE q.numero > :after ORDER BY q.numero",
    },
    Section {
        file: "navigateurs.json",
        select: "SELECT d.seen_at AS numero, d.seen_at AS utilise_le FROM device d \
                 WHERE d.person_id = :person AND d.seen_at > :after ORDER BY d.seen_at",
    },
    Section {
        file: "portails.json",
        select: "SELECT t.expires_at AS numero, o.name AS portail, t.given_for AS identifiant, \
                 t.expires_at AS expire_le FROM widget_token t JOIN portal o ON o.id = t.portal_id \
                 WHERE t.person_id = :person AND t.expires_at > :after ORDER BY t.expires_at",
    },
    Section {
        file: "courriel.json",
        select: "SELECT w.person_id AS numero, CASE WHEN w.wanted THEN 'oui' ELSE 'non' END AS copies, \
                 CASE WHEN w.chosen THEN 'oui' ELSE 'non' END AS choisi, w.changed_at AS choisi_le \
                 FROM mail_preference w WHERE (w.person_id = :person \
                 OR w.person_id IN (SELECT j.record_id FROM person_join j WHERE j.person_id = :person)) \
                 AND w.person_id > :after ORDER BY w.person_id",
    },
    Section {
        file: "alertes-par-courriel.json",
        select: "SELECT l.communication_id AS numero, c.title AS titre, c.source_name AS source FROM alert_letter l \
                 JOIN communication c ON c.id = l.communication_id WHERE l.person_id = :person \
                 AND l.communication_id > :after ORDER BY l.communication_id",
    },
    Section {
        file: "annonces-repliees.json",
        select: "SELECT f.communication_id AS numero, c.title AS titre, f.folded_at AS repliee_le FROM folded f \
                 JOIN communication c ON c.id = f.communication_id WHERE f.person_id = :person \
                 AND f.communication_id > :after ORDER BY f.communication_id",
    },
    Section {
        file: "communications-recues-vues.json",
        select: "SELECT r.communication_id AS numero, c.title AS titre, MIN(r.seen_at) AS vue_le FROM received_seen r \
                 JOIN communication c ON c.id = r.communication_id WHERE r.person_id = :person \
                 AND r.communication_id > :after GROUP BY r.communication_id, c.title ORDER BY r.communication_id",
    },
    Section {
        file: "textes-vus.json",
        select: "SELECT q.numero, q.sorte, q.texte, q.vu_le FROM (SELECT s.subject_id * 4 + CASE s.subject_kind \
                 WHEN 'announcement' THEN 0 WHEN 'news' THEN 1 WHEN 'message' THEN 2 ELSE 3 END AS numero, \
                 s.subject_kind AS sorte, s.subject_id AS texte, s.seen_at AS vu_le FROM seen s \
                 WHERE s.person_id = :person AND s.subject_kind <> 'article') q WHERE q.numero > :after ORDER BY q.numero",
    },
    Section {
        file: "corrections.json",
        select: "SELECT v.id AS numero, v.subject_kind AS sorte, v.title AS ancien_titre, v.text AS ancien_texte, \
                 v.corrected_at AS corrige_le FROM version v WHERE (v.corrected_by = :person \
                 OR v.corrected_by IN (SELECT j.record_id FROM person_join j WHERE j.person_id = :person)) \
                 AND v.id > :after ORDER BY v.id",
    },
    Section {
        file: "previens.json",
        select: "SELECT q.numero, q.sorte, q.sujet FROM (SELECT t.subject_id * 2 + CASE t.kind WHEN 'article' THEN 0 \
                 ELSE 1 END AS numero, t.kind AS sorte, t.subject_id AS sujet FROM subscriber_told t \
                 WHERE t.person_id = :person) q WHERE q.numero > :after ORDER BY q.numero",
    },
    // What it says is for the parents; what came to the child as well is in its own messages.
    Section {
        file: "messages-des-enfants.json",
        select: "SELECT c.message_id AS numero, m.created_at AS ecrit_le FROM delivery_child c \
                 JOIN message m ON m.id = c.message_id WHERE c.child_id = :person AND c.message_id > :after \
                 GROUP BY c.message_id, m.created_at ORDER BY c.message_id",
    },
    Section {
        file: "droits-espaces.json",
        select: "SELECT r.id AS numero, r.what AS droit, e.name AS etablissement FROM space_right r \
                 JOIN space o ON o.id = r.space_id JOIN establishment e ON e.id = o.establishment_id \
                 WHERE r.person_id = :person AND r.id > :after ORDER BY r.id",
    },
    Section {
        file: "agendas-prives.json",
        select: "SELECT f.space AS numero, f.made_at AS adresse_faite_le FROM calendar_feed f \
                 WHERE f.person_id = :person AND f.space > :after ORDER BY f.space",
    },
    Section {
        file: "flux-prives.json",
        select: "SELECT f.space_id AS numero, e.name AS etablissement, f.made_at AS adresse_faite_le FROM space_feed f \
                 JOIN space o ON o.id = f.space_id JOIN establishment e ON e.id = o.establishment_id \
                 WHERE f.person_id = :person AND f.space_id > :after ORDER BY f.space_id",
    },
    Section {
        file: "images.json",
        select: "SELECT i.id AS numero, i.alternative AS description, i.created_at AS deposee_le FROM picture i \
                 WHERE i.uploader_id = :person AND i.id > :after ORDER BY i.id",
    },
];
