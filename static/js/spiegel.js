/** De spiegelkaart: je eigen eerste stap als achtergrond of op papier. Alles blijft op deze telefoon; er gaat niets over de lijn. */
import { zoek } from "./gegevens.js";

const veld = zoek("#sp-tekst");
const doek = /** @type {HTMLCanvasElement} */ (zoek("#sp-beeld"));

/** Breek een zin in regels die passen. @param {CanvasRenderingContext2D} pen @param {string} zin @param {number} breed */
function breek(pen, zin, breed) {
  /** @type {string[]} */
  const regels = [];
  for (const woord of zin.split(/\s+/)) {
    const laatste = regels.at(-1);
    const samen = laatste ? `${laatste} ${woord}` : woord;
    if (laatste && pen.measureText(samen).width <= breed) regels[regels.length - 1] = samen;
    else regels.push(woord);
  }
  return regels;
}

function teken() {
  const pen = doek.getContext("2d");
  if (!pen) return;
  pen.fillStyle = "#0b211b";
  pen.fillRect(0, 0, doek.width, doek.height);
  pen.fillStyle = "#ffd15c";
  pen.fillRect(60, 300, 90, 8);
  pen.fillStyle = "#f3f0df";
  pen.font = "600 40px Literata, Georgia, serif";
  breek(pen, veld.value.trim(), 420).forEach((regel, nr) => pen.fillText(regel, 60, 380 + nr * 54));
}

zoek("#sp-bewaar").addEventListener("click", () => {
  if (!veld.value.trim()) return veld.focus();
  teken();
  doek.toBlob((beeld) => {
    if (!beeld) return;
    const weg = document.createElement("a");
    weg.href = URL.createObjectURL(beeld);
    weg.download = "mijn-eerste-stap.png";
    weg.click();
    setTimeout(() => URL.revokeObjectURL(weg.href), 10000);
    zoek("#dialoog-spiegel").close();
  }, "image/png");
});

// Afdrukken: de woorden staan alleen zolang het afdrukken duurt in de bladzijde.
const kaart = zoek("#sp-kaart");
zoek("#sp-druk").addEventListener("click", () => {
  const tekst = veld.value.trim();
  if (!tekst) return veld.focus();
  zoek("#sp-zin").textContent = tekst;
  kaart.hidden = false;
  window.print();
});
addEventListener("afterprint", () => {
  kaart.hidden = true;
  zoek("#sp-zin").textContent = "";
});
