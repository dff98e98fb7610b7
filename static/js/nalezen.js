/** Nalezen met het toetsenbord en met een selectie. Zonder dit script werkt elke knop en elk veld ook. */
const plek = /** @type {HTMLElement | null} */ (document.querySelector("[data-plek]"));
const tekst = document.querySelector("[data-bron]");
const hand = /** @type {HTMLInputElement | null} */ (document.getElementById("woorden"));

/** @param {number} stap */
function ga(stap) {
  const links = [...document.querySelectorAll(".voorstellen a")];
  const nu = links.findIndex((link) => link.closest("li")?.hasAttribute("aria-current"));
  const doel = /** @type {HTMLAnchorElement | undefined} */ (links[nu + stap]);
  doel?.click();
}

/** @param {string} kies */
const druk = (kies) => /** @type {HTMLElement | null} */ (document.querySelector(kies))?.click();
/** @param {string} kies */
const naar = (kies) => /** @type {HTMLElement | null} */ (document.querySelector(kies))?.focus();

const TOETSEN = /** @type {Record<string, () => void>} */ ({
  j: () => ga(1),
  k: () => ga(-1),
  v: () => druk("[data-vervang]"),
  w: () => naar("#vervang"),
  l: () => (plek?.dataset.plek === "streng" ? naar("#reden") : druk("[data-laat]")),
  z: () => openHand(),
  b: () => druk("[data-voor]"),
  n: () => druk("[data-na]"),
  s: () => druk("[data-samen]"),
  h: () => druk("[data-terug]"),
  t: () => openSoort(),
});

function openSoort() {
  const blok = /** @type {HTMLDetailsElement | null} */ (document.querySelector(".greep"));
  if (blok) blok.open = true;
  naar("#soort");
}

function openHand() {
  const blok = hand?.closest("details");
  if (blok) blok.open = true;
  hand?.focus();
}

addEventListener("keydown", (wat) => {
  const doel = /** @type {HTMLElement} */ (wat.target);
  if (wat.key === "Escape" && doel.matches("input, select, textarea")) return doel.blur();
  if (wat.ctrlKey || wat.metaKey || wat.altKey || doel.closest("input, select, textarea")) return;
  const doe = TOETSEN[wat.key.toLowerCase()];
  if (!doe) return;
  wat.preventDefault();
  doe();
});

// wie woorden kiest in de tekst, vindt ze terug in het veld om ze weg te halen
document.addEventListener("selectionchange", () => {
  const keuze = getSelection();
  if (!hand || !tekst || !keuze || keuze.isCollapsed || !tekst.contains(keuze.anchorNode)) return;
  const stuk = keuze.getRangeAt(0).cloneContents();
  for (const label of stuk.querySelectorAll(".soort, h3")) label.remove();
  const woorden = (stuk.textContent ?? "").replace(/\s+/g, " ").trim();
  if (!woorden || woorden.length > 200) return;
  hand.value = woorden;
  const blok = hand.closest("details");
  if (blok) blok.open = true;
});
