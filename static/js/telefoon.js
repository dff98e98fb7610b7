/** De telefoon: een vraag, een vorm, en daarna stil. Wat van deze persoon is, staat alleen hier. */
import { bindDialogen, gegevens, maak, toonFout, zeg, zoek } from "./gegevens.js";
import { openLijn } from "./lijn.js";
import { beginOpnieuw, legNeer, naBeeld, stand, toonBeeld } from "./beeld.js";
import { startKlok } from "./klok.js";
import * as postvak from "./postvak.js";
import "./waardeer.js";
import { leegVorm, leesVelden, leesVorm, zetVelden } from "./vorm.js";

const t = gegevens.t;
const telefoon = zoek("#telefoon");
let stapNu = "";
let klaar = false;
let hand = false;
let gedimd = false;

const lijn = openLijn({
  opBeeld: toonBeeld,
  opOpen: () => {
    beginOpnieuw();
    postvak.koppel(lijn.stuur);
    if (klaar) lijn.stuur("klaar", { aan: true }).catch(() => {});
    werkIkBij();
  },
  opDicht: postvak.afgebroken,
  opGeweigerd: () => location.assign("/mee"),
});
lijn.op("eruit", () => location.assign("/mee"));
lijn.op("bord", haalStraks);

// ---- de stap die nu speelt ---------------------------------------------------------------------------------

const invoer = () => /** @type {HTMLElement | null} */ (zoek("#regio-invoer [data-stap]"));

function nieuwBeeld() {
  const stap = invoer()?.dataset.stap || "";
  if (stap !== stapNu) {
    stapNu = stap;
    klaar = hand = false;
    dim(false);
    for (const vorm of document.querySelectorAll("#regio-invoer form")) {
      zetVelden(/** @type {HTMLFormElement} */ (vorm), postvak.concept(conceptNaam(vorm)));
    }
    toonFout("");
    if (stap && isStil() && isVol()) dim(true);
  }
  if (["nabespreken", "gesloten", "gewist"].includes(stand.toestand)) postvak.ruimOp();
  for (const knop of document.querySelectorAll('[data-doe="klaar"]')) knop.setAttribute("aria-pressed", String(klaar));
  tekenEigen();
}
naBeeld(nieuwBeeld);

/** @param {Element} vorm */
const conceptNaam = (vorm) => `${stapNu}:${/** @type {HTMLElement} */ (vorm).dataset.punt || ""}`;
const isEnkel = () => invoer()?.dataset.enkel === "1";
/** In een zaal gaat de telefoon na het sturen uit het licht. */
const isStil = () => gegevens.modus !== "online" && invoer()?.dataset.typt === "ieder";
const isVol = () => {
  const hoogstens = Number(invoer()?.dataset.hoogstens || 0);
  return hoogstens > 0 && postvak.kaartenVan(stapNu).length >= hoogstens;
};

document.addEventListener("input", (gebeurtenis) => {
  const vorm = /** @type {any} */ (gebeurtenis.target).form;
  if (vorm?.closest("#regio-invoer") && stapNu && !postvak.concept(conceptNaam(vorm), leesVelden(vorm))) toonFout(t.vol);
});

/** Meer keuzes dan mag: de laatste gaat niet aan. */
document.addEventListener("change", (gebeurtenis) => {
  const vink = /** @type {HTMLInputElement} */ (gebeurtenis.target);
  const rij = /** @type {HTMLElement | null} */ (vink.closest("[data-meest]"));
  if (rij && vink.checked && rij.querySelectorAll("input:checked").length > Number(rij.dataset.meest)) vink.checked = false;
});

document.addEventListener("submit", (gebeurtenis) => {
  const vorm = /** @type {HTMLFormElement} */ (gebeurtenis.target);
  if (!vorm.closest("#regio-invoer") || !stapNu) return;
  gebeurtenis.preventDefault();
  if (!isEnkel() && invoer()?.dataset.gedeeld === "" && isVol()) return dim(true);
  vulEerder(vorm);
  stuurMetBlik(vorm, stapNu, leesVorm(vorm));
});

