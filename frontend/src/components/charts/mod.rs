//! Pictures where people look rather than read: drawn as SVG or bars, with a title, and the table one click away.

mod bullet;
mod months;
mod shares;

pub use bullet::Bullet;
pub use months::{MonthBar, MonthBars};
pub use shares::{ShareBar, ShareBars};
