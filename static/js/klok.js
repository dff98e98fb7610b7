/** De klok: vertelt hoeveel tijd er is, schuift nooit door. Telt op de tijd van de server. */
import { gegevens } from "./gegevens.js";
import { tijd } from "./beeld.js";

/** @param {number} ms @param {boolean} grof */
export function zegTijd(ms, grof) {
  const over = ms < 0;
  const seconden = Math.floor(Math.abs(ms) / 1000);
  const minuten = Math.floor(seconden / 60);
  const tekst = grof
    ? `${Math.max(1, Math.ceil(Math.abs(ms) / 60000))} ${gegevens.t.min}`
    : `${minuten}:${String(seconden % 60).padStart(2, "0")}`;
  return over ? `${gegevens.t.over} ${tekst}` : tekst;
}

/** @param {boolean} grof hele minuten (beamer, telefoon) of ook seconden (console) */
export function startKlok(grof) {
  const tik = () => {
    for (const klok of document.querySelectorAll("[data-klok]")) {
      const d = /** @type {HTMLElement} */ (klok).dataset;
      const loopt = d.loopt === "1";
      const rest = loopt ? Number(d.einde) - (Date.now() + tijd.verschil) : Number(d.rest);
      const duur = Number(d.duur) || 1;
      const plek = klok.querySelector("[data-tijd]");
      const tekst = Number(d.duur) ? zegTijd(rest, grof) : "–";
      if (plek && plek.textContent !== tekst) plek.textContent = tekst;
      klok.classList.toggle("kort", rest < 60000);
      const deel = Math.max(0, Math.min(100, Math.round((100 * rest) / duur)));
      klok.querySelector(".over")?.setAttribute("stroke-dasharray", `${deel} 100`);
    }
  };
  tik();
  setInterval(tik, 500);
}
