// De ondergrens van node: `ws`, hetzelfde bericht naar iedereen in de kamer. Geen keuring, geen opslag.
import { WebSocketServer } from 'ws'

const kamers = new Map()
const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false, backlog: 4096 })
server.on('listening', () => console.log(JSON.stringify({ port: server.address().port })))
server.on('connection', (lijn, vraag) => {
  const naam = new URL(vraag.url, 'http://x').searchParams.get('kamer')
  if (!kamers.has(naam)) kamers.set(naam, new Set())
  const kamer = kamers.get(naam)
  kamer.add(lijn)
  lijn.on('close', () => kamer.delete(lijn))
  lijn.on('message', ruw => {
    const { n, tekst } = JSON.parse(ruw)
    const uit = Buffer.from(`42${JSON.stringify(['nieuw', { n, tekst, tijd: new Date().toISOString() }])}`)
    for (const ander of kamer) ander.send(uit, { binary: false })
    lijn.send(`43${n}[{"ok":true}]`)
  })
})
