/** De live lijn: verbinden, herstellen, sturen met een antwoord. Weet niets van wat er verstuurd wordt. */
import { io } from "/static/vendor/socket.io-4.8.4.esm.min.js";
import { gegevens, zoek } from "./gegevens.js";

const WACHT_MS = 4000;

/**
 * @param {{opBeeld: (beeld: any) => void, opOpen?: () => void, opDicht?: () => void, opGeweigerd?: () => void}} acties
 */
export function openLijn(acties) {
  const lijn = io({
    auth: {
      rol: gegevens.rol,
      sessie: gegevens.sessie,
      taal: gegevens.taal,
      afstand: gegevens.afstand === true,
    },
    transports: ["websocket", "polling"],
    tryAllTransports: true,
    reconnectionDelay: 300,
    reconnectionDelayMax: 2000,
    randomizationFactor: 0.5,
    timeout: 8000,
  });
  let wegSinds = 0;
  const melding = zoek("#lijn");
  const toonWeg = () => {
    if (melding && wegSinds && Date.now() - wegSinds > 900) melding.hidden = false;
  };
  lijn.on("connect", () => {
    wegSinds = 0;
    if (melding) melding.hidden = true;
    acties.opOpen?.();
  });
  lijn.on("disconnect", (reden) => {
    wegSinds ||= Date.now();
    setTimeout(toonWeg, 1000);
    acties.opDicht?.();
    if (reden === "io server disconnect") setTimeout(() => lijn.connect(), 1000);
  });
  lijn.on("geweigerd", (/** @type {any} */ weigering) => {
    if (weigering.fout === "toegang") acties.opGeweigerd?.();
  });
  lijn.on("connect_error", () => {
    wegSinds ||= Date.now();
    setTimeout(toonWeg, 1000);
    if (!lijn.active) setTimeout(() => lijn.connect(), 2000);
  });
  lijn.on("beeld", acties.opBeeld);
  // een telefoon die uit de slaap komt, wacht niet op de volgende hartslag
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible") return;
    if (!lijn.connected) lijn.connect();
    else stuur("tijd", {}).catch(() => {});
  });

  // wie drukt voor de lijn er voor het eerst is, wacht daarop; daarna is een dichte lijn meteen een antwoord
  const begonnen = new Promise((klaar) => {
    lijn.once("connect", () => klaar(true));
    setTimeout(() => klaar(false), WACHT_MS);
  });

  /**
   * Stuur en wacht op het antwoord; blijft dat vier seconden weg, dan gaat de lijn dicht en weer open.
   * @param {string} naam @param {any} gegeven @returns {Promise<any>}
   */
  async function stuur(naam, gegeven) {
    await begonnen;
    return new Promise((goed, fout) => {
      if (!lijn.connected) return fout(new Error("geen lijn"));
      lijn.timeout(WACHT_MS).emit(naam, gegeven, (/** @type {any} */ weg, /** @type {any} */ antwoord) => {
        if (!weg) return goed(antwoord);
        if (lijn.connected) lijn.disconnect().connect();
        fout(new Error("geen antwoord"));
      });
    });
  }
  return { stuur, op: lijn.on.bind(lijn), isOpen: () => lijn.connected, dicht: () => lijn.disconnect() };
}
