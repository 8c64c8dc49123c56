//! The flags of a case in plain words: what they mean and what to do.

use hanhtrinh_api::cases::CaseView;
use hanhtrinh_domain::case::Flag;

use super::texts::T;
use crate::i18n::{domain, pick};
use crate::prelude::*;

/// What stands beside the state, explained; nothing where there is nothing.
pub fn view(case: &CaseView) -> Option<AnyView> {
    if case.flags.is_empty() {
        return None;
    }
    let rows: Vec<AnyView> = case
        .flags
        .iter()
        .map(|flag| {
            view! { <dt>{domain::flag(*flag)}</dt><dd class="muted">{meaning(*flag)}</dd> }.into_any()
        })
        .collect();
    Some(
        view! {
            <section class="card card-pad note-card" aria-labelledby="flags">
                <h2 class="card-title" id="flags">{t(T::Flags)}</h2>
                <dl class="why-not">{rows}</dl>
            </section>
        }
        .into_any(),
    )
}

fn meaning(flag: Flag) -> &'static str {
    pick(match flag {
        Flag::LateRegistration => (
            "Hồ sơ được mở sau khi người lao động đã đi.",
            "The case was opened after the person had left.",
        ),
        Flag::DepartedIncomplete => (
            "Người lao động đã đi khi chưa có đủ thủ tục cần thiết. Nếu giấy tờ có trước ngày đi, hãy ghi bổ sung với ngày thật.",
            "The person left before everything required was there. If a paper existed before that day, record it with its true date.",
        ),
        Flag::UnderAge => (
            "Chưa đủ 18 tuổi vào ngày đi. Kiểm tra ngày sinh và ngày xuất cảnh.",
            "Under 18 on the day of departure. Check the birth date and the day of departure.",
        ),
        Flag::IdentityConflict => (
            "Số định danh hoặc hộ chiếu cũng đứng tên người khác. Đối chiếu giấy tờ rồi đính chính bên sai.",
            "The identity number or passport is on file for somebody else too. Compare the papers, then correct the wrong one.",
        ),
        Flag::OverlappingStays => (
            "Một lần đi khác chưa có ngày về. Ghi nhận về nước ở hồ sơ kia, hoặc đính chính ngày.",
            "Another stay abroad has no return. Record the return there, or correct a date.",
        ),
        Flag::SecondCase => (
            "Còn một hồ sơ khác chưa xuất cảnh. Rút hồ sơ không dùng.",
            "Another case before departure is open. Withdraw the one that is not used.",
        ),
        Flag::ResidenceUnresolved => (
            "Xã cũ đã được chia cho nhiều xã và chưa rõ người này thuộc xã nào. Ghi nơi cư trú hiện nay.",
            "The former commune was split and it is not decided where this person belongs. Record the present residence.",
        ),
        Flag::ReturnWithoutDeparture => (
            "Có ngày về nhưng không có ngày đi. Hỏi người lao động ngày xuất cảnh; hệ thống không tự đặt ngày.",
            "A return without a departure. Ask for the day of departure; it is never invented.",
        ),
        Flag::SecondDeparture => (
            "Có hai lần xuất cảnh trong một hồ sơ; chỉ lần đầu được tính. Hủy lần ghi nhầm hoặc mở hồ sơ mới.",
            "Two departures in one case; only the first counts. Annul the mistaken one, or open a new case.",
        ),
        Flag::DepartedAfterEnd => (
            "Xuất cảnh sau khi hồ sơ đã rút hoặc đóng. Kiểm tra xem hồ sơ có được kết thúc nhầm không.",
            "Left after the case had been withdrawn or closed. Check whether it was ended by mistake.",
        ),
        Flag::MarketDiffers => (
            "Nước đến khác với nước đã đăng ký. Số liệu tính theo nước đến.",
            "The destination is not the one registered. Figures count the destination.",
        ),
        Flag::HistoryChanged => (
            "Có việc xảy ra trước ngày đi được ghi hoặc sửa sau khi đã ghi xuất cảnh.",
            "Something that happened earlier was recorded or changed after the departure had been recorded.",
        ),
        Flag::LicenceInvalid => (
            "Giấy phép của doanh nghiệp không còn hiệu lực. Kiểm tra giấy phép trước khi cho xuất cảnh.",
            "The enterprise's licence is not valid. Check it before anybody leaves.",
        ),
        Flag::RecruiterNotAllowed => (
            "Chương trình này không cho doanh nghiệp đó tuyển. Kiểm tra chương trình hoặc doanh nghiệp của hồ sơ.",
            "The programme does not admit this recruiter. Check the programme or the enterprise of the case.",
        ),
        Flag::OrderOverCeiling => (
            "Đơn hàng có nhiều người hơn số được duyệt. Đề nghị điều chỉnh hoặc chuyển đơn hàng.",
            "The order has more people than approved. Have it raised, or move the person.",
        ),
        Flag::FeeOverCap => (
            "Tiền dịch vụ cao hơn mức trần. Yêu cầu doanh nghiệp giảm hoặc hoàn lại phần vượt.",
            "The service fee is above its cap. The enterprise lowers it or pays the excess back.",
        ),
        Flag::LocalitySuspended => (
            "Chương trình đang tạm dừng tuyển tại địa bàn cư trú.",
            "The programme takes nobody from the place of residence at present.",
        ),
        Flag::OrderConflict => (
            "Đơn hàng không khớp hồ sơ, không mở vào ngày đó, hoặc có hai đơn hàng. Sửa đơn hàng hoặc rút một đơn.",
            "The order does not fit the case, was not open on the day, or there are two. Correct it, or withdraw one.",
        ),
        Flag::OccupationMismatch => (
            "Nghề trong hợp đồng không phải nghề của đơn hàng hoặc chương trình. Đối chiếu hợp đồng.",
            "The occupation of the contract is none of the order's or programme's. Compare the contract.",
        ),
        Flag::VisaMismatch => (
            "Loại thị thực không phải loại của đơn hàng hoặc chương trình. Đối chiếu thị thực.",
            "The class of the visa is none of the order's or programme's. Compare the visa.",
        ),
        Flag::AgeOutsideProgramme => (
            "Tuổi không nằm trong điều kiện của chương trình. Kiểm tra ngày sinh và chương trình.",
            "The age is outside what the programme takes. Check the birth date and the programme.",
        ),
    })
}
