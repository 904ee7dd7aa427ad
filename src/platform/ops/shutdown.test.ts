import { expect, test } from 'vitest'
import { handClock } from '#testing/clock.ts'
import { until } from '#testing/until.ts'
import { silentLog } from './log.ts'
import type { Part } from './loop.ts'
import { type Answering, runParts } from './shutdown.ts'
import { Interrupted, step } from './signals.ts'

const START = new Date('2026-03-02T09:00:00Z')

test('new work ends at once, the door serves on, what it accepted is finished, and then everything is closed', async () => {
  const house = stage()
  house.waiting = 2
  house.ask()
  await house.at(0)
  expect(house.story).toEqual(['draining', 'jobs end'])
  await house.at(4_999)
  expect(house.story).toEqual(['draining', 'jobs end'])
  await house.at(5_000)
  expect(await house.code).toBe(0)
  expect(house.story).toEqual([
    'draining',
    'jobs end',
    'door closed',
    'dispatch ends',
    'dispatch did 2',
    'given back',
    'all closed',
  ])
})

test('dispatch goes on until the last job has ended: its messages are sent, too', async () => {
  const job = Promise.withResolvers<void>()
  const house = stage({ job: job.promise })
  house.ask()
  await house.at(5_000)
  await until(() => house.story.includes('door closed'))
  await house.at(20_000)
  expect(house.story).not.toContain('dispatch ends')
  job.resolve()
  expect(await house.code).toBe(0)
  expect(house.story.slice(-5)).toEqual(['jobs end', 'dispatch ends', 'dispatch did 0', 'given back', 'all closed'])
})

test('a job that does not end gets thirty seconds; then its lease is given back and the process ends in order', async () => {
  const house = stage({ job: new Promise(() => undefined) })
  house.ask()
  await house.at(5_000)
  await until(() => house.story.includes('door closed'))
  await house.at(34_999)
  expect(house.story).not.toContain('given back')
  await house.at(35_000)
  expect(await house.code).toBe(0)
  expect(house.story).toEqual(['draining', 'door closed', 'given back', 'all closed'])
})

test('an end that hangs is cut off after 45 seconds, with exit code 1', async () => {
  const house = stage({ closeDoor: new Promise(() => undefined) })
  house.ask()
  await house.at(44_999)
  expect(await Promise.race([house.code, Promise.resolve('still there')])).toBe('still there')
  await house.at(45_000)
  expect(await house.code).toBe(1)
})

test('a database that is away hinders no end', async () => {
  const house = stage({ giveBack: Promise.reject(new Error('connection refused')) })
  house.ask()
  await house.at(5_000)
  expect(await house.code).toBe(0)
  expect(house.story.at(-1)).toBe('all closed')
})

test('a part that fails ends the process with 1', async () => {
  const house = stage({ job: Promise.reject(new Error('broken')) })
  house.ask()
  expect(await house.code).toBe(1)
})

test('a start that is interrupted stops at the step it is at; what fails because of that is no crash', async () => {
  const asked = new AbortController()
  expect(await step(asked.signal, Promise.resolve('opened'))).toBe('opened')
  await expect(step(asked.signal, Promise.reject(new Error('no database')))).rejects.toThrow('no database')
  const hanging = step(asked.signal, new Promise(() => undefined))
  asked.abort('SIGTERM')
  await expect(hanging).rejects.toBeInstanceOf(Interrupted)
  await expect(step(asked.signal, Promise.reject(new Error('closed')))).rejects.toBeInstanceOf(Interrupted)
})

/** A process that is asked to end, and what happens in it, in order. Its door serves for five more seconds. */
function stage({ job = Promise.resolve(), closeDoor = Promise.resolve(), giveBack = Promise.resolve() } = {}) {
  job.catch(() => undefined)
  giveBack.catch(() => undefined)
  const clock = handClock(START)
  const asked = new AbortController()
  const story: string[] = []
  const house = { story, waiting: 0, ask: () => asked.abort('SIGTERM'), at, code: Promise.resolve(0) }
  const jobs: Part = {
    name: 'jobs',
    async run(signal) {
      await aborted(signal)
      await job
      story.push('jobs end')
    },
  }
  const dispatch: Answering = {
    name: 'dispatch',
    wake: () => undefined,
    async run(signal) {
      await aborted(signal)
      story.push('dispatch ends')
    },
    async round() {
      const done = house.waiting
      house.waiting = 0
      if (done > 0 || !story.some((line) => line.startsWith('dispatch did'))) story.push(`dispatch did ${done}`)
      return done
    },
  }
  const note = (what: string, wait: Promise<void>) => async () => {
    await wait
    story.push(what)
  }
  house.code = runParts({
    clock,
    log: silentLog,
    asked: asked.signal,
    taking: [jobs],
    answering: [dispatch],
    draining: () => story.push('draining'),
    serveMs: 5_000,
    closeDoor: note('door closed', closeDoor),
    giveBack: note('given back', giveBack),
    close: note('all closed', Promise.resolve()),
    report: async () => undefined,
  })
  return house

  async function at(ms: number) {
    await settled()
    clock.moveTo(new Date(START.getTime() + ms))
    await settled()
  }
}

const aborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))

/** Everything here is promises: when the event loop has turned, they have all been run. */
const settled = () => new Promise((resolve) => setImmediate(resolve))
