//! Help.

use crate::rooms::Help;

pub(super) const HELP: Help = Help {
    title: "Help",
    about: "What you can do here, task by task. When you are signed in, you see only what your rights allow.",
    signing_in_title: "Signing in",
    signing_in: "Your school gives you a username and a password. If the sign-in page offers other portals, choose the one that you normally use.|With a printed coupon, follow the link about coupons on the sign-in page: it works once, to choose your password.|If you have lost your username or password, ask your school office.",
    reading_title: "Reading",
    reading: "The home page shows the announcements that concern you. Alerts come first.|Your messages are under Messages. If the sender asks you to confirm, press the button below the text.|A message deleted by mistake stays among the deleted messages for 30 days.|News, spaces and the calendar bring together what your schools publish.",
    writing_title: "Writing",
    writing: "New communication: choose what you are writing, then for whom. The number of people follows your choices.|Before anything goes out, you are shown whom it will reach, and asked to confirm.|Once you have confirmed, you can still stop it for a few seconds, unless it is an alert.|What you have not finished stays in your drafts.",
    following_title: "Following what was sent",
    following: "Sent communications shows what has gone out, with its state in each school.|On the page of a communication, as your rights allow: correct its text, cancel it, or remind those who have not confirmed a message.",
    receiving_title: "Following what the school receives",
    receiving: "Received communications shows what an authority sends to the school.|As your rights allow: take a news item offline for the readers of the school, or write to its author.",
    rights_title: "Giving rights",
    rights: "Administration, Services, Targeted communication: choose the school, then the role and the people.|The same page explains who has access, and why.|Requests for rights wait there for your answer.",
    administration_title: "Administering the portal",
    administration: "Directory: try an import before you do it; the last one can be undone.|Accounts: a link or a coupon lets one person in, or a whole group.|Legal pages: fill in the legal notice and the accessibility statement, which everybody can read.|Activity log: who did what, and when.",
    account_title: "Your account",
    account: "My account, at the top of each page: password, copies by email, signed-in devices, and the file of your data.|On a shared device, sign out when you leave.|You can choose the language at the bottom of each page.",
    trouble_title: "When something goes wrong",
    trouble: "A page that refuses you says which right is missing.|A wrong name or class is corrected by the school, in its own software.|An error on our side has a number: give it to whoever helps you.|For anything else, ask your school office.",
};
