/** Meedoen: een QR brengt zijn geheim achter de #; dat gaat in een bericht en nooit in een adres. */
import { gegevens, toonFout, zoek } from "./gegevens.js";

const geheim = location.hash.slice(1);
const vorm = /** @type {HTMLFormElement} */ (zoek("#vorm-mee"));
if (geheim) {
  history.replaceState(null, "", location.pathname);
  zoek("#codeblok").hidden = true;
  zoek("#code").required = false;
}
vorm.addEventListener("submit", async (gebeurtenis) => {
  if (!geheim) return;
  gebeurtenis.preventDefault();
  try {
    const antwoord = await fetch("/mee", {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      body: JSON.stringify({ geheim, functie: zoek("#functie").value }),
    });
    const gegeven = await antwoord.json();
    if (antwoord.ok) location.assign(`/telefoon/${gegeven.sessie}`);
    else toonFout(gegeven.tekst);
  } catch {
    toonFout(gegevens.t.geen_lijn);
  }
});
