/** Methods of Bot API 10.3 that exist but are not simulated: they answer 501, never a made-up success. */
export const UNSIMULATED = new Map(
  `
  sendLivePhoto sendPaidMedia sendChecklist getUserProfileAudios setUserEmojiStatus
  createChatSubscriptionInviteLink editChatSubscriptionInviteLink answerChatJoinRequestQuery
  sendChatJoinRequestWebApp getUserPersonalChatMessages answerGuestQuery getBusinessConnection
  getManagedBotToken replaceManagedBotToken getManagedBotAccessSettings setManagedBotAccessSettings
  setMyProfilePhoto removeMyProfilePhoto getAvailableGifts sendGift giftPremiumSubscription verifyUser
  verifyChat removeUserVerification removeChatVerification readBusinessMessage deleteBusinessMessages
  setBusinessAccountName setBusinessAccountUsername setBusinessAccountBio setBusinessAccountProfilePhoto
  removeBusinessAccountProfilePhoto setBusinessAccountGiftSettings getBusinessAccountStarBalance
  transferBusinessAccountStars getBusinessAccountGifts getUserGifts getChatGifts convertGiftToStars
  upgradeGift transferGift postStory repostStory editStory deleteStory
  savePreparedInlineMessage savePreparedKeyboardButton editMessageChecklist editEphemeralMessageText
  editEphemeralMessageMedia editEphemeralMessageCaption editEphemeralMessageReplyMarkup approveSuggestedPost
  declineSuggestedPost deleteEphemeralMessage getCustomEmojiStickers uploadStickerFile createNewStickerSet
  addStickerToSet setStickerPositionInSet deleteStickerFromSet replaceStickerInSet setStickerEmojiList
  setStickerKeywords setStickerMaskPosition setStickerSetTitle setStickerSetThumbnail
  setCustomEmojiStickerSetThumbnail deleteStickerSet sendRichMessage sendRichMessageDraft
  sendInvoice createInvoiceLink answerShippingQuery answerPreCheckoutQuery getMyStarBalance
  getStarTransactions refundStarPayment editUserStarSubscription setPassportDataErrors sendGame setGameScore
  getGameHighScores
`
    .split(/\s+/)
    .filter(Boolean)
    .map((name) => [name.toLowerCase(), name]),
)
