import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { SHEETS_TROUBLES } from '../standins/sheets/errors.ts'
import { SHEETS_NOTE, type SheetsFault, type SheetsStandIn } from '../standins/sheets/sheets.ts'
import { COMMON_TROUBLES } from '../standins/troubles.ts'
import { Impossible } from '../world/impossible.ts'
import { tidy } from './specs.ts'
import { standInFault } from './standin-faults.ts'

const NewFault = standInFault([...COMMON_TROUBLES, ...SHEETS_TROUBLES])

/** What stands in the stand-in for Google Sheets, and what it was asked. */
export function sheetsRoutes(app: FastifyInstance, sheets: SheetsStandIn) {
  app.get('/sim/sheets', async () => ({
    note: SHEETS_NOTE,
    ...sheets.page(),
    faults: sheets.faults(),
    requests: sheets.requests.slice(-200).reverse(),
  }))

  app.put('/sim/sheets/limits', async (request) => {
    sheets.limit(z.strictObject({ limited: z.boolean() }).parse(request.body).limited)
    return {}
  })
  app.put('/sim/sheets/spreadsheets/:id/shared', async (request) => {
    const { id } = z.object({ id: z.string().max(200) }).parse(request.params)
    const { shared } = z.strictObject({ shared: z.boolean() }).parse(request.body)
    if (!sheets.share(id, shared)) throw new Impossible('There is no such spreadsheet.')
    return {}
  })

  app.post('/sim/sheets/faults', async (request) => {
    sheets.fault(tidy<SheetsFault>(NewFault.parse(request.body)))
    return {}
  })
  app.delete('/sim/sheets/faults', async () => {
    sheets.clearFaults()
    return {}
  })
}
