/** Wat de bladzijde aan haar scripts meegeeft, en kleine hulpjes die elk doek nodig heeft. */

/** @type {any} */
export const gegevens = JSON.parse(document.getElementById("gegevens")?.textContent || "{}");

/** @param {string} kiezer @param {ParentNode} [bij] @returns {any} */
export const zoek = (kiezer, bij = document) => bij.querySelector(kiezer);

/** Zeg iets aan schermlezers, een keer. @param {string} zin */
export function zeg(zin) {
  const plek = zoek("#omroep");
  if (plek && plek.textContent !== zin) plek.textContent = zin;
}

/** Toon een fout in een zin; leeg haalt haar weg. @param {string} zin */
export function toonFout(zin) {
  const plek = zoek("#foutmelding");
  if (!plek) return;
  plek.hidden = !zin;
  zoek("span", plek).textContent = zin;
  if (zin) plek.scrollIntoView({ block: "nearest" });
}

/** Een willekeurige sleutel van `bytes` bytes als url-veilige tekst. @param {number} bytes */
export function maakSleutel(bytes) {
  const ruw = crypto.getRandomValues(new Uint8Array(bytes));
  return btoa(String.fromCharCode(...ruw)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

/** @param {string} naam @param {Record<string, any>} [eigenschappen] @param {...(Node|string)} kinderen */
export function maak(naam, eigenschappen = {}, ...kinderen) {
  const element = document.createElement(naam);
  for (const [sleutel, waarde] of Object.entries(eigenschappen)) {
    if (sleutel.startsWith("on")) element.addEventListener(sleutel.slice(2), waarde);
    else if (sleutel in element) /** @type {any} */ (element)[sleutel] = waarde;
    else element.setAttribute(sleutel, waarde);
  }
  element.append(...kinderen);
  return element;
}

/** Dialogen sluiten met hun eigen knop. */
export function bindDialogen() {
  document.addEventListener("click", (gebeurtenis) => {
    const knop = /** @type {Element} */ (gebeurtenis.target).closest("[data-sluit]");
    if (knop) /** @type {HTMLDialogElement} */ (knop.closest("dialog")).close();
  });
}
