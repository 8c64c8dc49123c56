//! Phases, states, flags and milestones of a placement case.

use serde::{Deserialize, Serialize};

/// The six phases people see.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Chuẩn bị.
    Preparing,
    /// Hợp đồng.
    Contract,
    /// Đủ điều kiện.
    Ready,
    /// Ở nước ngoài.
    Abroad,
    /// Đã về nước.
    Back,
    /// Kết thúc.
    Ended,
}

impl Phase {
    /// Every phase in order.
    pub const ALL: [Self; 6] = [
        Self::Preparing,
        Self::Contract,
        Self::Ready,
        Self::Abroad,
        Self::Back,
        Self::Ended,
    ];
}

/// The state of a case: derived, never stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum State {
    /// Đã đăng ký.
    Reg,
    /// Đã trúng tuyển.
    Sel,
    /// Đang đào tạo.
    Prep,
    /// Chờ xác nhận.
    Cpend,
    /// Đã xác nhận.
    Conf,
    /// Đủ điều kiện xuất cảnh.
    Ready,
    /// Đang ở nước ngoài.
    Abroad,
    /// Hết hạn, chưa xác nhận về.
    Overdue,
    /// Đã về nước.
    Ret,
    /// Đã thanh lý.
    Liq,
    /// Đóng.
    Closed,
    /// Rút.
    Wdn,
}

impl State {
    /// Every state reached by the events of this catalogue.
    pub const ALL: [Self; 12] = [
        Self::Reg,
        Self::Sel,
        Self::Prep,
        Self::Cpend,
        Self::Conf,
        Self::Ready,
        Self::Abroad,
        Self::Overdue,
        Self::Ret,
        Self::Liq,
        Self::Closed,
        Self::Wdn,
    ];

    /// The phase it belongs to.
    pub fn phase(self) -> Phase {
        match self {
            Self::Reg | Self::Sel | Self::Prep => Phase::Preparing,
            Self::Cpend | Self::Conf => Phase::Contract,
            Self::Ready => Phase::Ready,
            Self::Abroad | Self::Overdue => Phase::Abroad,
            Self::Ret | Self::Liq => Phase::Back,
            Self::Closed | Self::Wdn => Phase::Ended,
        }
    }

    /// Whether the person has not left yet and may still leave under this case.
    pub fn before_departure(self) -> bool {
        matches!(
            self,
            Self::Reg | Self::Sel | Self::Prep | Self::Cpend | Self::Conf | Self::Ready
        )
    }

    /// The stable text.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Reg => "REG",
            Self::Sel => "SEL",
            Self::Prep => "PREP",
            Self::Cpend => "CPEND",
            Self::Conf => "CONF",
            Self::Ready => "READY",
            Self::Abroad => "ABROAD",
            Self::Overdue => "OVERDUE",
            Self::Ret => "RET",
            Self::Liq => "LIQ",
            Self::Closed => "CLOSED",
            Self::Wdn => "WDN",
        }
    }

    /// Finds a state by its stable text.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == text)
    }
}

/// What stands beside the state and never is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Flag {
    /// The case was opened after the departure it is about.
    LateRegistration,
    /// The person left before everything required was there.
    DepartedIncomplete,
    /// Younger than the legal age at departure.
    UnderAge,
    /// A personal number or passport is held by someone else too.
    IdentityConflict,
    /// Another stay abroad is open.
    OverlappingStays,
    /// Another case before departure is open.
    SecondCase,
    /// The commune of residence was split and nobody has decided yet.
    ResidenceUnresolved,
    /// A return without a departure on file: the date is asked for, never invented.
    ReturnWithoutDeparture,
    /// A second departure in one case.
    SecondDeparture,
    /// A departure after the case had been withdrawn or closed.
    DepartedAfterEnd,
    /// The market of the departure is not the market of the case.
    MarketDiffers,
    /// Something that happened earlier was learnt or changed after the departure had been recorded.
    HistoryChanged,
    /// The licence of the sending enterprise was not valid on the day that matters.
    LicenceInvalid,
    /// The programme does not admit this recruiter.
    RecruiterNotAllowed,
    /// The order has more people than it was approved for.
    OrderOverCeiling,
    /// The service fee is above its cap.
    FeeOverCap,
    /// The programme takes nobody from the locality at present.
    LocalitySuspended,
    /// The person stands in two orders that cannot both be kept.
    OrderConflict,
    /// The occupation is none of the order's or programme's.
    OccupationMismatch,
    /// The class of the visa is none of the order's or programme's.
    VisaMismatch,
    /// The person is younger or older than the programme takes.
    AgeOutsideProgramme,
}

impl Flag {
    /// Whether nobody may be declared ready while it stands.
    pub fn blocks_ready(self) -> bool {
        matches!(
            self,
            Self::UnderAge
                | Self::IdentityConflict
                | Self::OverlappingStays
                | Self::LicenceInvalid
                | Self::RecruiterNotAllowed
                | Self::OrderOverCeiling
                | Self::FeeOverCap
                | Self::LocalitySuspended
                | Self::OrderConflict
                | Self::OccupationMismatch
                | Self::VisaMismatch
                | Self::AgeOutsideProgramme
        )
    }
}

/// What is done or missing before a departure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Milestone {
    /// Selected.
    Selection,
    /// Skills or language training completed.
    Training,
    /// Health check passed.
    HealthCheck,
    /// A contract signed or certified.
    Contract,
    /// Orientation completed.
    Orientation,
    /// Deposit lodged, where required.
    Deposit,
    /// Fund contribution paid.
    FundContribution,
    /// Visa issued.
    Visa,
    /// Flight booked.
    Ticket,
}
