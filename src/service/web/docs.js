// Swagger UI works through the whole document at each click, so that with every generator in it a click takes seconds.
// /docs shows the routes, and /docs?provider=person the generators of one provider, each with its parameters.
const TAG = "/fake: "; // what the tags of providers begin with
const provider = new URLSearchParams(location.search).get("provider");

async function read(url) {
  return (await fetch(url)).json();
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
  const full = await read("/openapi-full.json");
  addLink("Routes", "/docs", provider === null);
  for (const { name } of full.tags.filter((tag) => tag.name.startsWith(TAG))) {
    const other = name.slice(TAG.length);
    addLink(other, `/docs?provider=${other}`, other === provider);
  }
  SwaggerUIBundle({
    spec: provider === null ? await read("/openapi.json") : keepProvider(full),
    dom_id: "#swagger-ui",
    deepLinking: true,
    docExpansion: provider === null ? "none" : "list",
    filter: true,
    validatorUrl: null,
    presets: [SwaggerUIBundle.presets.apis],
    layout: "BaseLayout",
  });
}

show();
