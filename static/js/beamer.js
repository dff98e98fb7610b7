/** De beamer: kijkt alleen. Geen enkele knop hier stuurt de sessie. */
import { zoek } from "./gegevens.js";
import { openLijn } from "./lijn.js";
import { beginOpnieuw, naBeeld, toonBeeld } from "./beeld.js";
import { startKlok } from "./klok.js";

const ZOOM = [80, 90, 100, 110, 120, 130, 140];
/** Wat kan volraken, en waar de gespreksleider dan doorheen bladert. */
const VLAKKEN = "[data-bord], .b-kolom, .b-groep, .b-venster, .gebeurtenissen";
let zoom = 100;

const lijn = openLijn({ opBeeld: toonBeeld, opOpen: beginOpnieuw });
lijn.op("blader", (/** @type {{richting: number}} */ wat) => blader(wat.richting));
startKlok(true);

/** Blader door wat niet op het scherm past. @param {number} richting */
function blader(richting) {
  for (const vlak of document.querySelectorAll(VLAKKEN)) {
    vlak.scrollBy({ top: richting * vlak.clientHeight * 0.8, behavior: "smooth" });
  }
  // een tijdlijn loopt opzij, in hele kolommen: een bladzijde is een scherm breed, met de ruimte ertussen
  for (const lijst of document.querySelectorAll(".b-tijdlijn .gebeurtenissen")) {
    lijst.scrollBy({ left: richting * lijst.clientWidth * 1.02, behavior: "smooth" });
  }
}

/** De regel onder een tijdlijn krijgt plek zolang er meer is dan er past; waar je was, blijf je. */
function meetTijdlijn() {
  for (const zin of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".b-tijdlijn .nog"))) {
    const lijst = /** @type {HTMLElement} */ (zin.previousElementSibling);
    const plek = lijst.scrollLeft;
    zin.hidden = true;
    zin.hidden = zin.dataset.meer === "0" && lijst.scrollWidth <= lijst.clientWidth + 4;
    if (lijst.scrollLeft !== plek) lijst.scrollLeft = plek;
  }
  telTijdlijn();
}

/** Hoeveel gebeurtenissen er na dit stuk van de tijdlijn nog komen. */
function telTijdlijn() {
  for (const zin of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".b-tijdlijn .nog"))) {
    const lijst = /** @type {HTMLElement} */ (zin.previousElementSibling);
    const rand = lijst.getBoundingClientRect().right + 4;
    const erna = [...lijst.children].filter((deel) => deel.getBoundingClientRect().left > rand).length;
    const nog = erna + Number(zin.dataset.meer);
    zin.textContent = nog ? (zin.dataset.nog || "").replace("{aantal}", String(nog)) : "";
  }
}

/** Zeg eerlijk dat er meer is dan er past. */
function meetOverloop() {
  for (const vlak of document.querySelectorAll(VLAKKEN)) {
    vlak.classList.toggle("meer", vlak.scrollHeight > vlak.clientHeight + 4);
  }
  meetTijdlijn();
}
naBeeld(meetOverloop);
addEventListener("resize", meetOverloop);
document.addEventListener("scroll", telTijdlijn, { capture: true, passive: true });
meetOverloop();

/** @param {number} stap */
function zetZoom(stap) {
  const plek = Math.max(0, Math.min(ZOOM.length - 1, ZOOM.indexOf(zoom) + stap));
  document.documentElement.classList.remove(`zoom-${zoom}`);
  zoom = ZOOM[plek];
  document.documentElement.classList.add(`zoom-${zoom}`);
  meetOverloop();
}
document.addEventListener("keydown", (toets) => {
  if (toets.key === "+" || toets.key === "=") zetZoom(1);
  if (toets.key === "-") zetZoom(-1);
  if (toets.key === "PageDown") blader(1);
  if (toets.key === "PageUp") blader(-1);
  if (toets.key === "f") {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen?.().catch(() => {});
  }
});
zoek("body").addEventListener("dblclick", () => document.documentElement.requestFullscreen?.().catch(() => {}));
