//! What can be wrong with a row, in both languages. Every text names what to do about it.

use hanhtrinh_api::{Lang, words};
use hanhtrinh_domain::identity::{IdWarning, IdentityError};

use super::columns::Column;

/// What is wrong with a row, or doubtful about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// A cell that must be filled is empty.
    Needed,
    /// The result of a formula is an error, or was never saved.
    Formula,
    /// Far longer than anything that belongs here.
    TooLong,
    /// Not a date in any form that is read.
    DateForm,
    /// A date that looks like month before day.
    MonthFirst,
    /// No such day in the calendar.
    NoSuchDay,
    /// Two digits of a year.
    ShortYear,
    /// The exact day is needed.
    DayNeeded,
    /// The day has not come yet.
    Future,
    /// Before anything this registry can know.
    TooEarly,
    /// Name, number, sex or birth date are not what they should be.
    Identity(IdentityError),
    /// A spreadsheet turned the number into a rounded one.
    Rounded,
    /// A doubt about the number.
    Doubt(IdWarning),
    /// A number whose lost zeros were put back.
    ZerosRestored,
    /// No such commune in this province.
    UnknownCommune,
    /// A commune of another province.
    OutsideProvince,
    /// Several communes have that name.
    AmbiguousCommune(Vec<String>),
    /// The commune is taken from the table of the other side of the reorganisation.
    OtherEdition(String),
    /// The person's residence on record is another one.
    ResidenceDiffers(String),
    /// Not in the list of codes.
    NotInList,
    /// The form needs an enterprise.
    EnterpriseNeeded,
    /// No such enterprise on record.
    UnknownEnterprise,
    /// Another enterprise's.
    NotOwn,
    /// A form that is not a recruiter's.
    NotRecruiterForm,
    /// The contract is given in part.
    ContractIncomplete,
    /// The contract ends before it starts.
    ContractDates,
    /// The contract ends before the departure.
    ContractOver,
    /// The person was born after the departure.
    BornLater,
    /// Under the legal age at departure.
    UnderAge(u8),
    /// The number belongs to somebody with another name and birth date.
    NumberOfOther,
    /// The name on record is another one.
    NameDiffers,
    /// The birth date on record is another one.
    BirthDiffers,
    /// The sex on record is another one.
    SexDiffers,
    /// Several people on record fit.
    SeveralPeople,
    /// The departure of this person on this day is on record with other content.
    Differs(Vec<Column>),
    /// The departure of this person on this day was annulled.
    Annulled,
    /// On record for somebody else's account; the province has to look.
    ElsewhereOnRecord,
    /// An open case says otherwise, so that a new one is made.
    OpenCaseDiffers,
    /// An earlier row of the file has the same person and day and other content.
    EarlierRow(u64),
    /// Outside the scope of the account.
    OutOfScope,
    /// The case changed at the same moment.
    Busy,
}

