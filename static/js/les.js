/** Schrijven aan een les: terwijl je typt, kijkt de server mee naar plekken die iemand kunnen aanwijzen. Bewaart niets. */
import { kijkNa } from "./kijk.js";
const vorm = /** @type {HTMLFormElement | null} */ (document.getElementById("lesvorm"));
const lijst = document.getElementById("plekken");
const teller = document.getElementById("teller");
const WACHT_MS = 1200;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let straks;

/** @param {string} soort @param {string} tekst @param {string} [klasse] */
function maak(soort, tekst, klasse) {
  const ding = document.createElement(soort);
  ding.textContent = tekst;
  if (klasse) ding.className = klasse;
  return ding;
}

async function kijk() {
  if (!vorm || !lijst || !teller) return;
  const beeld = await kijkNa(vorm);
  if (!beeld) return;
  const zin = teller.querySelector("strong");
  if (zin && zin.textContent !== beeld.zin) zin.textContent = beeld.zin;
  teller.querySelector("[data-nog]")?.toggleAttribute("hidden", beeld.open === 0);
  teller.querySelector("[data-niets]")?.toggleAttribute("hidden", beeld.open > 0);
  teller.classList.toggle("goed", beeld.open === 0);
  teller.classList.toggle("let-op", beeld.open > 0);
  lijst.replaceChildren(
    ...beeld.plekken.map((/** @type {string[]} */ [deel, woorden, soort, waarom, laag]) => {
      const regel = document.createElement("li");
      const links = maak("span", `‘${woorden}’ `);
      links.append(maak("span", deel, "stil"));
      const rechts = maak("span", laag === "mask" ? soort : `${soort}?`, "bak concept");
      regel.title = waarom;
      regel.append(links, rechts);
      return regel;
    }),
  );
}

vorm?.addEventListener("input", () => {
  clearTimeout(straks);
  straks = setTimeout(kijk, WACHT_MS);
});

// wie wegloopt met onbewaarde tekst, krijgt de vraag van de browser zelf
let geraakt = false;
vorm?.addEventListener("input", () => (geraakt = true));
vorm?.addEventListener("submit", () => (geraakt = false));
addEventListener("beforeunload", (wat) => {
  if (geraakt) wat.preventDefault();
});
