//! The words of the domain: one function per list of codes, exhaustive, so that a new code needs its words to compile.

use hanhtrinh_api::work::WorkKind;
use hanhtrinh_domain::actor::Role;
use hanhtrinh_domain::case::actions::{Action, WhyNot};
use hanhtrinh_domain::case::*;
use hanhtrinh_domain::enterprise::LicenceStatus;
use hanhtrinh_domain::identity::Sex;
use hanhtrinh_domain::programme::Exam;

use super::pick;

/// Defines a function from a code to its words.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident($Type:ident) { $( $Variant:ident => $vi:literal, $en:literal; )* }) => {
        $(#[$meta])*
        pub fn $name(code: $Type) -> &'static str {
            pick(match code { $( $Type::$Variant => ($vi, $en), )* })
        }
    };
}

pub(crate) use words;

pub use super::person::{document_kind, entry, id_warning};

words! {
    /// A test people register for.
    exam(Exam) {
        EpsTopik => "EPS-TOPIK", "EPS-TOPIK";
        Skills => "tay nghề", "vocational skills";
        Language => "ngoại ngữ khác", "another language test";
        Other => "kỳ thi khác", "another test";
    }
}

words! {
    /// State of a placement.
    state(State) {
        Reg => "Đã đăng ký", "Registered";
        Sel => "Đã trúng tuyển", "Selected";
        Prep => "Đang đào tạo", "In training";
        Cpend => "Chờ xác nhận", "Awaiting certification";
        Conf => "Đã xác nhận hợp đồng", "Contract confirmed";
        Ready => "Đủ điều kiện xuất cảnh", "Ready to depart";
        Abroad => "Đang ở nước ngoài", "Abroad";
        Overdue => "Hết hạn, chưa xác nhận về", "Contract over, return unknown";
        Ret => "Đã về nước", "Returned";
        Liq => "Đã thanh lý", "Settled";
        Closed => "Đã đóng", "Closed";
        Wdn => "Đã rút", "Withdrawn";
    }
}

words! {
    /// Phase of a placement.
    phase(Phase) {
        Preparing => "Chuẩn bị", "Preparing";
        Contract => "Hợp đồng", "Contract";
        Ready => "Sẵn sàng", "Ready";
        Abroad => "Ở nước ngoài", "Abroad";
        Back => "Về nước", "Back home";
        Ended => "Kết thúc", "Ended";
    }
}

words! {
    /// What stands beside a state.
    flag(Flag) {
        LateRegistration => "Đăng ký sau khi đi", "Registered after departure";
        DepartedIncomplete => "Đi khi thiếu thủ tục", "Left with steps missing";
        UnderAge => "Chưa đủ tuổi", "Under age";
        IdentityConflict => "Trùng số giấy tờ", "Number held by two people";
        OverlappingStays => "Trùng thời gian ở nước ngoài", "Overlapping stays";
        SecondCase => "Còn hồ sơ khác đang mở", "Another placement is open";
        ResidenceUnresolved => "Chưa rõ xã sau sắp xếp", "Commune not settled";
        ReturnWithoutDeparture => "Về nước, thiếu ngày đi", "Return without departure";
        SecondDeparture => "Hai lần xuất cảnh", "Second departure";
        DepartedAfterEnd => "Đi sau khi hồ sơ kết thúc", "Left after the case ended";
        MarketDiffers => "Khác thị trường đăng ký", "Other market than registered";
        HistoryChanged => "Lịch sử được ghi thêm", "History changed later";
        LicenceInvalid => "Giấy phép không hiệu lực", "Licence not valid";
        RecruiterNotAllowed => "Không được tuyển cho chương trình", "Recruiter not allowed";
        OrderOverCeiling => "Vượt số lượng được duyệt", "Order over its ceiling";
        FeeOverCap => "Tiền dịch vụ vượt trần", "Fee over the cap";
        LocalitySuspended => "Địa bàn đang tạm dừng", "Locality suspended";
        OrderConflict => "Trùng đơn hàng", "Order conflict";
        OccupationMismatch => "Nghề không khớp", "Occupation differs";
        VisaMismatch => "Loại thị thực không khớp", "Visa class differs";
        AgeOutsideProgramme => "Tuổi ngoài điều kiện", "Age outside the programme";
    }
}

