/** Methods of Bot API 10.3 that exist but are not simulated: they answer 501, never a made-up success. */
export const UNSIMULATED = new Map(
  `
  sendLivePhoto sendChecklist getUserProfileAudios setUserEmojiStatus
  answerChatJoinRequestQuery sendChatJoinRequestWebApp getUserPersonalChatMessages answerGuestQuery
  getManagedBotToken replaceManagedBotToken getManagedBotAccessSettings setManagedBotAccessSettings
  getAvailableGifts sendGift giftPremiumSubscription verifyUser
  verifyChat removeUserVerification removeChatVerification readBusinessMessage deleteBusinessMessages
  setBusinessAccountName setBusinessAccountUsername setBusinessAccountBio setBusinessAccountProfilePhoto
  removeBusinessAccountProfilePhoto setBusinessAccountGiftSettings getBusinessAccountStarBalance
  transferBusinessAccountStars getBusinessAccountGifts getUserGifts getChatGifts convertGiftToStars
  upgradeGift transferGift postStory repostStory editStory deleteStory
  savePreparedKeyboardButton editMessageChecklist editEphemeralMessageText
  editEphemeralMessageMedia editEphemeralMessageCaption editEphemeralMessageReplyMarkup approveSuggestedPost
  declineSuggestedPost deleteEphemeralMessage
  sendRichMessage sendRichMessageDraft
  editUserStarSubscription setPassportDataErrors sendGame setGameScore
  getGameHighScores
`
    .split(/\s+/)
    .filter(Boolean)
    .map((name) => [name.toLowerCase(), name]),
)
