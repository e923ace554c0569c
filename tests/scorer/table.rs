//! Figures and differences as lines of text.

use super::{
    META, Score,
    count::{Count, Share},
};
use std::fmt::{self, Write};

/// A ratio with three digits, or a dash where there is none.
pub fn ratio(value: Option<f64>) -> String {
    value.map_or("-".into(), |value| format!("{value:.3}"))
}

/// All figures, a line each.
pub fn figures(score: &Score) -> String {
    let mut out = String::new();
    // Writing into a string cannot fail.
    let _ = write_figures(&mut out, score);
    out
}

fn write_figures(out: &mut String, score: &Score) -> fmt::Result {
    writeln!(out, "{} articles                   P      R      F1", score.n_articles)?;
    writeln!(out, "entities")?;
    count(out, "overall", score.entities)?;
    for (kind, of) in score.kinds.iter().filter(|(_, of)| of.gold + of.found > 0) {
        count(out, &format!("  {}", kind.word()), *of)?;
    }
    share(out, "kind accuracy", score.kind, "")?;
    count(out, "alias clustering (pairs)", score.aliases)?;
    let lenient = format!("; lenient {}", ratio(score.person_title_lenient.ratio()));
    share(out, "person title", score.person_title, &lenient)?;
    share(out, "person org", score.person_org, "")?;
    writeln!(out, "deals (records: gold {}, system {})", score.records[0], score.records[1])?;
    count(out, "pairs untyped", score.pairs)?;
    count(out, "pairs typed", score.typed)?;
    for (deal_type, of) in score.types.iter().filter(|(_, of)| of.gold + of.found > 0) {
        count(out, &format!("  {}", deal_type.word()), *of)?;
    }
    share(out, "status", score.status, "")?;
    share(out, "status group", score.status_group, "")?;
    share(out, "direction", score.direction, "")?;
    share(out, "roles exact", score.roles, "")?;
    share(out, "date exact", score.date, "")?;
    share(out, "date month", score.month, &format!("; spurious dates {}", score.n_spurious_dates))?;
    share(out, "amount", score.amount, &format!("; spurious amounts {}", score.n_spurious_amounts))?;
    count(out, "amounts (records)", score.amounts)?;
    count(out, "stakes", score.stakes)?;
    share(out, "evidence hit", score.evidence_hit, "")?;
    share(out, "evidence verbatim", score.verbatim, "")?;
    let mean = |(n_chars, n): (usize, usize)| n_chars as f64 / n.max(1) as f64;
    let [gold, found] = score.evidence_length.map(mean);
    writeln!(out, "  evidence mean length     gold {gold:.0}, sys {found:.0} characters")?;
    let (n_pairs, n_articles) = (score.no_deal.n_pairs, score.no_deal.n_articles);
    let rate = ratio(score.no_deal.rate());
    writeln!(out, "  false pairs / no-deal article   {rate} ({n_pairs} pairs, {n_articles} articles)")?;
    writeln!(out, "metadata")?;
    for (field, meta) in META.iter().filter_map(|field| Some((field, score.meta.get(field)?))) {
        let is_shown = meta.n_spurious > 0 && *field != "published month";
        let spurious = if is_shown { format!("; spurious {}", meta.n_spurious) } else { String::new() };
        share(out, field, meta.share, &spurious)?;
    }
    Ok(())
}

fn count(out: &mut String, name: &str, count: Count) -> fmt::Result {
    let [p, r, f1] = [count.precision(), count.recall(), count.f1()].map(ratio);
    let Count { right, gold, found } = count;
    writeln!(out, "  {name:<25}{p:>5}  {r:>5}  {f1:>5}   tp {right:>4}  gold {gold:>4}  sys {found:>4}")
}

fn share(out: &mut String, name: &str, share: Share, more: &str) -> fmt::Result {
    let Share { right, compared, gold } = share;
    let ratio = ratio(share.ratio());
    writeln!(out, "  {name:<25}{ratio:>5}                 {right:>4} of {compared:<4} (gold {gold}){more}")
}

/// What differs, article by article; a sentence stands above all that is said about it.
pub fn differences(score: &Score) -> String {
    let mut out = String::new();
    for (file, differences) in &score.differences {
        let _ = writeln!(out, "\n== {file}: {} differences", differences.len());
        let mut above = "";
        for difference in differences {
            if difference.evidence != above {
                above = &difference.evidence;
                let _ = writeln!(out, "  “{above}”");
            }
            let indent = if above.is_empty() { "" } else { "    " };
            let _ = writeln!(out, "  {indent}{:<14}{}", difference.what, difference.about);
        }
    }
    out
}
