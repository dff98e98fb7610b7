/** Vraag de server tijdens het schrijven wat er nog niet klopt. */
let beurt = 0;

/** Het antwoord op de laatste vraag; niets als er intussen een nieuwere is, of als de lijn weg is. @param {HTMLFormElement} vorm */
export async function kijkNa(vorm) {
  const mijn = ++beurt;
  const antwoord = await fetch(vorm.dataset.kijk ?? "", {
    method: "POST",
    headers: { Accept: "application/json" },
    body: new FormData(vorm),
  }).catch(() => null);
  return antwoord?.ok && mijn === beurt ? antwoord.json() : null;
}
