//! stub
pub mod money {
    use crate::text::Span;
    pub struct Money {
        pub span: Span,
        pub text: String,
        pub value: f64,
        pub currency: String,
    }
    pub fn money(_: &str) -> Vec<Money> {
        vec![]
    }
}
pub mod percent {
    use crate::text::Span;
    pub struct Percent {
        pub span: Span,
        pub text: String,
        pub value: f64,
    }
    pub fn percents(_: &str) -> Vec<Percent> {
        vec![]
    }
}
pub mod when {
    use crate::text::{PartialDate, Span};
    pub struct When {
        pub span: Span,
        pub text: String,
        pub value: Option<PartialDate>,
    }
    pub fn dates(_: &str, _: Option<PartialDate>, _: Option<PartialDate>) -> Vec<When> {
        vec![]
    }
}
