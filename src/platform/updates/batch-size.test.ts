import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createBatchSize } from './batch-size.ts'

test('an update that spoils every batch it is in is found in as many tries as the size has bits, whatever went before', () => {
  const limits = fc.record({ mostChats: fc.integer({ min: 1, max: 64 }), mostPerChat: fc.integer({ min: 1, max: 10 }) })
  fc.assert(
    fc.property(limits, fc.array(fc.boolean()), ({ mostChats, mostPerChat }, history) => {
      const size = createBatchSize({ mostChats, mostPerChat })
      for (const isGood of history) {
        if (isGood) size.grow()
        else size.shrink()
        const { chats, perChat } = size.now()
        expect(chats).toBeGreaterThan(0)
        expect(chats).toBeLessThanOrEqual(mostChats)
        expect(perChat).toBeGreaterThan(0)
        expect(perChat).toBeLessThanOrEqual(mostPerChat)
      }
      let tries = 0
      while (!size.isLeast()) {
        size.shrink()
        tries += 1
      }
      expect(size.now()).toEqual({ chats: 1, perChat: 1 })
      expect(tries).toBeLessThanOrEqual(Math.floor(Math.log2(mostChats * mostPerChat)))
    }),
  )
})
