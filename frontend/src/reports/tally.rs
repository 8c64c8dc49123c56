//! Figures added up: fairs, advice, loans, support, work after a return; each with its word, base, formula and what opens it.

use hanhtrinh_api::care::{
    TallyBy, TallyGroup, TallyIndicator, TallyMeasure, TallyReport, TallyRow, TallyRows,
};

use super::filters::{Question, period_name, question, unit_name};
use super::texts::T;
use crate::i18n::care;
use crate::prelude::*;

crate::texts! {
    enum F {
        Title => "Phiên việc làm, hỗ trợ, vốn vay", "Fairs, support and loans";
        Distinct => "đơn vị khác nhau", "different ones";
        Largest => "lớn nhất", "largest";
        Ceiling => "mức trần", "ceiling";
        Above => "khoản vượt trần", "above it";
        Counted => "đếm được", "counted";
        Declared => "theo khai báo", "declared";
        Apart => "in riêng, không cộng vào", "printed apart, never added";
        SupportFor => "hỗ trợ đã chi", "support paid";
        OfAll => "trên tổng số lượt xuất cảnh", "of all departures";
        Unresolved => "chưa xếp được, không tính", "unresolved, not counted";
        Records => "Bản ghi", "Records";
        Rows => "Các bản ghi đứng sau con số", "The records behind the figure";
        Value => "Con số", "Figure";
        Nothing => "Không có bản ghi nào trong kỳ", "No record in this period";
        What => "Nội dung", "What";
        Who => "Đơn vị, nguồn", "Organisation, source";
    }
}

/// Every such figure of a unit in a period.
#[component]
pub fn TallyPage() -> AnyView {
    let question = question();
    let cards: Vec<AnyView> = TallyIndicator::ALL
        .iter()
        .map(|indicator| card(*indicator, question))
        .collect();
    let about = move || {
        let now = question.get();
        format!("{} · {}", unit_name(&now.unit), period_name(&now.period))
    };
    view! {
        <div class="stack reports">
            <PageHead title=t(F::Title) about=about.into_any()/>
            {super::filters::view(question)}
            <div class="grid-2">{cards}</div>
        </div>
    }
    .into_any()
}

/// The breakdown that says most of a figure.
fn by(indicator: TallyIndicator) -> TallyBy {
    match indicator {
        TallyIndicator::Loans | TallyIndicator::Policy => TallyBy::Group,
        TallyIndicator::Support | TallyIndicator::Placements => TallyBy::Party,
        _ => TallyBy::Kind,
    }
}

fn query(question: &Question, by: &str, key: &str) -> String {
    query_string(&[
        ("unit", &question.unit),
        ("period", &question.period),
        ("as_of", &question.as_of),
        ("by", by),
        ("key", key),
    ])
}

fn card(indicator: TallyIndicator, question: Memo<Question>) -> AnyView {
    let code = indicator.as_str();
    let report = load::<TallyReport>(move || {
        format!(
            "/reports/tally/{code}{}",
            query(&question.get(), by(indicator).as_str(), "")
        )
    });
    let content = load_view(
        report,
        || skeleton_rows(3),
        move |report: Arc<TallyReport>| figure(&question.get_untracked(), &report),
    );
    view! {
        <section class="card card-pad stack">
            <h2 class="card-title">{care::code(code)}</h2>
            {content}
        </section>
    }
    .into_any()
}

/// An amount as its measure writes it.
fn amount(measure: TallyMeasure, value: u64) -> String {
    match measure {
        TallyMeasure::Vnd => format::money(value),
        _ => format::number(value),
    }
}

fn figure(question: &Question, report: &TallyReport) -> AnyView {
    let measure = report.measure;
    let value = match measure {
        TallyMeasure::Vnd => format::money(report.value),
        _ => care::figure(report.value, report.precision),
    };
    let ceiling = report.ceiling.as_ref().map(|ceiling| {
        format!(
            "{} {}, {} {}",
            t(F::Ceiling),
            format::money(ceiling.value),
            ceiling.over,
            t(F::Above)
        )
    });
    let policy = report.indicator == TallyIndicator::Policy;
    let declared = (report.declared > 0 && !policy).then(|| {
        format!(
            "{} {}, {} {}",
            t(F::Declared),
            format::number(report.declared),
            t(F::Counted),
            format::number(report.counted)
        )
    });
    let base = policy.then(|| format!("{} {}", t(F::OfAll), format::number(report.counted)));
    let apart = report.apart.map(|apart| match policy {
        true => format!("{} {}", t(F::SupportFor), format::money(apart)),
        false => format!(
            "{} {}: {}",
            care::code("abroad"),
            t(F::Apart),
            format::number(apart)
        ),
    });
    let beside = [
        report
            .distinct
            .map(|count| format!("{} {}", format::number(count), t(F::Distinct))),
        report
            .largest
            .filter(|_| report.records > 0)
            .map(|most| format!("{} {}", t(F::Largest), format::money(most))),
        ceiling,
        declared,
        base,
        apart,
        (report.unresolved > 0).then(|| format!("{}: {}", t(F::Unresolved), report.unresolved)),
    ];
    let beside = beside.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let by = by(report.indicator).as_str();
    let all = link(question, report, "", "", value);
    let groups: Vec<AnyView> = report
        .groups
        .iter()
        .flatten()
        .filter(|group| group.value > 0)
        .map(|group| group_row(question, report, by, group))
        .collect();
    let formula = if lang() == Lang::Vi {
        report.formula_vi.clone()
    } else {
        report.formula.clone()
    };
    view! {
        <p class="big">{all}</p>
        <p class="muted small">{beside}</p>
        <dl class="dl">{groups}</dl>
        <details>
            <summary>{t(T::How)}</summary>
            <p class="small">{formula}</p>
            <p class="small muted">{format!("{}: {} · {} {}", t(T::Rules), report.rules.join(", "), t(T::Position), report.position)}</p>
        </details>
    }
    .into_any()
}

