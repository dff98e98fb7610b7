/** Aankomst met een link: wissel het geheim achter de # voor een cookie, haal het uit het adres en ga door. */
const geheim = location.hash.slice(1);
history.replaceState(null, "", location.pathname);
const fout = () => {
  const plek = document.getElementById("aankomst-fout");
  if (plek) plek.hidden = false;
  document.getElementById("aankomst")?.setAttribute("hidden", "");
};
if (!geheim) fout();
else {
  fetch("/toegang", {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json" },
    body: JSON.stringify({ geheim }),
  })
    .then(async (antwoord) => (antwoord.ok ? location.replace((await antwoord.json()).naar) : fout()))
    .catch(fout);
}