impl Trouble {
    /// Stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Needed => "field.needed",
            Self::Formula => "cell.formula",
            Self::TooLong => "field.too_long",
            Self::DateForm => "date.form",
            Self::MonthFirst => "date.month_first",
            Self::NoSuchDay => "date.no_such_day",
            Self::ShortYear => "date.short_year",
            Self::DayNeeded => "date.day_needed",
            Self::Future => "date.future",
            Self::TooEarly => "date.too_early",
            Self::Identity(error) => error.code(),
            Self::Rounded => "id.rounded",
            Self::Doubt(warning) => warning.code(),
            Self::ZerosRestored => "id.zeros_restored",
            Self::UnknownCommune => "commune.unknown",
            Self::OutsideProvince => "commune.outside",
            Self::AmbiguousCommune(_) => "commune.ambiguous",
            Self::OtherEdition(_) => "commune.other_edition",
            Self::ResidenceDiffers(_) => "commune.differs",
            Self::NotInList => "field.unknown",
            Self::EnterpriseNeeded => "enterprise.needed",
            Self::UnknownEnterprise => "enterprise.unknown",
            Self::NotOwn => "enterprise.not_own",
            Self::NotRecruiterForm => "form.not_recruiter",
            Self::ContractIncomplete => "contract.incomplete",
            Self::ContractDates => "contract.dates",
            Self::ContractOver => "contract.over",
            Self::BornLater => "birth.after_departure",
            Self::UnderAge(_) => "age.under",
            Self::NumberOfOther => "identity.other_person",
            Self::NameDiffers => "identity.name_differs",
            Self::BirthDiffers => "identity.birth_differs",
            Self::SexDiffers => "identity.sex_differs",
            Self::SeveralPeople => "identity.several",
            Self::Differs(_) => "departure.differs",
            Self::Annulled => "departure.annulled",
            Self::ElsewhereOnRecord => "departure.elsewhere",
            Self::OpenCaseDiffers => "case.differs",
            Self::EarlierRow(_) => "row.contradicts",
            Self::OutOfScope => "scope.outside",
            Self::Busy => "row.again",
        }
    }

    /// What is wrong and what to do.
    pub fn detail(&self, column: Option<Column>, lang: Lang) -> String {
        let name = column.map_or("", Column::name);
        let text = self.text(lang);
        match column {
            // The column stands in front, so that a rejected row explains itself without its heading.
            Some(_) if !text.starts_with(name) => format!("{name}: {text}"),
            _ => text,
        }
    }

    fn text(&self, lang: Lang) -> String {
        let pick = |vi: &str, en: &str| match lang {
            Lang::Vi => vi.to_owned(),
            Lang::En => en.to_owned(),
        };
        match self {
            Self::Needed => pick("ô trống; hãy điền.", "the cell is empty; fill it in."),
            Self::Formula => pick(
                "ô là công thức không có kết quả; hãy dán giá trị thay cho công thức.",
                "the cell is a formula without a result; paste the value in place of the formula.",
            ),
            Self::TooLong => pick(
                "nội dung quá dài; hãy rút ngắn.",
                "the text is too long; shorten it.",
            ),
            Self::DateForm => pick(
                "không phải ngày; hãy viết ngày/tháng/năm, ví dụ 05/12/2024.",
                "not a date; write day/month/year, such as 05/12/2024.",
            ),
            Self::MonthFirst => pick(
                "có vẻ viết tháng trước ngày; hãy viết ngày/tháng/năm, ví dụ 25/12/2024.",
                "it looks like month before day; write day/month/year, such as 25/12/2024.",
            ),
            Self::NoSuchDay => pick(
                "lịch không có ngày này; hãy sửa theo giấy tờ.",
                "the calendar has no such day; correct it from the papers.",
            ),
            Self::ShortYear => pick(
                "năm chỉ có hai chữ số; hãy viết đủ bốn chữ số.",
                "the year has only two digits; write all four.",
            ),
            Self::DayNeeded => pick(
                "cần ngày chính xác; hãy ghi đủ ngày/tháng/năm.",
                "the exact day is needed; write day/month/year.",
            ),
            Self::Future => pick(
                "ngày chưa đến; danh sách chỉ ghi người đã xuất cảnh.",
                "the day has not come yet; a list holds people who have left.",
            ),
            Self::TooEarly => pick(
                "ngày trước năm 1975; hãy kiểm tra lại.",
                "the day lies before 1975; check it.",
            ),
            Self::Identity(error) => words::identity(*error, lang).to_owned(),
            Self::Rounded => pick(
                "bảng tính đã làm tròn số; hãy đặt ô kiểu văn bản và nhập lại đủ chữ số.",
                "a spreadsheet has rounded the number; format the cell as text and type all digits again.",
            ),
            Self::Doubt(warning) => words::id_warning(*warning, lang).to_owned(),
            Self::ZerosRestored => pick(
                "đã thêm lại số 0 ở đầu do bảng tính làm mất; hãy đối chiếu với giấy tờ.",
                "zeros in front, lost in a spreadsheet, were put back; compare with the papers.",
            ),
            Self::UnknownCommune => pick(
                "không có xã này trong tỉnh; hãy ghi mã 5 chữ số hoặc tên đúng.",
                "there is no such commune in the province; give the 5-digit code or the right name.",
            ),
            Self::OutsideProvince => pick(
                "xã thuộc tỉnh khác; danh sách chỉ ghi người cư trú trong tỉnh.",
                "the commune lies in another province; a list holds residents of this one.",
            ),
            Self::AmbiguousCommune(candidates) => {
                let list = candidates.join("; ");
                match lang {
                    Lang::Vi => format!("nhiều xã trùng tên, hãy ghi mã: {list}."),
                    Lang::En => format!("several communes have that name, give the code: {list}."),
                }
            }
            Self::OtherEdition(unit) => match lang {
                Lang::Vi => format!("lấy theo bảng đơn vị hành chính khác thời điểm: {unit}; hãy kiểm tra."),
                Lang::En => format!("taken from the table of units of the other period: {unit}; check it."),
            },
            Self::ResidenceDiffers(unit) => match lang {
                Lang::Vi => format!(
                    "khác nơi thường trú đã ghi ({unit}); nơi đã ghi được giữ, hãy sửa hồ sơ nếu cần."
                ),
                Lang::En => {
                    format!(
                        "differs from the residence on record ({unit}), which is kept; change the person's record if needed."
                    )
                }
            },
            Self::NotInList => pick(
                "không có trong danh mục; hãy ghi mã hoặc tên trong danh mục.",
                "not in the list of codes; give a code or name of the list.",
            ),
            Self::EnterpriseNeeded => pick(
                "hình thức này cần mã doanh nghiệp; hãy điền.",
                "this form needs the enterprise's code; fill it in.",
            ),
            Self::UnknownEnterprise => pick(
                "doanh nghiệp chưa có trong hệ thống; hãy sửa mã hoặc nhờ quản trị ghi nhận.",
                "the enterprise is not on record; correct the code or have it recorded by the administrator.",
            ),
            Self::NotOwn => pick(
                "mã của doanh nghiệp khác; hãy để trống hoặc ghi mã của mình.",
                "the code of another enterprise; leave it empty or give your own.",
            ),
            Self::NotRecruiterForm => pick(
                "hình thức này không qua doanh nghiệp; hãy để sở hoặc xã ghi.",
                "this form does not go through an enterprise; the department or commune records it.",
            ),
            Self::ContractIncomplete => pick(
                "hợp đồng cần đủ bắt đầu, kết thúc và ngành (hoặc doanh nghiệp); hãy điền nốt hoặc bỏ trống cả.",
                "a contract needs its start, end and sector (or enterprise); fill in the rest or leave all empty.",
            ),
            Self::ContractDates => pick(
                "hợp đồng kết thúc trước khi bắt đầu; hãy sửa.",
                "the contract ends before it starts; correct it.",
            ),
            Self::ContractOver => pick(
                "hợp đồng kết thúc trước ngày xuất cảnh; hãy kiểm tra.",
                "the contract ends before the departure; check it.",
            ),
            Self::BornLater => pick(
                "sinh sau ngày xuất cảnh; hãy sửa.",
                "born after the day of departure; correct it.",
            ),
            Self::UnderAge(age) => match lang {
                Lang::Vi => format!("mới {age} tuổi khi xuất cảnh; hãy kiểm tra, hồ sơ sẽ có cảnh báo."),
                Lang::En => {
                    format!("only {age} years old at departure; check it, the record carries a flag.")
                }
            },
            Self::NumberOfOther => pick(
                "số này đã ghi cho người có tên và ngày sinh khác; hãy đối chiếu với thẻ rồi sửa số hoặc ngày sinh.",
                "this number is on record for somebody with another name and birth date; compare with the card and correct the number or the birth date.",
            ),
            Self::NameDiffers => pick(
                "khác họ tên đã ghi cho số này; tên đã ghi được giữ, hãy đính chính nếu cần.",
                "differs from the name on record for this number, which is kept; correct the record if needed.",
            ),
            Self::BirthDiffers => pick(
                "khác ngày sinh đã ghi cho số này; ngày đã ghi được giữ, hãy đính chính nếu cần.",
                "differs from the birth date on record for this number, which is kept; correct the record if needed.",
            ),
            Self::SexDiffers => pick(
                "khác giới tính đã ghi cho người này; hãy đối chiếu rồi sửa danh sách hoặc đính chính hồ sơ.",
                "differs from the sex on record for this person; compare, then mend the list or correct the record.",
            ),
            Self::SeveralPeople => pick(
                "nhiều người đã ghi trùng thông tin; hãy điền số định danh.",
                "several people on record fit; give the identity number.",
            ),
            Self::Differs(columns) => {
                let list = super::columns::names(columns);
                match lang {
                    Lang::Vi => format!(
                        "người này đã có chuyến xuất cảnh ngày đó với nội dung khác ({list}); nếu danh sách đúng, hãy mở hồ sơ và đính chính."
                    ),
                    Lang::En => format!(
                        "this person's departure on that day is on record with other content ({list}); if the list is right, open the placement and correct it."
                    ),
                }
            }
            Self::Annulled => pick(
                "chuyến xuất cảnh này đã bị hủy bỏ; nếu danh sách đúng, hãy mở hồ sơ và khôi phục.",
                "this departure was annulled; if the list is right, open the placement and reinstate it.",
            ),
            Self::ElsewhereOnRecord => pick(
                "chuyến xuất cảnh này cần sở đối chiếu; hãy liên hệ sở.",
                "the department has to check this departure; ask the department.",
            ),
            Self::OpenCaseDiffers => pick(
                "hồ sơ đang mở có hình thức hoặc doanh nghiệp khác, nên lập hồ sơ mới; hãy rút hồ sơ cũ nếu không dùng.",
                "the open placement has another form or enterprise, so a new one is made; withdraw the old one if it is not used.",
            ),
            Self::EarlierRow(row) => match lang {
                Lang::Vi => {
                    format!("trùng người và ngày với dòng {row} nhưng khác nội dung; hãy giữ một dòng đúng.")
                }
                Lang::En => {
                    format!("same person and day as row {row} with other content; keep the right one.")
                }
            },
            Self::OutOfScope => pick(
                "ngoài địa bàn của tài khoản; hãy để xã cư trú hoặc sở ghi.",
                "outside the area of this account; the commune of residence or the department records it.",
            ),
            Self::Busy => pick(
                "hồ sơ vừa được người khác thay đổi; hãy gửi lại dòng này.",
                "the placement was changed by somebody else just now; send this row again.",
            ),
        }
    }
}
