/** De console: sturen met muis, vinger en toetsen. Elke daad zegt op welk beeld zij rust. */
import { bindDialogen, gegevens, toonFout, zeg, zoek } from "./gegevens.js";
import { openLijn } from "./lijn.js";
import { beginOpnieuw, naBeeld, stand, toonBeeld } from "./beeld.js";
import { startKlok } from "./klok.js";
import { bindKaarten } from "./console_kaarten.js";
import { bindVensters } from "./console_vensters.js";
import { bindToetsen } from "./console_toetsen.js";

const lijn = openLijn({ opBeeld: toonBeeld, opOpen: beginOpnieuw, opGeweigerd: () => location.reload() });

/** Stuurt deze console, of kijkt zij mee? @param {{jij: boolean, gevraagd: boolean}} wat */
lijn.op("stuur", (/** @type {{jij: boolean, gevraagd: boolean}} */ wat) => {
  zoek("#meekijk").hidden = wat.jij;
  zoek("#stuurvraag").hidden = !wat.gevraagd;
  if (wat.jij) zoek("#meekijk [data-stuurgraag]").disabled = false;
});
document.addEventListener("click", (gebeurtenis) => {
  const knop = /** @type {HTMLButtonElement | null} */ (/** @type {Element} */ (gebeurtenis.target).closest("[data-stuurgraag]"));
  if (!knop) return;
  if (knop.dataset.stuurgraag === "vraag") knop.disabled = true;
  zegLijn("stuur_graag", { doe: knop.dataset.stuurgraag });
});

/** Doe een stuurdaad. @param {string} daad @param {any} [gegeven] @returns {Promise<any>} */
async function stuur(daad, gegeven = {}) {
  toonFout("");
  try {
    const antwoord = await lijn.stuur("stuur", { daad, gegeven, gezien: stand.stuur });
    if (antwoord.fout) toonFout(antwoord.tekst);
    else if (antwoord.stuur > stand.stuur) stand.stuur = antwoord.stuur;
    return antwoord;
  } catch {
    toonFout(gegevens.t.geen_antwoord);
    return { fout: "lijn" };
  }
}

/** Vraag het eerst, als er iets te zeggen valt. @param {string} zin @returns {Promise<boolean>} */
function vraag(zin) {
  const dialoog = zoek("#dialoog-vraag");
  zoek("[data-zin]", dialoog).textContent = zin;
  return new Promise((klaar) => {
    const ja = zoek("[data-ja]", dialoog);
    let gezegd = false;
    ja.onclick = () => {
      gezegd = true;
      dialoog.close();
    };
    dialoog.onclose = () => klaar(gezegd);
    dialoog.showModal();
  });
}

bindDialogen();
document.addEventListener("click", async (gebeurtenis) => {
  const doel = /** @type {Element} */ (gebeurtenis.target);
  const knop = /** @type {any} */ (doel.closest("[data-daad], [data-zaal], [data-groepdoe]"));
  if (!knop || knop.disabled) return;
  if (knop.dataset.vraag && !(await vraag(knop.dataset.vraag))) return;
  const gegeven = JSON.parse(knop.dataset.gegeven || "{}");
  if (knop.dataset.daad) await stuur(knop.dataset.daad, gegeven);
  else if (knop.dataset.groepdoe) await zegLijn("groep", JSON.parse(knop.dataset.groepdoe));
  else await zegLijn("zaal", gegeven);
});

/** Wat geen stuurdaad is, maar wel geweigerd kan worden. @param {string} naam @param {any} gegeven */
async function zegLijn(naam, gegeven) {
  const antwoord = await lijn.stuur(naam, gegeven).catch(() => ({ fout: "lijn", tekst: gegevens.t.geen_antwoord }));
  toonFout(antwoord.fout ? antwoord.tekst : "");
}

const kaarten = bindKaarten({ stuur, vraag });
bindVensters({ lijn, stuur, vraag });
bindToetsen({ stuur, kaarten });
naBeeld((beeld) => {
  if (beeld.regio === "bord") kaarten.herstel();
});
// ---- een eigen turf voor de coach: alleen op dit scherm, en weg met de bladzijde -----------------------------
/** @type {Record<string, number>} */
const turf = {};
const stapNu = () => document.querySelector(".stappen [aria-current]")?.id || "";
function tekenTurf() {
  const vak = zoek("#turf");
  if (!vak) return;
  vak.hidden = !document.querySelector("#regio-bord [data-vragen]");
  zoek("[data-turf]", vak).textContent = String(turf[stapNu()] || 0);
}
naBeeld(tekenTurf);
tekenTurf();
zoek("[data-turfer]")?.addEventListener("click", () => {
  turf[stapNu()] = (turf[stapNu()] || 0) + 1;
  tekenTurf();
});
addEventListener("beforeunload", () => zeg(""));
startKlok(false);
