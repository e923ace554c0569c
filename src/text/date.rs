//! Dates with the precision the text gives: a year, a quarter, a month or a day.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{fmt, str::FromStr};

/// A date known to the year, quarter, month or day. Written `2024`, `2024-Q2`, `2024-06`, `2024-06-19`.
///
/// Ordered by the first day it can mean, the coarser first on a tie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PartialDate {
    year: i16,
    month: u8,
    day: u8,
    quarter: u8,
}

/// How precisely a [`PartialDate`] is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Precision {
    /// A calendar year.
    Year,
    /// A quarter of a year.
    Quarter,
    /// A month.
    Month,
    /// A day.
    Day,
}

impl PartialDate {
    /// A whole year.
    pub fn year(year: i16) -> Self {
        Self { year, month: 1, day: 0, quarter: 0 }
    }

    /// A quarter, 1 to 4; `None` outside.
    pub fn quarter(year: i16, quarter: u8) -> Option<Self> {
        (1..=4).contains(&quarter).then_some(Self { year, month: quarter * 3 - 2, day: 0, quarter })
    }

    /// A month, 1 to 12; `None` outside.
    pub fn month(year: i16, month: u8) -> Option<Self> {
        (1..=12).contains(&month).then_some(Self { year, month, day: 0, quarter: 5 })
    }

    /// A day of the calendar; `None` if there is no such day.
    pub fn day(year: i16, month: u8, day: u8) -> Option<Self> {
        let date = jiff::civil::Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok()?;
        Some(Self { year: date.year(), month, day, quarter: 5 })
    }

    /// The calendar year.
    pub fn get_year(&self) -> i16 {
        self.year
    }

    /// The month, if known that precisely.
    pub fn get_month(&self) -> Option<u8> {
        (self.precision() >= Precision::Month).then_some(self.month)
    }

    /// The day of the month, if known that precisely.
    pub fn get_day(&self) -> Option<u8> {
        (self.precision() == Precision::Day).then_some(self.day)
    }

    /// How precisely it is known.
    pub fn precision(&self) -> Precision {
        match (self.quarter, self.day) {
            (0, _) => Precision::Year,
            (1..=4, _) => Precision::Quarter,
            (_, 0) => Precision::Month,
            _ => Precision::Day,
        }
    }

    /// The first day it can mean.
    pub fn first_day(&self) -> jiff::civil::Date {
        jiff::civil::Date::new(self.year, self.month as i8, self.day.max(1) as i8).unwrap_or(jiff::civil::Date::ZERO)
    }

    /// The last day it can mean.
    pub fn last_day(&self) -> jiff::civil::Date {
        let month = match self.precision() {
            Precision::Year => 12,
            Precision::Quarter => self.month + 2,
            Precision::Month => self.month,
            Precision::Day => return self.first_day(),
        };
        let first = jiff::civil::Date::new(self.year, month as i8, 1).unwrap_or(jiff::civil::Date::ZERO);
        first.last_of_month()
    }

    /// True if every day of `other` lies within this one: 2024 holds 2024-06.
    pub fn holds(&self, other: &Self) -> bool {
        match self.precision() {
            _ if self.year != other.year => false,
            Precision::Year => true,
            Precision::Quarter => other.precision() >= Precision::Quarter && (other.month - 1) / 3 + 1 == self.quarter,
            Precision::Month => other.precision() >= Precision::Month && self.month == other.month,
            Precision::Day => self == other,
        }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.precision() {
            Precision::Year => write!(f, "{:04}", self.year),
            Precision::Quarter => write!(f, "{:04}-Q{}", self.year, self.quarter),
            Precision::Month => write!(f, "{:04}-{:02}", self.year, self.month),
            Precision::Day => write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day),
        }
    }
}

impl FromStr for PartialDate {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("{text:?} is no date like 2024, 2024-Q2, 2024-06 or 2024-06-19");
        let mut parts = text.split('-');
        let year: i16 = parts.next().filter(|y| y.len() == 4).and_then(|y| y.parse().ok()).ok_or_else(wrong)?;
        let date = match (parts.next(), parts.next(), parts.next()) {
            (None, ..) => Some(Self::year(year)),
            (Some(part), None, _) => match part.strip_prefix('Q') {
                Some(quarter) => quarter.parse().ok().and_then(|q| Self::quarter(year, q)),
                None => part.parse().ok().and_then(|m| Self::month(year, m)),
            },
            (Some(month), Some(day), None) => {
                month.parse().ok().zip(day.parse().ok()).and_then(|(m, d)| Self::day(year, m, d))
            }
            _ => None,
        };
        date.ok_or_else(wrong)
    }
}

impl Serialize for PartialDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PartialDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn every_precision_prints_and_reads_back() {
        for text in ["2024", "2024-Q2", "2024-06", "2024-06-19"] {
            assert_eq!(text.parse::<PartialDate>().map(|d| d.to_string()), Ok(text.to_owned()));
        }
    }

    #[test]
    fn impossible_days_are_refused() {
        for text in ["2023-02-29", "2024-13", "2024-Q5", "24-06", "2024-06-19-1", ""] {
            assert!(text.parse::<PartialDate>().is_err(), "{text}");
        }
    }

    #[test]
    fn the_last_day_follows_the_precision() {
        let days = ["2024", "2024-Q1", "2024-02", "2024-06-19"].map(|d| d.parse::<PartialDate>().unwrap().last_day());
        assert_eq!(days.map(|d| d.to_string()), ["2024-12-31", "2024-03-31", "2024-02-29", "2024-06-19"]);
    }

    #[test]
    fn a_year_holds_its_days_and_not_the_next_years() {
        let year = PartialDate::year(2024);
        assert!(year.holds(&"2024-06-19".parse().unwrap()));
        assert!(!year.holds(&"2025-01".parse().unwrap()));
        let quarter: PartialDate = "2024-Q2".parse().unwrap();
        assert!(quarter.holds(&"2024-06".parse().unwrap()) && !quarter.holds(&year));
    }
}
