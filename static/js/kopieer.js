/** Kopieer wat in een veld staat. Op gewoon http bestaat het klembord niet; dan helpt de oude weg. */
for (const knop of /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll("[data-kopieer]"))) {
  const veld = /** @type {HTMLInputElement | null} */ (document.getElementById(knop.dataset.kopieer ?? ""));
  const zin = /** @type {HTMLElement | null} */ (knop.parentElement?.querySelector("[data-gekopieerd]") ?? null);
  if (!veld) continue;
  knop.hidden = false;
  knop.addEventListener("click", async () => {
    veld.focus();
    veld.select();
    let gelukt = false;
    if (navigator.clipboard) {
      gelukt = await navigator.clipboard.writeText(veld.value).then(() => true, () => false);
    }
    if (!gelukt) gelukt = document.execCommand("copy");
    if (gelukt && zin) zin.textContent = zin.dataset.gekopieerd ?? "";
  });
}
