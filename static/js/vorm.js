/** Een formulier van een stap lezen en terugzetten. De namen van de velden zeggen waar ze in de inhoud komen. */

/** @param {HTMLFormElement} vorm @returns {any} */
export function leesVorm(vorm) {
  /** @type {any} */
  const inhoud = {};
  for (const veld of /** @type {any} */ (vorm.elements)) {
    if (!veld.name || veld.name === "stap" || veld.name === "csrf_token") continue;
    if ((veld.type === "radio" || veld.type === "checkbox") && !veld.checked) continue;
    const d = veld.dataset;
    if ("lijst" in d) (inhoud[veld.name] ||= []).push(veld.value);
    else if ("vlag" in d) inhoud[veld.name] = true;
    else if (veld.name.includes(".")) {
      const [kop, punt] = veld.name.split(".");
      (inhoud[kop] ||= {})[punt] = !("getal" in d) ? veld.value : veld.value === "" ? null : Number(veld.value);
    } else if (veld.value.trim() || veld.required) inhoud[veld.name] = veld.value;
  }
  return inhoud;
}

/** @param {HTMLFormElement} vorm @returns {Record<string, any>} wat er nu in de velden staat, voor het concept */
export function leesVelden(vorm) {
  /** @type {Record<string, any>} */
  const velden = {};
  for (const veld of /** @type {any} */ (vorm.elements)) {
    if (!veld.id || veld.type === "hidden" || veld.tagName === "BUTTON") continue;
    if (veld.type === "radio" || veld.type === "checkbox") {
      if (veld.checked) velden[veld.id] = true;
    } else if (veld.value) velden[veld.id] = veld.value;
  }
  return velden;
}

/** @param {HTMLFormElement} vorm @param {Record<string, any> | null} velden */
export function zetVelden(vorm, velden) {
  if (!velden) return;
  for (const veld of /** @type {any} */ (vorm.elements)) {
    if (!veld.id || !(veld.id in velden)) continue;
    if (veld.type === "radio" || veld.type === "checkbox") veld.checked = true;
    else veld.value = velden[veld.id];
  }
}

/** Leeg de tekstvelden en vinkjes; de gekozen kolom blijft staan, want de volgende kaart hoort er vaak bij. @param {HTMLFormElement} vorm */
export function leegVorm(vorm) {
  for (const veld of /** @type {any} */ (vorm.elements)) {
    if (veld.tagName === "TEXTAREA" || veld.type === "text" || veld.type === "number") veld.value = "";
    if (veld.type === "checkbox") veld.checked = false;
  }
}
