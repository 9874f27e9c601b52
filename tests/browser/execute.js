// In the page: presses Execute on one operation as it is prefilled. Playwright's own clicks wait for frames, which take
// a second each where nothing draws them.
async (id) => {
  const operation = document.getElementById(id);
  const wait = async (selector) => {
    for (let tries = 0; tries < 3000; ++tries) {
      const found = operation.querySelector(selector);
      if (found) return found;
      await new Promise((resume) => setTimeout(resume, 10));
    }
    throw new Error(`${id} shows no ${selector}`);
  };
  if (!operation.classList.contains("is-open")) operation.querySelector(".opblock-summary-control").click();
  (await wait(".try-out__btn")).click();
  (await wait(".btn.execute")).click();
  const status = await wait(".live-responses-table tr.response .response-col_status");
  const result = {
    status: status.textContent.trim(),
    url: operation.querySelector(".request-url pre").textContent.trim(),
    body: operation.querySelector(".live-responses-table tr.response .response-col_description").textContent.slice(0, 300),
  };
  operation.querySelector(".opblock-summary-control").click();
  return result;
}
