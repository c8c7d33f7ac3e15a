//! Database identities, each with its own type, so that they cannot be confused.

values::id! {
    /// A school (établissement).
    EstablishmentId,
    /// A region, department or academy that runs schools (collectivité).
    AuthorityId,
    /// Several schools on one site (cité scolaire).
    CampusId,
    /// People of one school whom no target can distinguish.
    CohortId,
    /// Somebody of the directory (usager).
    PersonId,
    /// A role that was given to a person or to a population.
    GrantId,
    /// A role that somebody asked for.
    RequestId,
    /// A deployed communication.
    CommunicationId,
    /// A communication that is still being written.
    DraftId,
    /// An item of an inbox: a communication, a reply, a reminder or a notification.
    MessageId,
    /// An uploaded file.
    FileId,
    /// A space of a school (espace).
    SpaceId,
    /// An article of a space.
    ArticleId,
    /// An event of a space, or of somebody's own agenda (évènement).
    EventId,
    /// An uploaded picture, in all its sizes.
    PictureId,
    /// A provider of sign-on (fournisseur de connexion).
    ProviderId,
    /// A portal that shows the widget (portail).
    PortalId,
    /// A key with which a portal signs.
    PortalKeyId,
}
