//! Tests over small hand-made and random histories.

mod book;
mod care;
mod care_people;
mod dealings;
mod difference;
mod figures;
mod identity;
mod merges;
mod published;
mod queue;
mod replay;
mod search;
mod snapshot;
mod speed;
mod stock;
mod units;