/** Dezelfde keuze twee keer: alleen deze telefoon weet wat zij eerst koos. @param {HTMLFormElement} vorm */
function vulEerder(vorm) {
  for (const veld of /** @type {NodeListOf<HTMLInputElement>} */ (vorm.querySelectorAll("[data-eerder]"))) {
    const kaart = postvak.kaartenVan(veld.dataset.eerder || "").at(-1);
    veld.value = kaart ? (kaart.wens ?? kaart.inhoud).optie : "";
  }
}

/** Kijk bij het sturen een keer of er een naam in staat; een tik vervangt. De tekst wordt daarvoor niet bewaard. */
async function stuurMetBlik(/** @type {HTMLFormElement} */ vorm, /** @type {string} */ stap, /** @type {any} */ inhoud) {
  const treffer = await zoekNaam(postvak.tekstVan(inhoud));
  if (!treffer) return legAf(vorm, stap, inhoud);
  const dialoog = /** @type {HTMLDialogElement} */ (zoek("#dialoog-naam"));
  zoek("#nm-zin").textContent = t.naam_zin.replace("{naam}", treffer.tekst).replace("{door}", treffer.door);
  zoek("#nm-vervang").onclick = () => {
    dialoog.close();
    const veld = ["tekst", "wat", "toelichting"].find((v) => inhoud[v]) || "tekst";
    legAf(vorm, stap, { ...inhoud, [veld]: String(inhoud[veld]).replaceAll(treffer.tekst, treffer.door) });
  };
  zoek("#nm-laat").onclick = () => {
    dialoog.close();
    legAf(vorm, stap, inhoud);
  };
  dialoog.showModal();
}

/** @param {string} tekst @returns {Promise<{tekst: string, door: string} | null>} */
async function zoekNaam(tekst) {
  if (!tekst || !lijn.isOpen()) return null;
  try {
    const antwoord = await lijn.stuur("kijk_na", { tekst });
    return antwoord?.treffer || null;
  } catch {
    return null;
  }
}

/** @param {HTMLFormElement} vorm @param {string} stap @param {any} inhoud */
function legAf(vorm, stap, inhoud) {
  if (!postvak.geef(stap, inhoud, isEnkel() && stap === stapNu)) toonFout(t.vol);
  postvak.concept(conceptNaam(vorm), null);
  if (stap !== stapNu) return;
  if (!isEnkel() && invoer()?.dataset.gedeeld === "") leegVorm(vorm);
  for (const vink of document.querySelectorAll("#regio-steun input:checked")) /** @type {any} */ (vink).checked = false;
  if (isStil()) dim(true);
}

/** De stille telefoon. @param {boolean} aan */
function dim(aan) {
  gedimd = aan;
  telefoon.classList.toggle("gedimd", aan);
  zoek("#bewaard").hidden = !aan;
  zoek("#nogeen").hidden = isVol() && !isEnkel();
  for (const naam of ["vraag", "invoer", "steun"]) zoek(`#regio-${naam}`).hidden = aan;
  const knop = zoek('#regio-voet [type="submit"]');
  if (knop) knop.hidden = aan;
  if (aan) zeg(zoek("#bewaard .zin").textContent);
}
naBeeld(() => gedimd && dim(true));
zoek("#nogeen").addEventListener("click", () => dim(false));

// ---- eigen kaarten, met hun vier standen -------------------------------------------------------------------

const PIC = { ontvangen: "M5 12.5l4.5 4.5L19 7.5", onderweg: "M12 20V4.5M5.5 11L12 4.5 18.5 11", geweigerd: "M8.8 8.8l6.4 6.4M15.2 8.8l-6.4 6.4" };

/** @param {string} staat */
function pic(staat) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "pic");
  svg.setAttribute("aria-hidden", "true");
  const pad = document.createElementNS("http://www.w3.org/2000/svg", "path");
  pad.setAttribute("d", /** @type {any} */ (PIC)[staat] || PIC.ontvangen);
  svg.append(pad);
  return svg;
}

