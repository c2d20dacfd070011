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
        self.of().0
    }

    /// How many of the smallest unit of its dimension it is, in thousandths; none where nothing is converted (shares,
    /// money, degrees). A month is 30 days.
    pub const fn size(self) -> Option<u64> {
        self.of().1
    }

    const fn of(self) -> (Dimension, Option<u64>) {
        match self {
            Self::Percent | Self::PercentagePoint => (Dimension::Share, None),
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
            | Self::Franc => (Dimension::Money, None),
            Self::Kilometre => (Dimension::Length, Some(1_000_000_000)),
            Self::Metre => (Dimension::Length, Some(1_000_000)),
            Self::Centimetre => (Dimension::Length, Some(10_000)),
            Self::Millimetre => (Dimension::Length, Some(1_000)),
            Self::Mile => (Dimension::Length, Some(1_609_344_000)),
            Self::Yard => (Dimension::Length, Some(914_400)),
            Self::Foot => (Dimension::Length, Some(304_800)),
            Self::Inch => (Dimension::Length, Some(25_400)),
            Self::Kilogram => (Dimension::Mass, Some(1_000_000)),
            Self::Gram => (Dimension::Mass, Some(1_000)),
            Self::Tonne => (Dimension::Mass, Some(1_000_000_000)),
            Self::PoundWeight => (Dimension::Mass, Some(453_592)),
            Self::Hectare => (Dimension::Area, Some(10_000_000)),
            Self::Dunam => (Dimension::Area, Some(1_000_000)),
            Self::Acre => (Dimension::Area, Some(4_046_856)),
            Self::SquareKilometre => (Dimension::Area, Some(1_000_000_000)),
            Self::SquareMetre => (Dimension::Area, Some(1_000)),
            Self::Litre => (Dimension::Volume, Some(1_000)),
            Self::Barrel => (Dimension::Volume, Some(158_987)),
            Self::Year => (Dimension::Time, Some(31_536_000_000)),
            Self::Month => (Dimension::Time, Some(2_592_000_000)),
            Self::Week => (Dimension::Time, Some(604_800_000)),
            Self::Day => (Dimension::Time, Some(86_400_000)),
            Self::Hour => (Dimension::Time, Some(3_600_000)),
            Self::Minute => (Dimension::Time, Some(60_000)),
            Self::Second => (Dimension::Time, Some(1_000)),
            Self::Megawatt => (Dimension::Power, Some(1_000_000)),
            Self::Kilowatt => (Dimension::Power, Some(1_000)),
            Self::Degree => (Dimension::Temperature, None),
        }
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
