//! The closed code lists of a preparation.

use crate::case::codes::codes;

codes! {
    /// Papers of a dossier for preparing a source of workers.
    PreparationPaper {
        /// The written request.
        Request = "request",
        /// The plan of preparing.
        Plan = "plan",
        /// What the partner abroad asks for.
        PartnerRequest = "partner_request",
        /// Copy of the licence.
        Licence = "licence",
    }
}

codes! {
    /// Grounds on which a preparation is refused.
    PreparationGround {
        /// The dossier stays incomplete.
        Incomplete = "incomplete",
        /// The licence is not valid, or does not name the line.
        Licence = "licence",
        /// The market or work is closed.
        Market = "market",
        /// The enterprise broke the law in the province.
        Breach = "breach",
        /// The province has no such source.
        NoSource = "no_source",
    }
}
