// TUTORIAL.md's story in JavaScript. Needs Node 18 or newer and a server; prints a line per step.

// [start]
import assert from "node:assert/strict";

const PHONEY = process.env.PHONEY_URL ?? "http://localhost:8000";

function post(path, body, headers = {}) {
  return fetch(PHONEY + path, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
}
// [/start]

// [users]
const users = await (await fetch(`${PHONEY}/fake/name?count=2&seed=42`)).json();
assert.deepEqual(users.data, ["Allison Hill", "Noah Rhodes"]); // today, tomorrow, and on every machine
console.log("users:", users.data.join(", "));
// [/users]

// [template]
const ORDER = {
  customer: { name: "{{name}}", email: "{{email}}" },
  items: [{ sku: "{{ean8}}", amount: "{{random_int:min=1,max=9}}" }],
};
const orders = await (await post("/template", { template: ORDER, count: 2, seed: 42 })).json();
const order = orders.data[0];
assert.equal(order.customer.name, "Allison Hill");
assert.equal(typeof order.items[0].amount, "number");
console.log("template:", order.customer.email);
// [/template]

// [unique]
const seats = await (
  await post("/template", { template: { seat: "{{random_int:min=1,max=6}}" }, count: 6, unique: true, seed: 42 })
).json();
assert.deepEqual(seats.data.map((record) => record.seat).sort(), [1, 2, 3, 4, 5, 6]);
assert.deepEqual(seats.warnings, []); // with count: 7, a warning would say that one repeats
console.log("unique:", seats.data.length, "seats");
// [/unique]

// [download]
const USER = { name: "{{name}}", email: "{{email}}" };
const wanted = { template: USER, count: 3, seed: 42 };
const table = await post("/template", wanted, { Accept: "text/csv" });
const rows = (await table.text()).trimEnd().split("\r\n");
const lines = await post("/template", wanted, { Accept: "application/x-ndjson" });
const records = (await lines.text()).trimEnd().split("\n").map((line) => JSON.parse(line));
assert.equal(rows[0], "name,email");
assert.equal(rows[3], `${records[2].name},${records[2].email}`);
console.log("download:", records[2].name, "from seed", table.headers.get("Phoney-Seed"));
// [/download]

// [bulk]
const login = new URLSearchParams({
  username: process.env.PHONEY_USERNAME ?? "admin",
  password: process.env.PHONEY_PASSWORD ?? "phoney-development",
});
const { access_token } = await (await fetch(`${PHONEY}/token`, { method: "POST", body: login })).json();
const bulk = await post(
  "/api/v1/template/generate",
  { template: USER, count: 20_000, seed: 42 },
  { Authorization: `Bearer ${access_token}`, Accept: "application/x-ndjson" },
);
assert.equal(bulk.status, 200);
let count = 0;
for await (const piece of bulk.body) count += piece.filter((byte) => byte === 10).length; // line ends
assert.equal(count, 20_000);
console.log("bulk:", count, "records");
// [/bulk]

// [errors]
const wrong = await post("/template", { template: { name: "{{nmae}}" } });
assert.equal(wrong.status, 422);
const problem = (await wrong.json()).detail.errors[0];
console.log("error:", wrong.status, problem.field, problem.generator, problem.suggestions[0]);
const tooMany = await post("/template", { template: USER, count: 5000 });
assert.equal(tooMany.status, 400);
console.log("error:", tooMany.status, (await tooMany.json()).detail);
// [/errors]
