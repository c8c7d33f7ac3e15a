use crate::vocabulary::vocabulary;

vocabulary! {
    /// *Communications émises*.
    Sent {
        title,
        new,
        none,
        none_hint,
        write_first,
        none_here,
        all,
        pending,
        scheduled,
        deploying,
        deployed,
        unreached,
        ended,
        cancelled,
        failed,
        latest,
        oldest,
        by_start,
        by_end,
        author,
        search_hint,
        channel,
        status,
        period_from,
        author_hint,
        order,
        communication,
        period_or_sending,
        recipients,
        created_on,
        period,
        sending,
    }
}
