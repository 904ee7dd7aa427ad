import { stdout } from 'node:process'
import { envExample } from '../config.ts'
import { fleet } from '../fleet.ts'

/** Prints `.env.example`. */
export async function config([what]: string[]): Promise<void> {
  if (what !== 'example') throw new Error('Write: posthouse config example')
  stdout.write(envExample(fleet))
}
