//! fake-rs, with rand's small generator and one reused output buffer.
//! It has no full address, so one is put together from its parts.

use cpu_time::ProcessTime;
use fake::faker::{address::en::*, internet::en::SafeEmail, name::en::Name};
use fake::Fake;
use rand::{rngs::SmallRng, SeedableRng};
use serde::Serialize;
use std::time::Duration;

const MEASURED_ROUNDS: u32 = 3;

#[derive(Serialize)]
struct User {
    name: String,
    email: String,
    address: String,
    age: u8,
}

impl User {
    fn random(rng: &mut SmallRng) -> Self {
        User {
            name: Name().fake_with_rng(rng),
            email: SafeEmail().fake_with_rng(rng),
            address: address(rng),
            age: (18..=80).fake_with_rng(rng),
        }
    }
}

fn address(rng: &mut SmallRng) -> String {
    let number: String = BuildingNumber().fake_with_rng(rng);
    let street: String = StreetName().fake_with_rng(rng);
    let city: String = CityName().fake_with_rng(rng);
    let state: &str = StateAbbr().fake_with_rng(rng);
    let zip: String = ZipCode().fake_with_rng(rng);
    format!("{number} {street}\n{city}, {state} {zip}")
}

/// Nanoseconds of process CPU time per call (best round after one warm-up round) and mean length.
fn measure(count: u32, mut produce: impl FnMut() -> usize) -> (f64, f64) {
    let mut best = Duration::MAX;
    let mut length = 0;
    for round in 0..=MEASURED_ROUNDS {
        length = 0;
        let start = ProcessTime::now();
        for _ in 0..count {
            length += produce();
        }
        if round > 0 {
            best = best.min(start.elapsed());
        }
    }
    let calls = f64::from(count);
    (best.as_nanos() as f64 / calls, length as f64 / calls)
}

/// The version that Cargo resolved, read from the lock file it wrote for this build.
fn fake_version() -> &'static str {
    let lock = include_str!("../Cargo.lock");
    let (_, rest) = lock
        .split_once("name = \"fake\"\nversion = \"")
        .expect("fake is locked");
    rest.split('"').next().unwrap_or_default()
}

fn main() {
    let records: u32 = std::env::args()
        .nth(1)
        .and_then(|text| text.parse().ok())
        .expect("usage: bench RECORDS");
    let mut rng = SmallRng::seed_from_u64(42);
    let mut buffer = Vec::new();
    let (record_ns, record_bytes) = measure(records, || {
        buffer.clear();
        serde_json::to_writer(&mut buffer, &User::random(&mut rng))
            .expect("writing to memory cannot fail");
        std::hint::black_box(&buffer).len()
    });
    let (name_ns, _) = measure(records, || {
        let name: String = Name().fake_with_rng(&mut rng);
        std::hint::black_box(&name).len()
    });
    println!(
        "{}",
        serde_json::json!({
            "peer": "fake-rs", "version": fake_version(), "runtime": "Rust, release, LTO", "record_ns": record_ns,
            "name_ns": name_ns, "records": records, "record_bytes": record_bytes,
        })
    );
}