function tekenEigen() {
  const lijst = zoek("#eigenlijst");
  if (lijst.contains(document.activeElement) && document.activeElement?.tagName === "TEXTAREA") return;
  const kaarten = postvak.eigenKaarten().filter((k) => !k.weg && (k.stap === stapNu || k.staat !== "ontvangen" || k.fout));
  zoek("#eigen").hidden = !kaarten.length;
  lijst.replaceChildren(...kaarten.map(tekenKaart));
}
postvak.opWijziging(tekenEigen);

/** @param {any} kaart */
function tekenKaart(kaart) {
  const inhoud = kaart.wens ?? kaart.inhoud;
  const cijfers = inhoud.waarden ? Object.values(inhoud.waarden).map((c) => c ?? t.weet_niet).join(", ") : "";
  const stippen = inhoud.stemmen ? Object.entries(inhoud.stemmen).filter(([, n]) => n).map(([k, n]) => `${kaartNaam(k)} (${n})`).join(", ") : "";
  const tekst = [cijfers, optieNaam(inhoud), stippen, postvak.tekstVan(inhoud)].filter(Boolean).join(". ");
  const knoppen = maak("span", { className: "knoprij" });
  if (kaart.staat === "geweigerd") {
    knoppen.append(
      maak("button", { type: "button", className: "knop fijn", onclick: () => postvak.naarParkeerplaats(kaart.id) }, t.naar_parkeer),
      maak("button", { type: "button", className: "knop fijn", onclick: (/** @type {Event} */ e) => kopieer(e, postvak.tekstVan(inhoud)) }, t.kopieer),
      maak("button", { type: "button", className: "knop fijn", onclick: () => postvak.trekIn(kaart.id) }, t.weg),
    );
  } else if (kaart.stap === stapNu || kaart.stap === "parkeerplaats") {
    if (!inhoud.waarden && !inhoud.optie && !inhoud.opties && !inhoud.stemmen && !inhoud.een) {
      knoppen.append(maak("button", { type: "button", className: "knop fijn", onclick: () => bewerk(kaart) }, t.wijzig));
    }
    knoppen.append(maak("button", { type: "button", className: "knop fijn", onclick: () => postvak.trekIn(kaart.id) }, t.trek_in));
  }
  const zin = kaart.fout || (kaart.staat === "onderweg" && !lijn.isOpen() ? t.onderweg_zin : kaart.laat ? t.laat : "");
  return maak(
    "article",
    { className: "kaart geen-soort", id: `eigen-${kaart.id}` },
    maak("p", {}, tekst),
    maak("p", { className: "voet" }, maak("span", { className: `bak ${kaart.staat}` }, pic(kaart.staat), ` ${t[kaart.staat]}`), maak("span", {}, zin), knoppen),
  );
}

/** @param {any} inhoud */
function optieNaam(inhoud) {
  const gekozen = inhoud.opties || (inhoud.optie ? [inhoud.optie] : []);
  return gekozen.map((/** @type {string} */ o) => document.getElementById(`o-${o}`)?.closest("label")?.textContent?.trim() || "").filter(Boolean).join(", ");
}

/** @param {string} kaart */
const kaartNaam = (kaart) => document.querySelector(`label[for="st-${CSS.escape(kaart)}"]`)?.textContent?.trim() || "…";

/** @param {any} kaart */
function bewerk(kaart) {
  const plek = /** @type {HTMLElement} */ (document.getElementById(`eigen-${kaart.id}`));
  const inhoud = kaart.wens ?? kaart.inhoud;
  const sleutel = inhoud.wat !== undefined ? "wat" : "tekst";
  const veld = /** @type {HTMLTextAreaElement} */ (maak("textarea", { className: "invoer", rows: 3, maxLength: 1000, value: inhoud[sleutel], "aria-label": t.wijzig }));
  plek.replaceChildren(
    veld,
    maak(
      "p",
      { className: "knoprij" },
      maak("button", { type: "button", className: "knop hoofd", onclick: () => { const w = veld.value; veld.blur(); plek.remove(); postvak.wijzig(kaart.id, { ...inhoud, [sleutel]: w }); } }, t.bewaar),
      maak("button", { type: "button", className: "knop", onclick: () => { veld.blur(); plek.remove(); tekenEigen(); } }, t.annuleer),
    ),
  );
  veld.focus();
}

