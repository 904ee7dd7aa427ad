import { connect, type Socket } from 'node:net'
import { cutMessages, type Message } from './http.ts'
import type { Ledger } from './ledger.ts'
import { type Plan, updateText } from './updates.ts'

export interface Delivery {
  plan: Plan
  ledger: Ledger
  port: number
  connections: number
  /** `telegram`: the next update of a chat waits for the one before. `free`: nothing waits for anything. */
  order: 'telegram' | 'free'
  /** When a connection is free again: `ack` with its 2xx, as at Telegram; `both` when the answer has come, too. */
  slot: 'both' | 'ack'
  /** Updates a second; 0 sends the next one as soon as a connection is free. */
  rate: number
  signal: AbortSignal
}

export const SECRET = 's3cret'
const RETRY_MS = 100

interface Courier {
  socket: Socket | undefined
  carries: number | undefined
}

/**
 * The sending half of Telegram, by the rules of its open Bot API server: so many connections, twice as many updates in
 * the window, one update of a chat at a time, and what was not answered with 2xx comes again. Resolves to the number of
 * repeats when all is acknowledged and answered, or when `signal` ends it.
 */
export function deliver({ plan, ledger, port, connections, order, slot, rate, signal }: Delivery): Promise<number> {
  const couriers = Array.from({ length: connections }, (): Courier => ({ socket: undefined, carries: undefined }))
  const free = [...couriers]
  const lines = new Map<number, number[]>()
  const ready: number[] = []
  const withoutAnswer = new Map<number, Courier>()
  const began = performance.now()
  let [next, inWindow, finished, repeats] = [0, 0, 0, 0]
  let over = false

  return new Promise((resolve) => {
    const metronome = rate > 0 ? setInterval(work, 1) : undefined
    const end = () => {
      if (over) return
      over = true
      clearInterval(metronome)
      for (const { socket } of couriers) socket?.destroy()
      resolve(repeats)
    }
    if (signal.aborted) return end()
    signal.addEventListener('abort', end, { once: true })
    ledger.onAnswer = (seq) => {
      const courier = withoutAnswer.get(seq)
      if (courier) {
        withoutAnswer.delete(seq)
        finish(courier, seq)
      }
      endWhenDone()
    }
    work()

    function endWhenDone() {
      if (finished === ledger.size && ledger.answered === ledger.size) end()
    }

    function work() {
      if (over) return
      fillWindow()
      while (free.length > 0 && ready.length > 0) post(free.pop()!, lines.get(ready.shift()!)![0]!)
    }

    function post(courier: Courier, seq: number) {
      courier.carries = seq
      courier.socket ??= open(courier)
      ledger.sent(seq, performance.now())
      const body = updateText(plan, seq, ledger.text(seq))
      courier.socket.write(
        `POST /hook HTTP/1.1\r\nHost: bot.example\r\nX-Telegram-Bot-Api-Secret-Token: ${SECRET}\r\n` +
          `Content-Type: application/json\r\nConnection: keep-alive\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
      )
    }

    function open(courier: Courier): Socket {
      const socket = connect({ port, host: '127.0.0.1', noDelay: true })
      const lost = () => {
        if (courier.socket !== socket) return
        courier.socket = undefined
        if (courier.carries !== undefined && !withoutAnswer.has(courier.carries)) again(courier, courier.carries)
      }
      socket.on('error', () => undefined)
      socket.on('close', lost)
      socket.on(
        'data',
        cutMessages((response) => responded(courier, response)),
      )
      return socket
    }

    function responded(courier: Courier, { start, head }: Message) {
      const seq = courier.carries
      if (seq === undefined) return
      if (/\r\nconnection:\s*close/i.test(head)) {
        courier.socket?.end()
        courier.socket = undefined
      }
      if (!/^HTTP\/1\.\d 2/.test(start)) return again(courier, seq)
      if (slot === 'both' && !ledger.isAnswered(seq)) withoutAnswer.set(seq, courier)
      else finish(courier, seq)
      endWhenDone()
    }

    function finish(courier: Courier, seq: number) {
      release(courier)
      const line = lineOf(seq)
      const updates = lines.get(line)!
      updates.shift()
      if (updates.length > 0) ready.push(line)
      else lines.delete(line)
      inWindow -= 1
      finished += 1
      work()
    }

    /** The chat waits for its repeat, the connection does not. */
    function again(courier: Courier, seq: number) {
      repeats += 1
      release(courier)
      setTimeout(() => {
        ready.push(lineOf(seq))
        work()
      }, RETRY_MS)
      work()
    }

    function release(courier: Courier) {
      courier.carries = undefined
      free.push(courier)
    }

    function fillWindow() {
      const elapsed = performance.now() - began
      const due = rate > 0 ? Math.min(ledger.size, Math.floor((elapsed / 1000) * rate) + 1) : ledger.size
      for (; next < due && inWindow < connections * 2; next += 1, inWindow += 1) {
        // At a given rate the clock of an update starts when it was due, not when there was room for it.
        if (rate > 0) ledger.sent(next, began + (next * 1000) / rate)
        const line = lineOf(next)
        const updates = lines.get(line)
        if (updates) updates.push(next)
        else {
          lines.set(line, [next])
          ready.push(line)
        }
      }
    }

    function lineOf(seq: number) {
      return order === 'free' ? seq : plan.chats[seq]!
    }
  })
}
