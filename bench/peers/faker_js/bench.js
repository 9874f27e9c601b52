// @faker-js/faker. It has no full address, so one is put together from its parts.

import { readFileSync } from 'node:fs';
import { faker } from '@faker-js/faker/locale/en';

const MEASURED_ROUNDS = 3;

/** Nanoseconds of process CPU time per call (best round after one warm-up round) and mean length. */
function measure(count, produce) {
  let best = Infinity;
  let length;
  for (let round = 0; round <= MEASURED_ROUNDS; round++) {
    length = 0;
    const start = process.cpuUsage();
    for (let i = 0; i < count; i++) length += produce();
    const { user, system } = process.cpuUsage(start);
    if (round > 0) best = Math.min(best, user + system);
  }
  return { ns: (best * 1000) / count, length: length / count };
}

function address() {
  const { location } = faker;
  return `${location.streetAddress()}\n${location.city()}, ${location.state({ abbreviated: true })} ${location.zipCode()}`;
}

const record = () =>
  JSON.stringify({
    name: faker.person.fullName(),
    email: faker.internet.email(),
    address: address(),
    age: faker.number.int({ min: 18, max: 80 }),
  }).length;

faker.seed(42);
const records = Number(process.argv[2]);
const manifest = new URL('./node_modules/@faker-js/faker/package.json', import.meta.url);
const measuredRecord = measure(records, record);
const measuredName = measure(records, () => faker.person.fullName().length);
console.log(
  JSON.stringify({
    peer: 'faker-js',
    version: JSON.parse(readFileSync(manifest, 'utf8')).version,
    runtime: `Node.js ${process.versions.node}`,
    record_ns: measuredRecord.ns,
    name_ns: measuredName.ns,
    records,
    record_bytes: measuredRecord.length,
  }),
);
