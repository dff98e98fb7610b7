/** Inloggen en links: haalt het geheim achter de # uit het adres en laat een wachtwoord zien als je dat vraagt. */
const blok = /** @type {HTMLElement | null} */ (document.querySelector("[data-geheim]"));
const veld = /** @type {HTMLInputElement | null} */ (blok?.querySelector("input") ?? null);
const geheim = location.hash.slice(1);
if (blok && veld) {
  if (geheim && geheim !== "inhoud") {
    history.replaceState(null, "", location.pathname + location.search);
    veld.value = geheim;
  }
  // fout of leeg: dan moet je het veld kunnen zien
  if (veld.value && veld.getAttribute("aria-invalid") !== "true") blok.hidden = true;
}
for (const keuze of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-toon]"))) {
  const doel = /** @type {HTMLInputElement | null} */ (document.getElementById(keuze.dataset.toon ?? ""));
  const vink = keuze.querySelector("input");
  if (!doel || !vink) continue;
  keuze.hidden = false;
  vink.addEventListener("change", () => (doel.type = vink.checked ? "text" : "password"));
}
