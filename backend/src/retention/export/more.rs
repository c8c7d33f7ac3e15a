//! What is known of a person beside what they wrote and read: how they come in, what they chose, and their
//! other records.

use super::sections::Section;

pub(super) const MORE: [Section; 20] = [
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
                 WHERE b.made_by = :person AND b.id > :after ORDER BY b.id",
    },
    Section {
        file: "codes-de-secours.json",
        select: "SELECT q.numero, q.utilise_le FROM (SELECT ROW_NUMBER() OVER (ORDER BY r.code_hash) AS numero, \
                 r.used_at AS utilise_le FROM recovery_code r WHERE r.person_id = :person) q \
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
                 FROM mail_preference w WHERE w.person_id = :person AND w.person_id > :after ORDER BY w.person_id",
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
                 v.corrected_at AS corrige_le FROM version v WHERE v.corrected_by = :person AND v.id > :after ORDER BY v.id",
    },
    Section {
        file: "previens.json",
        select: "SELECT q.numero, q.sorte, q.sujet FROM (SELECT t.subject_id * 2 + CASE t.kind WHEN 'article' THEN 0 \
                 ELSE 1 END AS numero, t.kind AS sorte, t.subject_id AS sujet FROM subscriber_told t \
                 WHERE t.person_id = :person) q WHERE q.numero > :after ORDER BY q.numero",
    },
    Section {
        file: "messages-des-enfants.json",
        select: "SELECT c.message_id AS numero, m.subject AS objet, m.created_at AS ecrit_le FROM delivery_child c \
                 JOIN message m ON m.id = c.message_id WHERE c.child_id = :person AND c.message_id > :after \
                 GROUP BY c.message_id, m.subject, m.created_at ORDER BY c.message_id",
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
