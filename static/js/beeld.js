/** Het beeld: regio's van de server in de bladzijde leggen zonder iets te verstoren wat iemand aan het doen is.
 *  De enige plek waar HTML van de server in de bladzijde komt. */
import { gegevens, zoek, zeg } from "./gegevens.js";

/** De kleine vorm van Idiomorph is geen module: de bladzijde laadt haar voor deze scripts. */
const { Idiomorph } = /** @type {any} */ (globalThis);

/** @type {Map<string, any>} */
const wachtend = new Map();
/** @type {Map<string, {seq: number, beurt: number}>} */
const getekend = new Map();
let tijdperk = gegevens.tijdperk;
let bezig = false;
let vorigeStap = "";

export const tijd = { verschil: (gegevens.nu || Date.now()) - Date.now() };
export const stand = { stuur: gegevens.stuur || 0, toestand: "" };

/** @type {Array<(beeld: any) => void>} */
const luisteraars = [];
/** @param {(beeld: any) => void} actie */
export const naBeeld = (actie) => luisteraars.push(actie);

/** Een nieuw beeld van de server. @param {any} beeld */
export function toonBeeld(beeld) {
  if (beeld.tijdperk !== tijdperk) {
    // een andere database (na terugzetten): wat wij kenden, telt niet meer
    tijdperk = beeld.tijdperk;
    getekend.clear();
  }
  const oud = getekend.get(beeld.regio);
  if (oud && (beeld.seq < oud.seq || (beeld.seq === oud.seq && beeld.beurt < oud.beurt))) return;
  tijd.verschil = beeld.nu - Date.now();
  stand.stuur = beeld.stuur;
  stand.toestand = beeld.toestand;
  wachtend.set(beeld.regio, beeld);
  teken();
}

/** De lijn is (weer) open: wat nu komt, is het beeld van dit moment, ook als de server opnieuw begon te tellen. */
export const beginOpnieuw = () => getekend.clear();

/** Terwijl iemand sleept of een letter samenstelt, wacht die regio. @param {boolean} aan */
export function houVast(aan) {
  bezig = aan;
  if (!aan) teken();
}
document.addEventListener("compositionstart", () => houVast(true));
document.addEventListener("compositionend", () => houVast(false));

function teken() {
  for (const [regio, beeld] of [...wachtend]) {
    const doel = zoek(`[data-regio="${regio}"]`);
    if (!doel) {
      wachtend.delete(regio);
      continue;
    }
    if (bezig && doel.contains(document.activeElement)) continue;
    if (bezig && doel.querySelector("[data-gesleept]")) continue;
    wachtend.delete(regio);
    getekend.set(regio, { seq: beeld.seq, beurt: beeld.beurt });
    legNeer(doel, beeld.html);
    for (const actie of luisteraars) actie(beeld);
  }
  meldStap();
}

/** @param {Element} doel @param {string} html */
export function legNeer(doel, html) {
  Idiomorph.morph(doel, html, {
    morphStyle: "innerHTML",
    callbacks: {
      beforeNodeMorphed: (/** @type {any} */ oud) =>
        !(oud instanceof HTMLElement && oud.hasAttribute("data-eigen") && !(oud instanceof HTMLDetailsElement)),
      beforeAttributeUpdated: (/** @type {string} */ naam, /** @type {any} */ element) =>
        !(naam === "open" && element instanceof HTMLDetailsElement && element.hasAttribute("data-eigen")),
    },
  });
}

/** Meld een nieuwe stap een keer aan schermlezers. */
function meldStap() {
  const plek = zoek(".plek") || zoek(".c-plan > div") || zoek(".b-kop > div");
  const zin = plek ? plek.textContent.replace(/\s+/g, " ").trim() : "";
  if (zin && zin !== vorigeStap) {
    vorigeStap = zin;
    zeg(zin);
  }
}
