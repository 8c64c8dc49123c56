//! What offices did for a person beside the placement: groups, support, loans, claims, what followed a return, requests
//! about the own data. On the page of a placement only what belongs to it.

use hanhtrinh_api::care::{
    ClaimView, GroupView, LoanView, PersonCare, ReintegrationView, RequestView, SupportView,
};
use hanhtrinh_domain::actor::Role;
use uuid::Uuid;

use crate::i18n::{care, events};
use crate::prelude::*;

crate::texts! {
    enum T {
        Title => "Hỗ trợ và vay vốn", "Support and loans";
        Empty => "Chưa có diện chính sách, hỗ trợ hay khoản vay nào được ghi nhận.", "No policy group, support or loan is on record.";
        Groups => "Diện chính sách", "Policy groups";
        Sensitive => "diện nhạy cảm, không hiển thị", "a sensitive group, not shown";
        Ended => "đã hết hiệu lực", "no longer holds";
        From => "từ", "from";
        To => "đến", "until";
        Support => "Hỗ trợ", "Support";
        Decided => "quyết định", "decided";
        Paid => "đã chi", "paid";
        Loans => "Vốn vay", "Loans";
        Asked => "đề nghị", "asked for";
        Outstanding => "dư nợ", "outstanding";
        BankAnswers => "Ngân hàng trả lời trước", "The bank answers by";
        Claims => "Quỹ Hỗ trợ việc làm ngoài nước", "Fund for overseas work";
        After => "Sau khi về nước", "After the return";
        Needs => "nhu cầu", "needs";
        Referrals => "lần giới thiệu", "referrals";
        Startup => "hỗ trợ khởi nghiệp", "start-up support";
        LeavesAgain => "dự kiến đi lại", "wants to leave again";
        Requests => "Yêu cầu về dữ liệu cá nhân", "Requests about own data";
        DoneBy => "thực hiện xong trước", "to be carried out by";
    }
}

/// The card; nothing for those who may not see it.
pub fn card(worker: Uuid, case: Option<Uuid>, as_of: &str) -> AnyView {
    let sees = me().is_some_and(|me| !matches!(me.role, Role::Recruiter | Role::Administrator));
    if !sees {
        return ().into_any();
    }
    let path = format!("/people/{worker}/care{}", query_string(&[("as_of", as_of)]));
    let data = load::<PersonCare>(move || path.clone());
    let content = load_view(
        data,
        || skeleton_rows(2),
        move |view: Arc<PersonCare>| sections(&view, case),
    );
    view! {
        <section class="card card-pad stack">
            <h2 class="card-title">{t(T::Title)}</h2>
            {content}
        </section>
    }
    .into_any()
}

fn sections(view: &PersonCare, case: Option<Uuid>) -> AnyView {
    let own = |of: Option<Uuid>| case.is_none() || of == case;
    let support = view.support.iter().filter(|one| own(one.case)).map(support);
    let loans = view.loans.iter().filter(|one| own(one.case)).map(loan);
    let claims = view.claims.iter().filter(|one| own(one.case)).map(claim);
    let after = view
        .reintegration
        .iter()
        .filter(|one| own(Some(one.case)))
        .map(after);
    let requests: Vec<AnyView> = match case {
        None => view.requests.iter().map(request).collect(),
        Some(_) => Vec::new(),
    };
    let parts = [
        (T::Groups, view.groups.iter().map(group).collect::<Vec<_>>()),
        (T::Support, support.collect()),
        (T::Loans, loans.collect()),
        (T::Claims, claims.collect()),
        (T::After, after.collect()),
        (T::Requests, requests),
    ];
    let shown: Vec<AnyView> = parts
        .into_iter()
        .filter(|(_, items)| !items.is_empty())
        .map(|(title, items)| {
            view! { <h3 class="small muted">{t(title)}</h3> <ul class="plain-list">{items}</ul> }.into_any()
        })
        .collect();
    if shown.is_empty() {
        return view! { <p class="muted">{t(T::Empty)}</p> }.into_any();
    }
    shown.into_any()
}

