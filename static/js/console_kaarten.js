/** Kaarten op de console: kiezen, slepen en de daden die bij een kaart horen. Slepen heeft altijd een toets als tweeling. */
import { gegevens, maak, zoek } from "./gegevens.js";
import { houVast } from "./beeld.js";

const t = gegevens.t;

/** @param {{stuur: (daad: string, gegeven?: any) => Promise<any>, vraag: (zin: string) => Promise<boolean>}} met */
export function bindKaarten({ stuur, vraag }) {
  let gekozen = "";
  const balk = zoek("#kaartbalk");
  const bord = zoek("#regio-bord");
  const alle = () => /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-kaart]")]);
  const nu = () => alle().find((k) => k.dataset.kaart === gekozen);
  /** @param {Element} kaart */
  const tekst = (kaart) => (kaart.querySelector("p, span")?.textContent || "").trim().slice(0, 90);

  /** @param {string} kaart */
  function kies(kaart) {
    gekozen = kaart;
    herstel();
    nu()?.scrollIntoView({ block: "nearest" });
  }
  function herstel() {
    for (const kaart of alle()) {
      kaart.classList.toggle("gekozen", kaart.dataset.kaart === gekozen);
      kaart.draggable = Boolean(kaart.closest("#regio-bord"));
      kaart.tabIndex = 0;
    }
    if (balk) balk.hidden = !nu();
  }
  document.addEventListener("click", (gebeurtenis) => {
    const doel = /** @type {Element} */ (gebeurtenis.target);
    if (doel.closest("button, a, dialog, summary, input")) return;
    const kaart = /** @type {HTMLElement | null} */ (doel.closest("[data-kaart]"));
    if (kaart) kies(kaart.dataset.kaart === gekozen ? "" : kaart.dataset.kaart || "");
  });
  document.addEventListener("keydown", (toets) => {
    const kaart = /** @type {HTMLElement} */ (toets.target);
    if (kaart.dataset?.kaart && (toets.key === "Enter" || toets.key === " ")) {
      toets.preventDefault();
      toets.stopPropagation();
      kies(kaart.dataset.kaart);
    }
  }, true);

  /** Een keuze uit een rij; met `meer` mag het er meer dan een zijn.
   * @param {string} zin @param {Array<[string, string]>} keuzes @param {string[]} aan @param {boolean} meer @returns {Promise<string[] | null>} */
  function kiesUit(zin, keuzes, aan, meer) {
    const dialoog = zoek("#dialoog-kies");
    zoek("[data-zin]", dialoog).textContent = zin;
    const vlak = zoek("[data-keuzes]", dialoog);
    const ja = zoek("[data-ja]", dialoog);
    ja.hidden = !meer;
    return new Promise((klaar) => {
      /** @type {string[] | null} */
      let antwoord = null;
      vlak.replaceChildren(
        ...keuzes.map(([waarde, naam]) =>
          meer
            ? maak("label", { className: "keuze" }, maak("input", { type: "checkbox", value: waarde, checked: aan.includes(waarde) }), ` ${naam}`)
            : maak("button", { type: "button", className: "knop", "aria-pressed": String(aan.includes(waarde)), onclick: () => { antwoord = [waarde]; dialoog.close(); } }, naam),
        ),
      );
      ja.onclick = () => {
        antwoord = [...vlak.querySelectorAll("input:checked")].map((v) => /** @type {any} */ (v).value);
        dialoog.close();
      };
      dialoog.onclose = () => klaar(antwoord);
      dialoog.showModal();
    });
  }

  const daden = {
    licht: (/** @type {HTMLElement} */ kaart) => stuur("licht_uit", { kaart: kaart.classList.contains("uitgelicht") ? "" : gekozen }),
    verberg: (/** @type {HTMLElement} */ kaart) => stuur("verberg", { kaart: gekozen, aan: !kaart.classList.contains("verborgen") }),
    haal_weg: async () => {
      if (await vraag(t.weg_vraag)) await stuur("haal_weg", { kaart: gekozen });
    },
    verplaats: async () => {
      const kolommen = /** @type {Array<[string, string]>} */ (
        [...bord.querySelectorAll(".kolom[data-kolom]")].map((k) => [k.dataset.kolom, k.querySelector("h3").textContent])
      );
      if (!kolommen.length) return;
      const hier = nu()?.closest("[data-kolom]")?.getAttribute("data-kolom") || "";
      const keuze = await kiesUit("", kolommen, [hier], false);
      if (keuze) await stuur("verplaats", { kaart: gekozen, kolom: keuze[0] });
    },
    type: async () => {
      const keuze = await kiesUit("", t.types, [], false);
      if (keuze) await stuur("typeer", { kaart: gekozen, type: keuze[0] });
    },
    koppel: async () => {
      const antwoord = await fetch(`/sessies/${gegevens.sessie}/rustpunten?kaart=${gekozen}`).then((a) => a.json());
      if (!antwoord.keuzes.length) return void vraag(t.koppel_leeg);
      const keuze = await kiesUit(antwoord.zin, antwoord.keuzes, antwoord.aan, true);
      if (keuze) await stuur("koppel", { kaart: gekozen, aan: keuze });
    },
    bericht: () => {
      const kaart = gekozen;
      zoek("#vorm-bericht").onsubmit = async () => {
        await stuur("bericht", { kaart, tekst: zoek("#bericht-tekst").value });
        zoek("#bericht-tekst").value = "";
      };
      zoek("#dialoog-bericht").showModal();
    },
    bundel: () => {
      const dialoog = zoek("#dialoog-bundel");
      const stap = nu()?.closest("[data-kolom]");
      const anderen = alle().filter((k) => k.dataset.kaart !== gekozen && stap?.contains(k));
      zoek("[data-keuzes]", dialoog).replaceChildren(
        ...anderen.map((k) => maak("label", { className: "keuze" }, maak("input", { type: "checkbox", value: k.dataset.kaart }), ` ${tekst(k)}`)),
      );
      zoek("#vorm-bundel").onsubmit = async () => {
        const leden = [gekozen, ...[...dialoog.querySelectorAll("[data-keuzes] input:checked")].map((v) => v.value)];
        await stuur("bundel", { kaarten: leden, naam: zoek("#bundelnaam").value });
        zoek("#bundelnaam").value = "";
      };
      dialoog.showModal();
    },
  };

  /** @param {string} naam */
  function doe(naam) {
    const kaart = nu();
    if (kaart) /** @type {any} */ (daden)[naam]?.(kaart);
  }
  balk?.addEventListener("click", (/** @type {Event} */ gebeurtenis) => {
    const knop = /** @type {HTMLElement | null} */ (/** @type {Element} */ (gebeurtenis.target).closest("[data-kaartdaad]"));
    if (knop) doe(knop.dataset.kaartdaad || "");
  });

  // ---- slepen ----------------------------------------------------------------------------------------------
  document.addEventListener("dragstart", (sleep) => {
    const kaart = /** @type {HTMLElement | null} */ (/** @type {Element} */ (sleep.target).closest?.("[data-kaart]"));
    if (!kaart) return;
    kies(kaart.dataset.kaart || "");
    kaart.dataset.gesleept = "";
    houVast(true);
    sleep.dataTransfer?.setData("text/plain", gekozen);
  });
  document.addEventListener("dragend", (sleep) => {
    delete (/** @type {HTMLElement} */ (sleep.target).dataset.gesleept);
    houVast(false);
  });
  bord?.addEventListener("dragover", (/** @type {DragEvent} */ sleep) => sleep.preventDefault());
  bord?.addEventListener("drop", async (/** @type {DragEvent} */ sleep) => {
    sleep.preventDefault();
    const doel = /** @type {Element} */ (sleep.target);
    const op = /** @type {HTMLElement | null} */ (doel.closest("[data-kaart]"));
    const bundel = /** @type {HTMLElement | null} */ (doel.closest("[data-bundel]"));
    const kolom = /** @type {HTMLElement | null} */ (doel.closest(".kolom[data-kolom]"));
    const wat = gekozen;
    if (bundel) {
      const leden = [...bundel.querySelectorAll("[data-kaart]")].map((k) => /** @type {any} */ (k).dataset.kaart);
      await stuur("bundel", { bundel: bundel.dataset.bundel, kaarten: [...new Set([...leden, wat])] });
    } else if (op && op.dataset.kaart !== wat) await stuur("bundel", { kaarten: [op.dataset.kaart, wat] });
    else if (kolom && !kolom.contains(nu() || null)) await stuur("verplaats", { kaart: wat, kolom: kolom.dataset.kolom });
  });

  /** De volgende of vorige kaart kiezen met de toetsen. @param {number} richting */
  function loop(richting) {
    const rij = alle().filter((k) => k.closest("#regio-bord"));
    if (!rij.length) return;
    const plek = rij.findIndex((k) => k.dataset.kaart === gekozen);
    kies(rij[(plek + richting + rij.length) % rij.length].dataset.kaart || "");
  }
  herstel();
  return { doe, loop, herstel, laatLos: () => kies("") };
}
