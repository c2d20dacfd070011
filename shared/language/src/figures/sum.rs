//! Numbers as they grow, part by part.

use super::{
    Value,
    numerals::{Part, Piece},
};
use crate::lexicon::Numeral;

/// A number as it grows, in millionths.
#[derive(Default)]
pub(super) struct Sum {
    /// What is closed by a scale.
    total: u128,
    /// What the next scale multiplies: with alternatives where figures may mean several numbers.
    open: Vec<u128>,
    pub last_scale: Option<u64>,
    /// A scale that stands alone so far, and may be two of itself.
    double: Option<u64>,
    halved: Option<u128>,
    begun: bool,
    pub in_digits: bool,
}

impl Sum {
    /// Takes a part; or leaves it, and the number ends before it.
    pub fn take(&mut self, part: &Part, units_first: bool) -> bool {
        if let Some(half) = self.halved {
            return !part.joined && self.scale_of_half(half, &part.piece);
        }
        if part.joined
            && let Some(scale) = self.double.take()
        {
            // "مليونا و400 ألف": what goes on after it shows that it is one.
            self.open.clear();
            self.total = u128::from(scale) * Value::ONE;
            self.last_scale = Some(scale);
        }
        let taken = match &part.piece {
            Piece::Digits(values) => self.figures(values, part.joined),
            Piece::Numeral(Numeral::Cardinal(number)) => self.cardinal(*number, part.joined, units_first),
            Piece::Numeral(Numeral::Hundred) => self.hundred(part.joined),
            Piece::Numeral(Numeral::Scale(scale)) => self.scale(*scale, part.joined),
            Piece::Numeral(Numeral::DoubleScale(scale)) if self.begun => self.scale(*scale, part.joined),
            Piece::Numeral(Numeral::DoubleScale(scale)) => {
                self.double = Some(*scale);
                self.open = vec![u128::from(*scale) * 2 * Value::ONE, u128::from(*scale) * Value::ONE];
                true
            }
            Piece::Numeral(Numeral::Scales(scale)) => !self.open.is_empty() && self.scale(*scale, false),
            Piece::Numeral(Numeral::Half) => self.half(part.joined),
        };
        self.begun |= taken;
        taken
    }

    /// A scale behind a half: "two and a half million"; or named once more: "three million and half a million".
    fn scale_of_half(&mut self, half: u128, piece: &Piece) -> bool {
        let Piece::Numeral(Numeral::Scale(scale) | Numeral::Scales(scale)) = piece else { return false };
        if let Some(last) = self.last_scale {
            return last == *scale;
        }
        let open = self.open.first().copied().unwrap_or_default();
        self.total = open.saturating_add(half).saturating_mul(u128::from(*scale));
        self.open.clear();
        self.halved = None;
        self.last_scale = Some(*scale);
        true
    }

    fn figures(&mut self, values: &[Value], joined: bool) -> bool {
        let fits = !self.begun || (joined && self.open.is_empty() && self.last_scale.is_some());
        if fits {
            self.open = values.iter().map(|value| value.0).collect();
            self.in_digits = true;
        }
        fits
    }

    fn cardinal(&mut self, number: u64, joined: bool, units_first: bool) -> bool {
        let added = u128::from(number) * Value::ONE;
        match self.open.as_mut_slice() {
            [] if !self.begun => {}
            [] => {
                // What a scale closed goes on with less than the scale: "a thousand five hundred".
                let less = self.last_scale.is_some_and(|scale| number < scale);
                if !less || ((units_first || self.in_digits) && !joined) {
                    return false;
                }
            }
            [open]
                if !self.in_digits && fits(*open / Value::ONE, u128::from(number), joined, units_first) =>
            {
                *open += added;
                return true;
            }
            _ => return false,
        }
        self.open = vec![added];
        true
    }

    fn hundred(&mut self, joined: bool) -> bool {
        match self.open.as_mut_slice() {
            [] => {
                self.open = vec![100 * Value::ONE];
                true
            }
            [open] if !joined && !self.in_digits && *open < 100 * Value::ONE => {
                *open *= 100;
                true
            }
            _ => false,
        }
    }

    fn scale(&mut self, scale: u64, joined: bool) -> bool {
        let by = u128::from(scale);
        if self.open.is_empty() {
            match self.last_scale {
                // "a thousand million"
                Some(last) if !joined && last < scale => self.total = self.total.saturating_mul(by),
                Some(last) if last <= scale => return false,
                _ => self.total = self.total.saturating_add(by * Value::ONE),
            }
        } else {
            if self.last_scale.is_some_and(|last| last <= scale) {
                return false;
            }
            // Of figures that may mean several numbers before a scale, the one with the fraction is meant: "1.250 million".
            let open = self.open.iter().copied().min().unwrap_or_default();
            self.total = self.total.saturating_add(open.saturating_mul(by));
            self.open.clear();
        }
        self.last_scale = Some(scale);
        true
    }

    fn half(&mut self, joined: bool) -> bool {
        if !self.begun || !(joined || self.open.is_empty() || self.open.len() == 1) {
            return false;
        }
        let one = match (&self.open[..], self.last_scale) {
            ([], Some(scale)) => u128::from(scale) * Value::ONE,
            _ => Value::ONE,
        };
        self.halved = Some(one / 2);
        true
    }

    pub fn values(&self) -> Vec<Value> {
        if !self.begun {
            return Vec::new();
        }
        let open = if self.open.is_empty() { &[0][..] } else { &self.open };
        let sums = open.iter().map(|open| self.total.saturating_add(*open));
        let half = self.halved.unwrap_or_default();
        let mut values: Vec<Value> = sums.map(|sum| Value(sum.saturating_add(half))).collect();
        if half > 0 {
            // "three years and a half" and "three, and half of the others" look alike.
            values.extend(open.iter().map(|open| Value(self.total.saturating_add(*open))));
        }
        values
    }
}

/// Whether a numeral goes on with another: "twenty five", "three hundred ten", "خمسة وعشرون", "quatre-vingt-dix".
fn fits(open: u128, next: u128, joined: bool, units_first: bool) -> bool {
    let teens = next == 10 && (1..10).contains(&(open % 100)) && !joined && units_first;
    let units_before_tens =
        units_first && joined && (1..10).contains(&(open % 100)) && (20..100).contains(&next);
    let scores = matches!(open % 100, 60 | 80) && (10..20).contains(&next);
    let place =
        (0..19).map(|power| 10_u128.pow(power)).take_while(|place| open.is_multiple_of(*place)).last();
    let smaller = open > 0 && next > 0 && place.is_some_and(|place| next < place);
    teens || units_before_tens || scores || (smaller && (joined || !units_first))
}
