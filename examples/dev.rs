use hapjong::{article::load, extract::*};
fn main() {
    let (x, w) = Extractor::load();
    for w in w.iter().take(5) { eprintln!("{w}"); }
    for path in std::env::args().skip(1) {
        let (a, _) = load::load(std::path::Path::new(&path)).unwrap();
        let f = extract(&a, &x);
        let e: Vec<_> = f.entities.iter().map(|e| serde_json::json!({"name": e.name, "kind": e.kind.word(), "aliases": e.aliases, "title": e.title, "org": e.org.map(|o| f.entities[o].name.clone())})).collect();
        let n = |i: usize| f.entities[i].name.clone();
        let d: Vec<_> = f.deals.iter().map(|d| serde_json::json!({"type": d.deal_type.word(), "status": d.status.word(), "parties": d.parties.iter().map(|p| serde_json::json!({"name": n(p.entity), "role": p.role.word()})).collect::<Vec<_>>(), "date": d.date, "amount": d.amount, "stakes": d.stakes.iter().map(|s| serde_json::json!({"holder": n(s.holder), "of": n(s.of), "text": s.text, "value": s.value})).collect::<Vec<_>>(), "evidence": d.evidence.iter().map(|s| s.of(&a.text)).collect::<Vec<_>>(), "confidence": d.confidence})).collect();
        println!("{}", serde_json::json!({"file": a.file, "title": a.meta.title, "outlet": a.meta.outlet, "reporter": a.meta.reporter, "published": a.meta.published, "entities": e, "deals": d}));
    }
}
