import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'

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
    // One after the other: a piece must not overtake the one before it when the wire gets quicker.
    let line: Promise<void> | undefined
    from.on('data', (chunk) => {
      if (wire.latency === 0 && line === undefined) return void to.write(chunk)
      const due = performance.now() + wire.latency
      const mine: Promise<void> = (line ?? Promise.resolve())
        .then(() => delay(Math.max(0, due - performance.now())))
        .then(() => {
          if (!to.destroyed) to.write(chunk)
          if (line === mine) line = undefined
        })
      line = mine
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
