//! The closed code lists of an enterprise.

use crate::case::codes::codes;
use crate::code::Market;

codes! {
    /// What became of a licence.
    LicenceStatus {
        /// In force.
        Valid = "valid",
        /// Suspended by decision.
        Suspended = "suspended",
        /// Given back.
        Returned = "returned",
        /// Revoked.
        Revoked = "revoked",
    }
}

codes! {
    /// Lines of service a licence may name.
    LicenceLine {
        /// Every market and work that asks for no line of its own.
        General = "general",
        /// Domestic work.
        DomesticWork = "domestic_work",
        /// Japan.
        Japan = "japan",
        /// Taiwan.
        Taiwan = "taiwan",
    }
}

impl LicenceLine {
    /// The line that sending to a market asks for.
    pub fn of(market: Market) -> Self {
        match market.as_str() {
            "JP" => Self::Japan,
            "TW" => Self::Taiwan,
            _ => Self::General,
        }
    }
}

codes! {
    /// Why a licence changed (Law 69/2020 on contract-based overseas workers, chapter on enterprises).
    LicenceGround {
        /// The dossier for the licence was false.
        FalseDossier = "false_dossier",
        /// The conditions for the licence are not met any more.
        ConditionsLost = "conditions_lost",
        /// Nobody was sent for 24 months.
        Inactive = "inactive",
        /// A serious breach of the law.
        Breach = "breach",
        /// At the enterprise's own request.
        OwnRequest = "own_request",
        /// What was wrong has been put right.
        Remedied = "remedied",
    }
}

codes! {
    /// What a branch may do.
    BranchTask {
        /// Look for and select workers.
        Recruitment = "recruitment",
        /// Train and orient.
        Training = "training",
        /// Manage workers and settle contracts.
        Management = "management",
    }
}

codes! {
    /// Why an account of a delegate was shut out.
    AccessReason {
        /// The delegate left.
        Left = "left",
        /// The licence is not valid.
        Licence = "licence",
        /// Misuse.
        Misuse = "misuse",
    }
}

codes! {
    /// Periodic reports of an enterprise.
    ReportKind {
        /// Monthly figures.
        Monthly = "monthly",
        /// Six months.
        HalfYear = "half_year",
        /// The year.
        Yearly = "yearly",
        /// On request.
        OnRequest = "on_request",
    }
}

codes! {
    /// What a finding or sanction is about.
    FindingTopic {
        /// Licence and conditions.
        Licence = "licence",
        /// Recruiting without approval, or over its ceiling.
        Recruitment = "recruitment",
        /// Fees, deposits, brokerage.
        Fees = "fees",
        /// Training and orientation.
        Training = "training",
        /// Contracts.
        Contracts = "contracts",
        /// Care of workers abroad.
        Protection = "protection",
        /// Reporting.
        Reporting = "reporting",
    }
}

codes! {
    /// How bad a finding is.
    Severity {
        /// A remark.
        Minor = "minor",
        /// To be put right within a term.
        Major = "major",
        /// Recruiting must stop.
        Critical = "critical",
    }
}
