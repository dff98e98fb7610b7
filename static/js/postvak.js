/** Het postvak van deze telefoon: eerst bewaren, dan sturen, pas weg na bevestiging. Niets kwijt, niets dubbel.
 *  Alles van een sessie staat onder een naam in localStorage en verdwijnt als de sessie sluit. */
import { gegevens, maakSleutel } from "./gegevens.js";

const naam = `ls:${gegevens.sessie}`;
const HOOGSTENS_AFGEBROKEN = 3;
/** @typedef {{id: string, sleutel: string, geheim: string, stap: string, inhoud: any, staat: string, kaart?: string,
 *   laat?: boolean, fout?: string, wens?: any, weg?: boolean, afgebroken?: number, enkel?: boolean}} Kaart */

/** @type {Kaart[]} */
let kaarten = lees("kaarten") || [];
/** @type {Array<() => void>} */
const luisteraars = [];
/** @type {((naam: string, gegeven: any) => Promise<any>) | null} */
let stuur = null;
const onderweg = new Set();

/** @param {string} deel @returns {any} */
function lees(deel) {
  try {
    return JSON.parse(localStorage.getItem(`${naam}:${deel}`) || "null");
  } catch {
    return null;
  }
}
/** @param {string} deel @param {any} waarde @returns {boolean} bewaard? */
function schrijf(deel, waarde) {
  try {
    if (waarde === null) localStorage.removeItem(`${naam}:${deel}`);
    else localStorage.setItem(`${naam}:${deel}`, JSON.stringify(waarde));
    return true;
  } catch {
    return false;
  }
}
function bewaar() {
  const goed = schrijf("kaarten", kaarten);
  for (const actie of luisteraars) actie();
  return goed;
}

/** @param {() => void} actie */
export const opWijziging = (actie) => luisteraars.push(actie);
export const eigenKaarten = () => kaarten;
/** @param {string} stap */
export const kaartenVan = (stap) => kaarten.filter((k) => k.stap === stap && !k.weg && k.staat !== "geweigerd");

/** Concept per stap: wat er getypt staat, overleeft een herlaad. @param {string} stap @param {any} [waarde] */
export function concept(stap, waarde) {
  if (waarde === undefined) return lees(`concept:${stap}`);
  schrijf(`concept:${stap}`, waarde);
  return waarde;
}

/** Geef een bijdrage. @param {string} stap @param {any} inhoud @param {boolean} enkel @returns {boolean} bewaard? */
export function geef(stap, inhoud, enkel) {
  const bestaand = enkel ? kaarten.find((k) => k.stap === stap && !k.weg && k.staat !== "geweigerd") : undefined;
  if (bestaand) {
    bestaand.wens = inhoud;
    bestaand.staat = "onderweg";
  } else {
    const nieuw = { id: maakSleutel(9), sleutel: maakSleutel(18), geheim: maakSleutel(18), stap, inhoud, staat: "onderweg" };
    kaarten.push(/** @type {Kaart} */ (nieuw));
  }
  const goed = bewaar();
  verstuur();
  return goed;
}

/** @param {string} id @param {any} inhoud */
export function wijzig(id, inhoud) {
  const kaart = kaarten.find((k) => k.id === id);
  if (!kaart) return;
  kaart.wens = inhoud;
  kaart.staat = "onderweg";
  bewaar();
  verstuur();
}

/** @param {string} id */
export function trekIn(id) {
  const kaart = kaarten.find((k) => k.id === id);
  if (!kaart) return;
  if (kaart.staat === "geweigerd") kaarten = kaarten.filter((k) => k.id !== id);
  else {
    kaart.weg = true;
    kaart.staat = "onderweg";
  }
  bewaar();
  verstuur();
}

/** Een geweigerde kaart alsnog naar de parkeerplaats. @param {string} id */
export function naarParkeerplaats(id) {
  const kaart = kaarten.find((k) => k.id === id);
  if (!kaart) return;
  kaarten = kaarten.filter((k) => k.id !== id);
  geef("parkeerplaats", { tekst: tekstVan(kaart.inhoud) }, false);
}

/** @param {any} inhoud */
export const tekstVan = (inhoud) => String(inhoud.tekst || inhoud.wat || inhoud.toelichting || [inhoud.een, inhoud.twee].filter(Boolean).join("\n"));

