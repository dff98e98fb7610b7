/** Voorbereiden: telt de minuten op en rekent de dag uit waarop alles gewist wordt, terwijl je typt. */
const vorm = document.querySelector("form.voorbereiden");
const som = vorm?.querySelector("[data-som]");

const telOp = () => {
  let samen = 0;
  for (const regel of vorm?.querySelectorAll(".planregel") ?? []) {
    const mee = /** @type {HTMLInputElement} */ (regel.querySelector("[data-mee]"));
    const minuten = /** @type {HTMLInputElement} */ (regel.querySelector("[data-minuten]"));
    regel.classList.toggle("uit", !mee.checked);
    if (mee.checked && /^\d{1,3}$/.test(minuten.value.trim())) samen += Number(minuten.value);
  }
  if (som) som.textContent = String(samen);
};

const rekenDag = () => {
  const plek = vorm?.querySelector("[data-wisdag]");
  const dagen = /** @type {HTMLInputElement | null} */ (vorm?.querySelector("[name=bewaardagen]"));
  const gepland = /** @type {HTMLInputElement | null} */ (vorm?.querySelector("[name=gepland]"));
  const { dagen: vandaag, taal } = /** @type {HTMLElement} */ (vorm).dataset;
  if (!plek || !dagen || !vandaag || !/^\d{1,2}$/.test(dagen.value.trim()) || Number(dagen.value) > 30) return;
  const dag = new Date(`${gepland?.value || vandaag}T12:00:00Z`);
  dag.setUTCDate(dag.getUTCDate() + Number(dagen.value));
  const stijl = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
  plek.textContent = new Intl.DateTimeFormat(taal === "en" ? "en-GB" : "nl-NL", /** @type {any} */ (stijl)).format(dag);
};

if (vorm) {
  vorm.addEventListener("input", () => {
    telOp();
    rekenDag();
  });
  telOp();
}
/** @type {HTMLElement | null} */ (document.querySelector(".foutlijst"))?.focus();
