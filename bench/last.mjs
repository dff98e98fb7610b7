// De last: telefoons (en per sessie een beamer) in een proces, zuinig genoeg om een kern te delen. Een regel JSON op
// de uitvoer. Praat het protocol van docs/protocol.md met leersessie, en hetzelfde met de node-servers ernaast.
import crypto from 'node:crypto'
import fs from 'node:fs'
import http from 'node:http'
import net from 'node:net'

const keus = JSON.parse(fs.readFileSync(0, 'utf8'))
const { soort, port, pid, sessies, deelnemers, bijdragen, tempo, samen = 200, spreid = 0, geduld = 15000, rust = 1500 } = keus
const HOST = '127.0.0.1'
const N = sessies.length * deelnemers
const PRODUCT = soort === 'product'
const nu = () => performance.now()
const slaap = ms => new Promise(klaar => setTimeout(klaar, ms))

// ---- wat de server kost, uit /proc ------------------------------------------------------------------------------
function meet() {
  const stat = fs.readFileSync(`/proc/${pid}/stat`, 'latin1')
  const delen = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const eigen = process.cpuUsage()
  const alles = fs.readFileSync('/proc/stat', 'latin1').split('\n')[0].trim().split(/\s+/).slice(1).map(Number)
  return {
    t: nu(),
    cpu: (Number(delen[11]) + Number(delen[12])) / 100,
    rss: Number(delen[21]) * 4096,
    eigen: (eigen.user + eigen.system) / 1e6,
    machine: (alles[0] + alles[1] + alles[2] + alles[5] + alles[6]) / 100,
  }
}

// ---- de boekhouding ---------------------------------------------------------------------------------------------
const verstuurd = new Float64Array(bijdragen)
const bevestigd = new Float64Array(bijdragen)
const laatste = new Float64Array(bijdragen)
const gezienDoor = new Uint32Array(bijdragen)
const vanSessie = new Uint32Array(bijdragen)
const gezien = PRODUCT ? null : new Uint8Array(bijdragen * N)
const seqVan = new Float64Array(bijdragen)
const opBeamer = new Float64Array(bijdragen)
const beamerSeq = sessies.map(() => [])
const telling = { acks: 0, fouten: 0, kopieen: 0, dubbel: 0, gelekt: 0, bytes: 0, beelden: 0, weg: 0 }
const fouten = {}
let telefoonBeeld = 0
const MERK = Buffer.from('~n')
const NUL = 48
// het volgnummer in leestekens: een rij cijfers ziet de controle op namen terecht aan voor een dossier, en een rij letters
// is een woord dat niemand kent, op elke kaart een ander
const CIJFERS = '!#$%*+;:=^'
const WAARDE = new Int8Array(256).fill(-1)
for (let k = 0; k < 10; k++) WAARDE[CIJFERS.charCodeAt(k)] = k

function leesMerk(b, i) {
  let n = 0
  for (let k = i + 2; k < i + 9; k++) n = WAARDE[b[k]] < 0 ? NaN : n * 10 + WAARDE[b[k]]
  return n
}

function ack(b, t) {
  let n = 0
  let i = 2
  for (; b[i] >= NUL && b[i] <= 57; i++) n = n * 10 + b[i] - NUL
  if (n >= bijdragen) return
  const [antwoord] = JSON.parse(b.toString('utf8', i))
  if (antwoord.fout) {
    telling.fouten++
    fouten[antwoord.fout] = (fouten[antwoord.fout] || 0) + 1
    return
  }
  if (bevestigd[n]) return
  bevestigd[n] = t
  seqVan[n] = antwoord.seq ?? 0
  telling.acks++
}

function bericht(lijn, b) {
  const t = nu()
  if (b[0] === 52 && b[1] === 51) return ack(b, t)
  if (!(b[0] === 52 && b[1] === 50)) return
  telling.bytes += b.length
  if (PRODUCT) {
    telling.beelden++
    if (lijn.rol === 'beamer') {
      const m = /"seq":(\d+)/.exec(b.toString('latin1', 0, 400)) || /"seq":(\d+)/.exec(b.toString('latin1'))
      if (m) beamerSeq[lijn.sessie].push([t, Number(m[1])])
    } else telefoonBeeld = t
  }
  for (let i = b.indexOf(MERK); i >= 0; i = b.indexOf(MERK, i + 9)) {
    const n = leesMerk(b, i)
    if (!(n < bijdragen)) continue
    if (vanSessie[n] !== lijn.sessie) { telling.gelekt++; continue }
    if (PRODUCT) { if (lijn.rol === 'beamer' && !opBeamer[n]) opBeamer[n] = t; continue }
    if (gezien[n * N + lijn.nummer]++) { telling.dubbel++; continue }
    gezienDoor[n]++
    laatste[n] = t
    telling.kopieen++
  }
}

