/** The stated rule: four characters are a token, a started one counts, and every message costs three more. */
export const tokensIn = (text: string) => Math.ceil([...text].length / 4)

export const tokensOf = (texts: readonly string[]) => texts.reduce((sum, text) => sum + tokensIn(text) + 3, 0)

/** So much of a text as fits into `most` tokens. */
export const firstTokens = (text: string, most: number) => [...text].slice(0, most * 4).join('')