/** Kopiëren werkt ook over gewoon http, waar geen klembord is. @param {Event} gebeurtenis @param {string} tekst */
function kopieer(gebeurtenis, tekst) {
  const veld = /** @type {HTMLTextAreaElement} */ (maak("textarea", { value: tekst, className: "alleen-hoorbaar" }));
  document.body.append(veld);
  veld.select();
  document.execCommand("copy");
  veld.remove();
  /** @type {any} */ (gebeurtenis.target).textContent = t.gekopieerd;
}

// ---- de knoppen onderin ------------------------------------------------------------------------------------

bindDialogen();
document.addEventListener("click", (gebeurtenis) => {
  const knop = /** @type {HTMLElement | null} */ (/** @type {Element} */ (gebeurtenis.target).closest("[data-doe]"));
  if (knop) /** @type {any} */ (doe)[/** @type {string} */ (knop.dataset.doe)]?.(knop);
});

const doe = {
  klaar: () => {
    klaar = !klaar;
    lijn.stuur("klaar", { aan: klaar }).catch(() => {});
    for (const knop of document.querySelectorAll('[data-doe="klaar"]')) knop.setAttribute("aria-pressed", String(klaar));
    if (klaar && isStil()) dim(true);
  },
  hand: (/** @type {HTMLElement} */ knop) => {
    hand = !hand;
    knop.setAttribute("aria-pressed", String(hand));
    lijn.stuur("hand", { aan: hand }).catch(() => {});
  },
  noodrem: () => {
    zoek("#nr-gegeven").hidden = true;
    zoek("#nr-teken").disabled = false;
    zoek("#dialoog-noodrem").showModal();
  },
  kies_groep: (/** @type {HTMLElement} */ knop) => vraagGroep({ groep: knop.dataset.groep }),
  schrijf_groep: (/** @type {HTMLElement} */ knop) => vraagGroep({ groep: knop.dataset.groep, schrijft: knop.dataset.aan === "1" }),
  stoel: () => zoek("#dialoog-stoel").showModal(),
  spiegel: () => zoek("#dialoog-spiegel").showModal(),
  parkeer: () => zoek("#dialoog-parkeer").showModal(),
  rol: () => {
    werkIkBij();
    zoek("#dialoog-rol").showModal();
  },
};

/** Een plek in een groep, of de pen van de groep. Wat hier getypt is, blijft staan. @param {any} wat */
async function vraagGroep(wat) {
  try {
    const antwoord = await lijn.stuur("kies_groep", wat);
    toonFout(antwoord.fout ? antwoord.tekst : "");
  } catch {
    toonFout(t.onderweg_zin);
  }
}

/** @param {string} soort */
async function geefTeken(soort) {
  try {
    await lijn.stuur("noodrem", { soort });
    zoek("#nr-gegeven").hidden = false;
    zoek("#nr-teken").disabled = soort === "noodrem";
  } catch {
    toonFout(t.onderweg_zin);
    zoek("#dialoog-noodrem").close();
  }
}
zoek("#nr-teken").addEventListener("click", () => geefTeken("noodrem"));
zoek("#nr-ken").addEventListener("click", () => geefTeken("kent_gezin"));

zoek("#vorm-parkeer").addEventListener("submit", () => {
  const veld = zoek("#pk-tekst");
  if (veld.value.trim()) postvak.geef("parkeerplaats", { tekst: veld.value }, false);
  veld.value = "";
});

