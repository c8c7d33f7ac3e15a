use domain::{
    access::{
        Apart, Cell, Extent, Population, RequestState, Right, Role, Scope,
        view::{Belonging, GrantRow, GranteeView, PersonLabel, Reason, ScopeChoice},
    },
    communications::Severity,
    targets::Concern,
};

use crate::vocabulary::vocabulary;

vocabulary! {
    /// Rights: roles, cells of the matrix, populations, reasons.
    Access {
        add_heading,
        add,
        too_many_changes,
        line_added,
        role_label,
        undefined,
        school,
        extent_label,
        /// Asking for a role: the page, its form, what became of requests.
        ask_title,
        ask_link,
        ask_about,
        ask_staff_only,
        ask_role_hint,
        ask_up_to_hint,
        ask_reason,
        ask_reason_hint,
        ask_send,
        ask_sent,
        ask_sent_hint,
        ask_withdrawn,
        own_requests,
        no_own_request,
        withdraw_request,
        open_requests,
        open_requests_about,
        grant_request,
        decline_request,
        decline_label,
        declined,
        prefilled_by_request,
        more_requests,
        settled,
        settled_hint,
        /// The highest severity of a grant.
        up_to_label,
        up_to_hint,
        changes,
        overview_tab,
        population_tab,
        person_tab,
        choose_criterion,
        uncounted,
        choose_person,
        repeated,
        who_has,
        all_roles,
        who_has_label,
        name,
        name_hint,
        nobody_matches,
        clear_all_criteria,
        nobody_yet,
        nobody_yet_hint,
        person_label,
        roles_and_reasons,
        matrix,
        matrix_caption,
        rights,
        nothing_stored,
        stored,
        nothing_left,
        yours_kept,
        changed_meanwhile,
        added_meanwhile,
        removed_meanwhile,
        already_given,
        about,
        about_head,
        page_title,
        without_script,
        /// Instead of it where scripts run, but WebAssembly does not.
        plain_page,
        tabs,
        target,
        found,
        two_letters,
        searching,
        recap,
        filter_recap,
        people_label,
        given_by_label,
        action,
        no_population,
        no_person,
        add_above,
        line_taken_back,
        to_add,
        you,
        do_not_add,
        do_not_remove,
        remove,
        to_remove,
        additions,
        removals,
        store_question,
        authorities,
        schools,
        show,
        ;
        fn right(right: Right) -> &'static str;
        fn role(role: Role) -> &'static str;
        /// A cell of the matrix; the meaning of *own* depends on the row.
        fn cell(right: Right, cell: Cell) -> &'static str;
        /// The rights of a role, one by one.
        fn allowed(role: Role) -> Vec<String>;
        /// `jusqu’à Avertissement`
        fn up_to(highest: Severity) -> String;
        /// `Émetteur – publication d’annonce, jusqu’à Avertissement`
        fn role_up_to(role: Role, highest: Option<Severity>) -> String;
        fn request_state(state: RequestState) -> &'static str;
        /// `le 04/10/2026, par Karim Benali`
        fn decided_by(day: &str, by: &str) -> String;
        fn extent(extent: Extent) -> &'static str;
        fn extent_hint(extent: Extent) -> &'static str;
        /// The name of a scope and its place, such as `Metz (0570051W)`; an authority has no place.
        fn scope_choice(choice: &ScopeChoice) -> String;
        fn scope_kind(scope: Scope) -> &'static str;
        /// `Enseignants, niveau 2de ou 1re, fonction CPE`
        fn population(population: &Population) -> String;
        fn grantee(grantee: &GranteeView) -> String;
        /// `Enseignant, Mathématiques – Lycée Pierre et Marie Curie`
        fn place(place: &Belonging) -> String;
        /// What the person is and where, and what tells them apart from namesakes.
        fn person_place(person: &PersonLabel) -> String;
        /// The name; for a person with a namesake also everything else.
        fn person_text(person: &PersonLabel) -> String;
        /// What tells a person apart; empty without a namesake.
        fn apart(facts: &[Apart]) -> String;
        /// Why a person has a role.
        fn reason(reason: &Reason, highest: Option<Severity>) -> String;
        /// What a population with a role has lost.
        fn lost(concern: &Concern) -> String;
        /// Why a line of the *Récapitulatif des droits d’accès* cannot be removed where it is shown.
        fn why_it_stays(row: &GrantRow) -> String;
        fn allows(rights: &[String]) -> String;
        fn given_by(line: &str, name: &str) -> String;
        /// The words after the number of people.
        fn gets_role(count: u64) -> &'static str;
        fn unusual(whom: &[String]) -> String;
        fn whole_authority(schools: u64) -> String;
        /// `1 accès ajouté, 2 accès retirés …`
        fn saved(added: usize, removed: usize, changed: usize) -> String;
        fn would_lack_administrator(scope: &str) -> String;
        fn lines_to_correct(count: usize) -> String;
        /// Says that a search lists at most `most` people.
        fn people_found(count: usize, most: usize) -> String;
        fn accesses(count: u64) -> String;
        fn waiting(added: usize, removed: usize, changed: usize) -> String;
        /// `Au plus 12 personnes reçoivent un rôle.`
        fn people_concerned(count: u64, at_most: bool, gets: bool) -> String;
    }
}
