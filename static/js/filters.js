/** Filters op een smal scherm: dicht tot je erom vraagt, zodat de lessen bovenaan staan. */
const blok = /** @type {HTMLDetailsElement | null} */ (document.querySelector(".filterblok"));
if (blok && !("gekozen" in blok.dataset) && matchMedia("(max-width: 60rem)").matches) blok.open = false;
