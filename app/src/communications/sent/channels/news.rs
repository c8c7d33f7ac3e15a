use domain::communications::{Channel, channels::news::SentNews};

use super::{
    Cells,
    cells::{channel, days},
};
use crate::words;

pub fn cells(news: &SentNews) -> Cells {
    Cells {
        kind: channel(Channel::News),
        when: days(news.first_day, news.last_day),
        when_label: words().sent.period,
    }
}
