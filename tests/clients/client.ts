// Asks a server through the client that openapi-typescript and openapi-fetch make of /openapi.json; the compiler checks that the
// requests and what is read of the answers have the document's types. Prints what it got as JSON.
import createClient from "openapi-fetch";
import type { components, paths } from "./openapi";

const [baseUrl, apiKey] = process.argv.slice(2);
// Values and records may come in other formats too, as texts: this client asks for none of them.
const client = createClient<paths, "application/json">({
  baseUrl,
  headers: { "X-API-Key": apiKey },
  querySerializer: { object: { style: "form", explode: true } },
});

function given<T>({ data, error }: { data?: T; error?: unknown }): T {
  if (data === undefined) throw new Error(JSON.stringify(error));
  return data;
}

function envelope(records: components["schemas"]["Records"]): components["schemas"]["Envelope"] {
  if (Array.isArray(records)) throw new Error("the records came alone");
  return records;
}

const template = { name: "{{name}}", tags: ["{{word}}"] };
const value = given(await client.GET("/fake/{generator}", { params: { path: { generator: "name" }, query: { seed: 42, locale: "de_DE" } } }));
const values = given(
  await client.GET("/fake/{generator}", {
    params: { path: { generator: "random_int" }, query: { seed: 42, count: 3, parameters: { min: 1, max: 6 } } },
  }),
);
const records = envelope(given(await client.POST("/template", { body: { template, count: 2, seed: 42 } })));
const alone = given(await client.POST("/template", { body: { template, seed: 42, envelope: false } }));
const many = envelope(given(await client.POST("/api/v1/template/generate", { body: { template, count: 1500, seed: 42 } })));
const checked = given(await client.POST("/api/v1/template/validate", { body: { template: { name: "{{nmae}}" } } }));
const generated = given(
  await client.POST("/api/v1/generate", { body: { provider: "python", generator: "pyint", seed: 42, params: { kwargs: { max_value: 9 } } } }),
);
const refused = await client.POST("/template", { body: { template, count: 2000 } });

console.log(
  JSON.stringify({
    value: value.data,
    values: values.data,
    records: records.data,
    seed: records.seed,
    alone,
    many: many.generated_count,
    suggestions: checked.errors[0].suggestions,
    generated: generated.data,
    refused: refused.error?.detail,
  }),
);
