//! Signing in.

use super::dates::duration;
use crate::rooms::Door;

pub(super) const DOOR: Door = Door {
    wrong_code: "This code is wrong or has already been used: compare it character by character; the app shows another one every thirty seconds",
    too_many_tries: "Too many attempts.",
    busy: "Too many people are signing in at the moment.",
    retry_in_seconds: "Try again in a few seconds.",
    code_title: "Sign-in code",
    code_title_error: "Error: Sign-in code",
    code_hint: "Your password is correct. Now enter the code, within five minutes.",
    phone_lost: "I do not have my phone",
    phone_lost_hint: "Enter one of your recovery codes. None left? The portal administrator can turn off two-step sign-in for your account.",
    sign_in_with_recovery_code: "Sign in with this code",
    back_to_login: "Back to the username",
    title: "Sign in",
    login: "Username",
    password: "Password",
    stay_signed_in: "Stay signed in on this device",
    stay_signed_in_hint: "For 30 days, on a device that is yours alone. Senders sign in every day.",
    lost: "Lost your username or password? Ask your school office.",
    wrong_password: "Wrong username or password.",
    check_capitals: "Check your capital letters, then try again.",
    session_over: "Your session has ended.",
    sign_in_again: "Sign in again; your drafts are kept.",
    code_time_over: "The time for entering the code is over.",
    password_again: "Enter your password again; you will then have five minutes for the code.",
    nothing_lost: "Nothing is lost: try again in a few seconds.",
    retry_in,
};

fn retry_in(seconds: u64) -> String {
    format!("Try again in {}, or ask the school office for help.", duration(seconds))
}
