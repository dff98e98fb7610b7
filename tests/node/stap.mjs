// Speelt een stap na zoals een vreemd programma dat zou doen: met docs/protocol.md ernaast en verder niets.
// node stap.mjs ADRES CODE STAP; schrijft aan het eind een regel JSON met wat er gebeurde.
import { randomBytes } from "node:crypto";
import { io } from "socket.io-client";

const [adres, code, doelstap] = process.argv.slice(2);
const sleutel = () => randomBytes(18).toString("base64url");

async function meedoen(velden) {
  const antwoord = await fetch(`${adres}/mee`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json" },
    body: JSON.stringify(velden),
  });
  const cookies = antwoord.headers.getSetCookie().map((kruimel) => kruimel.split(";")[0]);
  return { status: antwoord.status, cookie: cookies.join("; "), ...(await antwoord.json()) };
}

function verbind(cookie, auth) {
  return io(adres, { transports: ["websocket"], forceNew: true, reconnection: false, extraHeaders: { Cookie: cookie }, auth });
}

const vraag = (lijn, naam, gegeven) => lijn.timeout(4000).emitWithAck(naam, gegeven);
const weigering = ({ fout, tekst, opnieuw }) => ({ fout, zin: typeof tekst === "string" && tekst.length > 0, opnieuw });

/** Wacht tot een beeld van deze regio aan de voorwaarde voldoet; let op de volgorde uit hoofdstuk 10. */
function wachtOpBeeld(lijn, regio, goed) {
  const nieuwste = new Map();
  return new Promise((klaar) => {
    lijn.on("beeld", (beeld) => {
      const oud = nieuwste.get(beeld.regio);
      const ouder = oud && oud.tijdperk === beeld.tijdperk && (beeld.seq < oud.seq || (beeld.seq === oud.seq && beeld.beurt < oud.beurt));
      if (ouder) return;
      nieuwste.set(beeld.regio, beeld);
      if (beeld.regio === regio && goed(beeld)) klaar(beeld);
    });
  });
}

const verslag = {};
const onbekend = await meedoen({ code: "BCDFGHJ" });
verslag.onbekende_code = { status: onbekend.status, ...weigering(onbekend) };

const toegang = await meedoen({ code, functie: "leerkracht" });
verslag.meedoen = [toegang.status, typeof toegang.sessie, typeof toegang.token, toegang.woorden.split(" ").length, toegang.werkvorm, toegang.taal];
verslag.dezelfde_telefoon = await (async () => {
  const weer = await fetch(`${adres}/mee`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Cookie: toegang.cookie },
    body: JSON.stringify({ code }),
  });
  return (await weer.json()).woorden === toegang.woorden;
})();

const zonder = verbind("", { rol: "deelnemer", sessie: toegang.sessie, taal: "nl" });
verslag.zonder_cookie = await new Promise((klaar) => zonder.on("geweigerd", (gegeven) => klaar(gegeven.fout)));
zonder.disconnect();

const lijn = verbind(toegang.cookie, { rol: "deelnemer", sessie: toegang.sessie, taal: "nl" });
const invoer = wachtOpBeeld(lijn, "invoer", (beeld) => beeld.html.includes(`data-stap="${doelstap}"`));
await new Promise((klaar, mis) => (lijn.on("connect", klaar), lijn.on("connect_error", mis)));

verslag.te_vroeg = weigering(
  await vraag(lijn, "bijdrage", { sleutel: sleutel(), geheim: sleutel(), stap: doelstap, inhoud: { tekst: "te vroeg" } }),
);
const ik = await vraag(lijn, "ik", {});
verslag.ik = [ik.woorden === toegang.woorden, ik.rollen, ik.functie];
verslag.tijd = Math.abs((await vraag(lijn, "tijd", {})).nu - Date.now()) < 60_000;
// een stil teken: de gespreksleider ziet het en begint
verslag.teken = await vraag(lijn, "noodrem", { soort: "kent_gezin" });

const beeld = await invoer;
verslag.beeld = Object.keys(beeld).sort();
verslag.vorm = ["soort", "hoogstens", "gedeeld", "typt"].map((naam) => beeld.html.match(new RegExp(`data-${naam}="([^"]*)"`))[1]);

const kaart = { sleutel: sleutel(), geheim: sleutel(), stap: doelstap, inhoud: { tekst: "Het is me te stil." } };
const eerste = await vraag(lijn, "bijdrage", kaart);
const nogeens = await vraag(lijn, "bijdrage", kaart);
verslag.bijdrage = [typeof eerste.seq, typeof eerste.kaart];
verslag.zelfde_sleutel = JSON.stringify(eerste) === JSON.stringify(nogeens);
verslag.genoeg = weigering(await vraag(lijn, "bijdrage", { ...kaart, sleutel: sleutel() }));

const eigen = { kaart: eerste.kaart, geheim: kaart.geheim };
const gewijzigd = await vraag(lijn, "wijzig", { ...eigen, inhoud: { tekst: "Ik maak me zorgen over de oudste." } });
verslag.wijzig = [gewijzigd.kaart === eerste.kaart, gewijzigd.seq > eerste.seq];
verslag.klaar = await vraag(lijn, "klaar", { aan: true });

verslag.geweigerd = {};
const pogingen = {
  ander_geheim: ["wijzig", { ...eigen, geheim: sleutel(), inhoud: { tekst: "van mij" } }],
  onbekende_kaart: ["wijzig", { ...eigen, kaart: "bestaatniet", inhoud: { tekst: "weg" } }],
  onbekende_stap: ["bijdrage", { ...kaart, sleutel: sleutel(), stap: "s99" }],
  veld_te_veel: ["bijdrage", { ...kaart, sleutel: sleutel(), naam: "Jan" }],
  veld_te_weinig: ["bijdrage", { sleutel: sleutel(), geheim: sleutel(), stap: doelstap }],
  verkeerde_soort: ["bijdrage", { ...kaart, sleutel: sleutel(), inhoud: { tekst: 5 } }],
  korte_sleutel: ["bijdrage", { ...kaart, sleutel: "kort" }],
  te_lang: ["bijdrage", { ...kaart, sleutel: sleutel(), inhoud: { tekst: "a".repeat(1001) } }],
  leeg: ["bijdrage", { ...kaart, sleutel: sleutel(), inhoud: { tekst: "   " } }],
  geen_object: ["bijdrage", "hallo"],
  honderd_kilobyte: ["bijdrage", { ...kaart, sleutel: sleutel(), inhoud: { tekst: "a".repeat(100_000) } }],
  sturen: ["stuur", { daad: "stap", gegeven: { naar: "volgende" }, gezien: beeld.stuur }],
  onbekend_bericht: ["kletsen", {}],
};
for (const [naam, [wat, gegeven]] of Object.entries(pogingen)) verslag.geweigerd[naam] = weigering(await vraag(lijn, wat, gegeven));

const weg = await vraag(lijn, "intrekken", eigen);
const nogeensWeg = await vraag(lijn, "intrekken", eigen);
verslag.intrekken = [weg.kaart === eerste.kaart, "fout" in nogeensWeg];
const tweede = await vraag(lijn, "bijdrage", { ...kaart, sleutel: sleutel(), inhoud: { tekst: "Waar is vader?" } });
verslag.opnieuw_na_intrekken = typeof tweede.kaart;
verslag.parkeerplaats = typeof (
  await vraag(lijn, "bijdrage", { sleutel: sleutel(), geheim: sleutel(), stap: "parkeerplaats", inhoud: { tekst: "Later: wie belt oma?" } })
).kaart;

lijn.disconnect();
console.log(JSON.stringify(verslag));
process.exit(0);