/** De lijn is open: alles wat nog onderweg is, opnieuw, met dezelfde sleutel. @param {any} sturen */
export function koppel(sturen) {
  stuur = sturen;
  verstuur();
}

/** De sleutels van de eigen kaarten, om een bericht bij te lezen. */
export const sleutels = () => kaarten.filter((k) => k.kaart && k.geheim && !k.weg).map((k) => ({ kaart: k.kaart, geheim: k.geheim }));

/** De lijn viel weg terwijl een kaart op antwoord wachtte. */
export function afgebroken() {
  for (const id of onderweg) {
    const kaart = kaarten.find((k) => k.id === id);
    if (kaart) kaart.afgebroken = (kaart.afgebroken || 0) + 1;
  }
  onderweg.clear();
}

function verstuur() {
  if (!stuur) return;
  for (const kaart of kaarten) {
    if (kaart.staat === "onderweg" && !onderweg.has(kaart.id)) verstuurEen(kaart);
  }
}

/** @param {Kaart} kaart */
async function verstuurEen(kaart) {
  if ((kaart.afgebroken || 0) >= HOOGSTENS_AFGEBROKEN) return weiger(kaart, "");
  onderweg.add(kaart.id);
  const { vraag, gegeven } = maakBericht(kaart);
  const gewenst = JSON.stringify(kaart.wens);
  try {
    const antwoord = await /** @type {any} */ (stuur)(vraag, gegeven);
    onderweg.delete(kaart.id);
    verwerk(kaart, vraag, antwoord, gewenst);
  } catch {
    onderweg.delete(kaart.id);
    setTimeout(verstuur, 1500);
  }
}

/** @param {Kaart} kaart */
function maakBericht(kaart) {
  if (!kaart.kaart) {
    const { sleutel, geheim, stap, inhoud } = kaart;
    return { vraag: "bijdrage", gegeven: { sleutel, geheim, stap, inhoud } };
  }
  if (kaart.weg) return { vraag: "intrekken", gegeven: { kaart: kaart.kaart, geheim: kaart.geheim } };
  return { vraag: "wijzig", gegeven: { kaart: kaart.kaart, geheim: kaart.geheim, inhoud: kaart.wens } };
}

/** @param {Kaart} kaart @param {string} vraag @param {any} antwoord @param {string | undefined} gewenst */
function verwerk(kaart, vraag, antwoord, gewenst) {
  if (antwoord?.fout) {
    if (antwoord.opnieuw) return void setTimeout(verstuur, 2000);
    if (vraag === "wijzig") {
      delete kaart.wens; // de eerste woorden staan nog op de server
      kaart.staat = "ontvangen";
      kaart.fout = antwoord.tekst;
      return void bewaar();
    }
    return weiger(kaart, antwoord.tekst);
  }
  kaart.afgebroken = 0;
  delete kaart.fout;
  if (vraag === "intrekken") kaarten = kaarten.filter((k) => k !== kaart);
  else {
    kaart.kaart = antwoord.kaart;
    kaart.laat ||= Boolean(antwoord.laat);
    if (vraag === "wijzig" && JSON.stringify(kaart.wens) === gewenst) {
      kaart.inhoud = kaart.wens;
      delete kaart.wens;
    }
    kaart.staat = kaart.wens !== undefined || kaart.weg ? "onderweg" : "ontvangen";
  }
  bewaar();
  verstuur();
}

/** @param {Kaart} kaart @param {string} zin */
function weiger(kaart, zin) {
  kaart.staat = "geweigerd";
  kaart.fout = zin;
  bewaar();
}

/** De sessie is gesloten: sleutels en concepten verdwijnen; alleen wat nooit aankwam, mag nog gelezen worden. */
export function ruimOp() {
  kaarten = kaarten.filter((k) => k.staat !== "ontvangen").map((k) => ({ ...k, geheim: "", sleutel: "", staat: "geweigerd" }));
  for (const sleutel of Object.keys(localStorage)) {
    if (sleutel.startsWith(`${naam}:concept:`)) localStorage.removeItem(sleutel);
  }
  if (kaarten.length) bewaar();
  else schrijf("kaarten", null);
}
