const { startPhoney } = require("./phoney");

const CUSTOMER = { name: "{{name}}", email: "{{email}}" };
const ITEM = { sku: "{{ean8}}", amount: "{{random_int:min=1,max=9}}", cents: "{{random_int:min=100,max=9999}}" };
const ORDER = { customer: CUSTOMER, items: [ITEM, ITEM] };

// What is tested.
const totalCents = (order) => order.items.reduce((sum, item) => sum + item.amount * item.cents, 0);
const greeting = (customer) => `Dear ${customer.name},`;

let phoney;
beforeAll(async () => {
  phoney = await startPhoney();
});
afterAll(() => phoney.stop());

test("greets by name", async () => {
  expect(greeting(await phoney.record(CUSTOMER, { seed: 42 }))).toBe("Dear Allison Hill,");
});

test("the total lies between its bounds", async () => {
  for (const order of await phoney.records(ORDER, 200, { seed: 1 })) {
    expect(totalCents(order)).toBeGreaterThanOrEqual(2 * 100);
    expect(totalCents(order)).toBeLessThanOrEqual(2 * 9 * 9999);
  }
});

test("the same seed gives the same orders", async () => {
  const [first, second] = [await phoney.records(ORDER, 3, { seed: 7 }), await phoney.records(ORDER, 3, { seed: 7 })];
  expect(first).toEqual(second);
});

test("account numbers differ", async () => {
  const accounts = await phoney.records({ number: "{{bothify:text=??-####}}" }, 500, { seed: 3, unique: true });
  expect(new Set(accounts.map((account) => account.number)).size).toBe(500);
});

test.each(["ja_JP", "ar_SA", "el_GR"])("greets in the script of %s", async (locale) => {
  const customer = await phoney.record(CUSTOMER, { seed: 5, locale });
  expect(greeting(customer)).toBe(`Dear ${customer.name},`);
  expect(customer.name).not.toMatch(/^[ -~]*$/); // not ASCII
});

test("a mistake in a template is explained", async () => {
  await expect(phoney.record({ name: "{{nmae}}" })).rejects.toThrow("did you mean `name`");
});
