import { rmSync } from 'node:fs'
import pg from 'pg'
import { dataFolder } from '#testing/promise/data-folder.ts'
import type { Life } from '../lives.ts'
import type { HouseOptions } from '../messages.ts'
import { type Cluster, type ClusterOptions, createCluster } from './cluster.ts'
import { createWire, type Wire } from './proxy.ts'

/** Where the house keeps everything, with what the storm can do to it and a window to look in. */
export interface Place {
  options: HouseOptions['database']
  cluster?: Cluster
  wire?: Wire
  rows<Row>(sql: string): Promise<Row[]>
  remove(): Promise<void>
}

const DATABASE = 'storm'

export async function openPostgresPlace(options: ClusterOptions): Promise<Place> {
  const cluster = await createCluster(options)
  const wire = await createWire(cluster.port)
  const admin = new pg.Client({ connectionString: cluster.url('postgres') })
  await admin.connect()
  await admin.query(`create database ${DATABASE}`)
  await admin.end()
  // A window of our own: not through the wire, and nothing of the house's in it.
  const int8 = (id: number, format: 'text') => (id === 20 ? Number : pg.types.getTypeParser(id, format))
  const window = new pg.Pool({
    connectionString: cluster.url(DATABASE),
    max: 4,
    application_name: 'storm',
    connectionTimeoutMillis: 3_000,
    types: { getTypeParser: int8 as never },
  })
  window.on('error', () => undefined)
  window.on('connect', (client) => client.on('error', () => undefined))
  return {
    options: { url: `postgres://postgres@127.0.0.1:${wire.port}/${DATABASE}` },
    cluster,
    wire,
    rows: async <Row>(sql: string) => (await window.query(sql)).rows as Row[],
    async remove() {
      await window.end().catch(() => undefined)
      await wire.close()
      await cluster.remove()
    },
  }
}

/** PGlite lets nobody else in, so its one process is asked. */
export async function openPglitePlace(alive: () => Life | undefined): Promise<Place> {
  const { folder, remove } = await dataFolder()
  return {
    options: { folder },
    rows: async <Row>(sql: string) => {
      const life = alive()
      if (!life?.readyAt) throw new Error('nobody to ask')
      return (await life.ask({ say: 'query', sql })) as Row[]
    },
    async remove() {
      remove()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
