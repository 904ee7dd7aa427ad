import { z } from 'zod'

/** A stand-in's fault as it comes from outside. */
export const standInFault = <const K extends readonly [string, ...string[]]>(kinds: K) =>
  z.strictObject({
    kind: z.enum(kinds),
    path: z.string().trim().min(1).max(200).optional(),
    times: z.int().min(1).max(100_000).optional(),
    retry_after: z.int().min(0).max(86_400).optional(),
    ms: z.int().min(1).max(600_000).optional(),
  })