/// A line with what stands below it, and what is out of order.
fn item(head: String, below: Vec<Option<String>>, flags: &[String]) -> AnyView {
    let below = below.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let flags: Vec<AnyView> = flags
        .iter()
        .map(|flag| badge(Tone::Late, care::code(flag)))
        .collect();
    view! { <li class="two-lines"><strong>{head} " " {flags}</strong><span>{below}</span></li> }.into_any()
}

fn group(one: &GroupView) -> AnyView {
    let head = one
        .group
        .as_deref()
        .map_or_else(|| t(T::Sensitive).to_owned(), care::code);
    let until = one.to.map(|to| format!("{} {}", t(T::To), format::date(to)));
    let from = Some(format!("{} {}", t(T::From), format::date(one.from)));
    let ended = (!one.holds).then(|| t(T::Ended).to_owned());
    item(head, vec![from, until, ended], &[])
}

fn support(one: &SupportView) -> AnyView {
    let head = format!("{}: {}", care::code(&one.item), format::money(one.amount));
    let on = one
        .decided
        .map(|on| format!("{} {}", t(T::Decided), format::partial(on)));
    let paid = (one.paid > 0).then(|| {
        let on = one.paid_on.map(format::partial).unwrap_or_default();
        format!("{} {} {on}", t(T::Paid), format::money(one.paid))
    });
    let group = one.group.as_deref().map(care::code);
    item(
        head,
        vec![Some(care::code(&one.budget)), group, on, paid],
        &one.flags,
    )
}

fn loan(one: &LoanView) -> AnyView {
    let amount = if one.paid > 0 { one.paid } else { one.asked };
    let head = format!("{}: {}", format::money(amount), care::code(&one.state));
    let asked = Some(format!("{} {}", t(T::Asked), format::money(one.asked)));
    let left = one
        .outstanding
        .map(|left| format!("{} {}", t(T::Outstanding), format::money(left)));
    let due = one.due.as_ref().map(|due| {
        let days = due.days_left.map(events::days_left).unwrap_or_default();
        format!("{} {} ({days})", t(T::BankAnswers), format::date(due.on))
    });
    let group = one.group.as_deref().map(care::code);
    item(
        head,
        vec![Some(care::code(&one.purpose)), group, asked, left, due],
        &one.flags,
    )
}

fn claim(one: &ClaimView) -> AnyView {
    let head = format!("{}: {}", care::code(&one.ground), format::money(one.amount));
    let filed = one.filed.map(format::partial);
    let paid = (one.paid > 0).then(|| format!("{} {}", t(T::Paid), format::money(one.paid)));
    item(head, vec![filed, paid], &[])
}

fn after(one: &ReintegrationView) -> AnyView {
    let placed = one
        .placements
        .iter()
        .map(|placed| {
            format!(
                "{} {}",
                care::code(&placed.destination),
                format::partial(placed.on)
            )
        })
        .collect::<Vec<_>>()
        .join(", ");
    let needs = one
        .needs
        .iter()
        .map(|need| care::code(need))
        .collect::<Vec<_>>()
        .join(", ");
    let head = if placed.is_empty() {
        format!("{}: {needs}", t(T::Needs))
    } else {
        placed
    };
    let referrals = (one.referrals > 0).then(|| format!("{} {}", one.referrals, t(T::Referrals)));
    let startup = (one.startup > 0).then(|| format!("{} {}", t(T::Startup), format::money(one.startup)));
    let again = one
        .leaves_again
        .map(|market| format!("{}: {}", t(T::LeavesAgain), names::market(market.as_str())));
    item(head, vec![referrals, startup, again], &[])
}

fn request(one: &RequestView) -> AnyView {
    let head = format!("{}, {}", care::code(&one.kind), format::partial(one.on));
    let outcome = one.outcome.as_deref().map(care::code);
    let due = one
        .due
        .as_ref()
        .and_then(|due| due.days_left)
        .map(events::days_left);
    let done = one
        .done_by
        .map(|day| format!("{} {}", t(T::DoneBy), format::date(day)));
    item(head, vec![outcome, due, done], &[])
}
