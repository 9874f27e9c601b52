// Swagger UI works through the whole document at each click, so that with every generator in it a click takes seconds.
// /docs shows the routes, and /docs?provider=person the generators of one provider, each with its parameters.
const TAG = "/fake: "; // what the tags of providers begin with
const provider = new URLSearchParams(location.search).get("provider");

async function read(url) {
  const response = await fetch(url);
  if (response.ok) return response.json();
  const { detail } = await response.json().catch(() => ({})); // a proxy's error need not be JSON
  throw new Error(detail ?? `HTTP status ${response.status}`);
}

// Returns undefined after it has shown why the document cannot be read.
async function readOrExplain(url) {
  try {
    return await read(url);
  } catch (error) {
    explain(`${url}: ${error.message}`);
  }
}

function explain(text) {
  const problem = document.createElement("p");
  problem.textContent = text;
  document.getElementById("problems").append(problem);
}

function keepProvider(openapi) {
  const tag = TAG + provider;
  const isKept = ([, path]) => path.get?.tags.includes(tag);
  openapi.paths = Object.fromEntries(Object.entries(openapi.paths).filter(isKept));
  openapi.tags = openapi.tags.filter(({ name }) => name === tag);
  keepUsedComponents(openapi);
  return openapi;
}

function keepUsedComponents({ paths, components }) {
  const used = new Set();
  const follow = (value) => {
    for (const [, kind, name] of JSON.stringify(value).matchAll(/"#\/components\/(\w+)\/(\w+)"/g)) {
      const component = components[kind][name];
      if (used.has(component)) continue;
      used.add(component);
      follow(component);
    }
  };
  follow(paths);
  for (const kind of ["schemas", "parameters", "responses"]) {
    components[kind] = Object.fromEntries(Object.entries(components[kind]).filter(([, component]) => used.has(component)));
  }
}

function addLink(text, href, isCurrent) {
  const link = document.createElement("a");
  link.textContent = text;
  link.href = href;
  if (isCurrent) link.setAttribute("aria-current", "page");
  document.getElementById("providers").append(link, " ");
}

async function show() {
  const full = await readOrExplain("/openapi-full.json");
  const providers = full ? full.tags.filter(({ name }) => name.startsWith(TAG)).map(({ name }) => name.slice(TAG.length)) : [];
  const isKnown = providers.includes(provider);
  if (full && provider !== null && !isKnown) explain(`There is no provider "${provider}". These are the routes; the links above show the providers.`);
  addLink("Routes", "/docs", !isKnown);
  for (const other of providers) addLink(other, `/docs?provider=${other}`, other === provider);
  const spec = isKnown ? keepProvider(full) : await readOrExplain("/openapi.json");
  if (!spec) return;
  SwaggerUIBundle({
    spec,
    dom_id: "#swagger-ui",
    deepLinking: true,
    docExpansion: isKnown ? "list" : "none",
    filter: true,
    validatorUrl: null,
    presets: [SwaggerUIBundle.presets.apis],
    layout: "BaseLayout",
  });
}

show();
