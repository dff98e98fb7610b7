/** Een formulier dat elders iets doet, zoals bladeren op de beamer: verstuur het zonder deze bladzijde te verlaten. */
for (const vorm of /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll("form[data-stil]"))) {
  vorm.addEventListener("submit", (wat) => {
    wat.preventDefault();
    fetch(vorm.action, { method: "POST", body: new FormData(vorm), redirect: "manual" }).catch(() => vorm.submit());
  });
}
