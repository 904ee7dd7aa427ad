/** How people write tasks, assignments and payments: `#17`, `A42` and `P9`. */
export const taskRef = (id: number) => `#${id}`
export const assignmentRef = (id: number) => `A${id}`
export const paymentRef = (id: number) => `P${id}`

const MOST_ID = 2 ** 31 - 1

/** `#17`, `# 17`, `№17` → 17; undefined for anything else. */
export const parseTaskRef = (text: string) => idIn(/^\s*[#№]\s*([0-9]{1,10})\s*$/.exec(text))

/** `A42`, `a42`, `42`, also with the Cyrillic letter that looks the same; undefined for anything else. */
export const parseAssignmentRef = (text: string) => idIn(/^\s*[AaАа]?\s*([0-9]{1,10})\s*$/.exec(text))

/** `P9`, `p9`, `9`, also with the Cyrillic letter that looks the same; undefined for anything else. */
export const parsePaymentRef = (text: string) => idIn(/^\s*[PpРр]?\s*([0-9]{1,10})\s*$/.exec(text))

function idIn(matched: RegExpExecArray | null): number | undefined {
  const id = Number(matched?.[1])
  return Number.isInteger(id) && id >= 1 && id <= MOST_ID ? id : undefined
}
