/** De dialogen van de console: beamer openen, kan een telefoon mij bereiken, rollen, zelf schrijven, verder zonder lijn. */
import { gegevens, maakSleutel, maak, toonFout, zeg, zoek } from "./gegevens.js";
import { legNeer, naBeeld } from "./beeld.js";
import { leegVorm, leesVorm } from "./vorm.js";
import { zegTijd } from "./klok.js";

const t = gegevens.t;
const csrf = () => zoek('meta[name="csrf"]').content;
/** @param {string} adres */
const post = (adres) => fetch(adres, { method: "POST", headers: { "X-CSRFToken": csrf(), Accept: "application/json" } }).then((a) => a.json());

/** @param {{lijn: any, stuur: any, vraag: any}} met */
export function bindVensters({ lijn, vraag }) {
  document.addEventListener("click", (gebeurtenis) => {
    const knop = /** @type {HTMLElement | null} */ (/** @type {Element} */ (gebeurtenis.target).closest("[data-open]"));
    if (!knop) return;
    const naam = knop.dataset.open || "";
    const dialoog = zoek(`#dialoog-${naam}`);
    if (!dialoog) return;
    dialoog.showModal();
    /** @type {any} */ (open)[naam]?.(dialoog, knop);
  });

  zoek("#open-beamer").addEventListener("click", async () => {
    const venster = window.open("about:blank", "leersessie-beamer");
    const { naar } = await post(`/sessies/${gegevens.sessie}/beamerlink`);
    if (venster) venster.location.replace(naar);
    else location.assign(naar);
    zoek("#dialoog-beamervenster").close();
  });
  zoek("#maak-afstand").addEventListener("click", async () => {
    const { naar, qr } = await post(`/sessies/${gegevens.sessie}/afstandslink`);
    zoek("#afstandvlak").hidden = false;
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("viewBox", `0 -0.5 ${qr[0]} ${qr[0]}`);
    const pad = document.createElementNS("http://www.w3.org/2000/svg", "path");
    pad.setAttribute("d", qr[1]);
    pad.setAttribute("stroke", "#0b211b");
    svg.append(pad);
    zoek("#afstand-qr").replaceChildren(svg);
    zoek("#afstand-adres").textContent = naar.split("#")[0];
  });

  let aantalToen = -1;
  const telAanwezigen = () => document.querySelectorAll(".aanwezigen [data-deelnemer]").length;
  const open = {
    bereikbaar: () => {
      aantalToen = telAanwezigen();
    },
    kijkdicht: async () => {
      const antwoord = await fetch(`/sessies/${gegevens.sessie}/dicht`);
      legNeer(zoek("#dichtlijst"), await antwoord.text());
      zoek("#dialoog-kijkdicht").onclose = () => zoek("#dichtlijst").replaceChildren();
    },
    invoeren: async () => {
      const antwoord = await fetch(`/sessies/${gegevens.sessie}/invoervelden`);
      legNeer(zoek("#invoervelden"), await antwoord.text());
      zoek("textarea, input[type=radio]", zoek("#invoervelden"))?.focus();
    },
    deelnemer: toonDeelnemer,
    groepslijst: async (/** @type {any} */ dialoog) => {
      zoek("textarea", dialoog).value = await fetch(`/sessies/${gegevens.sessie}/groepslijst`).then((a) => a.text());
      zoek("textarea", dialoog).select();
    },
    zonder: () => toonZonder(),
  };
  naBeeld(() => {
    const dialoog = zoek("#dialoog-bereikbaar");
    if (dialoog.open && aantalToen >= 0 && telAanwezigen() > aantalToen) {
      zoek("#bereik-uitslag").className = "standregel goed";
      zoek("#bereik-uitslag span").textContent = t.bereikt;
    }
  });

  // ---- zelf een kaart schrijven, ook voor wie geen telefoon heeft -------------------------------------------
  zoek("#invoervelden").addEventListener("submit", async (/** @type {Event} */ gebeurtenis) => {
    gebeurtenis.preventDefault();
    const vorm = /** @type {HTMLFormElement} */ (gebeurtenis.target);
    const stap = zoek("[data-stap]", zoek("#invoervelden")).dataset.stap;
    const bericht = { sleutel: maakSleutel(18), geheim: maakSleutel(18), stap, inhoud: leesVorm(vorm) };
    const antwoord = await lijn.stuur("bijdrage", bericht).catch(() => ({ fout: "lijn", tekst: t.geen_antwoord }));
    if (antwoord.fout) {
      zoek("#dialoog-invoeren").close();
      return toonFout(antwoord.tekst);
    }
    if (!vorm.dataset.punt) leegVorm(vorm);
    zeg(t.bewaard);
    zoek("textarea", vorm)?.focus();
  });

  // ---- een rol geven, verwijderen, weer binnenlaten ---------------------------------------------------------
  /** @param {any} dialoog @param {HTMLElement} knop */
  function toonDeelnemer(dialoog, knop) {
    const d = knop.dataset;
    const deelnemer = Number(d.deelnemer);
    zoek("[data-naam]", dialoog).textContent = d.naam;
    zoek("[data-woorden]", dialoog).textContent = d.woorden;
    const rollen = (d.rollen || "").split(" ");
    /** @param {any} wat */
    const doe = async (wat) => {
      dialoog.close();
      const antwoord = await lijn.stuur("deelnemer", { deelnemer, ...wat }).catch(() => ({ fout: 1, tekst: t.geen_antwoord }));
      if (antwoord.fout) toonFout(antwoord.tekst);
    };
    for (const rolknop of dialoog.querySelectorAll("[data-geef]")) {
      const aan = rollen.includes(rolknop.dataset.geef);
      rolknop.setAttribute("aria-pressed", String(aan));
      rolknop.classList.toggle("hoofd", d.wens === rolknop.dataset.geef);
      rolknop.onclick = () => doe({ doe: aan ? "neem_rol" : "geef_rol", rol: rolknop.dataset.geef });
    }
    const groepen = /** @type {Array<[string, string]>} */ (JSON.parse(d.groepen || "[]"));
    zoek("[data-groepvlak]", dialoog).hidden = !groepen.length;
    zoek("[data-groepvlak] .keuzes", dialoog).replaceChildren(
      ...groepen.map(([id, naam]) =>
        maak("button", { type: "button", className: "knop", "aria-pressed": String(id === d.groep), onclick: () => zet(id) }, naam),
      ),
    );
    /** @param {string} groep */
    const zet = async (groep) => {
      dialoog.close();
      const antwoord = await lijn.stuur("groep", { doe: "zet", deelnemer, groep }).catch(() => ({ fout: 1, tekst: t.geen_antwoord }));
      if (antwoord.fout) toonFout(antwoord.tekst);
    };
    const binnen = zoek("[data-binnen]", dialoog);
    binnen.hidden = d.toestand === "binnen";
    binnen.onclick = () => doe({ doe: "laat_binnen" });
    const weg = zoek("[data-verwijder]", dialoog);
    weg.hidden = d.toestand !== "binnen";
    weg.onclick = async () => {
      dialoog.close();
      if (await vraag(`${d.naam} ${d.woorden}?`)) doe({ doe: "verwijder" });
    };
  }

  // ---- verder zonder lijn: draaiboek, vragen en klok staan op deze laptop -----------------------------------
  /** @type {any[]} */
  let draaiboek = [];
  let plek = 0;
  let begonnen = Date.now();
  const haal = () =>
    fetch(`/sessies/${gegevens.sessie}/draaiboek.json`)
      .then((a) => a.json())
      .then((g) => (draaiboek = g.stappen))
      .catch(() => {});
  haal();
  naBeeld((beeld) => {
    if (beeld.regio !== "kop") return;
    const nu = document.querySelector(".stappen [aria-current]")?.id.replace("naar-", "");
    const nieuw = draaiboek.findIndex((s) => s.id === nu);
    if (nieuw >= 0 && nieuw !== plek) {
      plek = nieuw;
      begonnen = Date.now();
    }
  });
  const zonder = zoek("#dialoog-zonder");
  function toonZonder() {
    const stap = draaiboek[plek];
    if (!stap) return;
    zoek("[data-plek]", zonder).textContent = `${t.stap} ${plek + 1} / ${draaiboek.length}`;
    zoek("[data-titel]", zonder).textContent = stap.titel;
    zoek("[data-zeg]", zonder).replaceChildren(...(stap.zeg.length ? stap.zeg : stap.vraag).map((/** @type {string} */ z) => maak("li", {}, z)));
    zoek("[data-let]", zonder).replaceChildren(...stap.let_op.map((/** @type {string} */ z) => maak("li", {}, z)));
  }
  /** @param {number} richting */
  const ga = (richting) => {
    plek = Math.max(0, Math.min(draaiboek.length - 1, plek + richting));
    begonnen = Date.now();
    toonZonder();
  };
  zoek("[data-vorige]", zonder).onclick = () => ga(-1);
  zoek("[data-volgende]", zonder).onclick = () => ga(1);
  setInterval(() => {
    const stap = draaiboek[plek];
    if (zonder.open && stap) zoek("[data-tijd]", zonder).textContent = zegTijd(begonnen + stap.minuten * 60000 - Date.now(), false);
  }, 500);
}