zoek("#trek-casus").addEventListener("click", () => {
  zoek("#dialoog-rol").close();
  zoek("#dialoog-casus").showModal();
});
zoek("#casus-weg").addEventListener("click", async () => {
  const antwoord = await lijn.stuur("trek_casus_in", {}).catch(() => ({ fout: 1, tekst: t.onderweg_zin }));
  zoek("#dialoog-casus").close();
  toonFout(antwoord.fout ? antwoord.tekst : "");
});

zoek("#vorm-stoel").addEventListener("submit", () => {
  const veld = zoek("#st-tekst");
  if (veld.value.trim()) postvak.geef("lege-stoel", { tekst: veld.value }, false);
  veld.value = "";
});

/** In de pauze: staat er een bericht voor wie een van mijn kaarten schreef? Alleen met de sleutel van de kaart. */
let gevraagdBij = "";
naBeeld(async () => {
  zoek("#berichten").hidden = stand.toestand !== "gepauzeerd" || !zoek("#berichtlijst").childElementCount;
  if (stand.toestand === gevraagdBij) return;
  gevraagdBij = stand.toestand;
  if (stand.toestand !== "gepauzeerd") return void zoek("#berichtlijst").replaceChildren();
  const kaarten = postvak.sleutels().slice(-60);
  if (!kaarten.length) return;
  const antwoord = await lijn.stuur("berichten", { kaarten }).catch(() => ({}));
  const regels = (antwoord.berichten || []).map((/** @type {any} */ b) => maak("p", { className: "leesgroot" }, b.tekst));
  zoek("#berichtlijst").replaceChildren(...regels);
  zoek("#berichten").hidden = !regels.length;
});

for (const knop of document.querySelectorAll("[data-rol]")) {
  knop.addEventListener("click", async () => {
    await lijn.stuur("vraag_rol", { rol: /** @type {HTMLElement} */ (knop).dataset.rol }).catch(() => {});
    zoek("#dialoog-rol").close();
  });
}

async function werkIkBij() {
  try {
    const ik = await lijn.stuur("ik", {});
    zoek("#woorden").textContent = ik.woorden || "";
    const rollen = (ik.rollen || []).map((/** @type {string} */ r) => r.replace("_", " ")).join(", ");
    zoek("#rol-nu").hidden = !rollen;
    zoek("#rol-nu span").textContent = t.rol_nu.replace("{rollen}", rollen);
    zoek("#trek-casus").hidden = !(ik.rollen || []).includes("inbrenger");
    zoek("#naar-bediening").hidden = !(ik.rollen || []).includes("co_gespreksleider");
  } catch {
    /* zonder lijn blijft staan wat er stond */
  }
}

// ---- het bord, alleen op verzoek (online en gemengd) --------------------------------------------------------

let bordSeq = "";
async function haalBord() {
  const bord = /** @type {HTMLDetailsElement | null} */ (zoek("#bord"));
  if (!bord?.open) return;
  const antwoord = await fetch(`/telefoon/${gegevens.sessie}/bord?sinds=${bordSeq}`).catch(() => null);
  if (!antwoord || antwoord.status !== 200) return;
  bordSeq = antwoord.headers.get("X-Seq") || "";
  legNeer(zoek("#bordinhoud"), await antwoord.text());
}
zoek("#bord")?.addEventListener("toggle", haalBord);
let bordStaatUit = 0;
/** Niet alle telefoons tegelijk: ergens in de komende twee seconden. */
function haalStraks() {
  clearTimeout(bordStaatUit);
  bordStaatUit = setTimeout(haalBord, crypto.getRandomValues(new Uint16Array(1))[0] % 2000);
}

// ---- het scherm aanhouden ----------------------------------------------------------------------------------

async function houdWakker() {
  const slot = /** @type {any} */ (navigator).wakeLock;
  if (!slot) {
    zoek("#schermaan").hidden = false;
    return;
  }
  await slot.request("screen").catch(() => {});
}
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && houdWakker());
houdWakker();
startKlok(true);
nieuwBeeld();
