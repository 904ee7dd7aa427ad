/** How many faces each emoji has. */
export const DICE: Record<string, number> = { '🎲': 6, '🎯': 6, '🎳': 6, '🏀': 5, '⚽': 5, '🎰': 64 }

/** An emoji with or without its variation selector; no emoji is the die. */
export const diceEmoji = (given: string) => {
  const bare = given.replaceAll('\ufe0f', '').trim() || '🎲'
  return DICE[bare] ? bare : undefined
}
