/** Een werkvorm wijzigen in de tekst: terwijl je typt, zegt de server wat er niet klopt en op welke regel. Bewaart niets. */
import { kijkNa } from "./kijk.js";
const vorm = /** @type {HTMLFormElement | null} */ (document.getElementById("tekstvorm"));
const veld = /** @type {HTMLTextAreaElement | null} */ (document.getElementById("toml"));
const lijst = document.getElementById("gebreken");
const zin = document.getElementById("kijkzin");
const WACHT_MS = 900;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let straks;

/** Zet de cursor op het begin van een regel. @param {number} regel */
function ga(regel) {
  if (!veld) return;
  const begin = veld.value.split("\n").slice(0, regel - 1).join("\n").length + (regel > 1 ? 1 : 0);
  const eind = veld.value.indexOf("\n", begin);
  veld.closest("details")?.setAttribute("open", "");
  veld.focus();
  veld.setSelectionRange(begin, eind < 0 ? veld.value.length : eind);
}

/** @param {[number, string, string, string]} gebrek */
function maak([regel, plek, wat, herstel]) {
  const ding = document.createElement("li");
  ding.dataset.regel = String(regel);
  const kop = document.createElement("b");
  kop.textContent = plek;
  ding.append(kop, ` ${wat} ${herstel}`);
  return ding;
}

function maakKnoppen() {
  lijst?.querySelectorAll("li").forEach((ding) => {
    const regel = Number(ding.dataset.regel);
    if (!regel || ding.querySelector("button")) return;
    const knop = document.createElement("button");
    knop.type = "button";
    knop.className = "knop stil-knop";
    knop.textContent = (lijst.dataset.naar ?? "").replace("§", String(regel));
    knop.addEventListener("click", () => ga(regel));
    ding.append(" ", knop);
  });
}

async function kijk() {
  if (!vorm || !lijst || !zin) return;
  const beeld = await kijkNa(vorm);
  if (!beeld) return;
  if (zin.textContent !== beeld.zin) zin.textContent = beeld.zin;
  lijst.replaceChildren(...beeld.gebreken.slice(0, 20).map(maak));
  maakKnoppen();
}

veld?.addEventListener("input", () => {
  clearTimeout(straks);
  straks = setTimeout(kijk, WACHT_MS);
});
maakKnoppen();

// wie wegloopt met onbewaarde tekst, krijgt de vraag van de browser zelf
let geraakt = false;
document.addEventListener("input", () => (geraakt = true));
document.addEventListener("submit", () => (geraakt = false));
addEventListener("beforeunload", (wat) => {
  if (geraakt) wat.preventDefault();
});
