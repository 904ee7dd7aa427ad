/** A small shop as a Mini App, on a port of its own: everything a story asks of the frame around it. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

const page = (script: string) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Shop</title>${script}</head>
<body style="background: var(--tg-theme-bg-color); color: var(--tg-theme-text-color); font: 16px sans-serif">
<h1>The shop</h1><output aria-label="Result"></output>
<p><button id="data">Send data</button> <button id="confirm">Confirm</button> <button id="keep">Keep</button>
<button id="contact">Contact</button> <button id="place">Place</button> <button id="buzz">Buzz</button>
<button id="whole">Whole screen</button> <button id="careful">Careful</button> <button id="close">Close</button></p>
<iframe srcdoc="<script>top.postMessage(JSON.stringify({ eventType: 'web_app_close' }), '*')</script>" hidden></iframe>
<script>
  const app = Telegram.WebApp
  const say = (words) => { document.querySelector('output').textContent = words }
  const on = (id, act) => { document.getElementById(id).onclick = act }
  app.ready()
  app.expand()
  say((app.initDataUnsafe.user?.first_name ?? 'nobody') + ' ' + app.colorScheme)
  document.body.dataset.init = app.initData
  app.MainButton.setText('Pay 5 €').onClick(() => say('paid')).show()
  app.BackButton.onClick(() => { app.BackButton.hide(); say('went back') }).show()
  on('data', () => app.sendData('{"size":"XL"}'))
  on('confirm', () => app.showConfirm('Really?', (yes) => say('confirmed ' + yes)))
  on('keep', () => app.CloudStorage.getItem('size', (_, old) => app.CloudStorage.setItem('size', 'XL', () => say('was ' + (old || 'empty')))))
  on('contact', () => app.requestContact((sent, told) => say('contact ' + sent + ' ' + told.responseUnsafe?.contact.phone_number)))
  on('place', () => app.LocationManager.init(() => app.LocationManager.getLocation((at) => say('place ' + at?.latitude))))
  on('buzz', () => app.HapticFeedback.impactOccurred('light'))
  on('whole', () => { app.onEvent('fullscreenFailed', () => 0); Telegram.WebView.onEvent('fullscreen_failed', (_, { error }) => say(error)); app.requestFullscreen() })
  on('careful', () => app.enableClosingConfirmation())
  on('close', () => app.close())
</script></body></html>`

/** A page that speaks the protocol by itself, as Telegram's own script does. */
const RAW = `<!doctype html><html lang="en"><title>Raw</title><output aria-label="Result"></output><script>
  const post = (eventType, eventData = '') => parent.postMessage(JSON.stringify({ eventType, eventData }), '*')
  addEventListener('message', ({ source, data }) => {
    if (source !== parent) return
    const { eventType, eventData } = JSON.parse(data)
    document.querySelector('output').textContent += ' ' + eventType + (eventType === 'theme_changed' ? ':' + eventData.theme_params.bg_color : '')
  })
  post('iframe_ready', { reload_supported: true })
  post('web_app_request_theme')
  post('web_app_setup_main_button', { is_visible: true, is_active: true, is_progress_visible: false, text: 'Raw button', color: '#112233', text_color: '#ffffff' })
  post('web_app_something_new', {})
</script></html>`

const SILENT = '<!doctype html><html lang="en"><title>Silent</title><p>A page like any other.</p></html>'

export async function openMiniApp(simulator: string) {
  const script = `<script src="${simulator}/telegram-web-app.js"></script>`
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://x').pathname
    const body = path === '/raw' ? RAW : path === '/silent' ? SILENT : page(script)
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(body)
  })
  await new Promise<void>((open) => server.listen(0, '127.0.0.1', open))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => {
      server.closeAllConnections()
      return new Promise((closed) => server.close(closed))
    },
  }
}
