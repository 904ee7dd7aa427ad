import { z } from 'zod'
import type { SettingsOf } from '#platform/bot.ts'

const secret = z
  .string()
  .regex(/^[\x21-\x7e]{16,200}$/, 'write 16 to 200 characters without spaces')
  .optional()

export const settings = {
  WATCH_ALERTMANAGER_SECRET: {
    schema: secret,
    meaning:
      "Lets Prometheus' Alertmanager in at `/webhooks/alertmanager`: its bearer token, or the password of its basic auth; without it nobody is let in",
    secret: true,
  },
  WATCH_ALERTMANAGER_SECRET_NEXT: {
    schema: secret,
    meaning: 'Accepted as well while the secret is being changed',
    secret: true,
  },
  ALERTMANAGER_URL: {
    schema: z
      .url({ protocol: /^https?$/, error: 'write a full http(s):// address' })
      .refine((url) => !new URL(url).username && !new URL(url).password, 'write it without user and password')
      .transform((url) => url.replace(/\/$/, ''))
      .optional(),
    meaning:
      "Where Alertmanager's own interface is, for the button that silences; without it only our messages are held back",
  },
} as const

export type Settings = SettingsOf<typeof settings>
