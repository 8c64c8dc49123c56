//! The closed code lists of a programme.

use crate::case::codes::codes;

codes! {
    /// Whether anybody earns on a programme.
    ProfitKind {
        /// Nobody: no service fee may be asked.
        NonProfit = "non_profit",
        /// Commercial.
        Commercial = "commercial",
    }
}

codes! {
    /// Tests before departure.
    Exam {
        /// The language test of the Employment Permit System of Korea.
        EpsTopik = "eps_topik",
        /// Vocational skills.
        Skills = "skills",
        /// Another language test.
        Language = "language",
        /// Another test.
        Other = "other",
    }
}

codes! {
    /// Why nobody is selected from a locality.
    SuspensionGround {
        /// Too many did not come back: both the rate and the number reach their thresholds.
        Figures = "figures",
        /// The partner country or the ministry named it.
        Notice = "notice",
    }
}
