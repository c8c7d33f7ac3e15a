use domain::{
    PersonId,
    accounts::{Advice, MAX_PASSWORD_CHARACTERS, Strength, check_password_length},
    fields::{FieldErrors, FieldProblem},
    search::name_key,
};
use sea_orm::{ConnectionTrait, EntityTrait};
use secrecy::{ExposeSecret, SecretString};
use words::Language;
use zxcvbn::feedback::Warning;

use super::link;
use crate::{
    Backend, Error, Result,
    access::Caller,
    entities::{account, person},
};

/// The words that people in a school try first; the library's dictionaries are English.
fn common() -> impl Iterator<Item = &'static str> {
    Language::ALL.iter().flat_map(|language| language.words().accounts.guessable.split(", "))
}

/// How many characters a password must have beside the words that others know.
const LEFT_AT_LEAST: usize = 8;

/// How hard a password would be to guess, for a person who may choose one: signed in, or with a
/// one-time link.
///
/// # Errors
/// [`Error::SignedOut`] for everybody else.
pub async fn strength(
    backend: &Backend,
    caller: Option<&Caller>,
    link: Option<&str>,
    password: &SecretString,
) -> Result<Strength> {
    let person = match (caller, link) {
        (Some(caller), _) => caller.person,
        (None, Some(token)) => link::person(backend, token).await?.ok_or(Error::SignedOut)?,
        (None, None) => return Err(Error::SignedOut),
    };
    let words = words_of(&backend.db, person).await?;
    Ok(measure(password.expose_secret(), &words))
}

/// Checks a new password and its repetition; errors are recorded under `nouveau` and
/// `confirmation`.
pub(super) async fn check_new(
    db: &impl ConnectionTrait,
    person: PersonId,
    new: &SecretString,
    confirmation: &SecretString,
) -> Result<FieldErrors> {
    let mut errors = FieldErrors::default();
    let password = new.expose_secret();
    match check_password_length(password) {
        Err(problem) => errors.add("nouveau", problem),
        Ok(()) if !measure(password, &words_of(db, person).await?).is_enough() => {
            errors.add("nouveau", FieldProblem::TooGuessable);
        }
        Ok(()) => {}
    }
    if password != confirmation.expose_secret() {
        errors.add("confirmation", FieldProblem::NotTheSame);
    }
    Ok(errors)
}

/// The words that an acquaintance of the person would try first.
async fn words_of(db: &impl ConnectionTrait, person: PersonId) -> Result<Vec<String>> {
    let mut words: Vec<String> = common().map(str::to_owned).collect();
    words.extend(account::Entity::find_by_id(person).one(db).await?.map(|account| account.login));
    if let Some(person) = person::Entity::find_by_id(person).one(db).await? {
        words.extend([person.first_name, person.last_name, person.email]);
    }
    Ok(words.into_iter().map(|word| word.to_lowercase()).collect())
}

fn measure(password: &str, words: &[String]) -> Strength {
    let characters = password.chars().count();
    // Longer ones are refused anyway, and measuring them costs more the longer they are.
    let measured: String = password.chars().take(MAX_PASSWORD_CHARACTERS).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let entropy = zxcvbn::zxcvbn(&measured, &words);
    let advice = entropy.feedback().and_then(zxcvbn::feedback::Feedback::warning).map(advice);
    let score = u8::from(entropy.score());
    if is_made_of(&measured, &words) {
        return Strength { score: score.min(1), characters, advice: Some(Advice::Word) };
    }
    Strength { score, characters, advice }
}

/// Whether almost nothing is left of a password once the words known about its owner are removed.
fn is_made_of(password: &str, words: &[&str]) -> bool {
    let known: Vec<String> = words.iter().map(|word| name_key(word).replace(' ', "")).collect();
    let mut left = name_key(password).replace(' ', "");
    let whole = left.chars().count();
    for word in known.iter().filter(|word| word.len() > 2) {
        left = left.replace(word.as_str(), "");
    }
    let left = left.chars().count();
    left < whole && left < LEFT_AT_LEAST
}

fn advice(warning: Warning) -> Advice {
    match warning {
        Warning::ThisIsATop10Password
        | Warning::ThisIsATop100Password
        | Warning::ThisIsACommonPassword
        | Warning::ThisIsSimilarToACommonlyUsedPassword => Advice::Common,
        Warning::RepeatsLikeAaaAreEasyToGuess | Warning::RepeatsLikeAbcAbcAreOnlySlightlyHarderToGuess => {
            Advice::Repeat
        }
        Warning::StraightRowsOfKeysAreEasyToGuess
        | Warning::ShortKeyboardPatternsAreEasyToGuess
        | Warning::SequencesLikeAbcAreEasyToGuess => Advice::Sequence,
        Warning::RecentYearsAreEasyToGuess | Warning::DatesAreOftenEasyToGuess => Advice::Date,
        Warning::AWordByItselfIsEasyToGuess
        | Warning::NamesAndSurnamesByThemselvesAreEasyToGuess
        | Warning::CommonNamesAndSurnamesAreEasyToGuess => Advice::Word,
    }
}

#[cfg(test)]
mod tests {
    use super::{common, measure};

    #[test]
    fn passwords_made_of_known_or_common_words_are_weak() {
        let own = ["camille.lefevre", "camille", "lefevre"];
        let words: Vec<String> = common().chain(own).map(str::to_owned).collect();
        for weak in [
            "camillelefevre",
            "porte-voix-porte-voix",
            "aaaaaaaaaaaaaaaa",
            "azertyuiop123",
            "mot de passe 2024",
            "Bonjour-Lycée-1",
            "password1234",
        ] {
            assert!(!measure(weak, &words).is_enough(), "{weak}");
        }
        for strong in ["correct horse battery staple", "cantine vélo nuage 7 tambours", "u8#kQ!z2Lp0vTx"] {
            assert!(measure(strong, &words).is_enough(), "{strong}: {:?}", measure(strong, &words));
        }
        assert_eq!(measure(&"é".repeat(5_000), &words).characters, 5_000);
    }
}
