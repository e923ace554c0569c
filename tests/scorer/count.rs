//! Two kinds of figures: of sets that are compared, and of facts that are right or wrong.

/// How two sets agree.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Count {
    /// In both.
    pub right: usize,
    /// In gold.
    pub gold: usize,
    /// In what was found.
    pub found: usize,
}

impl Count {
    pub fn add(&mut self, right: usize, gold: usize, found: usize) {
        *self = Self { right: self.right + right, gold: self.gold + gold, found: self.found + found };
    }

    /// The right among those found; `None` where both sets are empty.
    pub fn precision(self) -> Option<f64> {
        self.ratio(self.right, self.found)
    }

    /// The right among those in gold; `None` where both sets are empty.
    pub fn recall(self) -> Option<f64> {
        self.ratio(self.right, self.gold)
    }

    /// The harmonic mean of precision and recall; `None` where both sets are empty.
    pub fn f1(self) -> Option<f64> {
        self.ratio(2 * self.right, self.gold + self.found)
    }

    fn ratio(self, part: usize, whole: usize) -> Option<f64> {
        let is_asked = self.gold + self.found > 0;
        is_asked.then(|| part as f64 / whole.max(1) as f64)
    }
}

/// The right ones among those that could be compared.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Share {
    pub right: usize,
    pub compared: usize,
    /// All such facts in gold.
    pub gold: usize,
}

impl Share {
    pub fn add(&mut self, is_right: bool) {
        self.compared += 1;
        self.right += usize::from(is_right);
    }

    /// 0 where gold has such facts and none could be compared; `None` where it has none.
    pub fn ratio(self) -> Option<f64> {
        let is_asked = self.compared + self.gold > 0;
        is_asked.then(|| self.right as f64 / self.compared.max(1) as f64)
    }
}
