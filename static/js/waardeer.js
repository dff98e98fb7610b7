/** Wat de inbrenger van een vraag vond: dat blijft op deze telefoon en gaat met de sessie weg. */
import { gegevens } from "./gegevens.js";
import { naBeeld, stand } from "./beeld.js";

const WAARDERING = `ls:waardeer:${gegevens.sessie}`;
const leesWaardering = () => JSON.parse(localStorage.getItem(WAARDERING) || "{}");
function tekenWaardering() {
  const gegeven = leesWaardering();
  for (const knop of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-waardeer]"))) {
    knop.setAttribute("aria-pressed", String(gegeven[knop.dataset.waardeer || ""] === knop.dataset.woord));
  }
}
naBeeld(tekenWaardering);
naBeeld(() => ["nabespreken", "gesloten", "gewist"].includes(stand.toestand) && localStorage.removeItem(WAARDERING));
document.addEventListener("click", (gebeurtenis) => {
  const knop = /** @type {HTMLElement | null} */ (/** @type {Element} */ (gebeurtenis.target).closest("[data-waardeer]"));
  if (!knop) return;
  const gegeven = leesWaardering();
  const kaart = knop.dataset.waardeer || "";
  if (gegeven[kaart] === knop.dataset.woord) delete gegeven[kaart];
  else gegeven[kaart] = knop.dataset.woord;
  localStorage.setItem(WAARDERING, JSON.stringify(gegeven));
  tekenWaardering();
});
tekenWaardering();