words! {
    /// What is done or missing before departure.
    milestone(Milestone) {
        Selection => "Trúng tuyển", "Selection";
        Training => "Đào tạo nghề, ngoại ngữ", "Skills or language training";
        HealthCheck => "Khám sức khỏe", "Health check";
        Contract => "Hợp đồng", "Contract";
        Orientation => "Giáo dục định hướng", "Orientation";
        Deposit => "Ký quỹ", "Deposit";
        FundContribution => "Đóng quỹ hỗ trợ", "Fund contribution";
        Visa => "Thị thực", "Visa";
        Ticket => "Vé máy bay", "Flight";
    }
}

words! {
    /// What can be done with a placement.
    action(Action) {
        Selection => "Ghi kết quả tuyển chọn", "Record the selection";
        Training => "Ghi đào tạo", "Record training";
        HealthCheck => "Ghi khám sức khỏe", "Record the health check";
        SendingContract => "Ghi hợp đồng đưa đi", "Record the sending contract";
        EmploymentContract => "Ghi hợp đồng lao động", "Record the labour contract";
        FileDirect => "Nhận hồ sơ đăng ký hợp đồng trực tiếp", "File a direct contract";
        Certify => "Xác nhận", "Certify";
        RequestSupplement => "Yêu cầu bổ sung", "Ask for a supplement";
        ReceiveSupplement => "Nhận bổ sung", "Record the supplement";
        Refuse => "Không xác nhận", "Refuse";
        Assign => "Giao xã giải quyết", "Name the deciding commune";
        Deposit => "Ghi ký quỹ", "Record the deposit";
        FundContribution => "Ghi đóng quỹ", "Record the fund contribution";
        Visa => "Ghi thị thực", "Record the visa";
        Schedule => "Ghi lịch bay", "Book or cancel the flight";
        Depart => "Ghi xuất cảnh", "Record the departure";
        VerifyDeparture => "Xác minh xuất cảnh", "Confirm the departure";
        Arrive => "Xác nhận đến nơi làm việc", "Confirm the arrival";
        Extend => "Gia hạn hợp đồng", "Extend the contract";
        EndContract => "Ghi chấm dứt hợp đồng", "Record the end of the contract";
        Return => "Ghi nhận về nước", "Record the return";
        VerifyReturn => "Xác minh về nước", "Confirm the return";
        Liquidate => "Thanh lý hợp đồng", "Settle the contract";
        Withdraw => "Rút hồ sơ", "Withdraw";
        Close => "Đóng hồ sơ", "Close the case";
        Reopen => "Mở lại hồ sơ", "Reopen the case";
    }
}

words! {
    /// Why something cannot be done now.
    why_not(WhyNot) {
        Role => "Vai trò này không làm việc này", "This role does not do this";
        Form => "Hình thức này không có bước này", "This legal form has no such step";
        Departed => "Đã xuất cảnh", "Already departed";
        NotDeparted => "Cần ghi xuất cảnh trước", "Record the departure first";
        Returned => "Đã về nước", "Already returned";
        NotReturned => "Cần ghi nhận về nước trước", "Record the return first";
        Done => "Đã làm", "Already done";
        NothingPending => "Không có gì chờ quyết định", "Nothing waits for a decision";
        Incomplete => "Hồ sơ chưa đủ giấy tờ", "The dossier is incomplete";
        Complete => "Hồ sơ đã đủ giấy tờ", "The dossier is complete";
        Ended => "Hồ sơ đã kết thúc", "The case has ended";
        NotEnded => "Hồ sơ chưa kết thúc", "The case has not ended";
        Leader => "Chỉ lãnh đạo đơn vị", "Only the unit leader";
        Province => "Chỉ cấp tỉnh", "Only the province";
    }
}

words! {
    /// Legal form.
    legal_form(LegalForm) {
        PublicUnit => "Đơn vị sự nghiệp", "Public unit";
        ServiceEnterprise => "Doanh nghiệp dịch vụ", "Service enterprise";
        Contractor => "Doanh nghiệp trúng thầu", "Contractor";
        Investor => "Tổ chức đầu tư ra nước ngoài", "Investor abroad";
        SkillsInternship => "Thực tập nâng cao tay nghề", "Skills internship";
        DirectContract => "HĐ trực tiếp giao kết", "Direct contract";
    }
}

words! {
    /// Role.
    role(Role) {
        CommuneOfficer => "Cán bộ xã", "Commune officer";
        UnitLeader => "Lãnh đạo xã", "Commune leader";
        ProvinceOfficer => "Cán bộ tỉnh", "Province officer";
        ServiceCentre => "Trung tâm dịch vụ việc làm", "Service centre";
        Recruiter => "Doanh nghiệp", "Recruiter";
        Auditor => "Kiểm toán viên", "Auditor";
        Administrator => "Quản trị viên", "Administrator";
    }
}

