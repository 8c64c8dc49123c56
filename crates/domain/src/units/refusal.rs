//! Why units are not changed so, in both languages.

use jiff::civil::Date;

use super::REORGANISED_ON;
use super::decide::MAX_CHANGES;
use crate::unit::UnitCode;
use crate::words::Words;

/// Why units are not changed so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum UnitRefusal {
    /// Nothing is changed, or more than 200 things.
    #[error("a resolution changes 1 to 200 things")]
    Number,
    /// The day is not after the tables begin, or too far in the future.
    #[error("changes take effect after {REORGANISED_ON}: what the tables say is not changed by events")]
    Day,
    /// Later changes are recorded already.
    #[error("changes that take effect on {0} are recorded already")]
    NotInOrder(Date),
    /// Nothing bears the code on the day before.
    #[error("nothing bears the code {0} on the day before")]
    Unknown(UnitCode),
    /// The unit is another province's.
    #[error("{0} does not belong to the province that keeps this registry")]
    OtherProvince(UnitCode),
    /// A code is never given again.
    #[error("the code {0} was given before")]
    CodeTaken(UnitCode),
    /// A commune lies under a province, a province under nothing; there are no districts any more.
    #[error("{0} cannot stand at that level")]
    Level(UnitCode),
    /// It is said to go whole and in parts.
    #[error("{0} goes whole or in parts, not both")]
    WholeAndPart(UnitCode),
    /// What is dissolved goes nowhere.
    #[error("it is not said where {0} goes")]
    NothingSucceeds(UnitCode),
    /// What is established is made of nothing.
    #[error("it is not said what {0} is made of")]
    MadeOfNothing(UnitCode),
}

impl UnitRefusal {
    /// What is wrong and what to do.
    #[must_use]
    pub fn words(&self) -> Words {
        match self {
            Self::Number => Words::new(
                format!("Mỗi nghị quyết có từ 1 đến {MAX_CHANGES} thay đổi: hãy chia nhỏ."),
                format!("A resolution has 1 to {MAX_CHANGES} changes: divide it."),
            ),
            Self::Day => Words::new(
                "Thay đổi có hiệu lực sau ngày 1/7/2025; bảng đơn vị trước đó không sửa bằng sự kiện mà bằng bảng mới.",
                "Changes take effect after 1 July 2025; the tables before are corrected by adopting another table.",
            ),
            Self::NotInOrder(day) => Words::new(
                format!(
                    "Đã ghi thay đổi có hiệu lực từ {day}: hãy nhập các nghị quyết theo thứ tự ngày hiệu lực."
                ),
                format!(
                    "Changes from {day} on are recorded already: enter resolutions in the order in which they take effect."
                ),
            ),
            Self::Unknown(code) => Words::new(
                format!("Không có đơn vị mang mã {code} vào ngày trước đó: hãy kiểm tra mã."),
                format!("Nothing bears the code {code} on the day before: check the code."),
            ),
            Self::OtherProvince(code) => Words::new(
                format!("Đơn vị {code} thuộc tỉnh khác: tỉnh đó ghi nhận."),
                format!("The unit {code} belongs to another province, which records it."),
            ),
            Self::CodeTaken(code) => Words::new(
                format!("Mã {code} đã được cấp; mã không cấp lại (Quyết định 19/2025/QĐ-TTg)."),
                format!(
                    "The code {code} was given before; a code is never given again (Decision 19/2025/QĐ-TTg)."
                ),
            ),
            Self::Level(code) => Words::new(
                format!("Đơn vị {code} không thể đứng ở cấp đó: xã thuộc tỉnh, không còn cấp huyện."),
                format!(
                    "{code} cannot stand there: a commune lies under a province, and there are no districts."
                ),
            ),
            Self::WholeAndPart(code) => Words::new(
                format!("Đơn vị {code} hoặc nhập nguyên trạng, hoặc chia phần, không cả hai."),
                format!("The unit {code} goes whole or in parts, not both, and once."),
            ),
            Self::NothingSucceeds(code) => Words::new(
                format!("Chưa nêu đơn vị {code} về đâu: hãy thêm nhập hoặc điều chỉnh một phần."),
                format!("It is not said where {code} goes: add a merger or transfers of its parts."),
            ),
            Self::MadeOfNothing(code) => Words::new(
                format!("Chưa nêu đơn vị {code} lập từ đâu: hãy thêm nhập hoặc điều chỉnh một phần."),
                format!("It is not said what {code} is made of: add a merger or transfers of parts."),
            ),
        }
    }
}
