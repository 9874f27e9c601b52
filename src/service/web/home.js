const field = (id) => document.getElementById(id);

async function show() {
  const query = new URLSearchParams({ count: 3, locale: field("locale").value });
  const url = `/fake/${encodeURIComponent(field("generator").value)}?${query}`;
  field("link").href = url;
  field("url").textContent = `GET ${url}`;
  try {
    const response = await fetch(url);
    field("answer").textContent = JSON.stringify(await response.json(), null, 2);
  } catch (error) {
    field("answer").textContent = String(error);
  }
}

field("try").addEventListener("submit", (event) => {
  event.preventDefault();
  show();
});
show();