words! {
    /// Paper of a direct-contract dossier.
    dossier_item(DossierItem) {
        Registration => "Văn bản đăng ký", "Written registration";
        Contract => "Hợp đồng lao động kèm bản dịch", "Labour contract with translation";
        Identity => "Bản sao căn cước hoặc hộ chiếu", "Copy of identity card or passport";
        Curriculum => "Sơ yếu lý lịch có xác nhận", "Confirmed curriculum vitae";
        Lawfulness => "Giấy tờ chứng minh việc tuyển dụng hợp pháp", "Proof that hiring is lawful";
        Health => "Giấy khám sức khỏe", "Health certificate";
    }
}

words! {
    /// Ground of a refusal.
    refusal_ground(RefusalGround) {
        Incomplete => "Hồ sơ không đủ", "The dossier stays incomplete";
        Unlawful => "Hợp đồng trái pháp luật", "The contract breaks the law";
        Forbidden => "Công việc hoặc khu vực bị cấm", "Forbidden work or area";
        NotEligible => "Người lao động không đủ điều kiện", "The person is not eligible";
        FalsePapers => "Giấy tờ giả", "False papers";
    }
}

words! {
    /// Why a case was withdrawn, cancelled or closed.
    reason(Reason) {
        OwnWish => "Theo nguyện vọng", "Own wish";
        Health => "Sức khỏe", "Health";
        Family => "Gia đình", "Family";
        Employer => "Phía tuyển dụng rút", "The employer withdrew";
        Visa => "Không có thị thực", "No visa";
        Completed => "Đã hoàn thành", "Completed";
        Mistake => "Nhập nhầm hoặc trùng", "Entered by mistake";
        Other => "Lý do khác", "Another reason";
    }
}

words! {
    /// Why a contract ended.
    end_cause(EndCause) {
        OnTime => "Đúng hạn", "On time";
        EarlyWorker => "Trước hạn, do người lao động", "Early, by the worker";
        EarlyEmployer => "Trước hạn, do người sử dụng", "Early, by the employer";
        ForceMajeure => "Bất khả kháng", "Force majeure";
        Health => "Sức khỏe", "Health";
    }
}

words! {
    /// What a departure or return rests on.
    evidence(Evidence) {
        EnterpriseList => "Danh sách doanh nghiệp", "Enterprise list";
        Stamp => "Dấu xuất nhập cảnh, thẻ lên máy bay", "Stamp or boarding pass";
        Family => "Gia đình khai báo", "Family's word";
    }
}

words! {
    /// Who confirmed.
    verifier(Verifier) {
        Border => "Xuất nhập cảnh", "Border authority";
        Family => "Gia đình", "Family";
        Representation => "Cơ quan đại diện", "Representation abroad";
        Commune => "UBND xã", "Commune";
    }
}

words! {
    /// Kind of training.
    training_kind(TrainingKind) {
        Skills => "Tay nghề", "Skills";
        Language => "Ngoại ngữ", "Language";
        Orientation => "Giáo dục định hướng", "Orientation";
    }
}

words! {
    /// Outcome of a selection.
    selection_outcome(SelectionOutcome) {
        Passed => "Trúng tuyển", "Chosen";
        Failed => "Không trúng tuyển", "Not chosen";
    }
}

words! {
    /// Who pays.
    payer(Payer) {
        Worker => "Người lao động", "The worker";
        Enterprise => "Doanh nghiệp", "The enterprise";
    }
}

words! {
    /// Status of a licence.
    licence_status(LicenceStatus) {
        Valid => "Còn hiệu lực", "In force";
        Suspended => "Tạm đình chỉ", "Suspended";
        Returned => "Nộp lại", "Given back";
        Revoked => "Thu hồi", "Revoked";
    }
}

words! {
    /// Sex.
    sex(Sex) {
        Male => "Nam", "Male";
        Female => "Nữ", "Female";
    }
}

words! {
    /// Kind of work.
    work_kind(WorkKind) {
        DirectContract => "Hợp đồng trực tiếp", "Direct contracts";
        SupplementAwaited => "Chờ bổ sung", "Supplement awaited";
        Assignment => "Giao địa bàn", "Commune to be named";
        ReturnOverdue => "Chưa rõ về nước", "Return unknown";
        DepartureMissing => "Thiếu ngày xuất cảnh", "Departure missing";
        IdentityConflict => "Trùng giấy tờ", "Number held twice";
        ResidenceUnresolved => "Chưa rõ địa bàn", "Commune unresolved";
    }
}
