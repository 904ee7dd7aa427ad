/** What this client does not have, answered as clients without it do, so that no app waits for ever. */
import { type Fields, type Heard, words } from './wire.ts'

const unsupported = { error: 'UNSUPPORTED' }
const answers: Readonly<Record<string, (data: Fields) => string>> = {
  web_app_request_fullscreen: () => words('fullscreen_failed', unsupported),
  web_app_biometry_get_info: () => words('biometry_info_received', { available: false }),
  web_app_check_home_screen: () => words('home_screen_checked', { status: 'unsupported' }),
  web_app_add_to_home_screen: () => words('home_screen_failed', unsupported),
  web_app_start_accelerometer: () => words('accelerometer_failed', unsupported),
  web_app_start_gyroscope: () => words('gyroscope_failed', unsupported),
  web_app_start_device_orientation: () => words('device_orientation_failed', unsupported),
  web_app_open_scan_qr_popup: () => words('scan_qr_popup_closed', {}),
  web_app_open_invoice: ({ slug }) => words('invoice_closed', { slug, status: 'failed' }),
  web_app_set_emoji_status: () => words('emoji_status_failed', unsupported),
  web_app_request_emoji_status_access: () => words('emoji_status_access_requested', { status: 'cancelled' }),
  web_app_send_prepared_message: () => words('prepared_message_failed', unsupported),
  web_app_request_file_download: () => words('file_download_requested', { status: 'cancelled' }),
  web_app_read_text_from_clipboard: ({ req_id }) => words('clipboard_text_received', { req_id }),
  web_app_device_storage_save_key: ({ req_id }) => words('device_storage_failed', { req_id, ...unsupported }),
  web_app_device_storage_get_key: ({ req_id }) => words('device_storage_failed', { req_id, ...unsupported }),
  web_app_device_storage_clear: ({ req_id }) => words('device_storage_failed', { req_id, ...unsupported }),
  web_app_secure_storage_save_key: ({ req_id }) => words('secure_storage_failed', { req_id, ...unsupported }),
  web_app_secure_storage_get_key: ({ req_id }) => words('secure_storage_failed', { req_id, ...unsupported }),
  web_app_secure_storage_restore_key: ({ req_id }) => words('secure_storage_failed', { req_id, ...unsupported }),
  web_app_secure_storage_clear: ({ req_id }) => words('secure_storage_failed', { req_id, ...unsupported }),
  web_app_share_to_story: () => '',
  web_app_toggle_orientation_lock: () => '',
}

/** Undefined when it is not one of these; empty when clients say nothing to it. */
export const refusalOf = ({ type, data }: Heard): string | undefined =>
  Object.hasOwn(answers, type) ? answers[type]?.(data) : undefined

/** Felt on a phone, or of no meaning here: noted, and nothing else. */
export const isFelt = (type: string): boolean =>
  [
    'iframe_ready',
    'iframe_will_reload',
    'web_app_trigger_haptic_feedback',
    'web_app_setup_swipe_behavior',
    'web_app_hide_keyboard',
    'web_app_exit_fullscreen',
    'web_app_stop_accelerometer',
    'web_app_stop_gyroscope',
    'web_app_stop_device_orientation',
    'web_app_close_scan_qr_popup',
    'web_app_open_location_settings',
  ].includes(type)
