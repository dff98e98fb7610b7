/** De toetsen van de console; ook een presenter met twee knoppen werkt. Uit te zetten op het toetsenblad. */
import { zoek } from "./gegevens.js";

/** @param {{stuur: (daad: string, gegeven?: any) => Promise<any>, kaarten: any}} met */
export function bindToetsen({ stuur, kaarten }) {
  const schakelaar = zoek("#toetsen-aan");
  schakelaar.checked = localStorage.getItem("ls:toetsen") !== "uit";
  schakelaar.addEventListener("change", () => localStorage.setItem("ls:toetsen", schakelaar.checked ? "aan" : "uit"));

  /** Druk op de knop die deze daad nu doet, met zijn vraag en al. @param {string} kiezer */
  const druk = (kiezer) => zoek(kiezer)?.click();
  /** @type {Record<string, () => any>} */
  const toetsen = {
    ArrowRight: () => druk('#regio-knoppen [data-gegeven*="volgende"]'),
    PageDown: () => druk('#regio-knoppen [data-gegeven*="volgende"]'),
    ArrowLeft: () => druk('#regio-knoppen [data-gegeven*="vorige"]'),
    PageUp: () => druk('#regio-knoppen [data-gegeven*="vorige"]'),
    o: () => druk('#regio-bord [data-daad="onthul"]'),
    n: () => druk('[data-open="invoeren"]'),
    z: () => druk('#regio-knoppen [data-daad="terug"]'),
    s: () => druk('#regio-knoppen [data-daad="stilte"]'),
    ".": () => druk('#regio-knoppen [data-daad="stilte"]'),
    B: () => druk('#regio-knoppen [data-daad="stilte"]'),
    q: () => druk('#regio-zaal [data-gegeven*="wachten"]'),
    e: () => druk('#regio-zaal [data-stoel="kind"]'),
    u: () => druk('#regio-zaal [data-stoel="ouder"]'),
    a: () => druk('#regio-zaal [data-stoel="organisatie"]'),
    w: () => kaarten.doe("bericht"),
    p: () => druk('#regio-knoppen [data-daad="pauze"]'),
    " ": () => druk('#regio-knoppen [data-daad="klok"]'),
    "+": () => stuur("klok", { doe: "plus", minuten: 1 }),
    v: () => druk('#regio-zaal [data-gegeven*="vensters"]'),
    j: () => kaarten.loop(1),
    k: () => kaarten.doe("koppel"),
    h: () => kaarten.loop(-1),
    l: () => kaarten.doe("licht"),
    m: () => kaarten.doe("verplaats"),
    b: () => kaarten.doe("bundel"),
    t: () => kaarten.doe("type"),
    x: () => kaarten.doe("verberg"),
    Escape: () => kaarten.laatLos(),
    "?": () => zoek("#dialoog-toetsen").showModal(),
  };
  document.addEventListener("keydown", (toets) => {
    const doel = /** @type {HTMLElement} */ (toets.target);
    if (toets.ctrlKey || toets.altKey || toets.metaKey || document.querySelector("dialog[open]")) return;
    if (doel.matches("input, textarea, select, [contenteditable]")) return;
    if (toets.key === " " && doel.matches("button, a, summary")) return;
    if (!schakelaar.checked && toets.key !== "?") return;
    const actie = toetsen[toets.key];
    if (!actie) return;
    toets.preventDefault();
    actie();
  });
}
