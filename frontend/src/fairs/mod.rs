//! Job fairs: all of them, and one with its organisations, matches and history.

mod one;
mod record;
mod texts;

pub use one::FairPage;

use hanhtrinh_api::care::{FairBrief, Fairs, Figure};
use hanhtrinh_domain::actor::Role;

use self::texts::T;
use crate::i18n::care;
use crate::prelude::*;

/// Every fair, latest first.
#[component]
pub fn FairsPage() -> AnyView {
    let data = load::<Fairs>(|| "/fairs".to_owned());
    let list = load_view(data, || skeleton_rows(8), |fairs: Arc<Fairs>| table(&fairs));
    let beside = records().then(|| record::held(Callback::new(move |_| data.reload())));
    view! {
        <div class="stack">
            <PageHead title=t(T::Fairs) context=t(T::Context)/>
            <div class="split">
                <div class="stack">{list}</div>
                <div class="stack no-print">{beside}</div>
            </div>
        </div>
    }
    .into_any()
}

/// Whether the account records fairs.
fn records() -> bool {
    me().is_some_and(|me| {
        matches!(
            me.role,
            Role::ServiceCentre | Role::CommuneOfficer | Role::UnitLeader | Role::ProvinceOfficer
        )
    })
}

fn table(fairs: &Fairs) -> AnyView {
    if fairs.fairs.is_empty() {
        let text = if records() { T::EmptyText } else { T::EmptyOther };
        return empty_state(t(T::Empty), t(text), None);
    }
    let rows: Vec<AnyView> = fairs.fairs.iter().map(row).collect();
    view! {
        <div class="card table-wrap">
            <table class="table">
                <caption class="visually-hidden">{t(T::Fairs)}</caption>
                <thead><tr>
                    <th scope="col" class="num">{t(T::Day)}</th>
                    <th scope="col">{t(T::Kind)}</th>
                    <th scope="col">{t(T::Place)}</th>
                    <th scope="col" class="num">{t(T::Exhibitors)}</th>
                    <th scope="col" class="num">{t(T::Seekers)}</th>
                    <th scope="col" class="num">{t(T::Matches)}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(fair: &FairBrief) -> AnyView {
    view! {
        <tr>
            <td class="num"><a href=format!("/fairs/{}", fair.id)>{day(fair)}</a></td>
            <td>{care::code(&fair.kind)}</td>
            <td>{fair.unit_name.clone()}</td>
            <td class="num">{shown(fair.exhibitors)}</td>
            <td class="num">{shown(fair.seekers)}</td>
            <td class="num">{shown(fair.matches)}</td>
        </tr>
    }
    .into_any()
}

/// The day on which it was held, or that for which it is planned.
fn day(fair: &FairBrief) -> String {
    match (fair.held, fair.planned) {
        (Some(held), _) => format::partial(held),
        (None, Some(day)) => format!("{} {}", t(T::Planned), format::date(day)),
        (None, None) => "–".to_owned(),
    }
}

/// A figure with its word.
fn shown(figure: Figure) -> String {
    care::figure(figure.value, figure.precision)
}
