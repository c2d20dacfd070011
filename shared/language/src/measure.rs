//! What is counted: units, currencies and shares.

/// A unit, a currency or a share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Measure {
    Percent,
    PercentagePoint,
    Dollar,
    Euro,
    /// Also what some languages call a lira: the currencies of Lebanon, Syria, Egypt and Sudan.
    Pound,
    Lira,
    Rial,
    Toman,
    Dinar,
    Dirham,
    Shekel,
    Yen,
    Yuan,
    Rouble,
    Rupee,
    Franc,
    Kilometre,
    Metre,
    Centimetre,
    Millimetre,
    Mile,
    Yard,
    Foot,
    Inch,
    Kilogram,
    Gram,
    Tonne,
    PoundWeight,
    Hectare,
    Dunam,
    Acre,
    SquareKilometre,
    SquareMetre,
    Litre,
    Barrel,
    Year,
    Month,
    Week,
    Day,
    Hour,
    Minute,
    Second,
    Megawatt,
    Kilowatt,
    Degree,
}

/// What units can be converted within.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dimension {
    Share,
    Money,
    Length,
    Mass,
    Area,
    Volume,
    Time,
    Power,
    Temperature,
}

impl Measure {
    /// What it is a measure of.
    pub const fn dimension(self) -> Dimension {
        match self {
            Self::Percent | Self::PercentagePoint => Dimension::Share,
            Self::Dollar
            | Self::Euro
            | Self::Pound
            | Self::Lira
            | Self::Rial
            | Self::Toman
            | Self::Dinar
            | Self::Dirham
            | Self::Shekel
            | Self::Yen
            | Self::Yuan
            | Self::Rouble
            | Self::Rupee
            | Self::Franc => Dimension::Money,
            Self::Kilometre
            | Self::Metre
            | Self::Centimetre
            | Self::Millimetre
            | Self::Mile
            | Self::Yard
            | Self::Foot
            | Self::Inch => Dimension::Length,
            Self::Kilogram | Self::Gram | Self::Tonne | Self::PoundWeight => Dimension::Mass,
            Self::Hectare | Self::Dunam | Self::Acre | Self::SquareKilometre | Self::SquareMetre => {
                Dimension::Area
            }
            Self::Litre | Self::Barrel => Dimension::Volume,
            Self::Year | Self::Month | Self::Week | Self::Day | Self::Hour | Self::Minute | Self::Second => {
                Dimension::Time
            }
            Self::Megawatt | Self::Kilowatt => Dimension::Power,
            Self::Degree => Dimension::Temperature,
        }
    }

    /// How many of the smallest unit of its dimension it is, in thousandths; none where nothing is converted (shares,
    /// money, degrees). A month is 30 days.
    pub const fn size(self) -> Option<u64> {
        Some(match self {
            Self::Millimetre | Self::Gram | Self::Second | Self::SquareMetre | Self::Litre => 1_000,
            Self::Centimetre => 10_000,
            Self::Inch => 25_400,
            Self::Foot => 304_800,
            Self::Yard => 914_400,
            Self::Metre | Self::Kilogram | Self::Dunam => 1_000_000,
            Self::Mile => 1_609_344_000,
            Self::Kilometre | Self::Tonne | Self::SquareKilometre => 1_000_000_000,
            Self::PoundWeight => 453_592,
            Self::Acre => 4_046_856,
            Self::Hectare => 10_000_000,
            Self::Barrel => 158_987,
            Self::Minute => 60_000,
            Self::Hour => 3_600_000,
            Self::Day => 86_400_000,
            Self::Week => 604_800_000,
            Self::Month => 2_592_000_000,
            Self::Year => 31_536_000_000,
            Self::Kilowatt => 1_000,
            Self::Megawatt => 1_000_000,
            Self::Percent
            | Self::PercentagePoint
            | Self::Dollar
            | Self::Euro
            | Self::Pound
            | Self::Lira
            | Self::Rial
            | Self::Toman
            | Self::Dinar
            | Self::Dirham
            | Self::Shekel
            | Self::Yen
            | Self::Yuan
            | Self::Rouble
            | Self::Rupee
            | Self::Franc
            | Self::Degree => return None,
        })
    }

    /// Whether one may stand for the other: the pound of Lebanon or Syria is a lira, and pounds of weight are written
    /// like those of money.
    pub fn may_be(self, other: Self) -> bool {
        let alike = |one, another| {
            matches!(
                (one, another),
                (Self::Pound, Self::Lira | Self::PoundWeight) | (Self::Lira, Self::Pound)
            )
        };
        self == other || alike(self, other) || alike(other, self)
    }
}
