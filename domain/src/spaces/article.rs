use crate::time::Millis;

/// What is stored about the life of an article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ArticleFacts {
    /// `None` for a draft.
    pub publish_at: Option<Millis>,
    pub published_at: Option<Millis>,
    pub refused_at: Option<Millis>,
    pub withdrawn_at: Option<Millis>,
}

/// The state of an article. It is computed, never stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum ArticleState {
    /// Only its author sees it.
    Draft,
    Scheduled {
        at: Millis,
    },
    Published {
        at: Millis,
    },
    /// When it was due, its author no longer had the right to publish it.
    Refused {
        at: Millis,
    },
    Withdrawn {
        at: Millis,
    },
}

impl ArticleFacts {
    pub const fn state(self) -> ArticleState {
        match self {
            Self { withdrawn_at: Some(at), .. } => ArticleState::Withdrawn { at },
            Self { published_at: Some(at), .. } => ArticleState::Published { at },
            Self { refused_at: Some(at), .. } => ArticleState::Refused { at },
            Self { publish_at: Some(at), .. } => ArticleState::Scheduled { at },
            Self { publish_at: None, .. } => ArticleState::Draft,
        }
    }
}

impl ArticleState {
    /// Whether the readers of the space see it, or saw it.
    pub const fn is_public(self) -> bool {
        matches!(self, Self::Published { .. } | Self::Withdrawn { .. })
    }
}

#[cfg(test)]
mod tests {
    use super::{ArticleFacts, ArticleState};
    use crate::time::Millis;

    #[test]
    fn the_last_thing_that_happened_decides() {
        let mut facts = ArticleFacts::default();
        assert_eq!(facts.state(), ArticleState::Draft);
        facts.publish_at = Some(Millis(5));
        assert_eq!(facts.state(), ArticleState::Scheduled { at: Millis(5) });
        assert!(!facts.state().is_public());
        let refused = ArticleFacts { refused_at: Some(Millis(6)), ..facts };
        assert_eq!(refused.state(), ArticleState::Refused { at: Millis(6) });
        facts.published_at = Some(Millis(6));
        assert_eq!(facts.state(), ArticleState::Published { at: Millis(6) });
        facts.withdrawn_at = Some(Millis(7));
        assert_eq!(facts.state(), ArticleState::Withdrawn { at: Millis(7) });
        assert!(facts.state().is_public());
    }
}
