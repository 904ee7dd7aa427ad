import { once } from 'node:events'
import { type AddressInfo, createServer, connect, type Socket } from 'node:net'

/** A wire between the houses and their PostgreSQL, to be made slow, silent or cut. */
export interface Wire {
  readonly port: number
  /** Every piece of data takes so much longer. */
  latency: number
  /** Nothing goes through and nobody is told: a network that is gone. */
  silent(over: boolean): void
  /** Resets every connection. */
  cut(): number
  close(): Promise<void>
}

export async function createWire(target: number): Promise<Wire> {
  const sockets = new Set<Socket>()
  let isSilent = false
  const server = createServer({ noDelay: true }, (near) => {
    const far = connect({ port: target, host: '127.0.0.1', noDelay: true })
    join(near, far)
    join(far, near)
  })

  function join(from: Socket, to: Socket) {
    sockets.add(from)
    if (isSilent) from.pause()
    let last = 0
    from.on('data', (chunk) => {
      const due = wire.latency > 0 ? performance.now() + wire.latency : 0
      if (due === 0 && last === 0) return void to.write(chunk)
      // Behind what is still on its way, or it would overtake it.
      last = Math.max(due, last)
      const at = last
      setTimeout(() => {
        if (!to.destroyed) to.write(chunk)
        if (at === last) last = 0
      }, Math.max(0, at - performance.now()))
    })
    from.on('error', () => to.destroy())
    from.on('close', () => {
      sockets.delete(from)
      to.destroy()
    })
  }

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const wire: Wire = {
    port: (server.address() as AddressInfo).port,
    latency: 0,
    silent(over) {
      isSilent = over
      for (const socket of sockets) {
        if (over) socket.pause()
        else socket.resume()
      }
    },
    cut() {
      const count = sockets.size
      for (const socket of sockets) socket.resetAndDestroy()
      return count
    },
    async close() {
      wire.cut()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return wire
}
