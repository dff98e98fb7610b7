// node socket.io: keurt, bewaart (OPSLAG=sqlite: better-sqlite3, een transactie per bijdrage) en zendt naar iedereen.
import { createServer } from 'node:http'
import { Server } from 'socket.io'

let bewaar = () => ({ lastInsertRowid: 1 })
if (process.env.OPSLAG === 'sqlite') {
  const { default: Database } = await import('better-sqlite3')
  const db = new Database(process.env.BESTAND)
  db.pragma('journal_mode=WAL')
  db.pragma(`synchronous=${process.env.VAST || 'FULL'}`)
  db.exec('create table bijdrage(id integer primary key, kamer text, tekst text, tijd text)')
  const regel = db.prepare('insert into bijdrage(kamer, tekst, tijd) values (?, ?, ?)')
  bewaar = (...waarden) => regel.run(...waarden)
}
const http = createServer()
const io = new Server(http, { perMessageDeflate: false, pingInterval: 10000, pingTimeout: 8000 })
io.on('connection', lijn => {
  const kamer = lijn.handshake.auth.kamer
  lijn.join(kamer)
  lijn.on('bijdrage', (gegeven, ack) => {
    const tekst = gegeven?.inhoud?.tekst
    if (typeof tekst !== 'string' || tekst.length > 1000) return ack({ fout: 'vorm' })
    const tijd = new Date().toISOString()
    const { lastInsertRowid: n } = bewaar(kamer, tekst, tijd)
    io.to(kamer).emit('nieuw', { n, tekst, tijd })
    ack({ seq: Number(n), kaart: String(n) })
  })
})
http.listen(0, '127.0.0.1', 4096, () => console.log(JSON.stringify({ port: http.address().port })))