// ---- een lijn: een websocket met de hand, een leesbuffer voor allen ---------------------------------------------------
const buffer = Buffer.allocUnsafe(1 << 18)
class Lijn {
  constructor(nummer, sessie, rol, cookie) { Object.assign(this, { nummer, sessie, rol, cookie, rest: null, open: false }) }

  verbind() {
    return new Promise((ok, mis) => {
      this.ok = ok
      const opslag = { buffer, callback: (n, b) => { this.lees(b.subarray(0, n)); return true } }
      this.sok = net.connect({ host: HOST, port, noDelay: true, onread: opslag })
      const pad = soort === 'ws' ? `/?kamer=${this.sessie}` : '/socket.io/?EIO=4&transport=websocket'
      this.sok.on('connect', () => this.sok.write(
        `GET ${pad} HTTP/1.1\r\nHost: ${HOST}:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
        `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${crypto.randomBytes(16).toString('base64')}\r\n` +
        (this.cookie ? `Cookie: ${this.cookie}\r\n` : '') + '\r\n'))
      const dicht = () => { if (this.klaar) telling.weg++; mis(new Error('dicht')) }
      this.sok.on('error', dicht)
      this.sok.on('close', dicht)
    })
  }

  lees(b) {
    if (this.rest) { b = Buffer.concat([this.rest, b]); this.rest = null }
    let o = 0
    if (!this.open) {
      const eind = b.indexOf('\r\n\r\n')
      if (eind < 0) { this.rest = Buffer.from(b); return }
      if (!b.toString('latin1', 0, 12).endsWith('101')) { this.sok.destroy(); return }
      this.open = true
      o = eind + 4
      if (soort === 'ws') this.welkom()
    }
    while (b.length - o >= 2) {
      let lengte = b[o + 1] & 127
      let kop = 2
      if (lengte === 126) { if (b.length - o < 4) break; lengte = b.readUInt16BE(o + 2); kop = 4 }
      else if (lengte === 127) { if (b.length - o < 10) break; lengte = Number(b.readBigUInt64BE(o + 2)); kop = 10 }
      if (b.length - o < kop + lengte) break
      if ((b[o] & 15) === 1) this.pakket(b.subarray(o + kop, o + kop + lengte))
      o += kop + lengte
    }
    if (o < b.length) this.rest = Buffer.from(b.subarray(o))
  }

  pakket(p) {
    if (soort !== 'ws') {
      if (p[0] === 50) return this.zend('3')
      if (p[0] === 48) {
        const s = sessies[this.sessie]
        return this.zend('40' + JSON.stringify(PRODUCT ? { rol: this.rol, sessie: s.sessie, taal: 'nl' } : { kamer: String(this.sessie) }))
      }
      if (p[0] === 52 && p[1] === 48) return this.welkom()
      if (p[0] === 52 && (p[1] === 49 || p[1] === 52)) { this.sok.destroy(); return }
    }
    bericht(this, p)
  }

  welkom() { this.klaar = true; this.ok() }

  zend(tekst) {
    const n = Buffer.byteLength(tekst)
    const kop = n < 126 ? 6 : 8
    const f = Buffer.alloc(kop + n)
    f[0] = 0x81
    if (n < 126) f[1] = 0x80 | n
    else { f[1] = 0x80 | 126; f.writeUInt16BE(n, 2) }
    f.write(tekst, kop)
    this.sok.write(f)
  }
}

// ---- binnenkomen ------------------------------------------------------------------------------------------------
const agent = new http.Agent({ keepAlive: true, maxSockets: 128 })
function meedoen(code) {
  const lijf = JSON.stringify({ code, functie: '' })
  return new Promise((ok, mis) => {
    const koppen = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(lijf) }
    const vraag = http.request({ host: HOST, port, agent, method: 'POST', path: '/mee', headers: koppen }, antwoord => {
      let tekst = ''
      antwoord.on('data', stuk => { tekst += stuk })
      antwoord.on('end', () => {
        if (antwoord.statusCode !== 200) return mis(new Error(`meedoen ${antwoord.statusCode} ${tekst.slice(0, 200)}`))
        ok(antwoord.headers['set-cookie'].map(c => c.split(';')[0]).join('; '))
      })
    })
    vraag.on('error', mis)
    vraag.end(lijf)
  })
}

const lijnen = new Array(N)
const duurMee = []
let opnieuw = 0
async function kom(nummer) {
  const sessie = nummer / deelnemers | 0
  const begin = nu()
  for (let poging = 0; ; poging++) {
    try {
      const cookie = PRODUCT ? await meedoen(sessies[sessie].code) : ''
      const lijn = new Lijn(nummer, sessie, 'deelnemer', cookie)
      await Promise.race([lijn.verbind(), slaap(30000).then(() => { throw new Error('te laat') })])
      lijnen[nummer] = lijn
      break
    } catch (fout) {
      if (poging > 5) { console.error('kwam niet binnen:', fout.message); process.exit(3) }
      opnieuw++
      await slaap(100)
    }
  }
  duurMee.push(nu() - begin)
}

const voor = meet()
if (PRODUCT) {
  for (let s = 0; s < sessies.length; s++) {
    const beamer = new Lijn(-1, s, 'beamer', `ls-beamer-${sessies[s].sessie}=${sessies[s].beamer}`)
    await beamer.verbind()
  }
}
const start = meet()
if (spreid) await Promise.all(Array.from({ length: N }, async (_, n) => { await slaap(n * spreid / N); await kom(n) }))
else {
  let volgende = 0
  await Promise.all(Array.from({ length: Math.min(samen, N) }, async () => { while (volgende < N) await kom(volgende++) }))
}
const binnen = meet()
await slaap(rust)
const stil = meet()

// ---- terug na een harde stop: wie meet, haalt de server weg zodra hier 'binnen' staat, en zet hem weer neer ----------
const EERST = 300
const LANGST = 2000
async function komTerug(lijn) {
  for (let wacht = EERST; ; wacht = Math.min(LANGST, wacht * 2)) {
    await slaap(wacht * (0.5 + Math.random()))
    const weer = new Lijn(lijn.nummer, lijn.sessie, 'deelnemer', lijn.cookie)
    try { await weer.verbind() } catch { continue }
    return nu()
  }
}
function klop() {
  return new Promise(klaar => {
    const sok = net.connect({ host: HOST, port })
    sok.on('connect', () => { sok.destroy(); klaar(true) })
    sok.on('error', () => klaar(false))
  })
}
if (keus.terug) {
  const dicht = lijnen.map(lijn => new Promise(klaar => lijn.sok.on('close', klaar)))
  process.stderr.write('binnen\n')
  await Promise.all(dicht)
  const weg = nu()
  const wachten = Promise.all(lijnen.map(komTerug))
  while (!await klop()) await slaap(10)
  const open = nu()
  const terug = Math.max(...await wachten)
  console.log(JSON.stringify({ terug_ms: terug - open, dicht_ms: open - weg, deelnemers: N }))
  process.exit(0)
}

// ---- zenden -----------------------------------------------------------------------------------------------------
// gewone kaarten van een tot vier zinnen, langer dan een groep ze meestal schrijft: met en zonder verwanten en getallen
const ZINNEN = [
  'We praten over wat er goed gaat en wat er beter kan.', 'Moeder belt zelf als het niet goed gaat.',
  'Wij weten niet hoe vaak vader langskomt.', 'De school ziet het kind elke dag en zegt dat het rustig is.',
  'Wie vraagt aan het kind hoe het thuis gaat?', 'Twee jaar geleden waren er drie meldingen achter elkaar.',
  'Ik merk dat iedereen op een ander wacht.', 'Oma haalt de kinderen op en maakt zich zorgen over de avond.',
  'Het plan van toen ligt in een la en niemand kijkt ernaar.', 'Laten we eerst vragen wat er nodig is om door te gaan.',
]
const schrijf = n => Array.from({ length: 1 + n % 4 }, (_, k) => ZINNEN[(n + 3 * k) % ZINNEN.length]).join(' ')
const willekeur = crypto.randomBytes(bijdragen * 48).toString('hex')
const sleutelVan = n => willekeur.slice(n * 96, n * 96 + 32)
if (keus.kill) setTimeout(() => process.kill(pid, 'SIGKILL'), keus.kill)
function geef(n) {
  const wie = (n * 7919) % N
  vanSessie[n] = wie / deelnemers | 0
  const merk = String(n).padStart(7, '0').replace(/\d/g, c => CIJFERS[c])
  const tekst = `~n${merk}~ ${schrijf(n)}`
  const sleutel = sleutelVan(n)
  const geheim = willekeur.slice(n * 96 + 32, n * 96 + 64)
  const gegeven = { sleutel, geheim, stap: keus.stap, inhoud: { tekst } }
  verstuurd[n] = nu()
  lijnen[wie].zend(soort === 'ws' ? JSON.stringify({ n, tekst }) : `42${n}${JSON.stringify(['bijdrage', gegeven])}`)
}
telling.bytes = telling.beelden = 0
const b0 = meet()
if (tempo > 0) {
  for (let n = 0, t0 = nu(); n < bijdragen;) {
    while (n < bijdragen && nu() - t0 >= n * 1000 / tempo) geef(n++)
    await slaap(1)
  }
} else for (let n = 0; n < bijdragen; n++) geef(n)

const wil = PRODUCT ? 0 : bijdragen * deelnemers
const hoogsteSeq = () => {
  const hoogste = new Float64Array(sessies.length)
  for (let n = 0; n < bijdragen; n++) hoogste[vanSessie[n]] = Math.max(hoogste[vanSessie[n]], seqVan[n])
  return hoogste
}
const beamersBij = () => {
  const hoogste = hoogsteSeq()
  return beamerSeq.every((rij, s) => !hoogste[s] || (rij.length && rij[rij.length - 1][1] >= hoogste[s]))
}
for (let vorige = -1, stilte = 0; stilte < geduld;) {
  const alles = telling.acks + telling.fouten === bijdragen && telling.kopieen >= wil && (!PRODUCT || beamersBij())
  if (alles || telling.weg >= N) break
  await slaap(5)
  const teller = telling.acks + telling.kopieen + telling.beelden
  if (teller === vorige) stilte += 5
  else { stilte = 0; vorige = teller }
}
if (PRODUCT && !keus.kill) await slaap(2500) // ook het rustige deel van de golf telt mee: telefoons horen het hoogstens na twee tellen
const b1 = keus.kill ? b0 : meet()

// ---- de uitkomst ------------------------------------------------------------------------------------------------
const rond = (x, d = 1) => x == null || !Number.isFinite(x) ? null : Number(x.toFixed(d))
const deel = (rij, p) => rij.length ? rij[Math.min(rij.length - 1, Math.floor(p * rij.length))] : null
const verdeling = rij => { const r = [...rij].sort((x, y) => x - y); return { p50: rond(deel(r, 0.5)), p95: rond(deel(r, 0.95)), max: rond(deel(r, 1)) } }
const ackMs = []
const kopieMs = []
const beeldMs = []
let beamerAf = 0
for (let n = 0; n < bijdragen; n++) {
  if (bevestigd[n]) ackMs.push(bevestigd[n] - verstuurd[n])
  if (gezienDoor[n] === deelnemers) kopieMs.push(laatste[n] - verstuurd[n])
  if (!PRODUCT || !bevestigd[n]) continue
  const eerste = beamerSeq[vanSessie[n]].find(([, seq]) => seq >= seqVan[n])
  if (eerste) { beeldMs.push(eerste[0] - verstuurd[n]); beamerAf = Math.max(beamerAf, eerste[0]) }
}
const cpu = b1.cpu - b0.cpu
console.log(JSON.stringify({
  soort, sessies: sessies.length, deelnemers, bijdragen, tempo, ...telling, fouten_soort: fouten,
  onbevestigd: bijdragen - telling.acks - telling.fouten, gemist: Math.max(0, wil - telling.kopieen),
  ack_ms: verdeling(ackMs), kopie_ms: verdeling(kopieMs), beeld_ms: verdeling(beeldMs),
  beeld_gemist: PRODUCT ? bijdragen - telling.fouten - beeldMs.length : 0,
  ack_laatste_ms: rond(Math.max(0, ...bevestigd) - verstuurd[0]), beamer_af_ms: rond(beamerAf - verstuurd[0]),
  telefoon_laatste_ms: rond(telefoonBeeld - verstuurd[0]),
  cpu_s: rond(cpu, 3), us_per_kopie: telling.kopieen ? rond(cpu / telling.kopieen * 1e6, 2) : null,
  ms_per_bijdrage: rond(cpu / bijdragen * 1e3, 3), last_cpu_s: rond(b1.eigen - b0.eigen, 2),
  ander_cpu_s: rond(Math.max(0, b1.machine - b0.machine - cpu - (b1.eigen - b0.eigen)), 2),
  mee_s: rond((binnen.t - start.t) / 1000, 2), mee_ms: verdeling(duurMee), mee_cpu_ms: rond((binnen.cpu - start.cpu) / N * 1000, 2), opnieuw,
  sleutels: keus.kill ? [...bevestigd.keys()].filter(n => bevestigd[n]).map(sleutelVan) : [],
  kb_per_telefoon: rond((stil.rss - start.rss) / N / 1024), rust_mb: rond(voor.rss / 1048576), eind_mb: rond(b1.rss / 1048576),
}))
process.exit(0)
