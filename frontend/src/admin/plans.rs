//! Plan targets: what percentages of a year are taken of.

use hanhtrinh_api::admin::{PlanView, Plans, SetPlan};
use hanhtrinh_domain::actor::Role;
use hanhtrinh_domain::plan::Denominator;

use super::form;
use super::list::{Listing, cell, row_action};
use super::texts::T;
use super::users::units;
use crate::prelude::*;

const LISTING: Listing = Listing {
    address: "/admin/plans",
    title: T::Plans,
    context: T::PlansContext,
    empty: (T::NoPlans, T::NoPlansText),
    columns: &[
        (T::Year, false),
        (T::Unit, false),
        (T::Target, true),
        (T::Base, false),
        (T::Revisions, true),
    ],
};

/// The targets.
#[component]
pub fn PlansPage() -> AnyView {
    let data = load::<Plans>(|| "/plans".to_owned());
    let editing: RwSignal<Option<PlanView>> = RwSignal::new(None);
    let list = load_view(
        data,
        || skeleton_rows(5),
        move |answer: Arc<Plans>| LISTING.table(answer.plans.iter().map(|plan| row(plan, editing)).collect()),
    );
    let may = me().is_some_and(|me| matches!(me.role, Role::ProvinceOfficer | Role::Administrator));
    let beside = if may {
        set(data, editing)
    } else {
        view! { <p class="muted">{t(T::NotProvince)}</p> }.into_any()
    };
    LISTING.page(list, Some(beside))
}

fn row(plan: &PlanView, editing: RwSignal<Option<PlanView>>) -> AnyView {
    let base = match plan.denominator {
        Denominator::Low => T::BaseLow,
        Denominator::High => T::BaseHigh,
    };
    let range = plan.low != plan.high;
    let low = format::number(plan.low.into());
    let target = if range {
        format!("{low} – {}", format::number(plan.high.into()))
    } else {
        low
    };
    let this = plan.clone();
    let edit = Callback::new(move |()| editing.set(Some(this.clone())));
    view! {
        <tr>
            <th scope="row">{plan.year.to_string()}</th>
            {cell(T::Unit, "", plan.unit_name.clone())}
            {cell(T::Target, "num", target)}
            {cell(T::Base, "", if range { t(base) } else { "–" })}
            {cell(T::Revisions, "num", plan.revisions.to_string())}
            <td class="row-actions">{row_action(T::Use, edit)}</td>
        </tr>
    }
    .into_any()
}

fn set(data: Load<Plans>, editing: RwSignal<Option<PlanView>>) -> AnyView {
    let errors = Errors::new();
    let command = Command::new();
    let field = |value: String| RwSignal::new(value);
    let unit = field(me().map(|me| me.province.to_string()).unwrap_or_default());
    let (year, low, high) = (
        field(today().year().to_string()),
        field(String::new()),
        field(String::new()),
    );
    let base = field("high".to_owned());
    Effect::new(move |_| {
        if let Some(plan) = editing.get() {
            unit.set(plan.unit.to_string());
            year.set(plan.year.to_string());
            low.set(plan.low.to_string());
            high.set(if plan.low == plan.high {
                String::new()
            } else {
                plan.high.to_string()
            });
            base.set(
                if plan.denominator == Denominator::Low {
                    "low"
                } else {
                    "high"
                }
                .to_owned(),
            );
        }
    });
    let submit = Callback::new(move |()| {
        let year = year
            .get_untracked()
            .trim()
            .parse::<i16>()
            .ok()
            .filter(|year| (2000..=2100).contains(year));
        let bottom = number(&low.get_untracked());
        let top = if high.get_untracked().trim().is_empty() {
            bottom
        } else {
            number(&high.get_untracked())
        };
        for (field, wrong, text) in [
            ("year", year.is_none(), T::YearBad),
            ("low", bottom.is_none(), T::NumberBad),
            ("high", top.is_none(), T::NumberBad),
        ] {
            if wrong {
                errors.set(field, t(text));
            }
        }
        let (Some(year), Some(low), Some(high)) = (year, bottom, top) else {
            return;
        };
        let denominator = if base.get_untracked() == "low" {
            Denominator::Low
        } else {
            Denominator::High
        };
        let request = SetPlan {
            unit: unit.get_untracked(),
            year,
            low,
            high,
            denominator,
        };
        command.submit("/plans".to_owned(), &request, errors, move |_| {
            toast(format!("{}: {year}", t(C::Saved)));
            editing.set(None);
            data.reload();
        });
    });
    let bases = vec![
        Choice::new("high", t(T::BaseHigh)),
        Choice::new("low", t(T::BaseLow)),
    ];
    let fields = view! {
        <Combobox name="unit" label=t(T::Unit) value=unit options=units() errors=errors required=true/>
        <TextField name="year" label=t(T::Year) value=year errors=errors required=true inputmode="numeric" narrow=true/>
        <TextField name="low" label=t(T::Low) value=low errors=errors required=true inputmode="numeric" narrow=true/>
        <TextField name="high" label=t(T::High) value=high errors=errors inputmode="numeric" narrow=true/>
        <SelectField name="base" label=t(T::Base) value=base options=bases errors=errors required=true/>
    };
    form(T::NewPlan, errors, command, submit, fields.into_any())
}

/// A number above zero, grouped or not.
fn number(text: &str) -> Option<u32> {
    let digits: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '.' && *c != ',')
        .collect();
    digits.parse().ok().filter(|number| *number > 0)
}
