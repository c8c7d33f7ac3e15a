use crate::vocabulary::vocabulary;

vocabulary! {
    /// Signing in.
    Door {
        wrong_code,
        too_many_tries,
        busy,
        retry_in_seconds,
        code_title,
        code_title_error,
        code_hint,
        phone_lost,
        phone_lost_hint,
        sign_in_with_recovery_code,
        back_to_login,
        title,
        login,
        password,
        stay_signed_in,
        stay_signed_in_hint,
        lost,
        wrong_password,
        check_capitals,
        session_over,
        sign_in_again,
        code_time_over,
        password_again,
        nothing_lost,
        ;
        fn retry_in(seconds: u64) -> String;
    }
}
