// A Bluesky of one's own: PLC directory, AppView and PDS of @atproto/dev-env in one process, all on
// 127.0.0.1. What it is to do comes as JSON in the environment variable BLUESKY:
//   {modules: folder of node_modules, plc: port, appview: port, pds: port, control: port,
//    database: PostgreSQL URL}
// Once all of it answers, the control port does too:
//   POST /pds/away            the PDS refuses connections, as if it were not running
//   POST /pds/back            and is there again
//   POST /tokens?live=5s      access tokens issued from now on live for so long; `120mins` as usual

import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { Server } from 'node:net'
import { join } from 'node:path'

const wanted = JSON.parse(process.env.BLUESKY)
const require = createRequire(join(wanted.modules, 'package.json'))

// The packages listen on every address; each server is also remembered by its port.
const listeners = new Map()
const listen = Server.prototype.listen
Server.prototype.listen = function (first, ...rest) {
  const options = typeof first === 'object' && first !== null ? { ...first } : { port: first }
  const ready = rest.find((word) => typeof word === 'function')
  const sockets = new Set()
  this.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  listeners.set(Number(options.port), { server: this, sockets })
  return listen.call(this, { ...options, host: '127.0.0.1' }, ready)
}

function goAway(port) {
  const { server, sockets } = listeners.get(port)
  server.close()
  for (const socket of sockets) socket.destroy()
}

function comeBack(port) {
  const { server } = listeners.get(port)
  return new Promise((done, failed) => {
    server.once('error', failed)
    listen.call(server, { port, host: '127.0.0.1' }, done)
  })
}

// Every access token of the PDS is made by one function.
let accessTokensLive
function shortenTokens() {
  const made = require(
    join(wanted.modules, 'node_modules/@atproto/pds/dist/account-manager/helpers/auth.js'))
  const create = made.createAccessToken
  made.createAccessToken = (token) =>
    create(accessTokensLive ? { ...token, expiresIn: accessTokensLive } : token)
}

const { TestBsky, TestPds, TestPlc } = require('@atproto/dev-env')
const { mockNetworkUtilities } = require(
  join(wanted.modules, 'node_modules/@atproto/dev-env/dist/util.js'))
shortenTokens()

const plc = await TestPlc.create({ port: wanted.plc })
const appview = await TestBsky.create({
  port: wanted.appview,
  plcUrl: plc.url,
  pdsPort: wanted.pds,
  repoProvider: `ws://localhost:${wanted.pds}`,
  dbPostgresUrl: wanted.database,
  dbPostgresSchema: 'appview',
})
const pds = await TestPds.create({
  port: wanted.pds,
  hostname: 'localhost',
  didPlcUrl: plc.url,
  enableDidDocWithSession: true,
  bskyAppViewUrl: appview.url,
  bskyAppViewDid: appview.ctx.cfg.serverDid,
})
mockNetworkUtilities(pds, appview)

const commands = {
  '/pds/away': () => goAway(wanted.pds),
  '/pds/back': () => comeBack(wanted.pds),
  '/tokens': (url) => { accessTokensLive = url.searchParams.get('live') },
}
createServer(async (request, response) => {
  const url = new URL(request.url, 'http://127.0.0.1')
  const command = commands[url.pathname]
  if (command && request.method === 'POST') await command(url)
  response.statusCode = command || url.pathname === '/' ? 200 : 404
  response.end()
}).listen(wanted.control)

async function stop() {
  setTimeout(() => process.exit(0), 2000).unref()
  await appview.close()
  await pds.close()
  await plc.close()
  process.exit(0)
}
process.once('SIGTERM', stop)
process.once('SIGINT', stop)
