//! The closed code lists of a placement case.

/// Defines a closed list of codes with its stable text and makes it a fact.
macro_rules! codes {
    ($(#[$meta:meta])* $Name:ident { $( $(#[$vmeta:meta])* $Variant:ident = $text:literal, )* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(test, derive(schemars::JsonSchema))]
        pub enum $Name { $( $(#[$vmeta])* #[serde(rename = $text)] $Variant, )* }

        impl $Name {
            /// Every code of the list, in its order.
            pub const ALL: &'static [Self] = &[ $( Self::$Variant, )* ];
            /// The stable text of the code.
            pub fn as_str(self) -> &'static str { match self { $( Self::$Variant => $text, )* } }
            /// Finds a code by its stable text.
            pub fn parse(text: &str) -> Option<Self> { match text { $( $text => Some(Self::$Variant), )* _ => None } }
        }

        crate::code::facts!($Name);
    };
}
pub(crate) use codes;

codes! {
    /// The six legal forms of working abroad (Law 69/2020 on contract-based overseas workers, art. 5 and 6).
    LegalForm {
        /// Sent by a public unit under an international agreement.
        PublicUnit = "public_unit",
        /// Sent by a licensed service enterprise.
        ServiceEnterprise = "service_enterprise",
        /// With a contractor that won work abroad.
        Contractor = "contractor",
        /// With an investor abroad.
        Investor = "investor",
        /// Internship to raise skills.
        SkillsInternship = "skills_internship",
        /// A contract concluded directly with the employer abroad.
        DirectContract = "direct_contract",
    }
}

codes! {
    /// Kinds of training before departure.
    TrainingKind {
        /// Vocational skills.
        Skills = "skills",
        /// Foreign language.
        Language = "language",
        /// Compulsory orientation before departure.
        Orientation = "orientation",
    }
}

codes! {
    /// Outcome of a selection.
    SelectionOutcome {
        /// Chosen.
        Passed = "passed",
        /// Not chosen.
        Failed = "failed",
    }
}

codes! {
    /// Who pays a contribution.
    Payer {
        /// The worker.
        Worker = "worker",
        /// The enterprise.
        Enterprise = "enterprise",
    }
}

codes! {
    /// What a departure or return rests on.
    Evidence {
        /// A list of the sending enterprise.
        EnterpriseList = "enterprise_list",
        /// A passport stamp or boarding pass.
        Stamp = "stamp",
        /// The family's word.
        Family = "family",
    }
}

codes! {
    /// Who confirmed that a person left or came back.
    Verifier {
        /// Border guard or immigration.
        Border = "border",
        /// The family.
        Family = "family",
        /// A Vietnamese representation abroad.
        Representation = "representation",
        /// The People's Committee of the commune.
        Commune = "commune",
    }
}

codes! {
    /// Why a contract ended.
    EndCause {
        /// On time.
        OnTime = "on_time",
        /// Early, by the worker's fault.
        EarlyWorker = "early_worker",
        /// Early, by the employer's fault.
        EarlyEmployer = "early_employer",
        /// Force majeure.
        ForceMajeure = "force_majeure",
        /// Health.
        Health = "health",
    }
}

codes! {
    /// Why a case was withdrawn, a flight cancelled or a case closed.
    Reason {
        /// By the person's own wish.
        OwnWish = "own_wish",
        /// Health.
        Health = "health",
        /// Family.
        Family = "family",
        /// The employer or partner withdrew.
        Employer = "employer",
        /// No visa.
        Visa = "visa",
        /// Everything is done.
        Completed = "completed",
        /// Entered twice or by mistake.
        Mistake = "mistake",
        /// Another reason; the text says which.
        Other = "other",
    }
}

codes! {
    /// Grounds on which a direct contract is not certified. The written reason is sealed beside it.
    RefusalGround {
        /// The dossier stays incomplete.
        Incomplete = "incomplete",
        /// The contract breaks the law of Vietnam or of the receiving country.
        Unlawful = "unlawful",
        /// The work or the area is forbidden.
        Forbidden = "forbidden",
        /// The person does not meet the conditions.
        NotEligible = "not_eligible",
        /// Papers are false.
        FalsePapers = "false_papers",
    }
}

codes! {
    /// Papers of a direct-contract dossier.
    DossierItem {
        /// The written registration.
        Registration = "registration",
        /// Copy of the labour contract with a translation.
        Contract = "contract",
        /// Copy of the identity paper or passport.
        Identity = "identity",
        /// Curriculum vitae confirmed by the commune.
        Curriculum = "curriculum",
        /// Proof that hiring is lawful in the receiving country.
        Lawfulness = "lawfulness",
        /// Health certificate.
        Health = "health",
    }
}
