import { z } from 'zod'

const words = z.record(z.string().max(200), z.string().max(10_000))
const moment = z.iso.datetime({ offset: true })

/** What Alertmanager sends, version 4 (https://prometheus.io/docs/alerting/latest/configuration/#webhook_config). */
export const payload = z.looseObject({
  version: z.literal('4'),
  groupKey: z.string().min(1).max(4_000),
  truncatedAlerts: z.int().min(0).default(0),
  status: z.enum(['firing', 'resolved']),
  receiver: z.string().max(1_000).default(''),
  groupLabels: words.default({}),
  commonLabels: words.default({}),
  commonAnnotations: words.default({}),
  alerts: z
    .array(
      z.looseObject({
        status: z.enum(['firing', 'resolved']),
        labels: words.default({}),
        annotations: words.default({}),
        startsAt: moment,
        endsAt: moment.optional(),
        fingerprint: z.string().min(1).max(100),
      }),
    )
    .max(2_000),
})

export type Payload = z.infer<typeof payload>