fn group_row(question: &Question, report: &TallyReport, by: &str, group: &TallyGroup) -> AnyView {
    let name = group.name.clone().unwrap_or_else(|| match report.indicator {
        TallyIndicator::Placements => names::sector(&group.key),
        _ => care::code(&group.key),
    });
    let mut value = format!(
        "{} ({})",
        amount(report.measure, group.value),
        format::percent(&group.share)
    );
    if let Some(support) = group.support.filter(|support| *support > 0) {
        value.push_str(&format!(" · {} {}", t(F::SupportFor), format::money(support)));
    }
    view! { <dt>{name}</dt><dd class="num">{link(question, report, by, &group.key, value)}</dd> }.into_any()
}

/// The figure with the way to what is behind it.
fn link(question: &Question, report: &TallyReport, by: &str, key: &str, text: String) -> AnyView {
    let query = query(question, by, key);
    let mark = if query.is_empty() { '?' } else { '&' };
    let href = format!(
        "/reports/figures/rows{query}{mark}of={}",
        report.indicator.as_str()
    );
    view! { <a href=href>{text}</a> }.into_any()
}

/// The records behind a figure, page by page.
#[component]
pub fn TallyRowsPage() -> AnyView {
    let question = question();
    let get = query_value;
    let (of, by, key, cursor) = (get("of"), get("by"), get("key"), get("cursor"));
    // The breakdown of the address is of these figures, not of departures.
    let path = move |cursor: &str, of_page: bool| {
        let now = question.get();
        let (of, by, key) = (of.get(), by.get(), key.get());
        query_string(&[
            ("unit", &now.unit),
            ("period", &now.period),
            ("as_of", &now.as_of),
            ("by", &by),
            ("key", &key),
            ("cursor", cursor),
            ("of", if of_page { &of } else { "" }),
        ])
    };
    let data =
        load::<TallyRows>(move || format!("/reports/tally/{}/rows{}", of.get(), path(&cursor.get(), false)));
    let trail = move || {
        let back = format!("/reports/figures{}", query(&question.get(), "", ""));
        crumbs(vec![
            (t(F::Title).to_owned(), Some(back)),
            (care::code(&of.get()), None),
        ])
    };
    view! {
        <div class="stack">
            {live(trail)}
            <PageHead title=t(F::Rows)/>
            {load_view(data, skeleton_page, move |rows: Arc<TallyRows>| {
                let next = rows.next.as_deref().map(|next| format!("/reports/figures/rows{}", path(next, true)));
                table(&rows, next)
            })}
        </div>
    }
    .into_any()
}

fn table(rows: &TallyRows, next: Option<String>) -> AnyView {
    if rows.rows.is_empty() {
        let link = Some((t(T::BackToReport).to_owned(), "/reports/figures".to_owned()));
        return empty_state(t(F::Nothing), t(T::EmptyOther), link);
    }
    let total = format!("{}: {}", t(F::Records), format::number(rows.total));
    let body: Vec<AnyView> = rows.rows.iter().map(row).collect();
    view! {
        <p class="num-left"><strong>{total}</strong></p>
        <div class="card table-wrap">
            <table class="table">
                <caption class="visually-hidden">{t(F::Rows)}</caption>
                <thead><tr>
                    <th scope="col" class="num">{t(T::Day)}</th>
                    <th scope="col">{t(F::What)}</th>
                    <th scope="col">{t(T::Person)}</th>
                    <th scope="col">{t(F::Who)}</th>
                    <th scope="col">{t(T::Unit)}</th>
                    <th scope="col" class="num">{t(F::Value)}</th>
                    <th scope="col">{t(T::Placement)}</th>
                </tr></thead>
                <tbody>{body}</tbody>
            </table>
        </div>
        <p class="row no-print">{next.map(|href| view! { <LinkButton href=href>{t(T::Next)}</LinkButton> })}</p>
    }
    .into_any()
}

fn row(row: &TallyRow) -> AnyView {
    use hanhtrinh_domain::care::CareKind;
    let what = [row.code.as_deref(), row.group.as_deref()];
    let what = what
        .into_iter()
        .flatten()
        .map(care::code)
        .collect::<Vec<_>>()
        .join(", ");
    let person = row.worker.as_ref().map(|worker| {
        view! { <a href=format!("/people/{}", worker.id)>{person_name(worker)}</a> }
    });
    let opens = match (row.kind, row.id, row.case) {
        (Some(CareKind::Fair), ..) => Some("/registers/fairs".to_owned()),
        (_, _, Some(case)) => Some(format!("/cases/{case}")),
        _ => None,
    };
    let money = matches!(
        row.kind,
        Some(CareKind::Support | CareKind::Loan | CareKind::Claim)
    );
    let value = if money {
        format::money(row.amount)
    } else {
        care::figure(row.amount, row.precision)
    };
    view! {
        <tr>
            <td class="num">{format::partial(row.on)}</td>
            <td>{what}</td>
            <td>{person}</td>
            <td>{row.party.as_deref().map(care::code)}</td>
            <td>{row.unit_name.clone()}</td>
            <td class="num">{value}</td>
            <td>{opens.map(|href| view! { <a href=href>{t(C::Open)}</a> })}</td>
        </tr>
    }
    .into_any()
}
